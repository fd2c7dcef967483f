import { isCorrection } from './correction.js'
import { languageOf, plainText } from './languages/index.js'

const CONJUNCTION = /(?:,\s+(?=(?:we|you)\s+(?:always|never|don't|do not|only)\s)|[;；]\s*|\s+[—–]\s+|,?\s+(?:but|though|although|and)\s+(?:please\s+)?(?=(?:can|could)\s+(?:we|you)\s)|,\s+(?:and|but|also|y|pero|e|mas|et|mais|und|aber|ma|и|но)\s+(?:please\s+|also\s+)?(?=(?:the|our|we|you|i|never|always|don't|do not|please|my|all|every|use|nunca|siempre|nuestr\p{L}+|el|la|los|nous|on|le|les|jamais|toujours|wir|nie|immer|die|der|das|sempre|non|i|il|gli|мы|никогда|всегда)(?![\p{L}])))/giu
const CONDITION = /^\s*(?:if|when|whenever|unless|until|before|after|since|because|although|while|once|for|except|as)\b/i
// What is drawn for the moment from what was said: "…, so this is obsolete", "… - but that should have been once".
const CONSEQUENCE = /(?:,|\s[-–—])?\s+(?:so|but|hence|therefore|and)\s+(?:this|that|these|those|it|we (?:can|could|may)|you (?:can|could))\b(?!\s+(?:always|never|must|only|needs?|has|have|resets?|runs?|expires?)\b)(?=.{0,80}$).*$|,?\s+let's\s+(?!not\b|avoid\b|stick\b|always\b|never\b|reuse\b|keep\b).*$/iu
// "… but that is not correct, we …": what follows is what is right.
const CORRECTS_WITHIN = /\b(?:that|this|which)(?:'s| is)(?: not|n't)? (?:correct|right|true|wrong|incorrect|false)[,:;]\s+(?=\S)/iu

/** A part of a sentence that may be a lesson of its own. */
export interface Clause {
  text: string
  /** What stood before it in the sentence was corrected. */
  correction?: true
}

/** The parts of a sentence that are lessons of their own; the whole sentence where fewer than two are. */
export function clausesOf(text: string, standsAlone: (part: string) => boolean): Clause[] {
  if (text.length > 600) return []
  const corrected = CORRECTS_WITHIN.exec(text)
  if (corrected && !/[?？]/.test(text)) return [{ text: text.slice(corrected.index + corrected[0].length), correction: true }]
  return partsOf(text, standsAlone).map((part) => ({ text: part }))
}

function partsOf(text: string, standsAlone: (part: string) => boolean): string[] {
  const parts: string[] = []
  let start = 0
  for (const match of text.matchAll(CONJUNCTION)) {
    // Not inside of a code span.
    if ((text.slice(0, match.index).match(/`/g)?.length ?? 0) % 2 === 1) continue
    parts.push(text.slice(start, match.index))
    start = match.index + match[0].length
  }
  if (start === 0) return [withoutConsequence(text, standsAlone)]
  parts.push(text.slice(start))
  const lessons = parts.filter(standsAlone)
  if (lessons.length >= 2) return lessons
  // "let's do it here as well, we always want …": the rule comes last, and nothing before it limits it.
  const last = parts.at(-1) ?? ''
  if (lessons.length === 1 && lessons[0] === last && !standsAlone(text) && !CONDITION.test(text)) return [last]
  // "No, that's wrong — never use npm": the first part only opens.
  const rest = parts.slice(1).join(', ')
  return parts.length === 2 && isCorrection(plainText(parts[0] ?? ''), languageOf(plainText(text))) ? [rest] : [withoutConsequence(text, standsAlone)]
}

/** Where the sentence is no lesson, but is one without what it concludes for now, that part is left out. */
function withoutConsequence(text: string, standsAlone: (part: string) => boolean): string {
  const tail = CONSEQUENCE.exec(text)
  if (!tail || tail.index < 12 || standsAlone(text)) return text
  const main = text.slice(0, tail.index)
  return standsAlone(main) ? main : text
}

/** What stands in parentheses is often said outright: "can we …? (we use go-git everywhere)". */
export function asidesOf(text: string): string[] {
  return [...text.matchAll(/\(([^()]{15,250})\)/g)].map((match) => match[1] ?? '').filter((aside) => !/[?？]/.test(aside))
}
