import { badInput } from '../kernel/errors.js'
import { artifactDigest } from '../kernel/hash.js'
import { ahead, READ_AHEAD } from '../kernel/ahead.js'
import { isoTime } from '../kernel/clock.js'
import { artifactOf, fileKind, MAIN } from '../kernel/layout.js'
import { plural } from '../kernel/text.js'
import { expectFormat } from '../kernel/validate.js'
import { parseDecision } from '../proposals/decisions.js'
import { tellHistories } from '../proposals/history/versions.js'
import type { ArtifactHistory, HistoryStep } from '../proposals/history/types.js'
import { parseProposal } from '../proposals/parse.js'
import type { CommitData } from '../store/objects/encode.js'
import type { FileChange } from '../store/trees/tree-diff.js'
import { artifactFiles } from './artifacts.js'
import type { Context } from './context.js'

/** A step as the index keeps it, with the way to the one before. */
type KeptStep = HistoryStep & { parent?: string }

/** The life of every memory and skill, by path; read from main's first parents, each commit once and then from the index. */
export async function histories(context: Context): Promise<Map<string, ArtifactHistory>> {
  const head = await context.repository.refs.read(MAIN)
  const commits: { oid: string; kept?: KeptStep; commit?: CommitData }[] = []
  for (let oid = head; oid !== undefined;) {
    const kept = context.index.historyStep(oid) as KeptStep | undefined
    const commit: CommitData | undefined = kept ? undefined : await context.repository.commitData(oid)
    commits.push({ oid, ...(kept && { kept }), ...(commit && { commit }) })
    oid = kept ? kept.parent : commit?.parents[0]
  }
  commits.reverse()
  const steps: HistoryStep[] = []
  const fresh: KeptStep[] = []
  const read = async ({ oid, kept, commit }: typeof commits[number]): Promise<{ kept?: KeptStep | undefined; step: KeptStep }> => (
    { kept, step: kept ?? await readStep(context, oid, commit ?? await context.repository.commitData(oid)) }
  )
  for await (const { kept, step } of ahead(commits, READ_AHEAD, read)) {
    if (!kept) fresh.push(step)
    steps.push(step)
    context.progress(`${steps.length} of ${plural(commits.length, 'commit')} of main read`)
  }
  context.index.keepHistory(fresh)
  return tellHistories(steps)
}

/** What a commit changed against its first parent; what cannot be read counts as absent, `check` names it. */
async function readStep(context: Context, oid: string, { parents, author }: CommitData): Promise<KeptStep> {
  const { repository } = context
  const changes = await repository.diff(parents[0], oid)
  const text = async (change: FileChange): Promise<string | undefined> => change.after && isFile(change.after) ? Buffer.from(await repository.blob(change.after.oid)).toString('utf8') : undefined
  const proposals: { id: string; front?: NonNullable<HistoryStep['proposals'][number]['front']> }[] = []
  const decisions: HistoryStep['decisions'][number][] = []
  let requireDecision: boolean | undefined
  const artifacts = new Set<string>()
  for (const change of changes) {
    const { path } = change
    const kind = fileKind(path)
    const artifact = artifactOf(path)
    if (artifact !== undefined) artifacts.add(artifact)
    else if (kind === 'proposal') {
      const given = await text(change)
      const front = given === undefined ? undefined : readable(() => parseProposal(given, { file: path }).front)
      proposals.push({ id: path.slice('proposals/'.length, -'.md'.length), ...(front && { front }) })
    } else if (kind === 'decision' && !change.before) {
      const given = await text(change)
      const decision = given === undefined ? undefined : readable(() => parseDecision(path, given))
      if (decision) decisions.push(decision)
    } else if (kind === 'policy') {
      const given = await text(change)
      requireDecision = (given === undefined ? undefined : readable(() => expectFormat('policy', JSON.parse(given), { file: path })))?.review?.requireDecision ?? false
    }
  }
  const tip = artifacts.size > 0 ? await repository.snapshot(oid) : undefined
  const digests: { path: string; digest?: string }[] = []
  for (const path of artifacts) {
    const files = await artifactFiles(tip, { path })
    digests.push({ path, ...(files.size > 0 && { digest: artifactDigest(files) }) })
  }
  return { ...(parents[0] !== undefined && { parent: parents[0] }), commit: oid, at: isoTime(author.at), by: author.name, proposals, decisions, artifacts: digests, ...(requireDecision !== undefined && { requireDecision }) }
}

function isFile({ mode }: { mode: string }): boolean {
  return mode === '100644' || mode === '100755'
}

function readable<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}

/** A place in an artifact, as a person names it. */
export interface NamedArtifact {
  history: ArtifactHistory
  /** The file within a skill, where one was named. */
  file?: string
}

/**
 * The one memory or skill that a name means: its path on main or within a folder it was applied to, a skill's or
 * memory's plain name or the beginning of one, or the id of a proposal for it.
 * @throws SkillLoopError (2) when none or several are meant
 */
export function findArtifact(all: ReadonlyMap<string, ArtifactHistory>, given: string, kind?: 'memory' | 'skill'): NamedArtifact {
  const place = /(?:^|[/\\])((?:memory[/\\](?:semantic|episodic|procedural)|skills)[/\\].+?)[/\\]?$/.exec(given)?.[1]?.replaceAll('\\', '/')
  const candidates = [...all.values()].filter(({ path }) => kind === undefined || kindOf(path) === kind)
  if (place !== undefined) {
    const path = artifactOf(place) ?? place
    const history = candidates.find((one) => one.path === path || one.path === `${path}.md`)
    if (history) return { history, ...(place.length > path.length && { file: place.slice(path.length + 1) }) }
  }
  const named = candidates.filter(({ path }) => nameOf(path) === given || path.split('/').at(-1) === given)
  const found = named.length > 0 ? named : candidates.filter(({ path, entries }) => nameOf(path).startsWith(given) || (/^[0-9a-f]{6,12}$/.test(given) && entries.some((entry) => entry.kind === 'version' && entry.proposal.startsWith(given))))
  const [first, second] = found
  const noun = kind ?? 'memory or skill'
  const list = kind === 'memory' ? 'skillloop memory list --all' : kind === 'skill' ? 'skillloop skills list --all' : 'skillloop skills list --all, skillloop memory list --all'
  if (!first) throw badInput(`no ${noun} that was ever approved is called ${given}`, { expected: 'a name or path, e.g. skills/<name>', fix: `see ${list}` })
  if (second) throw badInput(`${given} may mean ${found.map(({ path }) => path).slice(0, 3).join(', ')}`, { fix: 'give its path' })
  return { history: first }
}

export function kindOf(path: string): 'memory' | 'skill' {
  return path.startsWith('memory/') ? 'memory' : 'skill'
}

/** The plain name of a memory or skill, as in its file or folder. */
export function nameOf(path: string): string {
  return path.split('/').at(-1)?.replace(/\.md$/, '') ?? path
}

export type { ArtifactHistory, Turn, Version } from '../proposals/history/types.js'
