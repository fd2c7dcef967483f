import { parseTime } from '../../kernel/clock.js'
import type { Trace } from '../../kernel/types.js'
import { endStateOf } from '../shared/end.js'
import { defined } from '../shared/fields.js'
import { joinTurns } from '../shared/join.js'
import { sumUsage } from '../shared/sum-usage.js'
import type { Turn } from '../shared/turn.js'
import type { SessionDraft } from '../types.js'
import { OTEL_GENAI } from './about.js'
import { first, firstNumber, firstText } from './normalize-attributes.js'
import type { Group } from './normalize-groups.js'
import type { Piece } from './normalize-piece.js'
import type { Span } from './normalize-span.js'
import { absorb, entryOf, type Entry } from './normalize-timeline.js'
import { joinTools } from './normalize-tools.js'
import { costOf, usageOf } from './normalize-usage.js'

/**
 * The spans of a session as the conversation they tell of. Model calls come before agents, whose spans repeat what their
 * calls say; agents are read where no call carries messages.
 * @returns undefined where no span carries anything that was said or done
 */
export function normalizeSpans({ id, parentId, pieces }: Group, raw: Trace['raw']): SessionDraft | undefined {
  const ordered = pieces.toSorted((a, b) => (a.span.start ?? 0) - (b.span.start ?? 0))
  const models = callsOf(ordered)
  const timeline: Entry[] = []
  const speaking = models.some(speaks) ? models : outermost(ordered.filter(({ span }) => span.kind !== 'tool'))
  for (const piece of speaking) tell(timeline, piece)
  joinTools(timeline, ordered.filter(({ span }) => span.kind === 'tool').map(({ span }) => span))
  const turns = timeline.flatMap((entry) => entry.turns).filter((turn) => !isSpent(turn))
  if (turns.length === 0) return undefined
  const counted = models.some(({ span }) => usageOf(span.attributes)) ? models : outermost(ordered.filter(({ span }) => span.kind === 'agent'))
  const costs = counted.map(({ span }) => costOf(span.attributes)).filter((cost) => cost !== undefined)
  const times = ordered.flatMap(({ span }) => [span.start, span.end]).filter((time) => time !== undefined)
  return defined<SessionDraft>({
    runtime: OTEL_GENAI.runtime,
    adapter: { name: OTEL_GENAI.name, version: OTEL_GENAI.version },
    nativeId: id !== undefined && id.length <= 512 ? id : undefined, title: undefined, model: models.map(({ span }) => modelOf(span)).find((model) => model !== undefined),
    channel: undefined, project: projectOf(ordered),
    startedAt: parseTime(times.length > 0 ? times.reduce((a, b) => Math.min(a, b)) : undefined),
    endedAt: parseTime(times.length > 0 ? times.reduce((a, b) => Math.max(a, b)) : undefined),
    end: endOf(ordered, turns),
    parent: parentId === undefined ? undefined : { nativeId: parentId, relation: 'subagent' },
    messages: joinTurns(turns),
    tools: ordered.find(({ tools }) => tools !== undefined)?.tools?.slice(),
    usage: sumUsage(counted.map(({ span }) => usageOf(span.attributes))),
    cost: costs.length > 0 ? { usd: costs.reduce((a, b) => a + b, 0), basis: 'estimated' } : undefined,
    outcomes: outcomesOf(ordered),
    metadata: metadataOf(ordered),
    raw
  })
}

function speaks({ input, output }: Piece): boolean {
  return input.length + output.length > 0
}

/** The calls of models. One inside of another is the same call, seen by two instruments. */
function callsOf(pieces: readonly Piece[]): Piece[] {
  const models = pieces.filter(({ span }) => span.kind === 'model')
  const outer = new Map(models.map((piece) => [piece.span.id, piece]))
  const doubled = new Set<Piece>()
  for (const piece of models) {
    const around = piece.span.parent === undefined ? undefined : outer.get(piece.span.parent)
    if (around && around !== piece) doubled.add(speaks(around) || !speaks(piece) ? piece : around)
  }
  return models.filter((piece) => !doubled.has(piece))
}

/** Of spans inside of one another, that say the same, the outer ones. */
function outermost(pieces: readonly Piece[]): Piece[] {
  const speaking = new Set(pieces.filter(speaks).map(({ span }) => span.id))
  return pieces.filter(({ span }) => span.parent === undefined || !speaking.has(span.parent))
}

function tell(timeline: Entry[], { span, system, input, output }: Piece): void {
  const at = parseTime(span.start)
  const known = timeline.some(({ turns }) => turns[0]?.message.role === 'system')
  const isSystem = (turns: readonly Turn[]): boolean => turns[0]?.message.role === 'system'
  // Instructions are made anew for each call, with the time in them and the like: the first stand for all.
  if (!known) for (const turn of system) timeline.unshift(entryOf([turn], at, false))
  absorb(timeline, known || system.length > 0 ? input.filter(({ turns }) => !isSystem(turns)) : input, at)
  const finished = firstText(span.attributes, 'ai.response.finishReason', 'gen_ai.response.finish_reason')
  output.forEach((turn, index) => {
    const usage = index === 0 ? usageOf(span.attributes) : undefined
    const model = modelOf(span)
    const message = {
      ...turn.message, ...(usage ? { usage } : {}), ...(model === undefined ? {} : { model }),
      ...(turn.message.finishReason === undefined && finished !== undefined ? { finishReason: finished } : {})
    }
    timeline.push(entryOf([{ ...turn, message }], parseTime(span.end) ?? at, true))
  })
}

/** A row that only had a result which its tool's span has too. */
function isSpent({ message, calls, results }: Turn): boolean {
  return message.role === 'tool' && calls.length === 0 && results.length === 0
}

function modelOf({ attributes }: Span): string | undefined {
  return firstText(attributes, 'gen_ai.response.model', 'ai.response.model', 'gen_ai.request.model', 'llm.model_name', 'ai.model.id')
}

/** An agent's span that ended without an error says that it was done, also where its last step was a call. */
function endOf(pieces: readonly Piece[], turns: readonly Turn[]): Trace['end'] {
  const failed = pieces.filter(({ span }) => span.kind === 'model' || span.kind === 'agent').at(-1)?.span.error
  if (failed) return { state: 'error', ...(failed.type === undefined ? {} : { reason: failed.type }) }
  const state = endStateOf(turns)
  const agent = pieces.findLast(({ span }) => span.kind === 'agent' && span.end !== undefined)?.span
  const until = agent && !agent.error ? agent.end : undefined
  const isDone = until !== undefined && pieces.every(({ span }) => (span.start ?? 0) <= until)
  const answered = turns.at(-1)?.calls.every(({ outcome }) => outcome !== undefined)
  return { state: state === 'interrupted' && isDone && turns.at(-1)?.message.role === 'assistant' && answered ? 'complete' : state }
}

function projectOf(pieces: readonly Piece[]): SessionDraft['project'] | undefined {
  const resource = pieces[0]?.span.resource ?? new Map<string, unknown>()
  const project = defined<NonNullable<SessionDraft['project']>>({
    cwd: firstText(resource, 'process.working_directory'), repositoryRoot: undefined, repositoryUrl: firstText(resource, 'vcs.repository.url.full'),
    branch: firstText(resource, 'vcs.ref.head.name'), commit: firstText(resource, 'vcs.ref.head.revision')
  })
  return Object.keys(project).length > 0 ? project : undefined
}

/** Evaluations that were recorded with the spans (gen_ai.evaluation.result). */
function outcomesOf(pieces: readonly Piece[]): SessionDraft['outcomes'] | undefined {
  const outcomes = pieces.flatMap(({ span }) => span.events).filter(({ name }) => name === 'gen_ai.evaluation.result').flatMap(({ attributes }) => {
    const name = firstText(attributes, 'gen_ai.evaluation.name')
    const score = first(attributes, 'gen_ai.evaluation.score.value')
    const value = typeof score === 'number' ? score : firstNumber(attributes, 'gen_ai.evaluation.score.value') ?? firstText(attributes, 'gen_ai.evaluation.score.label')
    return name === undefined || value === undefined ? [] : [{ name, value }]
  })
  return outcomes.length > 0 ? outcomes : undefined
}

function metadataOf(pieces: readonly Piece[]): Record<string, unknown> | undefined {
  const find = (...names: string[]): string | undefined => pieces.map(({ span }) => firstText(span.attributes, ...names)).find((text) => text !== undefined)
  const service = pieces.map(({ span }) => firstText(span.resource, 'service.name')).find((name) => name !== undefined && !name.startsWith('unknown_service'))
  const metadata = defined<Record<string, unknown>>({
    agent: find('gen_ai.agent.name', 'agent.name'), provider: find('gen_ai.provider.name', 'gen_ai.system', 'llm.provider', 'ai.model.provider'), service
  })
  return Object.keys(metadata).length > 0 ? metadata : undefined
}
