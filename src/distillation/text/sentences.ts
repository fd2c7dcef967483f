/** A sentence of a message, with the line that introduces the list it stands in. */
export interface Sentence {
  text: string
  /** The words before the colon above a list, e.g. `Rules for this repo`. */
  header?: string
}

const ABBREVIATION = /(?:^|[\s("]|(?<!\p{L})['’])(?:e\.?g|i\.?e|etc|vs|cf|approx|resp|incl|excl|no|nr|mr|mrs|ms|dr|st|fig|al|p\.? ?ej|p\.? ?ex|ej|ex|z\. ?b|d\. ?h|bzw|usw|ggf|u\.a|ecc|т\. ?е|т\. ?д|т\. ?п|напр|[\p{L}])\.$/iu
const LIST_MARKER = /^\s*(?:[-*+•–]\s+(?:\[[ xX]\]\s+)?|\(?\d{1,3}[.)]\s+|[a-zA-Z]\)\s+)/
const CLOSERS: Readonly<Record<string, string>> = { '`': '`', '"': '"', '“': '”', '«': '»', '「': '」', '„': '“' }

/**
 * Lines as sentences. A full stop ends one only before white space and not after an abbreviation; nothing
 * ends inside of backticks or quotation marks. Lists keep the line that introduces them.
 */
export function sentencesOf(lines: readonly string[]): Sentence[] {
  const found: Sentence[] = []
  let header: string | undefined
  for (const line of joinWrapped(lines)) {
    const marker = LIST_MARKER.exec(line)?.[0]
    const content = line.slice(marker?.length ?? 0).trim()
    if (content === '') continue
    if (marker === undefined) header = undefined
    const introduces = marker === undefined && /[:：]$/.test(content)
    for (const text of splitLine(content)) found.push(header === undefined ? { text } : { text, header })
    if (introduces) header = (splitLine(content).at(-1) ?? content).replace(/(?<!\s)\s*[:：]$/, '')
  }
  return found
}

/** A line that was wrapped by hand goes on in the next one. */
function joinWrapped(lines: readonly string[]): string[] {
  const joined: string[] = []
  for (const line of lines) {
    const last = joined.at(-1)
    const goesOn = last !== undefined && last.length > 50 && /[\p{L}\p{N},`)]$/u.test(last.trimEnd()) && /^\s*\p{Ll}/u.test(line) && !LIST_MARKER.test(line)
    if (goesOn) joined[joined.length - 1] = `${last.trimEnd()} ${line.trim()}`
    else joined.push(line)
  }
  return joined
}

function splitLine(line: string): string[] {
  const parts: string[] = []
  let start = 0
  for (let at = 0; at < line.length; at++) {
    const character = line[at] ?? ''
    const closer = CLOSERS[character]
    if (closer !== undefined) {
      const end = line.indexOf(closer, at + 1)
      // A quote longer than this, or never closed, is an apostrophe or a slip.
      if (end > at && end - at < 300) at = end
      // What is quoted may close the sentence too: "Never." said the linter.
      continue
    }
    if (!isEnd(line, start, at)) continue
    while (at + 1 < line.length && /[.!?…。！？)"”»」』]/.test(line[at + 1] ?? '')) at++
    parts.push(line.slice(start, at + 1))
    start = at + 1
  }
  parts.push(line.slice(start))
  return parts.map((part) => part.trim()).filter((part) => part !== '')
}

function isEnd(line: string, start: number, at: number): boolean {
  const character = line[at] ?? ''
  if ('。！？；'.includes(character)) return true
  if (!'.!?…'.includes(character)) return false
  const next = line[at + 1]
  if (next !== undefined && !/[\s)"”»]/.test(next)) return false
  if (character !== '.' || !ABBREVIATION.test(line.slice(Math.max(start, at - 12), at + 1))) return true
  // "No. 5" is a number, "No. Use tabs" an answer.
  return /(?:^|\s)no\.$/i.test(line.slice(Math.max(start, at - 12), at + 1)) && !/^\s*\d/.test(line.slice(at + 1, at + 8))
}
