import { NOTHING } from '../kernel/hash.js'
import { fileKind, MAIN } from '../kernel/layout.js'
import { excerpt } from '../kernel/text.js'
import type { RolloutStep } from '../kernel/types.js'
import { expectFormat } from '../kernel/validate.js'
import { parseProposal } from '../proposals/parse.js'
import { firstParents } from '../store/history.js'
import type { FileChange } from '../store/trees/tree-diff.js'
import type { StoreContext } from './context.js'

/** One commit of main as a person would tell it. */
export interface Chapter {
  commit: string
  at: number
  by: string
  /** What happened, a sentence each. */
  events: string[]
}

/** The story of main along its first parents, newest first, told from what changed in its tree and not from messages. */
export async function story(context: StoreContext, limit: number): Promise<Chapter[]> {
  const { repository } = context
  const head = await repository.refs.read(MAIN)
  const chapters: Chapter[] = []
  if (!head) return chapters
  for await (const { oid, commit } of firstParents(head, (id) => repository.commitData(id))) {
    if (chapters.length === limit) break
    const changes = await repository.diff(commit.parents[0], oid)
    const events = await Promise.all(eventsOf(changes).map((event) => event(async (blob) => Buffer.from(await repository.blob(blob)).toString('utf8'))))
    chapters.push({ commit: oid, at: commit.author.at, by: commit.author.name, events: events.length > 0 ? events : [excerpt(commit.message, 100)] })
  }
  return chapters
}

type ReadText = (oid: string) => Promise<string>
type Event = (read: ReadText) => Promise<string>

const PAST = { approve: 'approved', reject: 'rejected', revoke: 'revoked', apply: 'applied' } as const

function eventsOf(changes: FileChange[]): Event[] {
  if (changes.some(({ path, before }) => path === 'store.json' && !before)) return [() => Promise.resolve('the store began')]
  const decided = changes.filter(({ path, before, after }) => fileKind(path) === 'decision' && !before && after)
  const proposed = changes.filter(({ path, before, after }) => fileKind(path) === 'proposal' && !before && after)
  const decidedIds = new Set(decided.map(({ path }) => path.split('/')[1]))
  const rewritten = changes.filter(({ path, before, after }) => fileKind(path) === 'rewrite' && !before && after)
  const merged = proposed.filter(({ path }) => !decidedIds.has(path.slice('proposals/'.length, -'.md'.length)))
  const events: Event[] = [
    ...decided.map(({ path, after }): Event => async (read) => decisionEvent(path, await read(after?.oid ?? ''))),
    ...merged.map(({ after, path }): Event => async (read) => mergedEvent(path, await read(after?.oid ?? ''))),
    ...changes.filter(({ path, after }) => fileKind(path) === 'manifest' && after).map(({ path }): Event => () => Promise.resolve(`exported the dataset ${path.split('/')[1] ?? ''} (${path.split('/').at(-1)?.slice(0, 8) ?? ''})`)),
    ...changes.filter(({ path, before, after }) => fileKind(path) === 'rollout' && !before && after).map(({ path, after }): Event => async (read) => rolloutEvent(path, await read(after?.oid ?? ''))),
    ...rewritten.map(({ path, after }): Event => async (read) => rewriteEvent(path, await read(after?.oid ?? ''))),
    ...changes.filter(({ path, before, after }) => fileKind(path) === 'result' && !before && after).map(({ path, after }): Event => async (read) => resultEvent(path, await read(after?.oid ?? ''))),
    ...changes.filter(({ path, before }) => path === 'policy.json' && before).map((): Event => () => Promise.resolve('changed the policy'))
  ]
  if (events.length > 0) return events
  const byHand = changes.filter(({ path, before }) => /^(memory|skills|proposals|decisions|training)\//.test(path) && (before ?? true))
  return byHand.length > 0 ? [() => Promise.resolve(`changed without a review: ${byHand.map(({ path }) => path).slice(0, 3).join(', ')}`)] : []
}

function decisionEvent(path: string, text: string): string {
  const decision = readable(() => expectFormat('decision', JSON.parse(text), { file: path }))
  if (!decision) return `added a decision that cannot be read: ${path}`
  const { verb, proposal, by, artifact, reason, applied, rollback } = decision
  const what = artifact.digest === NOTHING ? `${verb === 'approve' ? 'retired' : `${PAST[verb]} the retirement of`} ${artifact.path} (${proposal})` : rollback ? `rolled back ${artifact.path} to v${rollback.to} (${proposal})` : applied ? `applied ${artifact.path} to ${applied.target}` : `${PAST[verb]} ${artifact.path} (${proposal})`
  return excerpt(`${what}, by ${by.name}${reason ? `: ${reason}` : ''}`, 200)
}

function mergedEvent(path: string, text: string): string {
  const front = readable(() => parseProposal(text, { file: path }).front)
  if (!front) return `added a proposal that cannot be read: ${path}`
  return excerpt(`${front.action === 'retire' ? 'retired' : 'merged'} ${front.artifact.path} (${front.id}) without a decision file`, 200)
}

function rewriteEvent(path: string, text: string): string {
  const rewrite = readable(() => expectFormat('rewrite', JSON.parse(text), { file: path }))
  return rewrite ? excerpt(`took the session ${rewrite.trace.slice(0, 10)} out of the ledger's history, by ${rewrite.by.name}: ${rewrite.reason}`, 200) : `added a record that cannot be read: ${path}`
}

const ROLLED: Record<RolloutStep['verb'], string> = { start: 'began to roll out', set: 'changed the share of', promote: 'promoted', abort: 'fell back from' }

function rolloutEvent(path: string, text: string): string {
  const step = readable(() => expectFormat('rollout', JSON.parse(text), { file: path }))
  if (!step) return `added a step of a rollout that cannot be read: ${path}`
  return excerpt(`${ROLLED[step.verb]} ${step.skill.path}${step.percent === undefined ? '' : ` to ${step.percent} %`}, by ${step.by.name}${step.reason === undefined ? '' : `: ${step.reason}`}`, 200)
}

function resultEvent(path: string, text: string): string {
  const result = readable(() => expectFormat('training-result', JSON.parse(text), { file: path }))
  if (!result) return `added a training result that cannot be read: ${path}`
  return excerpt(`recorded a training run of the plan ${result.plan}: ${result.status}, by ${result.by.name}`, 200)
}

/** What a stored file says, or undefined where a hand made it unreadable: the story goes on, and `check` names it. */
function readable<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}
