import { CODES } from './codes.js'
import type { AuditCode, AuditFinding, SettledFinding } from './types.js'

export interface Opening {
  finding: AuditFinding
  /** What had been approved there before: the digest, object id or policy that would put it back. */
  good?: string | undefined
  /** What stands there instead. */
  bad?: string | undefined
}

/** A finding with what its code says; `detail` says what is so in this very case. */
export function finding(code: AuditCode, place: { commit: string; path?: string; ref?: string }, detail: string, expected?: string): AuditFinding {
  const rule = CODES[code]
  return {
    code, severity: rule.severity, ref: place.ref ?? 'main', commit: place.commit, ...(place.path !== undefined && { path: place.path }),
    what: `${rule.means}: ${detail}`, expected: expected ?? rule.expected, fix: rule.fix
  }
}

/**
 * What is not in order yet, by what it is about. History cannot be changed, but what came of it can: what a person
 * decides on later, or puts back as it was, is settled and told as such.
 */
export class Openings {
  readonly #open: Map<string, Opening[]>
  readonly settled: SettledFinding[] = []

  /** @param entries what was open before, see entries() */
  constructor(entries: readonly [string, Opening[]][] = []) {
    this.#open = new Map(entries)
  }

  add(key: string, opening: Opening): void {
    this.#open.set(key, [...(this.#open.get(key) ?? []), opening])
  }

  about(key: string): readonly Opening[] {
    return this.#open.get(key) ?? []
  }

  /** Everything open about it that `which` says is settled by this commit. */
  settle(key: string, commit: string, howOf: (opening: Opening) => SettledFinding['how'], which: (opening: Opening) => boolean = () => true): void {
    const all = this.about(key)
    for (const opening of all.filter(which)) this.settled.push({ ...opening.finding, settledIn: commit, how: howOf(opening) })
    const left = all.filter((opening) => !which(opening))
    if (left.length > 0) this.#open.set(key, left)
    else this.#open.delete(key)
  }

  /** What a person should know and nothing can settle. */
  note(code: AuditCode, commit: string, path: string, detail: string): void {
    this.#open.set(`note:${commit}:${path}`, [{ finding: finding(code, { commit, path }, detail) }])
  }

  /** What is open, to begin from it again. */
  entries(): [string, Opening[]][] {
    return [...this.#open]
  }

  /** What is still open. */
  findings(): AuditFinding[] {
    return [...this.#open.values()].flatMap((list) => list.map(({ finding: found }) => found))
  }
}
