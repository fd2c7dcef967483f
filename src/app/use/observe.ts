import { DISTILLER, extractLessons } from '../../distillation/extract.js'
import { follows, isOfKind, type SkillProfile } from '../../distillation/skills/conformance.js'
import { LOADS_VERSION, skillLoads, type SkillLoad } from '../../distillation/skills/loads.js'
import type { SessionLessons } from '../../distillation/types.js'
import type { TraceSummary } from '../../index/summarize.js'
import type { Row } from '../../index/queries.js'
import { canonicalJson } from '../../kernel/canonical-json.js'
import { isoTime } from '../../kernel/clock.js'
import { sha256OfJson } from '../../kernel/hash.js'
import { ahead, READ_AHEAD } from '../../kernel/ahead.js'
import { LEDGER, skillEventPath } from '../../kernel/layout.js'
import { plural } from '../../kernel/text.js'
import type { SkillEvent, Trace } from '../../kernel/types.js'
import { expectFormat } from '../../kernel/validate.js'
import { decisionId } from '../../proposals/decisions.js'
import type { KeptLessons } from '../../index/lessons.js'
import type { Context } from '../context.js'
import { LESSONS_VERSION, toKeep } from '../lessons.js'
import { putOnLedger, readTrace } from '../ledger-files.js'
import { quarantined } from '../quarantine.js'
import { dealtBy, digestAt, knownSkills, profileAt, rolloutAt, type KnownSkill } from './versions.js'

export interface Observed {
  /** Uses that were not known before. */
  recorded: SkillEvent[]
  /** Sessions that were looked at. */
  looked: number
  unread: { trace: string; problem: string }[]
  /** Where to go on the next time: what it was made of, and the ledger's commit. */
  settled: string
  commit?: string
}

/**
 * Finds which sessions used a skill, and records each on the ledger: once by session, skill and version, in one commit.
 * Only sessions that are new since `settled` are looked at, unless skills have changed since. Stopped anywhere, it can
 * be run again: what it writes depends on the session and the skills alone.
 * @param settled what the last look gave
 */
export async function observeUses(context: Context, settled?: string, options: { dryRun?: boolean } = {}): Promise<Observed> {
  const skills = (await knownSkills(context)).filter(({ versions }) => versions.length > 0)
  const tip = await context.repository.refs.read(LEDGER)
  const basis = sha256OfJson([LOADS_VERSION, DISTILLER, skills.map(({ path, versions, applied, rollouts }) => [path, versions.map(({ digest, at }) => [digest, at]), applied, rollouts.map(({ steps }) => steps)])])
  const observed: Observed = { recorded: [], looked: 0, unread: [], settled: `${basis} ${tip ?? ''}` }
  const first = skills.flatMap(({ versions }) => versions[0]?.at ?? []).sort()[0]
  if (first === undefined) return observed
  const out = quarantined(context)
  const rows = (await dueRows(context, basis, settled)).filter(({ data }) => (data.startedAt ?? first) >= first && !out.has(data.id))
  const known = knownUses(context)
  const profiles = new Map<string, Promise<SkillProfile>>()
  const profile = async (skill: KnownSkill, digest: string): Promise<SkillProfile> => {
    const key = `${skill.path} ${digest}`
    const there = profiles.get(key) ?? profileAt(context, skill, digest)
    profiles.set(key, there)
    return there
  }
  const reader = createReader(context, options.dryRun === true)
  for await (const { row, read } of ahead(rows, READ_AHEAD, async (one) => ({ row: one, read: await reader.read(one) }))) {
    observed.looked++
    if ('problem' in read) observed.unread.push({ trace: row.data.id, problem: read.problem })
    else for (const skill of skills) {
      const use = await useOf(skill, row.data, read, (digest) => profile(skill, digest))
      if (!use || keysOf(use).some((key) => known.has(key))) continue
      for (const key of keysOf(use)) known.add(key)
      observed.recorded.push({ ...use, at: row.data.startedAt ?? isoTime(context.clock.now()) })
    }
  }
  reader.keep()
  if (options.dryRun === true) return observed
  const commit = await recordEvents(context, observed.recorded, (count) => `observe: ${plural(count, 'use')} of skills`)
  return { ...observed, ...(commit && { commit }) }
}

/** Writes what was seen; nothing is committed where all of it is there. */
export async function recordEvents(context: Context, events: readonly SkillEvent[], message: (count: number) => string): Promise<string | undefined> {
  const files = events.map((event) => {
    const text = canonicalJson(expectFormat('skill-event', event, { file: 'the observation' }))
    return { path: skillEventPath(event, decisionId(text)), text }
  })
  return putOnLedger(context, files, message)
}

/** Sessions that came or grew since; all where the skills changed, or where that commit is no more. */
async function dueRows({ repository, index }: Context, basis: string, settled: string | undefined): Promise<Row<TraceSummary>[]> {
  const [was, from = ''] = (settled ?? '').split(' ')
  const to = await repository.refs.read(LEDGER)
  if (was !== basis || from === '' || to === undefined) return index.traces()
  if (from === to) return []
  const changes = await repository.diff(from, to).catch(() => undefined)
  if (!changes) return index.traces()
  const ids = changes.filter(({ path, after }) => after && path.startsWith('traces/')).map(({ path }) => path.split('/').at(-1)?.replace('.json', '') ?? '')
  return [...new Set(ids)].flatMap((id) => index.traceRows(id).slice(0, 1))
}

type Use = Omit<SkillEvent, 'at'>

// Not by version: that one is told of a session when it is first seen, and stays.
function keysOf({ skill, trace, session }: Use): string[] {
  return [trace, session].flatMap((id) => (id === undefined ? [] : [`${skill.path} ${id}`]))
}

function knownUses({ index }: Context): Set<string> {
  return new Set(index.skillEvents().filter(({ data }) => data.kind === 'skill-use').flatMap(({ data }) => keysOf(data)))
}

interface Seen { loads: SkillLoad[]; lessons: SessionLessons }

async function useOf(skill: KnownSkill, { id, nativeId, startedAt }: TraceSummary, { loads, lessons }: Seen, profile: (digest: string) => Promise<SkillProfile>): Promise<Use | undefined> {
  const load = loads.find(({ name }) => name === skill.name)
  const rollout = rolloutAt(skill, startedAt)
  // Our own server deals by the session; what lies in folders is what was copied there last.
  const digest = load?.how === 'mcp' && rollout && nativeId !== undefined ? dealtBy(rollout, nativeId, startedAt).digest : digestAt(skill, startedAt)
  if (digest === undefined) return undefined
  const base = { schemaVersion: 1 as const, kind: 'skill-use' as const, skill: { path: skill.path, digest }, trace: id, ...(nativeId !== undefined && { session: nativeId }), ...(rollout && { rollout: rollout.id }) }
  if (load) return { ...base, how: load.how }
  // A session that the skill was drawn from did its steps before there was a skill.
  if (skill.versions.some(({ traces }) => traces.includes(id))) return undefined
  const wanted = await profile(digest)
  return isOfKind(lessons, wanted) && follows(lessons, wanted) ? { ...base, how: 'conformance' } : undefined
}

/** Reads what is needed of a session from the index, else from its file once. */
function createReader(context: Context, dryRun: boolean): { read(row: Row<TraceSummary>): Promise<Seen | { problem: string }>; keep(): void } {
  let drawn: KeptLessons[] = []
  const keep = (): void => {
    if (!dryRun) context.index.keepLessons(drawn)
    drawn = []
  }
  return {
    keep,
    async read(row) {
      try {
        let trace: Trace | undefined
        const get = async <T>(name: string, make: (trace: Trace) => T, kept: (data: T) => KeptLessons): Promise<T> => {
          const there = context.index.lessons(row.oid, name)
          if (there !== undefined) return there as T
          const data = make(trace ??= await readTrace(context, row))
          drawn.push(kept(data))
          if (drawn.length >= 500) keep()
          return data
        }
        return {
          loads: await get<SkillLoad[]>(LOADS_VERSION, skillLoads, (data) => ({ oid: row.oid, version: LOADS_VERSION, data })),
          lessons: await get<SessionLessons>(LESSONS_VERSION, extractLessons, (lessons) => toKeep(row.oid, lessons))
        }
      } catch (error) {
        return { problem: error instanceof Error ? error.message : String(error) }
      }
    }
  }
}
