import { plainText } from './languages/index.js'

/** A sentence that says by itself what it is about, or why it doesn't. */
export interface Resolved {
  text: string
  /** How a pronoun was read, for the reviewer; absent where there was none. */
  signal?: string
  /** The pronoun at its start stands for something outside of it that nothing near names. */
  unresolved?: true
}

// A subject that only the words before can tell.
const PRONOUN = /^((?:(?:and|but|so|also|because|since|no|nope|yes|yeah|actually),? +)*)(it|they|this|that|these|those)(?='s\b|'re\b|'ll\b| +(?:is|are|was|were|has|have|had|must|should|shall|may|can|cannot|will|would|could|needs?|requires?|runs?|lives?|uses?|goes|go|comes?|only|always|never|also|just|doesn't|don't|does|do|isn't|aren't|can't|won't|shouldn't|mustn't|depends?|expects?|returns?|listens?|reads?|writes?|belongs?|works?|takes?|gets?|stays?|holds?|contains?|fails?|breaks?|hangs?|resets?|expires?|starts?|points?|sits?|means?)\b)/i
const OPENS_CLAUSE = String.raw`(?=\s+(?:is|are|was|were|has|have|had|must|should|can|needs?|runs?|uses?|lives?|looks?|again|yet|now|that|which|in|on|at|for|from|of|with|and|or|but|to|before|after|when|first)\b|\s*[.!?,;:)]|\s*$)`
const NAMED = new RegExp('`[^`]{1,80}`|' + String.raw`\b(?:the|our|my)\s+(?!same\b|other\b|first\b|second\b|last\b|one\b|ones\b|only\b|way\b|problem\b|issue\b|point\b|thing\b)[\w-]+(?:\s+(?!is\b|are\b|was\b|has\b|and\b|or\b|in\b|on\b|of\b|for\b|with\b|to\b|again\b|yet\b|now\b|that\b|which\b)[\w-]+){0,2}?${OPENS_CLAUSE}`, 'giu')

/**
 * The sentence with the pronoun it begins with replaced by the one thing that the sentence before names. Where that
 * names nothing or several things, it stays as it is and says so: a lesson must stand without its message.
 */
export function selfContained(text: string, before: string | undefined): Resolved {
  const match = PRONOUN.exec(text)
  if (!match || isName(match[2] ?? '', text.slice(match[0].length))) return { text }
  const pronoun = match[2] ?? ''
  // "No, it …" speaks of what somebody else has said.
  const referent = /^(?:it|they)$/i.test(pronoun) && !/\bnop?e?\b|actually/i.test(match[1] ?? '') ? onlyNamed(before, /^they$/i.test(pronoun)) : undefined
  if (referent === undefined) return { text, unresolved: true }
  const rest = text.slice(match[0].length).replace(/^'s\b(?! own)/i, ' is').replace(/^'re\b/i, ' are').replace(/^'ll\b/i, ' will')
  return { text: `${match[1] ?? ''}${referent}${rest}`, signal: `"${pronoun.toLowerCase()}" read as "${referent}", from the sentence before` }
}

// "This project", "these days": not a pronoun but what it points at, or none.
function isName(pronoun: string, rest: string): boolean {
  return /^(?:this|that|these|those)$/i.test(pronoun) && /^ +(?:project|repo|repository|codebase|app|service|package|library|team|machine)\b/i.test(rest)
}

function onlyNamed(before: string | undefined, plural: boolean): string | undefined {
  if (before === undefined) return undefined
  const named = new Map<string, string>()
  for (const [found] of before.matchAll(NAMED)) {
    const isPlural = !found.startsWith('`') && /[^su]s$/i.test(found)
    if (found.startsWith('`') || isPlural === plural) named.set(plainText(found), found.startsWith('`') ? found : found.charAt(0).toLowerCase() + found.slice(1))
  }
  return named.size === 1 ? [...named.values()][0] : undefined
}
