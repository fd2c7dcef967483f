import { isSmall, rateOf, type Count, type Rate } from './interval.js'
import { evidenceOfNoHarm } from './no-harm.js'
import { byStart, median, type SessionOutcome } from './outcome.js'
import { createJudge, type Judged, type Terms } from './verdict.js'

/** before: a session of the skill's kind from the time before the rollout. */
export type Group = 'new' | 'previous' | 'none' | 'before'

/** A session that a rollout can be judged by. */
export interface TakenPart extends SessionOutcome {
  group: Group
  /** The chance that it had of the new version when it was dealt; absent where it was not dealt but found so. */
  share?: number
}

/** What sessions of one group came to. Medians, since a few long sessions would make any mean. */
export interface Figures extends Count {
  sessions: number
  rate?: Rate
  /** So few that the rate says next to nothing. */
  small: boolean
  tokens?: number
  seconds?: number
  /** Failed tool calls a session. */
  errors?: number
}

export interface Comparison {
  groups: Partial<Record<Group, Figures>>
  byRuntime: Record<string, Partial<Record<Group, Figures>>>
  byModel: Record<string, Partial<Record<Group, Figures>>>
  /** What the new version is judged against; `before` only where nothing was dealt beside it. */
  against: 'previous' | 'none' | 'before'
  judged: Judged
  /** Of the sessions that used the new version and have a known result, those that worked: how good it is, not how much it is used. */
  precision?: number
  /** Of the sessions of its kind since it began, those that used it. */
  adoption?: number
}

/** Holds the sessions with the new version against those without. */
export function compareGroups(sessions: readonly TakenPart[], hasPrevious: boolean, terms: Terms): Comparison {
  const ordered = [...sessions].sort(byStart)
  const groups = figuresByGroup(ordered)
  const dealt = hasPrevious ? 'previous' : 'none'
  const trials = ordered.filter(({ group, result, share }) => (group === 'new' || group === dealt) && result !== 'unknown' && share !== undefined)
  const isDealt = trials.some(({ group }) => group === dealt)
  const since = ordered.filter(({ group }) => group !== 'before')
  const used = groups.new
  return {
    groups, byRuntime: split(ordered, ({ runtime }) => runtime), byModel: split(ordered, ({ model }) => model ?? 'not known'), against: isDealt ? dealt : 'before',
    judged: isDealt ? judgeDealt(trials, terms) : judgeByBefore(groups.new, groups.before, terms),
    ...(used && used.known > 0 && { precision: used.worked / used.known }), ...(since.length > 0 && { adoption: (used?.sessions ?? 0) / since.length })
  }
}

function judgeDealt(trials: readonly TakenPart[], terms: Terms): Judged {
  const judge = createJudge(terms)
  for (const { group, result, share = 0 } of trials) judge.add({ isNew: group === 'new', worked: result === 'worked', share })
  return judge.judged()
}

/** Where everybody has the new version there is only the past to compare with, and whatever else changed since is in it too. */
function judgeByBefore(ofNew: Count = NOTHING_KNOWN, before: Count = NOTHING_KNOWN, { alpha, minSessions, harmMargin }: Terms): Judged {
  // That the time before was no better is what harm speaks against, and the other way about.
  const [harm, benefit, noHarm] = [evidenceOfNoHarm(before, ofNew, 0), evidenceOfNoHarm(ofNew, before, 0), evidenceOfNoHarm(ofNew, before, harmMargin)]
  const enough = 1 / alpha
  const verdict = ofNew.known < minSessions || before.known < minSessions ? 'keep' : harm >= enough ? 'fall-back' : benefit >= enough || noHarm >= enough ? 'promote' : 'keep'
  return { verdict, harm, benefit, noHarm, new: { worked: ofNew.worked, known: ofNew.known }, other: { worked: before.worked, known: before.known } }
}

const NOTHING_KNOWN: Count = { worked: 0, known: 0 }

function split(sessions: readonly TakenPart[], nameOf: (session: TakenPart) => string): Comparison['byRuntime'] {
  const names = [...new Set(sessions.map(nameOf))].sort()
  return Object.fromEntries(names.map((name) => [name, figuresByGroup(sessions.filter((session) => nameOf(session) === name))]))
}

function figuresByGroup(sessions: readonly TakenPart[]): Partial<Record<Group, Figures>> {
  const all = (['new', 'previous', 'none', 'before'] as const).map((group) => [group, sessions.filter((session) => session.group === group)] as const)
  return Object.fromEntries(all.filter(([, own]) => own.length > 0).map(([group, own]) => [group, figuresOf(own)]))
}

/** What sessions came to, whichever they are. */
export function figuresOf(sessions: readonly SessionOutcome[]): Figures {
  const known = sessions.filter(({ result }) => result !== 'unknown')
  const count = { worked: known.filter(({ result }) => result === 'worked').length, known: known.length }
  const [rate, tokens, seconds] = [rateOf(count), median(sessions.map((session) => session.tokens)), median(sessions.map((session) => session.seconds))]
  return {
    sessions: sessions.length, ...count, small: isSmall(count), ...(rate && { rate }), ...(tokens !== undefined && { tokens }), ...(seconds !== undefined && { seconds }),
    ...(sessions.length > 0 && { errors: sessions.reduce((sum, { errors }) => sum + errors, 0) / sessions.length })
  }
}
