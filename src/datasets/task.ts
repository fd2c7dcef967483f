import { idFrom } from '../kernel/hash.js'
import type { Trace } from '../kernel/types.js'
import { liveMessages, personMessages } from '../traces/live-messages.js'

// "continue", "yes please": an opening of fewer words does not tell what a session is about.
const TELLING_WORDS = 5
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u
const TELLING_CHARACTERS = 12

/**
 * What a session is about, 20 hex digits: the source's own id of the task, else the opening request whatever its case
 * and spaces. Sessions whose opening says too little are tasks of their own.
 */
export function taskKey(trace: Pick<Trace, 'id' | 'runtime' | 'messages' | 'metadata'>): string {
  const given = trace.metadata?.['taskId']
  if (typeof given === 'string' || typeof given === 'number') return idFrom(20, 'task', trace.runtime, String(given))
  const request = personMessages(liveMessages(trace))[0]?.message.text.toLowerCase().replaceAll(/\s+/g, ' ').trim() ?? ''
  const tells = request.split(' ').length >= TELLING_WORDS || (UNSPACED.test(request) && request.length >= TELLING_CHARACTERS)
  return tells ? idFrom(20, 'request', request) : idFrom(20, 'session', trace.id)
}
