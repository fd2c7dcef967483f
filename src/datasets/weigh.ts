import type { Evaluation } from '../kernel/types.js'
import { sha256, sha256OfJson } from '../kernel/hash.js'
import { asChat } from './chat.js'
import { conversationOf, type Turn } from './conversation.js'
import type { Member } from './groups.js'
import { recordTokens } from './manifest.js'
import { jsonLine, plain } from './plain.js'
import { refuseLine, type Scans } from './scan-line.js'
import { isSession, turnDown, type Gate } from './select.js'
import { shinglesToText, sketchOf } from './sketch.js'
import { taskKey } from './task.js'
import { isExcluded, type Candidate, type Excluded, type How, type Kind, type KnownCandidate, type Preferences, type RenderSettings, type Session, type Side, type Spool } from './types.js'

/** What a manifest says of a session that a record is of. */
interface Source {
  trace: string
  traceSha256: string
  score: number
  evaluatorVersion: string
  evaluationSha256: string
}

/** A record that passed; its line waits in the spool. */
export interface Kept {
  source: Source
  others: Source[]
  how: How
  /** Order among the records of its session. */
  position: number
  place: number
  sha256: string
  tokens: number
}

/** A session that passed. Neither it nor its lines are kept: memory holds what is here. */
export interface Weighed {
  member: Member
  records: Kept[]
  source: Source
  side: Side | undefined
}

export interface Weighing {
  kind: Kind
  gate: Gate
  scans: Scans
  settings: RenderSettings
  preferences: Preferences
  saveFailures: boolean
  spool: Spool
}

/** The records of one session, spooled; or the reason why there are none. */
export async function weigh(candidate: Candidate, weighing: Weighing): Promise<Weighed | Excluded> {
  const { kind, preferences } = weighing
  const refusal = refusalOf(candidate, weighing)
  if (refusal || !isSession(candidate)) return refusal ?? { excluded: 'not evaluated' }
  const failed = turnDown(candidate, weighing.gate, kind.examples) && kind.failed
  const found = failed ? [failed] : kind.find(candidate, { preferences })
  const side = kind.side?.(candidate, preferences)
  const source = sourceOf(candidate, candidate.evaluation)
  const made = isExcluded(found) ? [found] : await makeAll(candidate, found, source, weighing)
  const records = made.filter((one): one is Kept => !isExcluded(one))
  if (records.length === 0 && !side) return made.find(isExcluded) ?? { excluded: 'nothing to make a record of' }
  return { member: await memberOf(candidate, weighing.spool), records, source, side }
}

/** Why nothing is made of a candidate, as far as the gate can tell by what is known of it. */
export function refusalOf(candidate: KnownCandidate, { kind, gate, saveFailures }: Pick<Weighing, 'kind' | 'gate' | 'saveFailures'>): Excluded | undefined {
  const down = turnDown(candidate, gate, kind.examples)
  return down && !(down.failed && saveFailures && kind.failed) ? { excluded: down.reason } : undefined
}

function sourceOf({ trace }: Candidate, evaluation: Evaluation): Source {
  return { trace: trace.id, traceSha256: trace.sha256, score: evaluation.score, evaluatorVersion: evaluation.evaluator.version, evaluationSha256: sha256OfJson(evaluation) }
}

async function makeAll({ trace }: Session, hows: readonly How[], source: Source, weighing: Weighing): Promise<(Kept | Excluded)[]> {
  const made: (Kept | Excluded)[] = []
  for (const [position, how] of hows.entries()) made.push(await makeRecord([trace], how, { source, others: [], position }, weighing))
  return made
}

/** One record: rendered, held against everything that may refuse it, and spooled. */
export async function makeRecord(traces: Parameters<Kind['render']>[0], how: How, of: Pick<Kept, 'source' | 'others' | 'position'>, { kind, settings, scans, spool }: Weighing): Promise<Kept | Excluded> {
  const row = kind.render(traces, how, settings)
  if (isExcluded(row)) return row
  const line = jsonLine(row)
  const refusal = refuseLine(line, row, scans)
  if (refusal !== undefined) return { excluded: refusal }
  const tokens = recordTokens(line, row, settings.tokens)
  return { ...of, how, sha256: sha256(line), tokens, place: await spool.append(line) }
}

async function memberOf({ trace }: Candidate, spool: Spool): Promise<Member> {
  const conversation = conversationOf(trace, { openEnd: true })
  const turns = isExcluded(conversation) ? [] : conversation.turns
  const whole = sketchOf(trace.id, turns.length > 0 ? comparedText(turns) : trace.id)
  const sketch = { id: whole.id, size: whole.size, signature: whole.signature, place: await spool.append(shinglesToText(whole)) }
  return { trace: trace.id, task: taskKey(trace), ...(trace.startedAt && { startedAt: trace.startedAt }), sketch }
}

/**
 * What was said and done, for comparison. Without system prompts, which all sessions of a runtime share, and
 * without results, where one long file read by two sessions would make them look alike.
 */
function comparedText(turns: readonly Turn[]): string {
  return asChat(turns, { reasoning: 'leave-out', shape: 'trl' })
    .filter(({ role }) => role === 'user' || role === 'assistant')
    .map(({ content, tool_calls: calls = [] }) => [content, ...calls.map(({ function: { name, arguments: given } }) => `${name} ${JSON.stringify(plain(given))}`)].join('\n'))
    .join('\n')
}
