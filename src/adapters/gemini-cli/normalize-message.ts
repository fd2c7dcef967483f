import { parseTime } from '../../kernel/clock.js'
import type { Message, Usage } from '../../kernel/types.js'
import { defined, isRecord, pick, pickCount, pickText, shownWord, type Problem, type Row } from '../shared/fields.js'
import type { CallDraft, Turn } from '../shared/turn.js'
import type { Entry } from './normalize-log.js'
import { readParts, type Parts } from './normalize-parts.js'
import { readToolCall } from './normalize-tools.js'
import { isInjected, splitUser } from './normalize-user.js'

const ROLES: ReadonlyMap<string, Message['role']> = new Map([
  ['user', 'user'], ['gemini', 'assistant'], ['model', 'assistant'], ['assistant', 'assistant'],
  ['info', 'system'], ['warning', 'system'], ['error', 'system'], ['system', 'system']
])

/** Ids of the calls that a chat's toolCalls tell of, and of those that have their result there. */
export interface KnownCalls {
  ids: ReadonlySet<string>
  answered: ReadonlySet<string>
}

/** The role of a record, by its type, or its role in a checkpoint. */
export function roleOf(record: Row): Message['role'] | undefined {
  return ROLES.get(pickText(record, 'type', 'role') ?? '')
}

/** The calls that stand in the toolCalls of any of the entries. */
export function knownCalls(entries: readonly Entry[]): KnownCalls {
  const calls = entries.flatMap(({ record }) => toolCallsOf(record))
  const idsOf = (list: readonly CallDraft[]): Set<string> => new Set(list.flatMap(({ id }) => (id === undefined ? [] : [id])))
  return { ids: idsOf(calls), answered: idsOf(calls.filter(({ outcome }) => outcome !== undefined)) }
}

/** A record as steps of the conversation: several where the person's words and the runtime's are mixed. */
export function readEntry({ record, injected, undone, compacted }: Entry, known: KnownCalls): Turn[] | Problem {
  const role = roleOf(record)
  if (role === undefined) return { problem: `unknown type ${shownWord(pickText(record, 'type', 'role'))}`, expected: 'user, gemini, info, warning or error' }
  const parts = readParts(pick(record, 'content', 'parts'))
  const base = { id: pickText(record, 'id'), at: parseTime(pick(record, 'timestamp', 'ts')), undone, compacted }
  // Since a compression the history has calls and results as parts too, beside the toolCalls.
  const results = parts.results.filter(({ callId }) => callId === undefined || !known.answered.has(callId))
  if (role === 'user') return userTurns(record, parts, base, injected ?? undefined, results)
  const text = parts.texts.join(role === 'assistant' ? '' : '\n')
  const message = defined<Turn['message']>({
    ...base, role, text,
    reasoning: reasoningOf(record, parts),
    model: role === 'assistant' ? pickText(record, 'model') : undefined,
    injected: injected ?? (role === 'system' || isInjected(text) ? true : undefined),
    finishReason: undefined, copied: undefined, toolCallId: undefined, toolName: undefined,
    usage: readTokens(pick(record, 'tokens'))
  })
  const calls = [...toolCallsOf(record), ...parts.calls.filter(({ id }) => id === undefined || !known.ids.has(id))]
  return [{ message, calls, results }]
}

type Base = Record<'id' | 'at', string | undefined> & Record<'undone' | 'compacted', true | undefined>

function userTurns(record: Row, parts: Parts, base: Base, injected: true | undefined, results: Turn['results']): Turn[] {
  const shown = readParts(pick(record, 'displayContent')).texts.join('')
  const pieces = injected ? [{ text: parts.texts.join('\n'), injected: true }] : splitUser(parts.texts, shown)
  const turns = pieces.filter(({ text }) => text !== '').map((piece, index) =>
    plainTurn('user', { ...base, id: index === 0 ? base.id : undefined }, piece.text, piece.injected))
  return results.length === 0 ? turns : [{ ...plainTurn('tool', base, '', false), results }, ...turns]
}

function plainTurn(role: Message['role'], base: Base, text: string, injected: boolean): Turn {
  const message = { ...defined<Partial<Base>>(base), role, text, ...(injected ? { injected: true as const } : {}) }
  return { message: message as Turn['message'], calls: [], results: [] }
}

function toolCallsOf(record: Row): CallDraft[] {
  const list = pick(record, 'toolCalls')
  return Array.isArray(list) ? list.filter(isRecord).map(readToolCall) : []
}

function reasoningOf(record: Row, { reasoning }: Parts): string | undefined {
  const list = pick(record, 'thoughts')
  const thoughts = Array.isArray(list) ? list.filter(isRecord).map((thought) => [pickText(thought, 'subject'), pickText(thought, 'description')].filter((text) => text !== undefined).join('\n')) : []
  const text = [...thoughts, ...reasoning].filter((thought) => thought !== '').join('\n\n')
  return text === '' ? undefined : text
}

/**
 * Token counts of one answer. The interface counts what came from its cache and what tools put in as part of the
 * prompt's side, and thoughts beside the output (total = input + output + thoughts + tool).
 */
export function readTokens(value: unknown): Usage | undefined {
  if (!isRecord(value)) return undefined
  const cached = pickCount(value, 'cached')
  const input = pickCount(value, 'input')
  const output = pickCount(value, 'output')
  const thoughts = pickCount(value, 'thoughts')
  const usage = defined<Usage>({
    inputTokens: input === undefined ? undefined : Math.max(0, input - (cached ?? 0)) + (pickCount(value, 'tool') ?? 0),
    outputTokens: output === undefined && thoughts === undefined ? undefined : (output ?? 0) + (thoughts ?? 0),
    cacheReadTokens: cached, cacheWriteTokens: undefined, reasoningTokens: thoughts
  })
  // A turn that was cut short has zeros.
  return Object.values(usage).some((count) => count > 0) ? usage : undefined
}
