/** Sessions that worked among those whose result is known. */
export interface Count { worked: number; known: number }

/** A rate with what it may well be, each 0 to 1. */
export interface Rate { rate: number; low: number; high: number }

// Below this an interval is so wide that the rate says next to nothing.
const SMALL = 30
// Two-sided 95 %.
const Z = 1.959964

/**
 * Success rate with Wilson's score interval at 95 % (Wilson 1927; recommended for small samples by Brown, Cai and
 * DasGupta 2001). For reading at one moment: what may be looked at again and again is `Contest`.
 * @returns undefined where nothing is known
 */
export function rateOf({ worked, known }: Count): Rate | undefined {
  if (known === 0) return undefined
  const rate = worked / known
  const spread = 1 + (Z * Z) / known
  const middle = (rate + (Z * Z) / (2 * known)) / spread
  const half = (Z / spread) * Math.sqrt((rate * (1 - rate)) / known + (Z * Z) / (4 * known * known))
  // The bounds of none and of all are exact; what rounding makes of them is not.
  return { rate, low: worked === 0 ? 0 : Math.max(0, middle - half), high: worked === known ? 1 : Math.min(1, middle + half) }
}

export function isSmall({ known }: Pick<Count, 'known'>): boolean {
  return known < SMALL
}
