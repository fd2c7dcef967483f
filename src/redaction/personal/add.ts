/** Adds a finding; `same` is what all ways of writing the same thing have in common. */
export type AddPersonal = (start: number, end: number, same: string) => void

/** Each match of a global pattern. matchAll() makes a copy of the pattern first, which for short texts is most of the work. */
export function forEachMatch(pattern: RegExp, text: string, use: (match: RegExpExecArray) => void): void {
  pattern.lastIndex = 0
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) use(match)
}
