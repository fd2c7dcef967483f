import { excerpt } from '../../kernel/text.js'
import { stem } from '../text/words.js'
import type { Wording } from './question.js'

const LONGEST_DESCRIPTION = 600
/** A line may get this many words of its own, or half of its words where that is more. */
const NEW_WORDS = 6
/** Words that decide what is demanded; each has to stay on its line, as often as before. */
const FORCE = /\b(?:not|no|never|none|without|only|unless|except|must|always|optional(?:ly)?|may|before|after|until|if)\b|n['’]t\b/giu

/**
 * Why a rewrite says something else than its draft; undefined where each line says what its counterpart did, in
 * other words at most. Lines are compared one with one: the same headings, items and code in the same order; no name,
 * number, path or address that the draft and its evidence do not have; the same words of demand and denial.
 */
export function untraceable(draft: Wording, rewrite: Wording, evidence: readonly string[]): string | undefined {
  if (rewrite.description === '' || rewrite.description.length > LONGEST_DESCRIPTION) return `the description has ${rewrite.description.length} characters, 1 to ${LONGEST_DESCRIPTION} are expected`
  if (/use when/i.test(draft.description) && !/use when/i.test(rewrite.description)) return 'the description no longer says when to use it'
  const [before, after] = [linesOf(draft.body), linesOf(rewrite.body)]
  if (before.length !== after.length) return `the draft has ${before.length} lines of text, the rewrite ${after.length}`
  const known = knownOf([draft.description, draft.body, ...evidence])
  const strange = unknownIn(rewrite.description, known)
  if (strange !== undefined) return `the description brings in ${JSON.stringify(strange)}`
  for (const [index, line] of before.entries()) {
    const fault = faultOf(line, after[index] ?? '', known)
    if (fault !== undefined) return `${fault}: ${excerpt(after[index] ?? '', 80)}`
  }
  return undefined
}

const linesOf = (body: string): string[] => body.split('\n').map((line) => line.trimEnd()).filter((line) => line.trim() !== '')

function faultOf(before: string, after: string, known: Known): string | undefined {
  // A heading, the head of a table and a line of code stay as they are.
  if (/^\s*(?:#|\||```|~~~)/.test(before)) return before === after ? undefined : 'a heading, table or fence was changed'
  if (markOf(before) !== markOf(after)) return 'an item became another'
  if (codeIn(before).join('\0') !== codeIn(after).join('\0')) return 'code was changed'
  if (forceOf(before) !== forceOf(after)) return 'what is demanded or denied was changed'
  const strange = unknownIn(after, known)
  if (strange !== undefined) return `${JSON.stringify(strange)} was brought in`
  const own = wordsOf(before)
  const fresh = wordsOf(after).filter((word) => !own.includes(word) && !known.words.has(word))
  return fresh.length > Math.max(NEW_WORDS, own.length / 2) ? 'it says more than the draft' : undefined
}

const markOf = (line: string): string => /^\s*(?:\d{1,3}[.)]|[-*+])?/.exec(line)?.[0] ?? ''
const codeIn = (line: string): string[] => line.match(/`[^`]*`/g) ?? []
const plain = (line: string): string => line.replaceAll(/`[^`]*`/g, ' ')
const forceOf = (line: string): string => (plain(line).match(FORCE) ?? []).map((word) => word.toLowerCase().replace(/^n['’]t$/, 'not')).sort().join(' ')
const wordsOf = (line: string): string[] => (plain(line).toLowerCase().match(/\p{L}{3,}/gu) ?? []).map(stem)

interface Known { tokens: ReadonlySet<string>; words: ReadonlySet<string> }

function knownOf(texts: readonly string[]): Known {
  const all = texts.join('\n')
  return { tokens: new Set((all.match(TOKEN) ?? []).map(trimmed)), words: new Set(wordsOf(all)) }
}

const TOKEN = /[^\s`"“”()[\]{},;]+/g
const trimmed = (token: string): string => token.replaceAll(/^[*_.:!?'’]+|[*_.:!?'’]+$/g, '')

/** The first thing that names something and is nowhere in what is known: a number, path, address, option, identifier or name. */
function unknownIn(text: string, { tokens, words }: Known): string | undefined {
  const found = [...text.matchAll(TOKEN)].map((match) => ({ token: trimmed(match[0]), opens: /(?:^|[.!?:]\s*|^\s*(?:\d{1,3}[.)]|[-*+])\s*)$/.test(text.slice(0, match.index)) }))
  return found.find(({ token, opens }) => token !== '' && !tokens.has(token) && namesSomething(token, opens) && !words.has(stem(token.toLowerCase())))?.token
}

function namesSomething(token: string, opensSentence: boolean): boolean {
  if (/^\d{1,3}[.)]?$/.test(token) && opensSentence) return false
  if (/\d|[/\\@=<>_$~]|^--?\w|\w\.\w|\p{Ll}\p{Lu}/u.test(token)) return true
  return !opensSentence && /^\p{Lu}/u.test(token)
}
