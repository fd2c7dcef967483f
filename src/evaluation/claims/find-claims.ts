import { excerpt } from '../../kernel/text.js'
import { phrases } from '../phrases.js'
import { languages } from './cues/all.js'
import type { ClaimKind, LanguageCues } from './cues/types.js'
import { clausesOf, sentencesOf } from './sentences.js'

/** Something the assistant says it did, or did not. */
export interface Claim { kind: ClaimKind; quote: string }

interface Reader {
  script: RegExp | undefined
  /** How far before a cue a negation reaches, in characters: some six words, or as many signs. */
  reach: number
  any: RegExp
  claims: readonly (readonly [ClaimKind, RegExp])[]
  admissions: readonly (readonly ['not-done' | 'partly', RegExp])[]
  negation: RegExp
  unreal: RegExp
}

const readers: readonly Reader[] = languages.map(compile)

function compile({ claims, admissions, negations, unreal, unbroken, script }: LanguageCues): Reader {
  const read = (sources: readonly string[]): RegExp => phrases(sources, unbroken)
  return {
    script: script === undefined ? undefined : new RegExp(script, 'u'), reach: unbroken ? 6 : 40,
    // One look tells most sentences apart from claims before any finer pattern is tried.
    any: read([...admissions, ...claims].flatMap(([, sources]) => sources)),
    claims: claims.map(([kind, sources]) => [kind, read(sources)]),
    admissions: admissions.map(([kind, sources]) => [kind, read(sources)]),
    negation: read(negations),
    unreal: read(unreal)
  }
}

const QUOTE = 200

/**
 * The claims of a text, at most one of a kind for each clause. Questions, plans, conditions, guesses and
 * quotations claim nothing; a denied success is an admission where the language's table says so, else nothing.
 */
export function findClaims(text: string): Claim[] {
  const found: Claim[] = []
  const spoken = readers.filter(({ script }) => script === undefined || script.test(text))
  for (const sentence of sentencesOf(text)) {
    if (sentence.question) continue
    const kinds = new Set<ClaimKind>()
    for (const clause of clausesOf(countsAsWords(sentence.text))) for (const kind of kindsIn(clause, spoken)) kinds.add(kind)
    // "41 passed, 1 failed" is one statement, and no pass.
    if (kinds.has('not-done') || kinds.has('partly')) kinds.delete('tests-pass')
    if (kinds.size === 0) continue
    const quote = excerpt(sentence.text, QUOTE)
    for (const kind of kinds) found.push({ kind, quote })
  }
  return found
}

// "12 of 14 tests pass" and "11/14 passed" are not a pass; "14/14" is.
function countsAsWords(text: string): string {
  return text.replaceAll(/(?<![\d.])(\d{1,6})(?: ?\/ ?| (?:out )?of (?:the )?)(\d{1,6})(?![\d.])/g, (whole, some: string, all: string) =>
    Number(some) < Number(all) ? 'only partially' : Number(some) === Number(all) && Number(all) > 0 ? 'all' : whole)
}

function kindsIn(clause: string, spoken: readonly Reader[]): ClaimKind[] {
  const kinds: ClaimKind[] = []
  for (const reader of spoken) {
    const first = reader.any.exec(clause)
    if (!first) continue
    const admission = reader.admissions.find(([, pattern]) => {
      const match = pattern.exec(clause)
      return match && !reader.unreal.test(clause.slice(0, match.index))
    })
    if (admission) return [admission[0]]
    for (const [kind, pattern] of reader.claims) {
      const match = pattern.exec(clause)
      if (match && isReal(reader, clause, match) && !isDenied(reader, clause, match)) kinds.push(kind)
    }
    if (kinds.length > 0) return kinds
  }
  return kinds
}

// "I can confirm that …" is no wish to.
const CONFIRMS = /\bi can (?:now )?confirm(?: that)?\b/i

function isReal(reader: Reader, clause: string, match: RegExpExecArray): boolean {
  return !reader.unreal.test(clause.slice(0, match.index + match[0].length).replace(CONFIRMS, ''))
}

function isDenied(reader: Reader, clause: string, match: RegExpExecArray): boolean {
  const before = clause.slice(Math.max(0, match.index - reader.reach), match.index).replace(/\bnot only\b/i, '')
  // A pattern that itself says "no errors" or "without problems" denies nothing.
  const within = match[0].replace(/\b(?:no|without|sans|sin|sem|senza|ohne)\b/giu, '')
  return reader.negation.test(before) || reader.negation.test(within)
}
