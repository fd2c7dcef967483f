import { RE2JS, RE2JSException } from 're2js'
import { canonicalJson } from '../../kernel/canonical-json.js'
import { badInput } from '../../kernel/errors.js'
import { excerpt } from '../../kernel/text.js'
import type { EvalArm, EvalGrade } from '../../kernel/types.js'
import { pointed, valueIn } from './output-json.js'

/** What an assertion asks for, where it can be looked up; words are for a judge or a person. */
type Check =
  | { kind: 'contains'; text: string; isNot: boolean }
  | { kind: 'matches'; pattern: RE2JS; source: string; isNot: boolean }
  | { kind: 'file'; path: string; isNot: boolean }
  | { kind: 'file contains'; path: string; text: string }
  | { kind: 'json'; pointer: string; value: string | undefined }
  | { kind: 'exit code'; code: number }
  | { kind: 'words' }

/** What came of a run, as assertions look at it. */
export interface RunFacts {
  ended: EvalArm['ended']
  exitCode?: number
  /** What the agent wrote to standard output. */
  output: string
  /** Of the files that assertions name, the text of those that are there. */
  files: ReadonlyMap<string, string>
}

const FORM = /^(contains|not contains|matches|not matches|file contains|file|no file|json|exit code):\s*(\S.*)$/is

/**
 * Reads an assertion. Assertions of the Agent Skills format are sentences; one that begins with a form of ours is
 * still a sentence to others.
 * @throws SkillLoopError (2) for a pattern that RE2 does not know, or a form that lacks its part
 */
export function readAssertion(text: string, file: string): Check {
  const [, form = '', rest = ''] = FORM.exec(text) ?? []
  const wrong = (expected: string) => badInput(`the assertion ${JSON.stringify(excerpt(text, 120))} cannot be looked up`, { place: { file }, expected })
  const given = rest.trim()
  switch (form.toLowerCase()) {
    case 'contains': return { kind: 'contains', text: given, isNot: false }
    case 'not contains': return { kind: 'contains', text: given, isNot: true }
    case 'matches': return { kind: 'matches', pattern: compile(given, wrong), source: given, isNot: false }
    case 'not matches': return { kind: 'matches', pattern: compile(given, wrong), source: given, isNot: true }
    case 'file': return { kind: 'file', path: pathIn(given, wrong), isNot: false }
    case 'no file': return { kind: 'file', path: pathIn(given, wrong), isNot: true }
    case 'file contains': {
      const colon = given.indexOf(': ')
      if (colon < 1) throw wrong('file contains: PATH: TEXT')
      return { kind: 'file contains', path: pathIn(given.slice(0, colon), wrong), text: given.slice(colon + 2) }
    }
    case 'json': {
      const equals = given.indexOf(' = ')
      const pointer = (equals < 0 ? given : given.slice(0, equals)).trim()
      if (!pointer.startsWith('/')) throw wrong('json: /pointer = VALUE, a JSON pointer (RFC 6901) and a JSON value')
      return { kind: 'json', pointer, value: equals < 0 ? undefined : asJson(given.slice(equals + 3), wrong) }
    }
    case 'exit code': {
      if (!/^\d{1,3}$/.test(given)) throw wrong('exit code: a number from 0 to 255')
      return { kind: 'exit code', code: Number(given) }
    }
    default: return { kind: 'words' }
  }
}

function compile(pattern: string, wrong: (expected: string) => Error): RE2JS {
  try {
    return RE2JS.compile(pattern)
  } catch (error) {
    if (error instanceof RE2JSException) throw wrong(`RE2 syntax: no look-around, no back-references (${error.message})`)
    throw error
  }
}

function pathIn(path: string, wrong: (expected: string) => Error): string {
  if (path.split('/').some((part) => part === '' || part === '.' || part === '..' || part.includes('\\') || part.includes('\0'))) throw wrong('a path below the folder that the agent works in')
  return path
}

function asJson(text: string, wrong: (expected: string) => Error): string {
  try {
    return canonicalJson(JSON.parse(text))
  } catch {
    throw wrong('a JSON value after =, e.g. "done", 3 or true')
  }
}

/** Paths whose text the checks need. */
export function pathsOf(checks: readonly Check[]): string[] {
  return [...new Set(checks.flatMap((check) => ('path' in check ? [check.path] : [])))]
}

const QUOTE = 160

/** Looks one assertion up; the evidence quotes what decided it. */
export function grade(check: Check, { ended, exitCode, output, files }: RunFacts): EvalGrade {
  switch (check.kind) {
    case 'contains': {
      const at = output.indexOf(check.text)
      return verdict(at >= 0 !== check.isNot, at >= 0 ? `output: "${around(output, at, at + check.text.length)}"` : absent(output))
    }
    case 'matches': {
      const matcher = check.pattern.matcher(output)
      const found = matcher.find()
      return verdict(found !== check.isNot, found ? `output: "${around(output, matcher.start(), matcher.end())}"` : absent(output))
    }
    case 'file': return verdict(files.has(check.path) !== check.isNot, files.has(check.path) ? `${check.path} is there, ${files.get(check.path)?.length ?? 0} characters` : `${check.path} is not there`)
    case 'file contains': {
      const text = files.get(check.path)
      if (text === undefined) return verdict(false, `${check.path} is not there`)
      const at = text.indexOf(check.text)
      return verdict(at >= 0, at >= 0 ? `${check.path}: "${around(text, at, at + check.text.length)}"` : `not in the ${text.length} characters of ${check.path}`)
    }
    case 'json': {
      const value = valueIn(output)
      if (value === undefined) return verdict(false, 'there is no JSON in the output')
      const found = pointed(value, check.pointer)
      if (found === undefined) return verdict(false, `${check.pointer} is not in the JSON of the output`)
      return verdict(check.value === undefined || found === check.value, `${check.pointer} is ${excerpt(found, QUOTE)}`)
    }
    case 'exit code': return verdict(exitCode === check.code, exitCode === undefined ? `it did not exit by itself: ${ended}` : `it exited with ${exitCode}`)
    case 'words': return { outcome: 'ungraded', evidence: 'in free words: nothing was looked up' }
  }
}

function verdict(holds: boolean, evidence: string): EvalGrade {
  return { outcome: holds ? 'passed' : 'failed', evidence }
}

function around(text: string, from: number, to: number): string {
  const start = Math.max(0, from - 40)
  return excerpt(text.slice(start, Math.min(text.length, Math.max(to, from + QUOTE), start + 4 * QUOTE)), QUOTE)
}

function absent(output: string): string {
  return output.trim() === '' ? 'there is no output' : `not in ${output.length} characters of output, which end: "${excerpt(output.slice(-QUOTE), QUOTE)}"`
}

/** Whether all that was graded holds; undefined where nothing was. */
export function passedBy(grades: readonly EvalGrade[]): boolean | undefined {
  const graded = grades.filter(({ outcome }) => outcome !== 'ungraded')
  return graded.length === 0 ? undefined : graded.every(({ outcome }) => outcome === 'passed')
}
