import { createPrefilter } from '../../kernel/prefilter.js'
import { excerpt } from '../../kernel/text.js'
import { phrases, phraseSource } from '../phrases.js'
import { languages } from './cues/all.js'
import type { ClaimKind, LanguageCues } from './cues/types.js'
import { bothEnds, clausesOf, sentencesOf } from './sentences.js'

/** Something the assistant says it did, or did not. */
export interface Claim { kind: ClaimKind; quote: string }

interface Reader {
  script: RegExp | undefined
  /** How far around a cue a negation reaches, in characters: some six words, or as many signs. */
  reach: number
  claims: readonly Cue<ClaimKind>[]
  admissions: readonly Cue<'not-done' | 'partly'>[]
  negation: RegExp
  negationAfter: RegExp | undefined
  without: RegExp | undefined
  unreal: RegExp
  unrealAfter: RegExp | undefined
}

/** The pattern of a kind, and its number among those of all languages. */
type Cue<Kind> = readonly [Kind, RegExp, number]

const alternatives: { source: string }[][] = []
const readers: readonly Reader[] = languages.map(compile)
// One look tells most clauses apart from claims before any pattern is tried. Languages that few texts are in are left out.
const mayMatch = createPrefilter(alternatives)

function compile({ claims, admissions, negations, negationsAfter, without, unreal, unrealAfter, unbroken, script }: LanguageCues): Reader {
  const read = (sources: readonly string[]): RegExp => phrases(sources, unbroken)
  const cue = <Kind>([kind, sources]: readonly [Kind, readonly string[]]): Cue<Kind> => [kind, read(sources), alternatives.push(script === undefined ? sources.map((source) => ({ source: phraseSource(source) })) : [/(?:)/]) - 1]
  return {
    script: script === undefined ? undefined : new RegExp(script, 'iu'), reach: unbroken ? 12 : 40,
    claims: claims.map(cue), admissions: admissions.map(cue),
    negation: read(negations), negationAfter: negationsAfter && read(negationsAfter), without: without && new RegExp(read(without).source, 'giu'),
    unreal: read(unreal), unrealAfter: unrealAfter && read(unrealAfter)
  }
}

const QUOTE = 200

/**
 * The claims of a text, at most one of a kind for each clause. Questions, plans, conditions, guesses and
 * quotations claim nothing; a denied success is an admission where the language's table says so, else nothing.
 */
export function findClaims(text: string): Claim[] {
  const found: Claim[] = []
  const ends = bothEnds(text)
  const spoken = readers.filter(({ script }) => script === undefined || script.test(ends))
  for (const sentence of sentencesOf(ends)) {
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
  const may = mayMatch(clause)
  for (const reader of spoken) {
    const admission = reader.admissions.find(([, pattern, number]) => {
      const match = may[number] ? pattern.exec(clause) : null
      return match && !reader.unreal.test(clause.slice(0, match.index)) && !reader.unrealAfter?.test(after(reader, clause, match))
    })
    if (admission) return [admission[0]]
    for (const [kind, pattern, number] of reader.claims) {
      const match = may[number] ? pattern.exec(clause) : null
      if (match && isReal(reader, clause, match) && !isDenied(reader, clause, match)) kinds.push(kind)
    }
    if (kinds.length > 0) return kinds
  }
  return kinds
}

// "I can confirm that …" is no wish to.
const CONFIRMS = /\bi can (?:now )?confirm(?: that)?\b/i

function isReal(reader: Reader, clause: string, match: RegExpExecArray): boolean {
  return !reader.unreal.test(clause.slice(0, match.index + match[0].length).replace(CONFIRMS, '')) && !reader.unrealAfter?.test(after(reader, clause, match))
}

function isDenied(reader: Reader, clause: string, match: RegExpExecArray): boolean {
  const before = clause.slice(Math.max(0, match.index - reader.reach), match.index).replace(/\bnot only\b/i, '')
  // A pattern that itself says "no errors" or "without problems" denies nothing.
  const within = reader.without ? match[0].replace(reader.without, '') : match[0]
  return reader.negation.test(before) || reader.negation.test(within) || reader.negationAfter?.test(after(reader, clause, match)) === true
}

function after({ reach }: Reader, clause: string, match: RegExpExecArray): string {
  const end = match.index + match[0].length
  return clause.slice(end, end + reach)
}
