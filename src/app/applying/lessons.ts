import { parseMarkdown } from '../../kernel/front-matter.js'
import type { MemoryFrontMatter } from '../../kernel/types.js'
import type { RememberedLesson } from '../../targets/forms/memory-text.js'
import type { InForce } from './in-force.js'

/** A memory in force as files of memories render it. */
export function lessonOf({ path, files, view, since, changed }: InForce): RememberedLesson {
  const { data, body } = parseMarkdown(Buffer.from([...files.values()][0] ?? []).toString('utf8'), { file: path })
  const { scope, until } = data as unknown as MemoryFrontMatter
  return { path, text: body.trim(), scope, ...(until !== undefined && { until }), support: view.supporters.length, since, changed }
}

/** The day on which a memory ended, where that is past: agents get it no more. */
export function endedOn(artifact: InForce, today: string): string | undefined {
  if (artifact.kind !== 'memory') return undefined
  const { until } = lessonOf(artifact)
  return until !== undefined && until < today ? until : undefined
}
