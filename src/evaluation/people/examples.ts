import type { TraceEvent } from '../../kernel/types.js'

/** Whether a session is one to learn from, by what people said. */
export interface ExampleVerdict {
  /** bad: somebody's last word is that it is none; good: somebody called it good as it is now, and nobody bad. */
  verdict: 'good' | 'bad' | undefined
  /** It was called good when it was another one; that counts no longer. */
  outdated: boolean
  /** Mail addresses of those whose last word it is. */
  by: string[]
}

/**
 * Reads the events of one session, in any order. A person's later word takes the place of the earlier, and of two of
 * one moment the worse. A good word is about the session as it was; a bad one stays when the session grows.
 * @param counts whose word counts, by mail address; anybody's when left out
 */
export function exampleVerdict(events: readonly TraceEvent[], traceSha256: string, counts: (email: string) => boolean = () => true): ExampleVerdict {
  const last = new Map<string, TraceEvent>()
  for (const event of events) {
    if (event.kind !== 'example' || !counts(event.by.email)) continue
    const person = (event.by.email === '' ? event.by.name : event.by.email).toLowerCase()
    const before = last.get(person)
    if (!before || event.at > before.at || (event.at === before.at && event.example === 'bad')) last.set(person, event)
  }
  const words = [...last]
  const bad = words.filter(([, { example }]) => example === 'bad')
  const good = words.filter(([, { example }]) => example === 'good')
  const current = good.filter(([, event]) => event.traceSha256 === traceSha256)
  const verdict = bad.length > 0 ? 'bad' : current.length > 0 ? 'good' : undefined
  const speakers = verdict === 'bad' ? bad : verdict === 'good' ? current : []
  return { verdict, outdated: good.length > current.length, by: speakers.map(([person]) => person).sort() }
}
