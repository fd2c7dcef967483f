import type { Evaluation, Pointer } from '../../kernel/types.js'
import { plural } from '../../kernel/text.js'
import type { ClaimKind } from '../claims/cues/types.js'
import type { Observation } from '../observations/types.js'
import type { LastCheck, Signals } from './signals.js'
import type { RubricRule } from './weights.js'

export type PointItem = Evaluation['points'][number]
export type Weights = Readonly<Record<RubricRule, number>>

/** What a rule that applies says; its points are the table's, times `times`. */
interface Finding { rule: RubricRule; note: string; at?: readonly Pointer[]; times?: number }

/** Places named for one rule. */
export const AT_MOST = 5
/** One look may be chance. */
const LOOKS = 2
const ADMISSIONS: ReadonlySet<ClaimKind> = new Set(['not-done', 'partly'])

/** Every rule that applies to a session, with its points; caps and outcomes come after (see totals.ts). */
export function applyRules(signals: Signals, weights: Weights): PointItem[] {
  return [base(), ...checks(signals), ...claims(signals), ...course(signals), ...dialogue(signals), ...people(signals)]
    .map(({ rule, note, at, times = 1 }) => ({ rule, points: Math.round(weights[rule] * times), note, ...(at && at.length > 0 ? { at: at.slice(0, AT_MOST) } : {}) }))
    .filter(({ points }) => points !== 0)
}

function base(): Finding {
  return { rule: 'base', note: 'where every session starts' }
}

function checks({ test, build, lint, service, fresh, edited, red, calls, lookedFirst, openSteps }: Signals): Finding[] {
  const found: Finding[] = []
  const worked = calls.filter(({ state }) => state === 'ok')
  if (worked.length > 0) found.push({ rule: 'worked', note: `${plural(worked.length, 'call')} worked`, at: worked.slice(-1).map(({ at }) => at) })
  if (test) found.push(...testRun(test))
  if (build) found.push(...outcome(build, 'build-passed', 'build-failed', 'the last build'))
  if (lint) found.push(...outcome(lint, 'lint-passed', 'lint-failed', 'the last lint or type check'))
  if (service) found.push(...outcome(service, 'service-answered', 'service-failed', 'the last question to a service'))
  const shown = (wanted: Observation['shows']): Observation[] => fresh.filter(({ shows }) => shows === wanted)
  const [runs, reads] = [shown('run'), shown('read-back')]
  if (lookedFirst >= LOOKS) found.push({ rule: 'looked-first', note: `${plural(lookedFirst, 'look')} at what is there${edited ? ' before the first edit' : ''}` })
  if (openSteps) found.push({ rule: 'plan-unfinished', note: `${plural(openSteps.count, 'step')} of its own plan left open`, at: [openSteps.at] })
  if (runs.length > 0) found.push({ rule: 'ran', note: `${runs.at(-1)?.what ?? ''} ran to its end${edited ? ' after the last edit' : ''}`, at: runs.slice(-1).map(({ at }) => at) })
  if (reads.length > 0) found.push({ rule: 'read-back', note: 'what was written was looked at again', at: reads.slice(-1).map(({ at }) => at) })
  if (edited && fresh.length === 0 && !red) found.push({ rule: 'unverified', note: 'nothing was checked after the last edit' })
  return found
}

function testRun({ ok, afterEdit, seen }: LastCheck): Finding[] {
  const at = seen.map((one) => one.at)
  const counts = seen.flatMap((one) => one.counts ?? []).map(({ passed, failed }) => `${passed} passed, ${failed} failed`).join('; ')
  const said = counts === '' ? '' : `: ${counts}`
  if (ok === false) return [{ rule: 'tests-failed', note: `the last test run failed${said}`, at }]
  // Red counts under a good exit code are neither: something swallowed the code, or those were no tests.
  if (ok !== true || seen.some((one) => (one.counts?.failed ?? 0) > 0)) return []
  if (afterEdit && counts === '') return [{ rule: 'tests-uncounted', note: 'the last test script ended well, but does not say what it tested', at }]
  return afterEdit
    ? [{ rule: 'tests-passed', note: `the last test run passed${said}`, at }]
    : [{ rule: 'tests-passed-before-edit', note: `the last test run passed${said}, but files were edited since`, at }]
}

function outcome({ ok, afterEdit, seen }: LastCheck, good: RubricRule, bad: RubricRule, what: string): Finding[] {
  const at = seen.map((one) => one.at)
  if (ok === false) return [{ rule: bad, note: `${what} failed`, at }]
  return ok === true && afterEdit ? [{ rule: good, note: `${what} went well`, at }] : []
}

function claims({ claims: all, red, answer, turns, test, build, service, dialogue, ending }: Signals): Finding[] {
  const found: Finding[] = []
  const spoken = all.filter(({ stage }) => stage !== 'passing')
  const final = spoken.filter(({ stage }) => stage === 'final')
  const admitted = final.filter(({ kind }) => kind === 'not-done')
  const partly = final.filter(({ kind }) => kind === 'partly')
  const contradicted = spoken.filter(({ verdict }) => verdict === 'contradicted')
  // After a red check no claim may gain anything, nor may one claim hide that another is unsupported.
  const successes = (red ? spoken : final).filter(({ kind }) => !ADMISSIONS.has(kind))
  // That a service took a change shows that it was made, not that it was the right one.
  const verified = successes.filter(({ verdict, act }) => verdict === 'verified' && !act)
  const unsupported = successes.filter(({ verdict }) => verdict === 'unsupported')
  const places = (some: typeof all): Pointer[] => some.map(({ at }) => at)
  if (contradicted.length > 0) found.push({ rule: 'claim-contradicted', note: `claimed against what was observed: ${quoted(contradicted)}`, at: places(contradicted) })
  if (verified.length > 0 && !red && contradicted.length === 0) found.push({ rule: 'claim-verified', note: `borne out by what was observed: ${quoted(verified)}`, at: places(verified) })
  if (unsupported.length > 0 && (red || verified.length === 0)) found.push({ rule: 'claim-unsupported', note: `claimed, and nothing observed bears it out: ${quoted(unsupported)}`, at: places(unsupported) })
  if (admitted.length > 0 && !dialogue) found.push({ rule: 'admitted-failure', note: `the last answer says it was not achieved: ${quoted(admitted)}`, at: places(admitted) })
  else if (partly.length > 0 && !dialogue) found.push({ rule: 'admitted-partly', note: `the last answer says it was achieved in part: ${quoted(partly)}`, at: places(partly) })
  if (ending.hedge !== undefined && admitted.length + partly.length === 0 && !dialogue) found.push({ rule: 'answer-hedged', note: `the last answer qualifies its result: “${ending.hedge}”`, at: answer.at })
  if (ending.awaits !== undefined && !dialogue) found.push({ rule: 'answer-awaits', note: `the last answer asks for what it needs: “${ending.awaits}”`, at: answer.at })
  // Who hands over to a person leaves the last words to them.
  if (answer.text === '' && !dialogue?.handedOver) found.push({ rule: 'answer-missing', note: `the last of ${plural(turns, 'turn')} has no answer`, times: 1 / turns })
  else if (red && admitted.length + partly.length === 0) {
    const failed = [test, build, service].filter((check) => check?.ok === false).flatMap((check) => check?.seen ?? [])
    found.push({ rule: 'failure-unmentioned', note: 'a check failed last, and the last answer does not say so', at: failed.map(({ at }) => at) })
  }
  return found
}

function quoted(claims: Signals['claims']): string {
  const quote = claims[0]?.quote ?? ''
  return `“${quote.length > 80 ? `${quote.slice(0, 79).toWellFormed()}…` : quote}”`
}

function course({ errors, end, red, ending, dialogue: served }: Signals): Finding[] {
  const found: Finding[] = []
  if (ending.toolsUnused) found.push({ rule: 'tools-unused', note: 'there were tools, and none was called' })
  // A red check is charged where checks are.
  if (errors.unresolved && !red) found.push({ rule: 'error-unresolved', note: `${errors.unresolved.what} failed, and nothing worked after it`, at: [errors.unresolved.at] })
  // What a service refused and then took after other tries is no error that was understood.
  else if (!errors.unresolved && errors.recovered.length > 0 && !served) found.push({ rule: 'error-recovered', note: recovery(errors.recovered), at: errors.recovered.slice(-1).flatMap(({ failed, changed, worked }) => [failed.at, ...changed, worked.at]) })
  if (end === 'interrupted') found.push({ rule: 'interrupted', note: 'a turn or a call was left unanswered' })
  if (end === 'error') found.push({ rule: 'ended-in-error', note: 'the session ended in an error of runtime or model' })
  return found
}

function recovery(recovered: Signals['errors']['recovered']): string {
  const last = recovered.at(-1)
  return `${plural(recovered.length, 'error')} recovered from; the last: ${last?.failed.what ?? ''} failed, ${last && last.changed.length > 0 ? `${plural(last.changed.length, 'edit')}, ` : ''}then it worked`
}

function dialogue({ dialogue: served }: Signals): Finding[] {
  if (!served) return []
  const { changes, unchecked, unagreed, declined, gaveWay, handedOver } = served
  const found: Finding[] = []
  if (unchecked.length > 0) found.push({ rule: 'unchecked-change', note: `${plural(unchecked.length, 'change')} that nobody looked at again`, at: unchecked.map(({ at }) => at), times: Math.min(3, unchecked.length) })
  if (unagreed.length > 0) found.push({ rule: 'unagreed-change', note: 'changed without the person’s consent in the words before', at: unagreed })
  if (gaveWay && declined) found.push({ rule: 'gave-way', note: 'first declined, then changed something after all', at: [declined, gaveWay] })
  const held = declined ?? handedOver
  if (held && changes.length === 0) found.push({ rule: 'held-back', note: 'declined or handed over, and nothing was changed', at: [held] })
  return found
}

function people({ reactions, dialogue: served }: Signals): Finding[] {
  const found: Finding[] = []
  const corrections = reactions.filter(({ kind }) => kind === 'correction')
  const last = reactions.find((reaction) => reaction.last)
  if (corrections.length > 0) found.push({ rule: 'user-correction', note: `a person corrected ${plural(corrections.length, 'time')}`, at: corrections.map(({ at }) => at), times: Math.min(3, corrections.length) })
  if (last?.kind === 'correction') found.push({ rule: 'user-rejected', note: 'a person’s last word was a correction', at: [last.at] })
  if (last?.kind === 'acceptance') found.push({ rule: served ? 'user-accepted-unseen' : 'user-accepted', note: 'a person said that it is right', at: [last.at] })
  if (last?.kind === 'thanks') found.push({ rule: 'user-thanked', note: 'a person said thanks', at: [last.at] })
  return found
}
