import { excerpt } from '../kernel/text.js'
import { rank } from './severity.js'
import type { ThreatFinding } from './types.js'

const PER_RULE = 12
const PER_FILE = 300

/** Collects the findings of a file: one a rule and line, the worst of them, and no flood of any. */
export class Findings {
  private readonly byPlace = new Map<string, ThreatFinding>()
  private readonly counts = new Map<string, number>()

  add(finding: Omit<ThreatFinding, 'excerpt'>, text: string): void {
    const place = `${finding.rule}\0${finding.line}`
    const known = this.byPlace.get(place)
    if (known) {
      if (rank(finding.severity) > rank(known.severity)) Object.assign(known, { severity: finding.severity, seenThrough: finding.seenThrough })
      return
    }
    const count = this.counts.get(finding.rule) ?? 0
    if (count >= PER_RULE || this.byPlace.size >= PER_FILE) {
      // What is left out is never worse than what is kept.
      const weaker = [...this.byPlace.values()].find((one) => rank(one.severity) < rank(finding.severity) && (count < PER_RULE || one.rule === finding.rule))
      if (!weaker) return
      this.byPlace.delete(`${weaker.rule}\0${weaker.line}`)
      this.counts.set(weaker.rule, (this.counts.get(weaker.rule) ?? 1) - 1)
    }
    this.counts.set(finding.rule, (this.counts.get(finding.rule) ?? 0) + 1)
    this.byPlace.set(place, { ...finding, excerpt: excerpt(text, 160) })
  }

  /** Whether the rule was found in one of the lines, the last one included. */
  hasBetween(rule: string, from: number, to: number): boolean {
    if ((this.counts.get(rule) ?? 0) === 0) return false
    return [...this.byPlace.values()].some((one) => one.rule === rule && one.line >= from && one.line <= to)
  }

  /** In the order of lines, the worst first within a line. */
  list(): ThreatFinding[] {
    return [...this.byPlace.values()].sort((a, b) => a.line - b.line || rank(b.severity) - rank(a.severity) || (a.rule < b.rule ? -1 : 1))
  }
}
