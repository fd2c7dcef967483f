import { RE2JS, RE2JSException } from 're2js'
import { badInput, type Place } from '../kernel/errors.js'
import { PATTERN_STEPS, type Budget } from './budget.js'
import { compileKeywords } from '../kernel/keywords.js'
import type { Finding } from './rule.js'
import { shannon } from './values.js'

/** A rule from outside: its pattern is a user's, so it runs in linear time only. */
export interface OwnRule {
  /** Kind for the mark. */
  kind: string
  /** RE2 syntax. */
  pattern: string
  /** The pattern is tried near these only, letters of either case; everywhere where there are none. */
  keywords: readonly string[]
  /** The group that is the secret; undefined: the first that matched something, else the whole match. */
  group?: number | undefined
  /** Bits a character that a secret must have more than. */
  entropy?: number | undefined
}

/** What a rule from outside found, with the whole match that the secret is a part of. */
export interface OwnFinding extends Finding {
  match: readonly [start: number, end: number]
}

/** Adds what rules find in a text. */
export type FindOwn = (text: string, budget: Budget, found: Finding[]) => void

// What stands before a keyword and belongs to the match, and how far a match may go on after it.
const BEFORE = 1024
const AFTER = 8192
// The table of keywords holds so many states.
const MOST_CHARACTERS = 60_000

/**
 * A pattern of a user, compiled by RE2: time in proportion to the text, whatever the pattern.
 * @throws SkillLoopError (2) for what RE2 does not know, such as look-around and back-references
 */
export function compilePattern(pattern: string, name: string, place: Place): RE2JS {
  try {
    return RE2JS.compile(pattern)
  } catch (cause) {
    if (!(cause instanceof RE2JSException)) throw cause
    throw badInput(`${name} has a pattern that cannot be used: ${cause.message}`, {
      place, cause, expected: 'RE2 syntax: no look-around, no back-references, at most 1000 repetitions', fix: 'write the pattern without, or take the rule out'
    })
  }
}

/**
 * Rules as one search: keywords in one pass, then each pattern on what is round its keywords.
 * @throws SkillLoopError (2) naming the first rule that cannot be used
 */
export function compileOwnRules(rules: readonly OwnRule[], place: Place): FindOwn {
  const compiled = rules.map((rule) => ({ ...rule, regex: compilePattern(rule.pattern, `the rule ${rule.kind}`, place) }))
  for (const { kind, group, regex } of compiled) {
    if (group !== undefined && group > regex.groupCount()) throw badInput(`the rule ${kind} names group ${group} of its pattern`, { place, expected: `0 to ${regex.groupCount()}` })
  }
  const keywords = [...new Set(rules.flatMap((rule) => rule.keywords))]
  if (keywords.reduce((sum, keyword) => sum + keyword.length, 0) > MOST_CHARACTERS) throw badInput('the rules have too many keywords', { place, expected: `at most ${MOST_CHARACTERS} characters of them in all` })
  const scan = compileKeywords(keywords)
  const byKeyword = keywords.map((keyword) => rules.flatMap((rule, i) => (rule.keywords.includes(keyword) ? [i] : [])))
  const everywhere = rules.flatMap((rule, i) => (rule.keywords.length === 0 ? [i] : []))
  return (text, budget, found) => {
    const windows = new Map<number, [number, number][]>(everywhere.map((i) => [i, [[0, text.length]]]))
    scan(text, (keyword, start, end) => {
      for (const rule of byKeyword[keyword] as number[]) addWindow(windows, rule, Math.max(0, start - BEFORE), Math.min(text.length, end + AFTER))
    })
    for (const [i, list] of windows) for (const [from, to] of list) search(compiled[i] as OwnRule & { regex: RE2JS }, text, from, to, budget, found)
  }
}

function addWindow(windows: Map<number, [number, number][]>, rule: number, from: number, to: number): void {
  const list = windows.get(rule) ?? []
  windows.set(rule, list)
  const last = list.at(-1)
  if (last && from <= last[1]) last[1] = Math.max(last[1], to)
  else list.push([from, to])
}

function search(rule: OwnRule & { regex: RE2JS }, text: string, from: number, to: number, budget: Budget, found: Finding[]): void {
  budget.left -= PATTERN_STEPS * (to - from)
  if (budget.left < 0) return
  // Whole lines, so that ^ and \b mean what they say.
  const start = from === 0 ? 0 : text.lastIndexOf('\n', from - 1) + 1 > from - BEFORE ? text.lastIndexOf('\n', from - 1) + 1 : from
  const window = text.slice(start, to)
  const matcher = rule.regex.matcher(window)
  while (matcher.find()) {
    const group = rule.group ?? firstGroup(matcher)
    const [begin, end] = [matcher.start(group), matcher.end(group)]
    if (begin < 0 || end <= begin) continue
    const secret = window.slice(begin, end)
    if (rule.entropy !== undefined && shannon(secret) <= rule.entropy) continue
    if (secret.includes('[REDACTED:')) continue
    const finding: OwnFinding = { start: start + begin, end: start + end, kind: rule.kind, secret, generic: false, match: [start + matcher.start(), start + matcher.end()] }
    found.push(finding)
  }
}

function firstGroup(matcher: { groupCount(): number; start(group: number): number; end(group: number): number }): number {
  for (let i = 1; i <= matcher.groupCount(); i++) if (matcher.start(i) >= 0 && matcher.end(i) > matcher.start(i)) return i
  return 0
}
