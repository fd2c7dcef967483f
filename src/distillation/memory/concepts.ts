import { stem } from '../text/words.js'
import type { CompiledLanguage } from './cues.js'
import { languageOf, plainText } from './languages/index.js'
import { conceptOf, namesQuestion, questionOf } from './vocabulary.js'

/**
 * What a lesson says, whatever its words and their order: its content words, each with the part it plays.
 * `¬word` is ruled out, `before:word`, `after:word` and `when:word` say when; the rest is what holds.
 */
export type Concepts = ReadonlySet<string>

// Each says the same in another shape: who is told what to do first, what is ruled out, what is preferred to what.
const RESHAPED: readonly [RegExp, string][] = [
  [/\bpull requests?\b/g, 'pr'], [/\bcheck(?:ing|ed)? in(?:to)?\b/g, 'commit'], [/\b(?:force[ -]push(?:es|ing|ed)?|push(?:es|ing|ed)? (?:\w+ )?(?:(?:to|on|into) )?(?:the )?(main|master)?(?: branch)? ?(?:with )?(?:--force\b|-f\b|by force|forcefully)|push --force)/g, 'force push $1'],
  [/\b(main|master|develop|release) branch\b/g, '$1'], [/\bprior to\b/g, 'before'], [/\b(?:by hand|manual)\b/g, 'manually'], [/\btest (?:suite|run)s?\b/g, 'test'], [/\bpackage[- ]manager\b/g, 'package manager'], [/\bset (?:to|as)\b/g, ''], [/\b(?:every|each|any) ?time\b|\bas soon as\b|\bonce\b(?= (?:you|we|the|a)\b)/g, 'when'],
  [/\b(?:go|going) (?:ahead|live)\b/g, 'deploy'], [/\bgo(?:es)? (?:out|to prod(?:uction)?)\b/g, 'deploy'], [/\bsign(?:ed)? off\b/g, 'ask'], [/\btwenty[- ]four\b/g, '24'], [/\b(?:(?:one|every|per|each|a(?:n entire| whole)?) day|daily)\b/g, '24 hour'], [/\bafter (?=\d)/g, ''], [/\b24 ?h\b/g, '24 hour'],
  // "Never push without running the tests" and "push only after the tests": the tests come before.
  [/^(?:.*?\b)??(?:never|don't|do not|must not|mustn't|may not|should not|shouldn't|cannot|can't|no|nobody|nothing)\b (.{3,80}?)\b(?:without|until|unless|before(?= (?:having|you have|you've)))\b (?:having |you have |you've |you |we have |we |i have |i've |it has |first |the )*(.{3,80}?)(?: first)?$/g, '$2 before $1'],
  // "Generated files are never to be edited", "must not be touched": ruled out as a whole.
  [/^(.{2,60}?) (?:(?:must|should|may|shall|can|could|will|are|is) (?:never|not)|mustn't|shouldn't|cannot|can't|never|not) (?:ever )?(?:(?:to )?(?:be|get|gets) |(?=\w{2,}(?:ed|en)\b))/g, 'never $1 '], [/\b(?:manual(?:ly)?|by hand)(?= (?:edit|chang|modif|touch|updat|alter))|(?<=\b(?:edit|chang|modif|touch|updat|alter)\w*\b.{0,60})\b(?:manually|by hand)\b/g, ''],
  [/\b(?:in|for|of|across|on) (?:this|our|the|my|all of this) (?:(?:whole|entire) )?(?:project|repo|repository|codebase|code base|monorepo|team|company)\b/g, ''],
  [/^(.{3,80}?) only (?:after|once|when|if)\b (.{3,80})$/g, '$2 before $1'], [/^only (.{3,60}?) (?:after|once|when|if) (.{3,80})$/g, '$2 before $1'],
  [/\b(?:rather|instead) of\b|\brather than\b|\bin place of\b|\bas opposed to\b|(?<=\w )over(?= \w)|\band never\b|\band not\b/g, ' ≠ '], [/\b(?:replaces?|replaced)\b(?= \w+$)/g, ' ≠ ']
]
const RULED_OUT = /\b(?:is|are|be|being|it's) (?:(?:strictly|absolutely|completely|generally) )?(?:forbidden|prohibited|banned|off[- ]limits|not (?:allowed|ok|okay|acceptable|permitted|tolerated|welcome|wanted)|never (?:ok|okay|allowed|acceptable)|a no[- ]go|taboo|out of the question|unwanted|unacceptable)\b|\b(?:has|have) no place\b/
const REASON = /(?:[,;:—–-]\s*|\s)(?:because|since(?! v?\d)|so that|otherwise|or else|that's why|as (?:it|they|we|the|that|this|i)\b|in order to|to (?:avoid|prevent|keep|save)\b|for the sake of|due to|given that|it (?:breaks?|confuses|is|was|makes|hurts|keeps|wastes|takes|costs)|they (?:break|are|were|make|get)|(?:this|that|which) (?:breaks?|confuses|is|was|makes|hurts|keeps|costs)|i (?:hate|dislike|can't stand|find)\b|the (?:others|rest)\b).*$/
const WHEN = /\b(before|after|when|whenever|while|if|on every|on each|with every|with each|for every|for each)\b/
const CLAUSES = /(?<![,;:.()!?，。；：、！？—–])[,;:.()!?，。；：、！？—–]+(?=\s|$)|\s[-—–]+\s|\s(?:but|und|aber|pero|mais|ma|mas)\s|(?<=[\u3040-\u9fff\uac00-\ud7af])[，。；：、！？]/

/** What a lesson says, to be compared with others. */
export function conceptsOf(text: string): Concepts {
  const plain = plainText(text).replaceAll('`', ' ').replaceAll(/\s+/g, ' ').trim()
  const language = languageOf(plain)
  if (language.code !== 'en') return orWords(withoutAnswered(otherConcepts(plain, language)), plain)
  const kept = withoutAnswered(englishConcepts(plain, language, conceptOf))
  // One word left says too little to be told by: all words count then, unless it answers a question.
  const isEnough = kept.size > 1 || [...kept].some((word) => questionOf(word.replace('¬', '')) !== undefined)
  return isEnough ? kept : orWords(englishConcepts(plain, language, (_, stemmed) => stemmed), plain)
}

function orWords(found: Concepts, plain: string): Concepts {
  return found.size > 0 ? found : new Set(plain.split(' '))
}

type ConceptOf = (word: string, stemmed: string) => string | undefined

function englishConcepts(plain: string, language: CompiledLanguage, concept: ConceptOf): Set<string> {
  const found = new Set<string>()
  const bare = plain.replace(/^(?:please |remember(?: that)?:? |note(?: that)?:? |fyi:?,? |for the record[:,]? |for future reference[:,]? |heads up[:,]? |one more thing[:,]? |from now on,? |going forward,? |in this (?:project|repo|repository|codebase),? |when in doubt,? )+/, '')
  const main = bare.replace(REASON, '')
  // A leading condition and a trailing one say the same; a full stop in a name ends nothing.
  const moved = (main.length >= 10 ? main : bare).replace(/(?<![.!?])[.!?]+$/, '').replace(/^((?:before|after|when|whenever|while|if|for (?:every|each|all)|on (?:every|each)|with (?:every|each)|every time|each time) [^,]{3,80}), (?:please |always |never forget to )?(.{3,})$/, '$2 $1')
  for (let clause of moved.split(CLAUSES)) {
    clause = clause.trim()
    for (const [pattern, shape] of RESHAPED) clause = clause.replaceAll(pattern, shape)
    const ruledOut = RULED_OUT.test(clause)
    clause = clause.replace(RULED_OUT, ' ')
    const [positive = '', ...instead] = clause.split('≠')
    addEnglish(found, positive, language, ruledOut, concept)
    for (const other of instead) addEnglish(found, other, language, true, concept)
  }
  return found
}

function addEnglish(found: Set<string>, clause: string, language: CompiledLanguage, ruledOut: boolean, concept: ConceptOf): void {
  let role = ''
  let isOut = ruledOut
  for (const [at, part] of clause.split(WHEN).entries()) {
    if (at % 2 === 1) {
      role = /^(before|after)$/.test(part) ? `${part}:` : 'when:'
      isOut = false
      continue
    }
    // What stands before a "not" in the same breath is what holds: "tabs not spaces".
    for (const [index, piece] of part.replaceAll(language.negation, ' ¬ ').split('¬').entries()) {
      if (index > 0) isOut = !(ruledOut && role === '')
      for (const word of wordsOf(piece, concept)) found.add(`${role}${isOut ? '¬' : ''}${word}`)
    }
  }
}

function otherConcepts(plain: string, language: CompiledLanguage): Set<string> {
  const found = new Set<string>()
  const isSpaced = !/^(?:zh|ja|ko)$/.test(language.code)
  for (const clause of plain.split(CLAUSES)) {
    const [before = '', ...after] = clause.replaceAll(language.negation, ' ¬ ').replaceAll(language.filler, ' ').split('¬')
    const isOut = after.length > 0 && !isSpaced
    for (const word of wordsOf(before, (each) => each)) found.add(isOut ? `¬${word}` : word)
    for (const piece of after) for (const word of wordsOf(piece, (each) => each)) found.add(`¬${word}`)
  }
  return found
}

function wordsOf(text: string, concept: ConceptOf): string[] {
  return text.replaceAll(/(?<=\p{L})-(?=\p{L})/gu, ' ').split(/[^\p{L}\p{N}.+#@/:_<>=$%~'-]+/u).flatMap((raw) => {
    const word = raw.replace(/^[.:'=<>~]+|[.:,']+$/gu, '').replace(/^-+$/, '')
    return word === '' ? [] : concept(word, stem(word)) ?? []
  })
}

/** Without the words that only name a question whose answer is there, and without its other answers that are ruled out. */
function withoutAnswered(found: ReadonlySet<string>): Concepts {
  const answered = new Set([...found].flatMap((word) => questionOf(word) ?? []))
  if (answered.size === 0) return found
  const kept = [...found].filter((word) => ![...answered].some((question) => namesQuestion(question, word) || (word.startsWith('¬') && (questionOf(word.slice(1)) === question || namesQuestion(question, word.slice(1))))))
  return new Set(kept)
}
