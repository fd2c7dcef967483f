const MONTHS = 'january february march april may june july august september october november december'.split(' ')
const ISO = /\b(20\d\d)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])\b/
const NAMED = new RegExp(`\\b(?:(${MONTHS.join('|')})(?: (\\d{1,2})(?:st|nd|rd|th)?\\b(?!:))?|(\\d{1,2})(?:st|nd|rd|th)?(?: of)? (${MONTHS.join('|')}))(?:,? (20\\d\\d))?\\b`)
// What is said to hold up to a day; "before" and "by" name deadlines, which pass too.
const UNTIL = /\b(?:until|till|up to|through|expires? (?:on|in)|valid (?:until|through)|by|before|ends? (?:on|in)|hasta|até|jusqu'au|bis(?: zum)?|fino al?|до)\s+(?:the )?(?:end of )?/

/**
 * The last day on which a statement is to be relied on, as ISO date, where it names one; undefined where it names none.
 * @param saidAt when it was said (ISO), for a day without its year
 */
export function lastDayOf(text: string, saidAt: string | undefined): string | undefined {
  const plain = text.toLowerCase()
  const from = UNTIL.exec(plain)
  if (!from) return undefined
  const rest = plain.slice(from.index + from[0].length, from.index + from[0].length + 40)
  const iso = ISO.exec(rest)
  if (iso?.index === 0) return iso[0]
  const named = NAMED.exec(rest)
  if (named?.index !== 0) return undefined
  const month = MONTHS.indexOf(named[1] ?? named[4] ?? '') + 1
  const day = Number(named[2] ?? named[3] ?? 0) || lastDayOfMonth(month)
  const year = named[5] ?? yearFor(month, day, saidAt)
  return year === undefined || day > 31 ? undefined : `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

function lastDayOfMonth(month: number): number {
  return month === 2 ? 28 : [4, 6, 9, 11].includes(month) ? 30 : 31
}

// The next such day after it was said.
function yearFor(month: number, day: number, saidAt: string | undefined): string | undefined {
  if (saidAt === undefined) return undefined
  const year = Number(saidAt.slice(0, 4))
  const [saidMonth, saidDay] = [Number(saidAt.slice(5, 7)), Number(saidAt.slice(8, 10))]
  return String(month < saidMonth || (month === saidMonth && day < saidDay) ? year + 1 : year)
}
