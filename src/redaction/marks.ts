import type { Finding } from './rule.js'

/** What stands where a secret was: its kind, and which one of that kind it is within the trace. */
const MARK = /\[REDACTED:([a-z0-9-]{1,48})#(\d{1,9})\]/g

/** Kinds whose values mean little by themselves: the same characters may be a secret elsewhere, with a mark of its own. */
const APART: ReadonlySet<string> = new Set(['email', 'phone', 'card', 'iban', 'ip', 'user-name'])

/** The marks of one trace: the same secret gets the same mark wherever it occurs. */
export interface Marks {
  /** The mark for a secret. */
  markFor(finding: Pick<Finding, 'kind' | 'secret'>): string
  /** Takes note of marks that a text came with, so that no new secret is given the same one. */
  reserve(text: string): void
  /** Counts the marks of a finished text. */
  count(text: string): void
  /** Kind to number of places. */
  counts(): Record<string, number>
}

/** Marks of a new trace. Secrets are held in memory for as long as this is; nothing of them is in a mark. */
export function createMarks(): Marks {
  const bySecret = new Map<string, string>()
  const highest = new Map<string, number>()
  const counted = new Map<string, number>()
  return {
    markFor({ kind, secret }) {
      const name = APART.has(kind) ? `${kind}\0${secret}` : secret
      const known = bySecret.get(name)
      if (known) return known
      const number = (highest.get(kind) ?? 0) + 1
      highest.set(kind, number)
      const mark = `[REDACTED:${kind}#${number}]`
      bySecret.set(name, mark)
      return mark
    },
    reserve(text) {
      for (const [kind, number] of marksIn(text)) highest.set(kind, Math.max(highest.get(kind) ?? 0, number))
    },
    count(text) {
      for (const [kind] of marksIn(text)) counted.set(kind, (counted.get(kind) ?? 0) + 1)
    },
    counts: () => Object.fromEntries([...counted].sort(([a], [b]) => (a < b ? -1 : 1)))
  }
}

/** Whether a text may have marks. */
export function hasMarks(text: string): boolean {
  return text.includes('[REDACTED:')
}

function marksIn(text: string): [kind: string, number: number][] {
  if (!hasMarks(text)) return []
  return [...text.matchAll(MARK)].map(([, kind, number]) => [kind as string, Number(number)])
}

/** A text cut at its marks: what is between them at even places, the marks at odd ones. */
export function splitAtMarks(text: string): string[] {
  return hasMarks(text) ? text.split(/(\[REDACTED:[a-z0-9-]{1,48}#\d{1,9}\])/) : [text]
}
