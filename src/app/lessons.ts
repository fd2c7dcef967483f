import { DISTILLER, extractLessons } from '../distillation/extract.js'
import { inLanguages } from '../distillation/in-languages.js'
import { mute } from '../distillation/mute.js'
import { nearest, termsOf, usedTerm } from '../distillation/near.js'
import type { Beyond, EvaluatedLessons, SessionLessons, Teller } from '../distillation/types.js'
import type { KeptLessons } from '../index/lessons.js'
import type { Row } from '../index/queries.js'
import type { TraceSummary } from '../index/summarize.js'
import { ahead, READ_AHEAD } from '../kernel/ahead.js'
import { plural } from '../kernel/text.js'
import type { Context } from './context.js'
import { verdictOn } from './examples.js'
import { freshness } from './freshness.js'
import { readTrace } from './ledger-files.js'
import { quarantined } from './quarantine.js'

/** What sessions taught: of all of them, or of some with what matters of the others. */
export interface Lessons {
  sessions: EvaluatedLessons[]
  /** Sessions that could not be read. */
  unread: { trace: string; problem: string }[]
  /** Whether what was drawn is in the index now: somebody else may have been writing there. */
  areKept: boolean
  /** Where these are not all: the sessions that they were gathered for, and what matters of the others. */
  near?: { focus: ReadonlySet<string>; beyond: Beyond }
}

/** Lessons are kept in the index under the version of what draws them. */
export const LESSONS_VERSION = `${DISTILLER.name} ${DISTILLER.version}`

/** What is kept of a session's lessons, with all that it is found by. */
export function toKeep(oid: string, lessons: SessionLessons): KeptLessons {
  const { trace, startedAt, projectName, overheard } = lessons
  return { oid, version: LESSONS_VERSION, data: lessons, findable: { trace, terms: termsOf(lessons), ...(startedAt !== undefined && { startedAt }), ...(projectName !== undefined && { projectName }), ...(overheard.length > 0 && { told: overheard }) } }
}

/** What all sessions taught; with `goOn` without those that cannot be read. Proposing, and supporting proposals, does not change it. */
export async function readLessons(context: Context, goOn: boolean): Promise<Lessons> {
  const { index, policy } = context
  const { count, rows } = index.eachTrace()
  const evaluations = index.evaluations(policy.evaluation.evaluator)
  const lessons = await readEach(context, rows, count, (id) => evaluations.get(id)?.data, goOn)
  if (lessons.areKept && lessons.unread.length === 0 && !index.hasLessonsOfAll(LESSONS_VERSION)) index.noteLessonsOfAll(LESSONS_VERSION)
  return lessons
}

/**
 * What these sessions taught, and those among which a lesson of theirs has its company: much less is read than all, and
 * what is found of these sessions is the same but where a lesson has more company than is looked at.
 */
export async function readNear(context: Context, traces: ReadonlySet<string>): Promise<Lessons> {
  const { index, policy } = context
  const judgedAs = (id: string) => index.evaluation(policy.evaluation.evaluator, id)?.data
  const own = await readEach(context, [...traces].flatMap((id) => index.traceRows(id)), traces.size, judgedAs, true)
  const terms = index.terms()
  const near = terms.sessions(nearest(own.sessions.map(({ lessons }) => lessons), terms), LESSONS_VERSION).filter(({ data }) => !traces.has(data.id))
  const company = await readEach(context, near, near.length, judgedAs, true)
  const out = [...quarantined(context).keys()]
  const newest = index.traces(1)[0]?.data.startedAt
  return {
    sessions: [...own.sessions, ...company.sessions], unread: [...own.unread, ...company.unread], areKept: own.areKept && company.areKept,
    near: {
      focus: traces,
      beyond: {
        tellers: terms.tellers(LESSONS_VERSION).map(({ told, ...session }) => ({ ...session, overheard: told as Teller['overheard'] })),
        usedSince: (text) => terms.since(usedTerm(text), LESSONS_VERSION, out), newest, sessions: (ids) => terms.sessionsOf(ids, LESSONS_VERSION)
      }
    }
  }
}

/**
 * The lessons of sessions with their fresh evaluations; those drawn before come from the index.
 * @param goOn false to make the first session that cannot be read an error
 */
async function readEach(context: Context, rows: Iterable<Row<TraceSummary>>, count: number, judgedAs: (id: string) => Parameters<ReturnType<typeof freshness>>[1], goOn: boolean): Promise<Lessons> {
  const { index } = context
  const isFresh = freshness(context)
  const out = quarantined(context)
  const spokenOf = index.spokenOf()
  const sessions: EvaluatedLessons[] = []
  const unread: Lessons['unread'] = []
  let areKept = true
  let drawn: KeptLessons[] = []
  const keep = (): void => {
    areKept = index.keepLessons(drawn) && areKept
    drawn = []
  }
  const read = async (row: Row<TraceSummary>) => {
    const kept = index.lessons(row.oid, LESSONS_VERSION) as SessionLessons | undefined
    const drawnNow = kept ? undefined : await attempt(row.data.id, async () => extractLessons(await readTrace(context, row)))
    return { row, kept, drawnNow }
  }
  const attempt = async <T>(trace: string, does: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await does()
    } catch (error) {
      if (!goOn) throw error
      unread.push({ trace, problem: error instanceof Error ? error.message : String(error) })
      return undefined
    }
  }
  for await (const { row, kept, drawnNow } of ahead(rows, READ_AHEAD, read)) {
    const lessons = kept ?? drawnNow
    if (!lessons) continue
    if (!kept) drawn.push(toKeep(row.oid, lessons))
    if (drawn.length >= 500) keep()
    const evaluation = judgedAs(row.data.id)
    sessions.push({
      lessons: out.has(row.data.id) ? mute(lessons) : inLanguages(lessons, context.policy.distillation.languages),
      ...(evaluation && isFresh(row.data, evaluation) && { evaluation: { score: evaluation.score, label: evaluation.label, ...(evaluation.learningValue !== undefined && { learningValue: evaluation.learningValue }) } }),
      ...exampleOf(context, row, spokenOf)
    })
    context.progress(`${sessions.length} of ${plural(count, 'session')} read for lessons`)
  }
  keep()
  return { sessions, unread, areKept }
}

function exampleOf(context: Context, { data }: Row<TraceSummary>, spokenOf: ReadonlySet<string>): Pick<EvaluatedLessons, 'example'> {
  if (!spokenOf.has(data.id)) return {}
  const { verdict } = verdictOn(context, context.index.eventsOf(data.id).map((event) => event.data), data.sha256)
  return verdict === 'good' || verdict === 'bad' ? { example: verdict } : {}
}
