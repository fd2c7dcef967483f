import { forEachMatch, type AddPersonal } from './add.js'

// Runs of digits, or groups of them as cards are printed; not a part of a longer row, a fraction, a version, a path.
// The look ahead comes first: where nothing begins, nothing else is tried.
const CARD = /(?=[2-6]\d{3}[ -]?\d{4})(?:(?<![\w.+/-])|(?<=\\[nrtbf]))(?<!\d[ -])(?:[2-6]\d{12,18}|[2-6]\d{3}([ -])\d{4}\1\d{4}\1\d{4}(?:\1\d{1,3})?|3\d{3}([ -])\d{6}\2\d{4,5})(?![\w-]|[ ./]\d)/g
/** Issuers' prefixes and lengths (ISO/IEC 7812 ranges as the networks publish them). */
const NETWORKS: readonly (readonly [RegExp, readonly number[]])[] = [
  [/^4/, [16]], [/^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, [16]], [/^3[47]/, [15]], [/^(?:6011|64[4-9]|65)/, [16]],
  [/^35(?:2[89]|[3-8])/, [16]], [/^3(?:0[0-5]|6|8|9)/, [14]], [/^62/, [16]], [/^(?:5018|5020|5038|5893|6304|6759|676[1-3])/, [16]]
]
/** What payment providers publish to test with; the numbers of nobody. */
const TEST_NUMBERS = new Set(
  ('4242424242424242 4000056655665556 5555555555554444 2223003122003222 5200828282828210 5105105105105100 378282246310005 371449635398431 6011111111111117 6011000990139424 ' +
    '3056930009020004 36227206271667 30569309025904 38520000023237 3566002020360505 3530111333300000 6200000000000005 4111111111111111 4012888888881881 378734493671000').split(' ')
)
// Numbers that count, time or name something are as long, and one in ten has the checksum.
const NOT_A_CARD = /(?:id|ids|_?at|time|timestamp|ts|hash|seed|nonce|size|bytes|offset|version|build|inode|total|count|number_of|ns|us|ms|port|sha\d*)\\{0,8}["'`]?\s{0,4}[:=]\s{0,4}\\{0,8}["'`]?$/i

/** Payment cards: a network's prefix and length, and the Luhn checksum (ISO/IEC 7812-1, annex B). */
export function findCards(text: string, add: AddPersonal): void {
  forEachMatch(CARD, text, ({ 0: match, index }) => {
    const digits = match.replaceAll(/\D/g, '')
    if (!NETWORKS.some(([prefix, lengths]) => prefix.test(digits) && lengths.includes(digits.length)) || !hasLuhn(digits)) return
    if (TEST_NUMBERS.has(digits) || new Set(digits).size <= 3 || NOT_A_CARD.test(text.slice(Math.max(0, index - 32), index))) return
    add(index, index + match.length, digits)
  })
}

function hasLuhn(digits: string): boolean {
  let sum = 0
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits.charAt(digits.length - 1 - i)) * (i % 2 === 0 ? 1 : 2)
    sum += digit > 9 ? digit - 9 : digit
  }
  return sum % 10 === 0
}

const IBAN = /(?=[A-Z]{2}\d{2} ?[A-Z0-9]{4})(?:(?<![A-Za-z0-9])|(?<=\\[nrtbf]))[A-Z]{2}\d{2}(?:[A-Z0-9]{10,30}|(?: [A-Z0-9]{4}){2,7}(?: [A-Z0-9]{1,4})?)(?![A-Za-z0-9])/g
/** Length by country (SWIFT, IBAN registry). */
const IBAN_LENGTHS = new Map(
  ('AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 ' +
    'HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 ' +
    'RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20').split(' ').map((entry) => [entry.slice(0, 2), Number(entry.slice(2))])
)

/** Bank accounts by their international number: length by country, remainder 1 modulo 97 (ISO 13616, ISO/IEC 7064). */
export function findIbans(text: string, add: AddPersonal): void {
  forEachMatch(IBAN, text, ({ 0: match, index }) => {
    const length = IBAN_LENGTHS.get(match.slice(0, 2)) ?? 0
    // In capitals a word may follow the last group.
    let end = 0
    for (let count = 0; end < match.length && count < length; end++) if (match[end] !== ' ') count++
    const account = match.slice(0, end).replaceAll(' ', '')
    if (account.length === length && (end === match.length || match[end] === ' ') && remainder97(account) === 1) add(index, index + end, account)
  })
}

function remainder97(account: string): number {
  let rest = 0
  for (const character of account.slice(4) + account.slice(0, 4)) {
    const value = Number.parseInt(character, 36)
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97
  }
  return rest
}
