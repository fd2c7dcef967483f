import type { RE2JS } from 're2js'
import type { Place } from '../kernel/errors.js'
import { compilePattern, type OwnFinding } from './own-rules.js'
import type { Finding } from './rule.js'

/** One allow-list of a gitleaks configuration: what of a finding, or of where it is, says that it is no secret. */
export interface AllowList {
  /** The kinds it is about; undefined: all. */
  kinds?: readonly string[] | undefined
  /** All of what it names must hold, not just one. */
  all: boolean
  regexes: readonly string[]
  target: 'secret' | 'match' | 'line'
  stopwords: readonly string[]
  paths: readonly string[]
}

/** Is this finding one that a list knows? */
export type AllowTest = (finding: Finding & Partial<Pick<OwnFinding, 'match'>>, text: string) => boolean

/**
 * A list as a test of the findings of one subject, given its paths.
 * @throws SkillLoopError (2) for a pattern that RE2 does not know
 */
export function compileAllowList(list: AllowList, name: string, place: Place): (paths: readonly string[]) => AllowTest {
  const compile = (pattern: string): RE2JS => compilePattern(pattern, name, place)
  const [regexes, inPaths] = [list.regexes.map(compile), list.paths.map(compile)]
  const stopwords = list.stopwords.map((word) => word.toLowerCase())
  const kinds = list.kinds && new Set(list.kinds)
  return (paths) => {
    const isPlace = inPaths.some((regex) => paths.some((path) => regex.matcher(path).find()))
    return (finding, text) => {
      if (kinds && !kinds.has(finding.kind)) return false
      const { secret } = finding
      const checks: boolean[] = []
      if (inPaths.length > 0) checks.push(isPlace)
      if (regexes.length > 0) {
        const target = list.target === 'secret' ? secret : list.target === 'match' ? text.slice(...(finding.match ?? [finding.start, finding.end])) : linesRound(text, finding.start, finding.end)
        checks.push(regexes.some((regex) => regex.matcher(target).find()))
      }
      if (stopwords.length > 0) checks.push(stopwords.some((word) => secret.toLowerCase().includes(word)))
      return checks.length > 0 && (list.all ? checks.every(Boolean) : checks.some(Boolean))
    }
  }
}

// A line that goes on and on says nothing about a place in it.
const LONGEST = 2048

function linesRound(text: string, start: number, end: number): string {
  const from = Math.max(text.lastIndexOf('\n', start - 1) + 1, start - LONGEST, 0)
  const next = text.indexOf('\n', end)
  return text.slice(from, Math.min(next === -1 ? text.length : next, end + LONGEST))
}
