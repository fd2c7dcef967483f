import { diffArrays } from 'diff'

/** A line of a text with the first of the given texts that has had it ever since. */
export interface BlamedLine {
  text: string
  /** Index among the texts. */
  since: number
}

/**
 * The lines of the last text, each with where it came in. A line that went and came back came in when it came back,
 * unless the whole text is one that was there before: then its lines are as old as they were.
 */
export function blameLines(texts: readonly string[]): BlamedLine[] {
  const blames = new Map<string, BlamedLine[]>()
  let lines: BlamedLine[] = []
  texts.forEach((text, index) => {
    const known = blames.get(text)
    if (known) {
      lines = known
      return
    }
    const next = linesOf(text)
    const before = lines
    const blamed: BlamedLine[] = []
    let at = 0
    for (const { added, removed, value } of diffArrays(before.map((line) => line.text), next)) {
      if (removed) at += value.length
      else if (added) blamed.push(...value.map((line) => ({ text: line, since: index })))
      else {
        blamed.push(...before.slice(at, at + value.length))
        at += value.length
      }
    }
    lines = blamed
    blames.set(text, blamed)
  })
  return lines
}

/** Lines as an editor counts them. */
function linesOf(text: string): string[] {
  const lines = text.replaceAll('\r\n', '\n').split('\n')
  if (lines.at(-1) === '') lines.pop()
  return lines
}
