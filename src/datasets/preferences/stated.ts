import type { Trace } from '../../kernel/types.js'
import type { Conversation, Turn } from '../conversation.js'
import { plain } from '../plain.js'
import { spoken, type Pair } from './pair.js'

const ROLES: Readonly<Record<string, Turn['role']>> = { system: 'system', user: 'user', human: 'user', assistant: 'assistant', gpt: 'assistant', model: 'assistant' }

/**
 * The preference pairs that a trace's source states in its metadata: {prompt, chosen, rejected} by themselves, as
 * `preference`, or a list of them as `preferences`; each member text or a list of messages. Where the prompt is left
 * out it is what both share, or the session up to its last request.
 */
export function statedPairs(trace: Pick<Trace, 'metadata'>, conversation: Conversation | undefined): (Pair | undefined)[] {
  const { preferences, preference, ...alone } = trace.metadata ?? {}
  const listed = Array.isArray(preferences) ? preferences as unknown[] : [preferences, preference, alone].filter((value) => isRecord(value) && 'chosen' in value)
  return listed.map((value) => (isRecord(value) ? statedPair(value, conversation) : undefined))
}

function statedPair({ prompt, chosen, rejected }: Record<string, unknown>, conversation: Conversation | undefined): Pair | undefined {
  const [better, worse] = [turnsOf(chosen, 'assistant'), turnsOf(rejected, 'assistant')]
  const asked = turnsOf(prompt, 'user')
  if (!better || !worse) return undefined
  const evidence = 'the source states this preference'
  if (asked && asked.length > 0) return { prompt: asked, chosen: better, rejected: worse, evidence }
  let shared = 0
  while (shared < better.length && shared < worse.length && same(better[shared], worse[shared])) shared++
  const before = shared > 0 ? better.slice(0, shared) : untilLastRequest(conversation?.turns ?? [])
  return { prompt: before, chosen: better.slice(shared), rejected: worse.slice(shared), evidence }
}

function untilLastRequest(turns: readonly Turn[]): Turn[] {
  return turns.slice(0, turns.findLastIndex(({ role }) => role === 'user') + 1)
}

function same(a: Turn | undefined, b: Turn | undefined): boolean {
  return a !== undefined && b !== undefined && a.role === b.role && a.content === b.content
}

/** Text, one message or a list of them; undefined for anything else, also where a message's speaker is unknown. */
function turnsOf(value: unknown, speaker: Turn['role']): Turn[] | undefined {
  if (typeof value === 'string') return value.trim() === '' ? undefined : [spoken(speaker, plain(value))]
  const messages = Array.isArray(value) ? value as unknown[] : [value]
  const turns = messages.map((message) => {
    if (!isRecord(message)) return undefined
    const { role: named = message['from'], content = message['value'] } = message
    const role = typeof named === 'string' ? ROLES[named.toLowerCase()] : undefined
    // Words alone: what such data says of calls has no common form.
    return role && typeof content === 'string' ? spoken(role, plain(content)) : undefined
  })
  return turns.every((turn) => turn !== undefined) && turns.length > 0 ? turns : undefined
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
