import { idFrom } from '../../kernel/hash.js'
import type { Trace } from '../../kernel/types.js'
import { liveMessages, personMessages } from '../../traces/live-messages.js'

/**
 * What a run was about, so that no task counts twice: the source's own id of the task, else the opening request
 * (letters of either case, whatever the spaces). A run without either is a task of its own.
 */
export function taskOf(trace: Pick<Trace, 'id' | 'runtime' | 'messages' | 'metadata'>): string {
  const given = trace.metadata?.['taskId']
  if (typeof given === 'string' || typeof given === 'number') return `${trace.runtime} ${given}`
  const request = personMessages(liveMessages(trace))[0]?.message.text.toLowerCase().replaceAll(/\s+/g, ' ').trim()
  return request ? idFrom(12, request) : trace.id
}
