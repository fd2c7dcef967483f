import type { Evaluation } from '../../kernel/types.js'
import { plural } from '../../kernel/text.js'
import type { Signals } from './signals.js'

type Label = Evaluation['label']

/** A score from here on, with evidence, is called a success: the default gate of datasets. */
const SUCCESS = 70
const FAILURE = 45

/** What the score amounts to in a word. Without evidence either way it is unknown, whatever was claimed. */
export function labelOf(signals: Signals, score: number): Label {
  const { outcome, verdicts } = signals
  const said = verdicts.rating ?? outcome
  if (said) return said.value >= 0.75 ? 'success' : said.value <= 0.25 ? 'failure' : 'partial'
  if (speaksAgainst(signals)) return score < FAILURE ? 'failure' : 'partial'
  if (finalKind(signals, 'partly')) return 'partial'
  return signals.evidence && score >= SUCCESS ? 'success' : 'unknown'
}

function speaksAgainst(signals: Signals): boolean {
  return signals.verdicts.corrected.length > 0 || signals.red || signals.end === 'error' || finalKind(signals, 'not-done') || contradicts(signals) || signals.reactions.some(({ kind, last }) => last && kind === 'correction')
}

function finalKind({ claims }: Signals, wanted: string): boolean {
  return claims.some(({ kind, stage }) => stage === 'final' && kind === wanted)
}

function contradicts({ claims }: Signals): boolean {
  return claims.some(({ verdict, stage }) => verdict === 'contradicted' && stage !== 'passing')
}

/**
 * 0–1, how far the score can be trusted: by the strongest evidence, less a little for each doubt. The steps are
 * ordinal judgements (a source's verdict > tests > a person > other checks > none), not calibrated probabilities.
 */
export function confidenceOf(signals: Signals, doubts: readonly string[]): number {
  const { outcome, test, red, fresh, reactions, verdicts } = signals
  const said = reactions.some(({ kind, last }) => last && kind !== 'thanks')
  const strongest = outcome || verdicts.rating ? 0.95 : test?.ok !== undefined && test.afterEdit ? 0.8 : said ? 0.75 : red || finalKind(signals, 'not-done') ? 0.7
    : fresh.some(({ kind, shows }) => kind === 'build' || shows === 'run' || shows === 'service') ? 0.6 : fresh.length > 0 ? 0.5 : 0.2
  return Math.round(Math.max(0.1, strongest - 0.05 * doubts.length) * 100) / 100
}

/** Short marks for filters and conditions. */
export function tagsOf(signals: Signals): string[] {
  const { test, build, lint, claims, reactions, errors, calls, end, outcome, edited, fresh, answer, verdicts, ending } = signals
  const spoken = claims.filter(({ stage }) => stage !== 'passing')
  const marks: [string, boolean][] = [
    ['tests-passed', test?.ok === true && !test.seen.some(({ counts }) => (counts?.failed ?? 0) > 0)], ['tests-failed', test?.ok === false],
    ['build-passed', build?.ok === true], ['build-failed', build?.ok === false], ['lint-failed', lint?.ok === false],
    ['claim-verified', spoken.some(({ verdict, kind }) => verdict === 'verified' && kind !== 'not-done' && kind !== 'partly')],
    ['claim-contradicted', contradicts(signals)],
    ['claim-unsupported', spoken.some(({ verdict, kind }) => verdict === 'unsupported' && kind !== 'not-done' && kind !== 'partly')],
    ['admitted-failure', finalKind(signals, 'not-done')], ['admitted-partly', finalKind(signals, 'partly')],
    ['user-correction', reactions.some(({ kind }) => kind === 'correction')], ['user-accepted', reactions.some(({ kind, last }) => last && kind === 'acceptance')],
    ['recovered-error', errors.recovered.length > 0], ['unresolved-error', errors.unresolved !== undefined], ['looped', errors.loop !== undefined], ['cut-off', ending.cutOff], ['tool-refused', calls.some(({ state }) => state === 'refused')],
    ['no-tool-evidence', calls.length === 0], ['no-evidence', !signals.evidence], ['unverified-edits', edited && fresh.length === 0],
    ['no-answer', answer.text === ''], ['interrupted', end === 'interrupted'], ['ended-in-error', end === 'error'], ['open', end === 'open'], ['outcome-carried', outcome !== undefined],
    ['rated', verdicts.rating !== undefined], ['called-wrong', verdicts.corrected.length > 0]
  ]
  return marks.filter(([, applies]) => applies).map(([tag]) => tag)
}

/** Reasons not to trust the score, for people. */
export function doubtsOf(signals: Signals): string[] {
  const { evidence, edited, fresh, test, observations, claims, end, outcome, calls, verdicts, errors, ending } = signals
  const doubts: string[] = []
  if (!evidence) doubts.push('No check of the result was observed, and nobody said whether it is right.')
  if (edited && fresh.length === 0) doubts.push('Nothing was checked after the last edit.')
  if (test && !test.afterEdit) doubts.push('The tests ran before the last edit, not after it.')
  if (test?.seen.some(({ counts }) => counts?.passed === 0 && counts.failed === 0)) doubts.push('A test run found no tests.')
  else if (test?.ok === true && test.seen.every(({ counts }) => counts === undefined)) doubts.push('The test run does not say how many tests ran.')
  if (evidence && !outcome && fresh.length > 0 && fresh.every(({ shows }) => shows === 'run' || shows === 'read-back')) doubts.push('A program ran or a file was read again; whether that was the right result was not tested.')
  const silent = calls.filter(({ state }) => state === 'unknown').length
  if (silent > calls.length / 2) doubts.push(`${plural(silent, 'result')} of ${calls.length} do not say whether the call worked.`)
  const unsupported = claims.filter(({ verdict, stage, kind }) => stage === 'final' && verdict === 'unsupported' && kind !== 'not-done' && kind !== 'partly').length
  if (unsupported > 0) doubts.push(`${plural(unsupported, 'claim')} of the last answer ${unsupported === 1 ? 'is' : 'are'} not borne out by anything observed.`)
  if (end === 'open') doubts.push('The session is not ended: it may go on.')
  if (end === 'interrupted') doubts.push('The session was interrupted.')
  if (outcome && ((outcome.value >= 0.75 && signals.red) || (outcome.value <= 0.25 && observations.some(({ kind, ok }) => kind === 'test' && ok === true) && !signals.red))) {
    doubts.push('The source’s verdict and the checks observed disagree.')
  }
  if (errors.loop) doubts.push(`The same failing call was made ${errors.loop.times} times in a row: ${errors.loop.what} (message ${errors.loop.at.message}).`)
  if (ending.cutOff) doubts.push('The last words were cut off where the model’s output was full.')
  if (verdicts.outdated) doubts.push('People spoke of another version of the session than this one.')
  return doubts
}
