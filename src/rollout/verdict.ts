import { createContest, type Trial } from './contest.js'
import type { Count } from './interval.js'
import { evidenceOfNoHarm } from './no-harm.js'

/** The terms by which a rollout is judged; of the policy. */
export interface Terms {
  /** How often, at most, a version that is as good may be taken for worse, or a worse one by the margin for as good; over all looks. */
  alpha: number
  /** Sessions of known result with the new version before anything is said. */
  minSessions: number
  /** How much less often the new version may work and still be kept, 0 to 1. */
  harmMargin: number
}

/** fall-back: it does harm; promote: it is better, or not worse by the margin; keep: not known yet, go on. */
type Verdict = 'fall-back' | 'promote' | 'keep'

export interface Judged {
  verdict: Verdict
  /** Evidence that the new version is worse, that it is better, and that it is not worse by the margin; each against 1/α. */
  harm: number
  benefit: number
  noHarm: number
  new: Count
  other: Count
}

export interface Judge {
  /** @returns what is known after this session. What was found stays found, harm above all: looking on unfinds nothing. */
  add(trial: Trial): Judged
  judged(): Judged
}

/** Judges a rollout session by session, in the order in which they began. */
export function createJudge({ alpha, minSessions, harmMargin }: Terms): Judge {
  const [harmful, better] = [createContest('new'), createContest('other')]
  const counts = { new: { worked: 0, known: 0 }, other: { worked: 0, known: 0 } }
  let [harm, benefit] = [1, 1]
  let decided: Verdict = 'keep'
  const judged = (): Judged => ({ verdict: decided, harm, benefit, noHarm: evidenceOfNoHarm(counts.new, counts.other, harmMargin), new: { ...counts.new }, other: { ...counts.other } })
  return {
    judged,
    add(trial) {
      const count = trial.isNew ? counts.new : counts.other
      count.known++
      if (trial.worked) count.worked++
      harm = harmful.add(trial)
      benefit = better.add(trial)
      const now = judged()
      if (decided === 'fall-back' || counts.new.known < minSessions) return now
      const enough = 1 / alpha
      if (harm >= enough) decided = 'fall-back'
      else if (benefit >= enough || now.noHarm >= enough) decided = 'promote'
      return { ...now, verdict: decided }
    }
  }
}
