/** Tells where keywords are in a text; `at` gets the keyword's number and its first and last-plus-one position. */
export type KeywordScan = (text: string, at: (keyword: number, start: number, end: number) => void) => void

const NONE = 0

/**
 * All keywords in one pass over a text, letters of either case: an Aho–Corasick automaton as a table of
 * states by character class. Every character costs one look-up, whatever the number of keywords.
 * @param keywords lower-case ASCII
 */
export function compileKeywords(keywords: readonly string[]): KeywordScan {
  const classes = classify(keywords)
  const { next, outputs, width } = buildTable(keywords, classes)
  return (text, at) => {
    let state = 0
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i)
      state = next[state * width + (code < 128 ? (classes[code] as number) : NONE)] as number
      const found = outputs[state]
      if (found) for (const keyword of found) at(keyword, i + 1 - (keywords[keyword] as string).length, i + 1)
    }
  }
}

/** A small number for each ASCII character that occurs in a keyword; upper case counts as lower case. */
function classify(keywords: readonly string[]): Uint8Array {
  const classes = new Uint8Array(128)
  let count = 0
  for (const code of new Set(keywords.join('').split('').map((character) => character.charCodeAt(0)))) {
    classes[code] = ++count
    if (code >= 97 && code <= 122) classes[code - 32] = count
  }
  return classes
}

function buildTable(keywords: readonly string[], classes: Uint8Array): { next: Uint16Array; outputs: (number[] | undefined)[]; width: number } {
  const width = Math.max(...classes) + 1
  const size = keywords.reduce((sum, keyword) => sum + keyword.length, 1)
  const next = new Uint16Array(size * width)
  const outputs: (number[] | undefined)[] = [undefined]
  let states = 1
  keywords.forEach((keyword, number) => {
    let state = 0
    for (const character of keyword) {
      const cell = state * width + (classes[character.charCodeAt(0)] as number)
      if (next[cell] === 0) next[cell] = states++
      state = next[cell] as number
    }
    outputs[state] = [...(outputs[state] ?? []), number]
  })
  // Breadth first: a state that has no way on by a character takes the way of its longest suffix.
  const fail = new Uint16Array(states)
  const queue = [...next.subarray(0, width)].filter((state) => state !== 0)
  for (let head = 0; head < queue.length; head++) {
    const state = queue[head] as number
    const suffix = fail[state] as number
    if (outputs[suffix]) outputs[state] = [...(outputs[state] ?? []), ...outputs[suffix]]
    for (let c = 0; c < width; c++) {
      const child = next[state * width + c] as number
      const shortcut = next[suffix * width + c] as number
      if (child === 0) next[state * width + c] = shortcut
      else {
        fail[child] = shortcut
        queue.push(child)
      }
    }
  }
  return { next, outputs: Array.from({ length: states }, (_, state) => outputs[state]), width }
}
