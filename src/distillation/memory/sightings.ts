import { splitShell } from '../../traces/shell-split.js'
import { shellCommand } from '../skills/steps.js'
import type { SessionLessons, Step } from '../types.js'

/** One session's case of something that may be learned from what happened. */
export interface Sighting {
  /** Equal for the same lesson, whatever files and names it was about. */
  key: string
  sort: 'variant' | 'program' | 'remedy' | 'given-up' | 'version'
  failed?: Step
  error?: string
  /** What worked, or what was done to make it work. */
  instead?: Step
  /** The program or its version, where that is all there is to say. */
  value?: string
}

// Errors of the machine rather than of the project.
const OF_MACHINE = new Set(['the command was not found', 'permission was denied', 'memory ran out', 'a port was in use'])

/** Where a lesson of the kind holds. */
export function scopeOfSighting({ sort, error }: Sighting): 'environment' | 'project' {
  return sort === 'program' || sort === 'version' || (error !== undefined && OF_MACHINE.has(error)) ? 'environment' : 'project'
}

/** What a session shows that others may show too: each lesson once. */
export function sightingsOf({ recoveries, remedies, givenUp, versions }: SessionLessons): Sighting[] {
  const found = [
    ...recoveries.flatMap(({ failed, error, worked }) => variantOf(failed, error, worked) ?? []),
    ...remedies.map(({ failed, error, remedy }): Sighting => ({ key: `before ${nameOf(failed)}: ${remedy.example}`, sort: 'remedy', failed, error, instead: remedy })),
    ...givenUp.flatMap(({ failed, error }): Sighting[] => {
      const missing = error === 'the command was not found'
      const what = missing ? wordsOf(failed)[0] ?? '' : nameOf(failed)
      // What was found another way is told by that.
      return !isName(what.split(' ')[0] ?? '') || recoveries.some((each) => each.failed.example === failed.example) ? [] : [{ key: `fails every time: ${what}, ${error}`, sort: 'given-up', failed, error, ...(missing && { value: what }) }]
    }),
    ...versions.map(({ program, version, step }): Sighting => ({ key: `version of ${program}: ${version}`, sort: 'version', instead: step, value: version }))
  ]
  return [...new Map(found.reverse().map((each) => [each.key, each])).values()].reverse()
}

/** The same command in another form, keyed by what was changed; undefined where that is what it was about, as a file or a test's name. */
function variantOf(failed: Step, error: string, worked: Step): Sighting | undefined {
  const [before, after] = [wordsOf(failed), wordsOf(worked)]
  const [program, other] = [before[0] ?? '', after[0] ?? '']
  if (program !== other && before.length === after.length && before.slice(1).every((word, at) => word === after[at + 1])) {
    return isName(program) && isName(other) ? { key: `in place of ${program}: ${other}`, sort: 'program', failed, error, instead: worked, value: other } : undefined
  }
  const added = without(after, before)
  const removed = without(before, after)
  if (added.length === 0 ? error !== 'an option was not known' : removed.length > added.length + 1) return undefined
  if (![...added, ...removed].every((word, at, all) => isForm(word) || isForm(all[at - 1] ?? '')) || [...added, ...removed].some(isAbout)) return undefined
  const change = [added.length > 0 ? `add ${added.join(' ')}` : '', removed.length > 0 ? `leave out ${removed.join(' ')}` : ''].filter(Boolean).join(', ')
  return change === '' ? undefined : { key: `${nameOf(failed)}: ${change}`, sort: 'variant', failed, error, instead: worked }
}

/** Program and sub-command, with the wrappers it was run by left off. */
/** What must have worked elsewhere to speak against it: the very program, or the very command as it had failed. */
export function workedAs({ sort, failed, value }: Sighting): string | undefined {
  if (sort === 'program' || (sort === 'given-up' && value !== undefined)) return failed?.example.split(' ')[0]
  return sort === 'given-up' && failed ? nameOf(failed) : failed?.example
}

export function nameOf(step: Step): string {
  return shellCommand(step.action) ?? step.action
}

function wordsOf({ example }: Step): string[] {
  return splitShell(example).flatMap(({ words }) => words)
}

function without(words: readonly string[], others: readonly string[]): string[] {
  const left = [...others]
  return words.filter((word) => {
    const at = left.indexOf(word)
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
}

// An option, an assignment, a wrapper or a sub-command: how it is done.
function isForm(word: string): boolean {
  return /^--?[A-Za-z][\w-]*(?:=[\w.,:-]{1,40})?$/.test(word) || /^[A-Z_][A-Z0-9_]*=[\w.,:=-]{0,60}$/.test(word) || /^[a-z][a-z:-]{0,30}\d?$/.test(word) || word === '--'
}

// A file, an address, an id, a text or a test's name: what it is done to.
function isAbout(word: string): boolean {
  return /[/\\*?<>\s]|\.\w{1,5}$|\[REDACTED|^[0-9a-f]{7,}$|\d{4,}|::|@\w/.test(word) || /[a-z][A-Z]/.test(word) && !word.startsWith('-')
}

function isName(word: string): boolean {
  return /^[a-z][\w.+-]{0,30}$/i.test(word)
}
