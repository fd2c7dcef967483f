/** A session whose result is known, with one of the two versions that are compared. */
export interface Trial {
  isNew: boolean
  worked: boolean
  /** The chance that it had of the new version when it was dealt, 0 to 1. */
  share: number
}

/** Evidence that grows with the sessions: how many times likelier they are if one version is worse than if it is not. */
export interface Contest {
  /** @returns the evidence after this session */
  add(trial: Trial): number
  evidence(): number
}

// What the worse version may do: every rate of the better one with every harm that matters.
const BETTER = [0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95]
const HARMS = [0.1, 0.2, 0.3]
const ALTERNATIVES = BETTER.flatMap((better) => HARMS.map((harm) => ({ better, worse: better - harm }))).filter(({ worse }) => worse > 0.01)

/**
 * A sequential test of "the new version works at least as often", which may be looked at after every session: evidence
 * reaches 1/α with probability at most α, ever, if that is so (Ville 1939).
 *
 * Which version a session got was dealt by hash with a known chance. If both work equally often, a session that worked
 * is as likely to have had the new one as any, and so is one that failed; if the new one is worse, failed sessions had it
 * more often. Each session multiplies the evidence by (chance of its version given its result, were the new one
 * worse) / (chance it was dealt), averaged over a grid of alternatives. If the new version is as good or better, that
 * is a supermartingale whatever the rate of success is and however it drifts: a test by betting on the version given the
 * result. See Shafer 2021, "Testing by betting"; Grünwald, de Heide and Koolen 2024, "Safe testing"; mixtures over
 * alternatives: Robbins 1970.
 * @param worse which one may be the worse: `new` finds harm, `other` finds that the new one is better
 */
export function createContest(worse: 'new' | 'other'): Contest {
  const logs = ALTERNATIVES.map(() => 0)
  const tables = new Map<number, Float64Array[]>()
  const evidence = (): number => logs.reduce((sum, log) => sum + Math.exp(log), 0) / logs.length
  return {
    evidence,
    add({ isNew, worked, share }) {
      // Where everybody gets the same version there is nothing to compare.
      if (share <= 0 || share >= 1) return evidence()
      let table = tables.get(share)
      if (!table) tables.set(share, (table = tableOf(worse, share)))
      const gains = table[(worked ? 2 : 0) + (isNew ? 1 : 0)]
      let sum = 0
      for (let i = 0; i < logs.length; i++) sum += Math.exp((logs[i] = (logs[i] ?? 0) + (gains?.[i] ?? 0)))
      return sum / logs.length
    }
  }
}

/** Log of the factor of each alternative: failed with the other, failed with the new, worked with the other, worked with the new. */
function tableOf(worse: 'new' | 'other', share: number): Float64Array[] {
  return [false, true].flatMap((worked) => [false, true].map((isNew) => Float64Array.from(ALTERNATIVES, (rates) => {
    const [ofNew, ofOther] = worse === 'new' ? [rates.worse, rates.better] : [rates.better, rates.worse]
    const chanceNew = share * (worked ? ofNew : 1 - ofNew)
    const chanceOther = (1 - share) * (worked ? ofOther : 1 - ofOther)
    return Math.log((isNew ? chanceNew : chanceOther) / (chanceNew + chanceOther) / (isNew ? share : 1 - share))
  })))
}
