import type { Count } from './interval.js'

/**
 * How strongly the counts speak against "the new version is worse by the margin or more": evidence that may be looked at
 * any time and reaches 1/α with probability at most α if it is worse by that much. Universal inference (Wasserman,
 * Ramdas and Balakrishnan 2020): what the results are worth to one who predicts each from those before (Krichevsky and
 * Trofimov 1981), over the best that anybody could do who holds the new version for worse by the margin.
 * @param margin 0 to 1
 */
export function evidenceOfNoHarm(ofNew: Count, ofOther: Count, margin: number): number {
  return Math.exp(Math.min(700, predicted(ofNew) + predicted(ofOther) - bestUnder(ofNew, ofOther, margin)))
}

/** Log of what predicting each result by (worked + ½)/(known + 1) gives, whatever their order. */
function predicted({ worked, known }: Count): number {
  return logGamma(worked + 0.5) + logGamma(known - worked + 0.5) - logGamma(known + 1) - Math.log(Math.PI)
}

/** The greatest log-likelihood with the new version worse by the margin or more: a concave function of one rate on the boundary. */
function bestUnder(ofNew: Count, ofOther: Count, margin: number): number {
  const [newRate, otherRate] = [ofNew, ofOther].map(({ worked, known }) => (known === 0 ? 0.5 : worked / known)) as [number, number]
  if (otherRate - newRate >= margin) return logLikelihood(ofNew, newRate) + logLikelihood(ofOther, otherRate)
  const at = (rate: number): number => logLikelihood(ofOther, rate) + logLikelihood(ofNew, rate - margin)
  let [low, high] = [margin, 1]
  // Sixty thirds leave less of the interval than a number has digits.
  for (let i = 0; i < 60; i++) {
    const [a, b] = [low + (high - low) / 3, high - (high - low) / 3]
    if (at(a) < at(b)) low = a
    else high = b
  }
  return at((low + high) / 2)
}

function logLikelihood({ worked, known }: Count, rate: number): number {
  const failed = known - worked
  return (worked === 0 ? 0 : worked * Math.log(Math.max(rate, 1e-12))) + (failed === 0 ? 0 : failed * Math.log(Math.max(1 - rate, 1e-12)))
}

const LANCZOS = [76.18009172947146, -86.50532032941677, 24.01409824083091, -1.231739572450155, 0.001208650973866179, -0.000005395239384953]

/** Lanczos' approximation; relative error below 2e-10 for arguments above 0. */
function logGamma(x: number): number {
  const base = x + 5.5 - (x + 0.5) * Math.log(x + 5.5)
  return -base + Math.log((2.5066282746310005 * LANCZOS.reduce((sum, factor, i) => sum + factor / (x + 1 + i), 1.000000000190015)) / x)
}
