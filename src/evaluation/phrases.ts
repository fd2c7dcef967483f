/**
 * A pattern over whole words of any script: `\b` knows ASCII only, so that "abandoned" would hold "done" after an
 * umlaut, and "casino," a "no,". Spaces in a source stand for any run of spaces; ' for either apostrophe.
 */
export function phrases(sources: readonly string[], unbroken = false): RegExp {
  const body = sources.map((source) => source.replaceAll("'", "['’]").replaceAll(/(?<!\\) /g, '\\s{1,3}')).join('|')
  // Where words are not set apart by spaces, a phrase may stand between letters.
  if (unbroken) return new RegExp(`(?:${body})`, 'iu')
  return new RegExp(`(?<![\\p{L}\\p{N}_])(?:${body})(?![\\p{L}\\p{N}_])`, 'iu')
}
