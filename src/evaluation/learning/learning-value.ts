import { plural } from '../../kernel/text.js'
import type { Evaluation, Message, Trace } from '../../kernel/types.js'
import { personMessages, type PlacedMessage } from '../../traces/live-messages.js'
import { observeTrace } from '../observations/observe-trace.js'
import type { CallOutcome } from '../observations/types.js'
import { findReactions } from '../people/reactions.js'
import { openingRequest, type Request } from './request.js'
import { learningWeights, type LearningWeights } from './weights.js'
import { workKind } from './work-kind.js'

export type Learning = NonNullable<Evaluation['learning']>
type LearningPart = Learning['parts'][number]['part']

const ENOUGH_TOOLS = 3
const MANY_TOOLS = 5
const MANY_RECOVERIES = 3
/** A request of fewer words leaves open what is wanted; one of more, or with more particulars, is about one case. */
const FEWEST_WORDS = 4
const MOST_WORDS = 250
const MOST_SPECIFIC = 0.3

/**
 * What there is to learn from a session, 0–1, with the reason of each part; how good an example it is; and what it
 * is compared by. Follows from the trace and the evaluator's label alone.
 */
export function learningOf(trace: Trace, label: Evaluation['label'], weights: LearningWeights = learningWeights): Learning {
  const { live, observations, calls } = observeTrace(trace)
  const tools = new Set(observations.map(({ what }) => what.split(' ', 1)[0]?.toLowerCase() ?? ''))
  const recovered = recoveries(calls)
  const request = openingRequest(live)
  const succeeded = label === 'success'
  const parts: [LearningPart, boolean, string][] = [
    ['succeeded', succeeded, `the result is called ${label}`],
    ['tools', tools.size >= ENOUGH_TOOLS, plural(tools.size, 'different tool')],
    ['recovered', succeeded && recovered.size > 0, recovered.size === 0 ? 'nothing failed that worked later' : `failed, then worked: ${[...recovered].slice(0, 3).join(', ')}`],
    ['general', isGeneral(request), generality(request)]
  ]
  const whole = parts.reduce((sum, [part]) => sum + weights[part], 0)
  const share = (part: LearningPart, applies: boolean): number => (applies && whole > 0 ? weights[part] / whole : 0)
  return {
    value: round(parts.reduce((sum, [part, applies]) => sum + share(part, applies), 0)),
    parts: parts.map(([part, applies, note]) => ({ part, value: round(share(part, applies)), note })),
    quality: {
      repeatability: round(repeatability(calls, live)), clarity: round(clarity(request, live)),
      toolDiversity: round(Math.min(1, tools.size / MANY_TOOLS)), errorScenarios: round(Math.min(1, recovered.size / MANY_RECOVERIES))
    },
    work: { kind: workKind(trace, request, observations), calls: calls.length, ...tokensOf(trace), ...secondsOf(trace) }
  }
}

/** What failed and later worked, by what was done. */
function recoveries(calls: readonly CallOutcome[]): Set<string> {
  const failed = new Set<string>()
  const recovered = new Set<string>()
  for (const { state, what } of calls) {
    if (state === 'failed') failed.add(what)
    else if (state === 'ok' && failed.has(what)) recovered.add(what)
  }
  return recovered
}

function isGeneral(request: Request | undefined): boolean {
  return request !== undefined && request.words.length >= FEWEST_WORDS && request.words.length <= MOST_WORDS && specificShare(request) <= MOST_SPECIFIC
}

function generality(request: Request | undefined): string {
  if (!request) return 'no request of a person is there'
  return `${plural(request.words.length, 'word')}, ${plural(request.specifics, 'name, number or path', 'names, numbers or paths')} in the request`
}

const specificShare = ({ specifics, words }: Request): number => specifics / Math.max(1, specifics + words.length)

function repeatability(calls: readonly CallOutcome[], live: readonly PlacedMessage[]): number {
  const told = calls.filter(({ state }) => state !== 'unknown')
  const worked = told.length === 0 ? 0 : told.filter(({ state }) => state === 'ok').length / told.length
  return isCorrected(live) ? worked / 2 : worked
}

function clarity(request: Request | undefined, live: readonly PlacedMessage[]): number {
  if (!request) return 0
  return [request.words.length >= FEWEST_WORDS, !asksBack(live), !isCorrected(live)].filter(Boolean).length / 3
}

const isCorrected = (live: readonly PlacedMessage[]): boolean => findReactions(live).some(({ kind }) => kind === 'correction')

/** Whether the turn that the opening request began ends with a question instead of work. */
function asksBack(live: readonly PlacedMessage[]): boolean {
  const [first, second] = personMessages(live)
  if (!first || !second) return false
  const turn = live.filter(({ index, message }) => index > first.index && index < second.index && message.role === 'assistant')
  return turn.every(({ message }) => (message.toolCalls ?? []).length === 0) && /[?？]\s*$/.test(lastWords(turn.map(({ message }) => message)))
}

const lastWords = (messages: readonly Message[]): string => messages.findLast(({ text }) => text.trim() !== '')?.text.slice(-200) ?? ''

/** As the trace sums them up, or else by its messages. */
function tokensOf({ usage, messages }: Trace): { tokens?: number } {
  const counted = usage ? [usage] : messages.flatMap((message) => message.usage ?? [])
  const tokens = counted.reduce((sum, { inputTokens = 0, outputTokens = 0 }) => sum + inputTokens + outputTokens, 0)
  return tokens > 0 ? { tokens } : {}
}

function secondsOf({ startedAt, endedAt }: Trace): { seconds?: number } {
  if (startedAt === undefined || endedAt === undefined) return {}
  const seconds = (Date.parse(endedAt) - Date.parse(startedAt)) / 1000
  return seconds >= 0 ? { seconds } : {}
}

const round = (value: number): number => Math.round(value * 1000) / 1000
