import { splitShell } from '../../traces/shell-split.js'
import type { SharedStep } from './align.js'
import { shellCommand, shellWord } from './steps.js'

/** A value that differs between sessions: its name and why it is called so. */
interface Parameter { name: string; meaning: string }

/** A shared step with its differing arguments replaced by `<name>`. */
export interface GeneralStep {
  action: string
  /** The command or call, e.g. `git tag v<version>`. */
  template: string
  /** How many sessions took it. */
  count: number
}

/**
 * Steps without anything that only some sessions have: words that all sources share stay, others become
 * named parameters, the same name where the same values recur. Personal words go even where all share them.
 */
export function generalize(steps: readonly SharedStep[], sessions: number): { steps: GeneralStep[]; parameters: Parameter[] } {
  const names = new Names()
  const general = steps.map(({ action, taken }) => {
    const rows = [...taken].sort(([a], [b]) => (a < b ? -1 : 1)).map(([trace, { example }]) => ({ trace, words: wordsOf(example) }))
    const head = headLength(action, rows.map(({ words }) => words))
    return { action, template: template(action, rows, head, taken.size === sessions, names), count: taken.size }
  })
  return { steps: general, parameters: names.all() }
}

// Commands that differ in more words than this share little but their beginning.
const MAX_DIFFERENCES = 4

interface Row { trace: string; words: string[] }

function wordsOf(example: string): string[] {
  return splitShell(example).flatMap(({ words }) => words).map(impersonal)
}

// What a person's machine or identity shows is never a literal.
export function impersonal(word: string): string {
  return word
    .replaceAll(/(?:\/(?:home|Users|root)(?:\/[\w.-]+)?|[A-Z]:\\Users\\[^\\]+)(?=[/\\]|$)/g, '~')
    .replaceAll(/(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, '<email>')
    .replaceAll(/\[REDACTED[^\]]*\]?/g, '<secret>')
}

// The words that make the action itself (program and sub-command, or a tool's name), as far as all agree.
function headLength(action: string, rows: readonly (readonly string[])[]): number {
  const first = rows[0] ?? []
  const last = Math.max(...(shellCommand(action) ?? action).split(' ').map((word) => first.indexOf(word)), 0)
  let length = 0
  while (length <= last && length < first.length && rows.every((row) => row[length] === first[length])) length++
  return length
}

function template(action: string, rows: readonly Row[], head: number, everywhere: boolean, names: Names): string {
  const first = rows[0]?.words ?? []
  const tool = shellCommand(action) === undefined
  const differences = first.filter((_, at) => rows.some(({ words }) => words[at] !== first[at])).length
  const comparable = differences <= MAX_DIFFERENCES && rows.every(({ words }) => words.length === first.length)
  const out: string[] = []
  if (comparable) {
    first.forEach((word, at) => {
      const values = rows.map(({ words }) => words[at] ?? '')
      const same = values.every((value) => value === word) && !isPassing(word, tool)
      // A step that some sessions left out keeps only what names it: the rest may be theirs alone.
      if (same && (everywhere || at < head || /^--?[\w-]+$/.test(word))) out.push(literal(word))
      else out.push((tool ? undefined : phrase(rows, values, names)) ?? wordWithHole(rows, values, first[at - 1], names))
    })
    return out.join(' ')
  }
  // Too different to compare word by word: what all begin with, the options all have, and one parameter for the rest.
  let at = 0
  while (at < first.length && rows.every(({ words }) => words[at] === first[at]) && (everywhere || at < head) && !isPassing(first[at] ?? '', tool)) out.push(literal(first[at++] ?? ''))
  // Who ran it bare shows that the rest is not needed.
  if (out.length >= head && rows.some(({ words }) => words.length === at)) return out.join(' ')
  const options = [...new Set(first.slice(at))].filter((word) => /^--?[\w-]+$/.test(word) && rows.every(({ words }) => words.slice(at).includes(word)))
  return [...out, ...options, names.of('arguments', new Map(rows.map(({ trace, words }) => [trace, words.slice(at).join(' ')])), 'what else the command needs')].join(' ')
}

// What stands for one case on one day, even where all sources were about that case: dates, ids, hashes, addresses.
const PASSING = /\d{4}-\d{2}-\d{2}|\b[0-9a-f]{8}-[0-9a-f]{4}-|\b(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{7,40}\b|\d{5,}|\b\d{1,3}(?:\.\d{1,3}){3}\b|^[$€£]\d/i
// A service's values are of its customers, unless they are words of the service itself: `cabin=economy`.
const SERVICE_WORD = /^\w+=(?:[a-z]+(?:[_-][a-z]+)*|true|false)$/

function isPassing(word: string, tool: boolean): boolean {
  return PASSING.test(word) || (tool && /^\w+=/.test(word) && !SERVICE_WORD.test(word))
}

function literal(word: string): string {
  return /^<\w+>$|^~/.test(word) ? word : shellWord(word)
}

// "Release 1.2.3" and "Release 1.3.0" share a word; only the other is a parameter.
function phrase(rows: readonly Row[], values: readonly string[], names: Names): string | undefined {
  const split = values.map((value) => value.split(' '))
  const first = split[0] ?? []
  if (first.length < 2 || first.length > 12 || split.some((words) => words.length !== first.length)) return undefined
  const same = first.map((word, at) => split.every((words) => words[at] === word) && !PASSING.test(word))
  if (same.filter(Boolean).length * 2 < first.length) return undefined
  const parts = first.map((word, at) => (same[at] ? word : wordWithHole(rows, split.map((words) => words[at] ?? ''), undefined, names)))
  return quoted(parts.join(' '))
}

function quoted(text: string): string {
  return `"${text.replaceAll(/["\\$`]/g, '\\$&')}"`
}

function wordWithHole(rows: readonly Row[], values: readonly string[], before: string | undefined, names: Names): string {
  const { prefix, suffix } = frame(values)
  const inner = values.map((value) => value.slice(prefix.length, value.length - suffix.length))
  const { name, meaning } = nameFor(inner, prefix, before)
  const placeholder = names.of(name, new Map(inner.map((value, at) => [rows[at]?.trace ?? '', value])), meaning)
  const spaced = values.some((value) => /\s/.test(value))
  if (spaced && /^(?:--?)?[\w-]+=$/.test(prefix)) return `${prefix}${quoted(placeholder + suffix)}`
  return spaced ? quoted(`${prefix}${placeholder}${suffix}`) : `${prefix}${placeholder}${suffix}`
}

// What all values begin and end with, cut back to a border so that no word is torn.
function frame(values: readonly string[]): { prefix: string; suffix: string } {
  const first = values[0] ?? ''
  const shortest = Math.min(...values.map((value) => value.length))
  let start = 0
  while (start < shortest && values.every((value) => value[start] === first[start])) start++
  let end = 0
  while (end < shortest - start && values.every((value) => value.at(-1 - end) === first.at(-1 - end))) end++
  let prefix = /^.*[/=:@]/.exec(first.slice(0, start))?.[0] ?? ''
  // The first part of an id or a date is no frame; that of `release-1.2.3` is.
  const longer = /^.*[._-]/.exec(first.slice(0, start).replace(/v?\d[\d.]*$/, ''))?.[0]
  if (longer !== undefined && longer.length > prefix.length && values.every((value) => /^v?\d+\.\d+/.test(value.slice(longer.length)))) prefix = longer
  // A version's or number's shared first digits belong to it; the v before it does not.
  if (/\d[\d.]*$/.test(prefix)) prefix = prefix.replace(/\d[\d.]*$/, '')
  if (prefix === '' && /^v\d/.test(first) && values.every((value) => /^v\d/.test(value))) prefix = 'v'
  else if (values.every((value) => /^v\d/.test(value.slice(prefix.length)))) prefix += 'v'
  if (PASSING.test(prefix)) prefix = /^(?:--?)?[\w-]+=/.exec(prefix)?.[0] ?? ''
  const tail = /[/.@:][A-Za-z][\w/.-]*$/.exec(first.slice(first.length - end))?.[0] ?? ''
  const suffix = PASSING.test(tail) ? '' : tail
  // Personal or spaced text is one value, not a frame with a hole.
  return /\s/.test(prefix + suffix) || prefix.length + suffix.length > shortest ? { prefix: '', suffix: '' } : { prefix, suffix }
}

/** What values look like, what a parameter of them is called, and their shape in words. */
const KINDS: readonly [RegExp, string, string][] = [
  [/^v?\d+\.\d+(?:\.\d+)?(?:[-+][\w.]+)?$/, 'version', 'a version number as MAJOR.MINOR.PATCH'],
  [/^\d{4}-\d{2}-\d{2}$/, 'date', 'a date as YYYY-MM-DD'],
  [/^\d{4}-\d{2}-\d{2}/, 'time', 'a date and time as YYYY-MM-DDThh:mm'],
  [/^\d+$/, 'number', 'a whole number'],
  [/^[0-9a-f]{7,40}$/, 'commit', 'a commit'],
  [/^https?:\/\//, 'url', 'a web address'],
  [/\s/, 'message', 'a short text'],
  [/\.[a-z0-9]{1,5}$/i, 'file', 'a file'],
  [/[/\\]/, 'path', 'a path']
]

function nameFor(values: readonly string[], prefix: string, before: string | undefined): { name: string; meaning: string } {
  const own = /^(?:--?)?([a-z]\w[\w-]*)=$/i.exec(prefix)?.[1]
  const option = own ?? /^--?([a-z][\w-]*)$/.exec(before ?? '')?.[1]
  if (option === 'm' || option === 'message') return { name: 'message', meaning: 'a short text that says what was done' }
  if (/^-[bB]$/.test(before ?? '')) return { name: 'branch', meaning: 'a branch' }
  const kind = KINDS.find(([pattern]) => values.every((value) => pattern.test(value)))
  // What the tool itself calls a value says more than what the value looks like; a word before it may be a mere switch.
  if (own !== undefined) return { name: own.replaceAll('-', '_'), meaning: `the ${inWords(own)}${kind ? `, ${kind[2]}` : ''}` }
  if (kind) return { name: kind[1], meaning: kind[2] }
  return option !== undefined && option.length > 1 ? { name: option.replaceAll('-', '_'), meaning: `the ${inWords(option)}` } : { name: 'value', meaning: 'differs each time' }
}

function inWords(name: string): string {
  return name.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, ' ').replaceAll(/[_-]+/g, ' ').toLowerCase()
}

/** Names of parameters: where the same sessions have the same values, it is the same parameter. */
class Names {
  private readonly known: { name: string; meaning: string; values: Map<string, string> }[] = []

  of(base: string, values: ReadonlyMap<string, string>, meaning: string): string {
    const same = this.known.find((each) => agrees(each.values, values))
    if (same) {
      for (const [trace, value] of values) same.values.set(trace, value)
      return `<${same.name}>`
    }
    let name = base
    for (let count = 2; this.known.some((each) => each.name === name); count++) name = `${base}_${count}`
    this.known.push({ name, meaning, values: new Map(values) })
    return `<${name}>`
  }

  all(): Parameter[] {
    return this.known.map(({ name, meaning }) => ({ name, meaning }))
  }
}

function agrees(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean {
  const common = [...b].filter(([trace]) => a.has(trace))
  return common.length >= Math.min(2, a.size, b.size) && common.every(([trace, value]) => a.get(trace) === value)
}
