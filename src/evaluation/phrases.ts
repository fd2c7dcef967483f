/** The phrases of every language in one pattern, some of which are written without spaces. */
export function phrasesOf<T extends { unbroken?: true }>(languages: readonly T[], pick: (language: T) => readonly string[]): RegExp {
  const some = (unbroken: boolean): string => phrases(languages.filter((language) => (language.unbroken === true) === unbroken).flatMap(pick), unbroken).source
  return new RegExp(`(?:${some(false)}|${some(true)})`, 'iu')
}

/** The pattern that a phrase of the tables stands for. */
export function phraseSource(phrase: string): string {
  return phrase.replaceAll("'", "['’]").replaceAll(/(?<!\\) \?/g, '\\s{0,3}').replaceAll(/(?<!\\) /g, '\\s{1,3}')
}

/**
 * A pattern over whole words of any script: `\b` knows ASCII only, so that "abandoned" would hold "done" after an
 * umlaut, and "casino," a "no,". Spaces in a source stand for any run of spaces, with ? for none too; ' for either apostrophe.
 */
export function phrases(sources: readonly string[], unbroken = false): RegExp {
  // Of no phrases there is none to be found.
  if (sources.length === 0) return /(?!)/u
  const body = sources.map(phraseSource).join('|')
  // Where words are not set apart by spaces, a phrase may stand between letters.
  if (unbroken) return new RegExp(`(?:${body})`, 'iu')
  return new RegExp(`(?<![\\p{L}\\p{N}_])(?:${body})(?![\\p{L}\\p{N}_])`, 'iu')
}
