import { isForbidden, isShownOnly, soften } from './context.js'
import { COMBINATIONS } from './code/combinations.js'
import { FACTS } from './code/facts.js'
import { HARM } from './code/harm.js'
import type { CodeRule, Fact } from './code/rule.js'
import { RUNNING } from './code/running.js'
import type { Findings } from './findings.js'
import { addresses, destinations, type HostKind } from './hosts.js'
import { readShell } from './normalize/shell.js'
import { createPrefilter } from '../kernel/prefilter.js'
import { atMost, shift } from './severity.js'
import { lineAt, type Mapped } from './text.js'
import type { Severity } from './types.js'

/** Where a piece of code stands. */
export interface CodePlace {
  file: string
  through: readonly string[]
  /** The text around is about attacks. */
  topic: boolean
  /** What is said right before it, the heading among it. */
  before: string
  /** A script is run; a block in Markdown may only be shown. */
  script: boolean
  /** Steps that severity goes up, for what was hidden. */
  raise: number
}

const RULES: readonly CodeRule[] = [...RUNNING, ...HARM]
const COMPILED = RULES.map((rule) => ({ rule, pattern: new RegExp(rule.pattern.source, `${rule.pattern.flags.replace('g', '')}gm`) }))
// Rules first, then facts, each by its place.
const mayMatch = createPrefilter([...COMPILED.map(({ pattern }) => pattern), ...FACTS.map(({ pattern }) => pattern)])
const HITS = 8

/** Finds what a piece of code does that it should not, as it stands and as a shell would read it. */
export function scanCode(code: Mapped, place: CodePlace, findings: Findings, shell: boolean): void {
  const may = mayMatch(code.text)
  matchRules(code.text, may, (offset) => lineAt(code, offset), place, findings)
  combine(code, may, place, findings)
  if (!shell || !/["'\\$`{]/.test(code.text)) return
  const read = readShell(code.text)
  const first = lineAt(code, 0)
  const last = lineAt(code, code.text.length)
  const hidden: CodePlace = { ...place, through: [...place.through, 'shell quoting'] }
  matchRules(read, mayMatch(read), (offset, matched) => lineOfCommand(code, matched, first), hidden, findings, (rule) => findings.hasBetween(rule, first, last))
}

// The shell's reading has other offsets: the line is that of the longest word both have.
function lineOfCommand(code: Mapped, matched: string, fallback: number): number {
  const words = matched.split(/[\s|;&"']+/).filter((word) => word.length > 2).sort((a, b) => b.length - a.length).slice(0, 6)
  for (const word of words) {
    const at = code.text.indexOf(word)
    if (at >= 0) return lineAt(code, at)
  }
  return fallback
}

function matchRules(text: string, may: Uint8Array, line: (offset: number, matched: string) => number, place: CodePlace, findings: Findings, known: (rule: string) => boolean = () => false): void {
  for (const [number, { rule, pattern }] of COMPILED.entries()) {
    if (!may[number]) continue
    let hits = 0
    pattern.lastIndex = 0
    for (let match = pattern.exec(text); match && hits < HITS; match = pattern.exec(text)) {
      if (match[0] === '') { pattern.lastIndex++; continue }
      const whole = lineText(text, match.index)
      if (rule.unless?.test(whole)) continue
      hits++
      const base = rule.hosts ? rule.hosts[worstHost(match[0])] ?? rule.severity : rule.severity
      const severity = !place.script && place.raise === 0 && (isForbidden(whole, match[0]) || isForbidden(place.before, match[0])) ? 'low' : inContext(base, whole, lineText(text, Math.max(0, text.lastIndexOf('\n', match.index - 1) - 1)), place)
      if (known(rule.id)) continue
      findings.add({ rule: rule.id, category: rule.category, severity, message: rule.message, file: place.file, line: line(match.index, match[0]), seenThrough: [...place.through] }, whole.length < 200 ? whole : match[0])
    }
  }
}

function lineText(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1
  const end = text.indexOf('\n', offset)
  return text.slice(Math.max(start, offset - 400), Math.min(end === -1 ? text.length : end, offset + 800))
}

function inContext(base: Severity, whole: string, before: string, place: CodePlace): Severity {
  const raised = shift(base, place.raise)
  if (place.raise > 0) return raised
  const shown = isShownOnly(whole, place.script ? '' : before.trim().startsWith('#') || before.trim().startsWith('//') ? before : '')
  if (shown === 'searched') return place.script ? atMost(raised, 'medium') : 'low'
  if (place.script) return place.topic ? atMost(raised, 'high') : raised
  const warned = shown === 'warned' || isShownOnly('', place.before) !== undefined
  const severity = warned ? atMost(soften(raised, false, true), 'high') : raised
  return place.topic ? soften(severity, false, true) : severity
}

const ORDER: readonly HostKind[] = ['local', 'known', 'placeholder', 'unknown', 'address', 'drop']

/** The least familiar host that a piece of text names. */
function worstHost(text: string): HostKind | 'none' {
  const kinds = [...destinations(text), ...addresses(text)].map(({ kind }) => kind)
  return kinds.length === 0 ? 'none' : kinds.reduce((worst, kind) => ORDER.indexOf(kind) > ORDER.indexOf(worst) ? kind : worst)
}

function combine(code: Mapped, may: Uint8Array, place: CodePlace, findings: Findings): void {
  const facts = new Map<Fact, { at: number; line: string }[]>()
  for (const [number, { fact, pattern }] of FACTS.entries()) {
    if (!may[COMPILED.length + number]) continue
    const match = pattern.exec(code.text)
    if (match) facts.set(fact, [...facts.get(fact) ?? [], { at: match.index, line: lineText(code.text, match.index) }])
  }
  if (facts.size < 2) return
  const host = worstHost(code.text.slice(0, 200_000))
  const familiar = host === 'known' || host === 'local' || (host === 'none' && !place.script) || host === 'placeholder'
  for (const { id, category, severity, familiar: limit, all, message, together } of COMBINATIONS) {
    const found = all.map((fact) => facts.get(fact))
    if (found.some((one) => one === undefined)) continue
    const last = found.at(-1)?.[0]
    if (!last) continue
    if (together && !found[0]?.some((one) => found[1]?.some((other) => other.line === one.line))) continue
    const searched = found.every((places) => places?.every((one) => isShownOnly(one.line, '') === 'searched'))
    const base = familiar ? atMost(severity, limit) : severity
    const softened = inContext(searched ? atMost(base, 'medium') : base, '', '', place)
    findings.add({ rule: id, category, severity: softened, message, file: place.file, line: lineAt(code, last.at), seenThrough: [...place.through] }, last.line)
  }
}

/** The rules of code as data. */
export const CODE_RULES = { rules: RULES, facts: FACTS, combinations: COMBINATIONS }
