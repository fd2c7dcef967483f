import type { SkillEvent } from '../../kernel/types.js'
import { byStart, successAverage, type SessionOutcome } from '../../rollout/outcome.js'
import type { Context } from '../context.js'
import { quarantined } from '../quarantine.js'
import { outcomeReader } from './outcomes.js'

/** A use with how the session went; without a session where that is not in the store. */
export interface KnownUse {
  event: SkillEvent
  outcome?: SessionOutcome
}

/** How much a skill is used, and how its sessions went. */
export interface SkillUseSummary {
  sessions: number
  worked: number
  failed: number
  /** Exponential moving average of success (α = 0.1), the latest session weighing most. */
  successRate?: number
  lastUsed?: string
  /** Sessions by how their use is known. */
  how: Partial<Record<SkillEvent['how'], number>>
}

/** Every use of a skill by path, each session once and the latest last; those in quarantine are left out. Reads the index only. */
export function skillUsesOf(context: Context): Map<string, KnownUse[]> {
  const out = quarantined(context)
  const { index, policy } = context
  const outcome = outcomeReader(context, (id) => index.evaluation(policy.evaluation.evaluator, id)?.data)
  const found = new Map<string, Map<string, KnownUse>>()
  for (const { data: event } of index.skillEvents()) {
    if (event.kind !== 'skill-use') continue
    const row = (event.trace === undefined ? undefined : index.traceRows(event.trace)[0]) ?? (event.session === undefined ? undefined : index.traceByNativeId(event.session))
    const id = row?.data.id ?? event.trace ?? event.session ?? ''
    if (out.has(id)) continue
    const own = found.get(event.skill.path) ?? new Map<string, KnownUse>()
    // What our own server handed out tells the version for certain.
    if (!own.has(id) || event.how === 'mcp') own.set(id, { event, ...(row && { outcome: outcome(row) }) })
    found.set(event.skill.path, own)
  }
  return new Map([...found].map(([path, own]) => [path, [...own.values()].sort((a, b) => byStart(placed(a), placed(b)))]))
}

function placed({ event, outcome }: KnownUse): Pick<SessionOutcome, 'startedAt' | 'trace'> {
  return { trace: outcome?.trace ?? event.trace ?? event.session ?? '', startedAt: outcome?.startedAt ?? event.at }
}

export function summarizeUse(uses: readonly KnownUse[]): SkillUseSummary {
  const outcomes = uses.flatMap(({ outcome }) => outcome ?? [])
  const successRate = successAverage(outcomes)
  const last = uses.at(-1)
  const how: SkillUseSummary['how'] = {}
  for (const { event } of uses) how[event.how] = (how[event.how] ?? 0) + 1
  return {
    sessions: uses.length, worked: outcomes.filter(({ result }) => result === 'worked').length, failed: outcomes.filter(({ result }) => result === 'failed').length,
    ...(successRate !== undefined && { successRate }), ...(last && { lastUsed: placed(last).startedAt ?? last.event.at }), how
  }
}
