import type { Trace, Usage } from '../../kernel/types.js'
import { endStateOf } from '../shared/end.js'
import { defined, pick, pickText, type Row } from '../shared/fields.js'
import { joinTurns } from '../shared/join.js'
import type { Turn } from '../shared/turn.js'
import { readUsage } from '../shared/usage.js'
import type { SessionDraft } from '../types.js'
import { CLAUDE_CODE } from './about.js'
import type { Entry } from './entry.js'
import { turnsOf } from './normalize-turns.js'
import { isInterrupt } from './own-words.js'
import type { SessionLog } from './session-log.js'

/** What is known of a session from outside its own records. */
export interface Context {
  /** Its id as a trace; undefined where the source has none. */
  nativeId: string | undefined
  parent: SessionDraft['parent']
  copied: ReadonlySet<Entry>
  /** Titles by the id of the message that they were given at. */
  summaries: ReadonlyMap<string, string>
  /** Of a subagent, from the file beside it. */
  agentType?: string | undefined
  description?: string | undefined
}

/** A session of Claude Code, or of one of its subagents, as a session of ours; undefined where nothing was said. */
export function normalizeClaudeCode(log: SessionLog, context: Context, raw: Trace['raw']): SessionDraft | undefined {
  const turns = turnsOf(log.entries, context.copied)
  const messages = joinTurns(turns)
  if (messages.length === 0) return undefined
  const { about } = log
  const times = log.entries.map(({ at }) => at).filter((at) => at !== undefined).sort()
  const forCall = log.entries.find((entry) => entry.forCall !== undefined)?.forCall
  const metadata = defined<Record<string, string | undefined>>({
    version: about.version, agentType: context.agentType, parentToolCallId: forCall
  })
  return defined<SessionDraft>({
    runtime: CLAUDE_CODE.runtime,
    adapter: { name: CLAUDE_CODE.name, version: CLAUDE_CODE.version },
    nativeId: context.nativeId !== undefined && context.nativeId.length <= 512 ? context.nativeId : undefined,
    title: titleOf(log, context),
    model: turns.findLast(({ message }) => message.model !== undefined && !message.copied)?.message.model ?? pickText(about.init ?? {}, 'model'),
    channel: log.agent === undefined ? about.entrypoint : 'subagent',
    project: projectOf(log),
    startedAt: times[0],
    endedAt: times.at(-1),
    end: log.entries.some(({ isProgress }) => isProgress) ? { state: 'unknown' } : endOf(turns, about.init, about.result),
    parent: context.parent,
    messages,
    tools: toolsOf(about.init),
    usage: usageOf(turns, about.result),
    cost: costOf(about.result),
    outcomes: outcomesOf(about.result),
    metadata: Object.keys(metadata).length > 0 ? metadata : undefined,
    raw
  })
}

function titleOf({ about, entries, agent }: SessionLog, { summaries, description }: Context): string | undefined {
  if (agent !== undefined) return description
  const summary = entries.findLast(({ uuid }) => uuid !== undefined && summaries.has(uuid))?.uuid
  return about.customTitle ?? about.aiTitle ?? (summary === undefined ? undefined : summaries.get(summary))
}

function projectOf({ about }: SessionLog): SessionDraft['project'] {
  const project = defined<NonNullable<SessionDraft['project']>>({
    cwd: about.cwd, branch: about.branch, repositoryRoot: undefined, repositoryUrl: undefined, commit: undefined
  })
  return Object.keys(project).length > 0 ? project : undefined
}

function endOf(turns: readonly Turn[], init: Row | undefined, result: Row | undefined): SessionDraft['end'] {
  if (result) {
    const reason = pickText(result, 'subtype')
    const failed = pick(result, 'is_error') === true || reason?.startsWith('error')
    return defined<SessionDraft['end']>({ state: failed ? 'error' : endStateOf(turns), reason })
  }
  // A run that printed no result was broken off.
  if (init) return { state: 'interrupted' }
  const last = turns.findLast(({ message }) => !message.undone && (!message.injected || message.finishReason === 'error' || isInterrupt(message.text)))?.message
  if (last?.finishReason === 'error') return { state: 'error', reason: 'api_error' }
  return { state: last && (isInterrupt(last.text) || last.finishReason === 'aborted') ? 'interrupted' : endStateOf(turns) }
}

function toolsOf(init: Row | undefined): SessionDraft['tools'] {
  const tools: unknown = init && pick(init, 'tools')
  const names = Array.isArray(tools) ? tools.filter((name) => typeof name === 'string') : []
  return names.length > 0 ? names.map((name) => ({ name })) : undefined
}

/** A run's own count where it has one, else the sum over the session's own messages. */
function usageOf(turns: readonly Turn[], result: Row | undefined): Usage | undefined {
  const told = readUsage(result && pick(result, 'usage'))
  if (told) return told
  const sum: Usage = {}
  for (const { message } of turns) {
    for (const [name, count] of Object.entries<number>({ ...message.usage })) sum[name as keyof Usage] = (sum[name as keyof Usage] ?? 0) + count
  }
  return Object.keys(sum).length > 0 ? sum : undefined
}

// Reckoned by the runtime from its price list.
function costOf(result: Row | undefined): SessionDraft['cost'] {
  const usd = result && pick(result, 'total_cost_usd')
  return typeof usd === 'number' && Number.isFinite(usd) && usd > 0 ? { usd, basis: 'estimated' } : undefined
}

function outcomesOf(result: Row | undefined): SessionDraft['outcomes'] {
  if (!result) return undefined
  const status = pickText(result, 'subtype')
  const isError = pick(result, 'is_error')
  const outcomes: NonNullable<SessionDraft['outcomes']> = []
  if (status !== undefined) outcomes.push({ name: 'exit_status', value: status })
  if (typeof isError === 'boolean') outcomes.push({ name: 'is_error', value: isError })
  return outcomes.length > 0 ? outcomes : undefined
}
