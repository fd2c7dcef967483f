import { forEachMatch, type AddPersonal } from './add.js'

/** Country codes (ITU-T E.164, list of assigned codes). */
const COUNTRY_CODE = /^(?:1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|2[1-689]\d|3[578]\d|42[013]|5[09]\d|6[789]\d|8[058]\d|9[679]\d)/
const INTERNATIONAL = /(?=\+[1-9]|00[1-9])(?:(?<![\w.+*)-])|(?<=\\[nrtbf]))(?:\+|00(?=[1-9]\d{0,2}[ ./-]))[1-9]\d{0,3}(?:[ ./-]{0,2}\(\d{1,4}\))?(?:[ ./-]?\d{1,12}){1,6}(?![\w-])/g
const NORTH_AMERICAN = new RegExp(String.raw`(?=\(?[2-9]\d{2})(?:(?<![\p{L}\p{N}_+(.-])|(?<=\\[nrtbf]))(?:\([2-9]\d{2}\) ?[2-9]\d{2}[ .-]\d{4}|(?<=(?:phone|tel|mobile|cell|call|fax)\W{1,4}(?:is |at |me at )?)[2-9]\d{2}([ .-])[2-9]\d{2}\1\d{4})(?![\w-])`, 'giu')
const LEAST = 9
const MOST = 15

/** Phone numbers as people write them for others: +49 30 …, 0044 …, (415) …; numbers reserved for fiction are left. */
export function findPhones(text: string, add: AddPersonal): void {
  forEachMatch(INTERNATIONAL, text, ({ 0: match, index }) => {
    const digits = match.replace(/^00/, '').replaceAll(/\D/g, '')
    if (digits.length < LEAST || digits.length > MOST || !COUNTRY_CODE.test(digits) || isFiction(digits) || new Set(digits).size <= 3) return
    // What a diff adds begins with a plus, too; a time ends with an offset.
    if (match.length < text.length && !/\D/.test(match.slice(1)) && /(?:^|\n|\\n)[ \t]*$/.test(text.slice(Math.max(0, index - 8), index))) return
    if (/(?:19|20)\d{2}([./-]?)(?:0[1-9]|1[0-2])\1(?:0[1-9]|[12]\d|3[01])(?!\d)/.test(match)) return
    add(index, index + match.length, digits)
  })
  forEachMatch(NORTH_AMERICAN, text, ({ 0: match, index }) => {
    const digits = `1${match.replaceAll(/\D/g, '')}`
    if (!isFiction(digits)) add(index, index + match.length, digits)
  })
}

/** 555-0100 to 555-0199 in North America; Ofcom's ranges for drama. */
function isFiction(digits: string): boolean {
  return /^1\d{3}555(?:01\d\d|\d{4})$|^44(?:7700900|2079460|1632960)\d{3}$|123456/.test(digits)
}
