import { countWords, rank } from '../distillation/text/rank.js'
import { isoTime } from '../kernel/clock.js'
import { badInput } from '../kernel/errors.js'
import { parseMarkdown } from '../kernel/front-matter.js'
import { artifactDigest, type ArtifactFiles } from '../kernel/hash.js'
import { LEDGER, MAIN } from '../kernel/layout.js'
import { nearest } from '../kernel/nearest.js'
import { excerpt } from '../kernel/text.js'
import type { MemoryFrontMatter } from '../kernel/types.js'
import { expectFormat } from '../kernel/validate.js'
import { agentGate, type Inspected } from './agent-gate.js'
import { artifactFiles } from './artifacts.js'
import type { Context, StoreContext } from './context.js'
import { kindOf, nameOf } from './history.js'
import { proposalViews, type ProposalView } from './proposals.js'
import { chooseFor } from './rollout/choose.js'

/** A memory or skill that agents may be given, with its bytes. */
export interface LibraryEntry {
  kind: 'memory' | 'skill'
  name: string
  /** On main, e.g. skills/release-notes or memory/semantic/uses-pnpm.md. */
  path: string
  proposal: string
  digest: string
  /** A skill's description; a memory's first words. */
  says: string
  /** The memory, or the skill's SKILL.md below its front matter. */
  body: string
  /** Of a memory. */
  memory?: Pick<MemoryFrontMatter, 'type' | 'scope' | 'project' | 'until'>
  files: ArtifactFiles
  /** Sessions that speak for it. */
  sessions: number
}

/** What is in force and may be given to agents, and what is on main and may not, with the reason. */
export interface Library { entries: LibraryEntry[]; withheld: { path: string; reason: string }[] }

/**
 * Everything that agents may be given now: approved, with the bytes that were decided on, not from a session in
 * quarantine, nothing dangerous that nobody accepted, and no memory past its last day.
 * @param inspected what was found in bytes before; what is looked at is added
 * @param session the one that it is for: a rollout may deal it another version of a skill, or none
 */
export async function readLibrary(context: Context, inspected: Inspected = new Map(), session?: string): Promise<Library> {
  const main = await context.repository.tip(MAIN)
  const views = proposalViews(context)
  const gate = agentGate(context, views, inspected)
  const today = isoTime(context.clock.now()).slice(0, 10)
  const library: Library = { entries: [], withheld: [] }
  const choose = session === undefined ? undefined : await chooseFor(context, session)
  for (const view of views) {
    const { onMain, standing } = view
    if (!onMain || onMain.kind === 'training-plan' || onMain.action === 'retire') continue
    const { path } = onMain.artifact
    if (standing.state !== 'approved') {
      if (standing.state === 'altered' || standing.state === 'disputed') library.withheld.push({ path, reason: `${standing.state}: ${standing.reason}` })
      continue
    }
    const onMainNow = await artifactFiles(main, onMain.artifact)
    const files = choose ? await choose({ path, files: onMainNow }, '') : onMainNow
    const reason = await gate(view, onMainNow)
    const entry = reason ?? (files ? entryOf(view, path, files) : 'a rollout gives this session none of it')
    if (typeof entry === 'string') library.withheld.push({ path, reason: entry })
    else if (entry.memory?.until !== undefined && entry.memory.until < today) library.withheld.push({ path, reason: `its last day was ${entry.memory.until}` })
    else library.entries.push(entry)
  }
  library.entries.sort((a, b) => (a.path < b.path ? -1 : 1))
  return library
}

/** The entry, or why its file cannot be read. */
function entryOf(view: ProposalView, path: string, files: ArtifactFiles): LibraryEntry | string {
  const kind = kindOf(path)
  const main = kind === 'skill' ? files.get('SKILL.md') : [...files.values()][0]
  try {
    const { data, body } = parseMarkdown(Buffer.from(main ?? []).toString('utf8'), { file: path })
    const base = { name: nameOf(path), path, proposal: view.id, digest: artifactDigest(files), files, body: body.trim(), sessions: view.supporters.length }
    if (kind === 'skill') return { kind, ...base, says: excerpt(expectFormat('skill', data, { file: path }).description, 1024) }
    const { type, scope, project, until } = expectFormat('memory', data, { file: path })
    return { kind, ...base, says: excerpt(body, 160), memory: { type, scope, ...(project !== undefined && { project }), ...(until !== undefined && { until }) } }
  } catch (error) {
    return error instanceof Error ? error.message : 'it cannot be read'
  }
}

/** Changes whenever what agents may be given may have changed; costs two small files. */
export async function libraryKey({ repository, clock }: Pick<StoreContext, 'repository' | 'clock'>): Promise<string> {
  return `${await repository.refs.read(MAIN) ?? ''} ${await repository.refs.read(LEDGER) ?? ''} ${isoTime(clock.now()).slice(0, 10)}`
}

export interface LibraryQuery { words: string; kind?: LibraryEntry['kind'] | undefined; scope?: MemoryFrontMatter['scope'] | undefined; limit?: number | undefined }

/** What has words of the query, best first; a name and a description count more than a body. Everything, by path, where no words are given. */
export function searchLibrary(library: Library, { words, kind, scope, limit = 10 }: LibraryQuery): LibraryEntry[] {
  const found = words.trim() === '' ? library.entries : rank(words, countedWords(library)).map(({ item }) => item)
  return found.filter((entry) => (kind === undefined || entry.kind === kind) && (scope === undefined || entry.memory?.scope === scope)).slice(0, limit)
}

const counted = new WeakMap<Library, ReturnType<typeof countWords<LibraryEntry>>>()

function countedWords(library: Library): ReturnType<typeof countWords<LibraryEntry>> {
  const known = counted.get(library) ?? countWords(library.entries.map((entry) => ({
    item: entry, key: entry.path, parts: [{ text: entry.name, weight: 3 }, ...(entry.kind === 'skill' ? [{ text: entry.says, weight: 2 }] : []), { text: entry.body, weight: 1 }]
  })))
  counted.set(library, known)
  return known
}

/** The one entry of a name or path. @throws SkillLoopError (2) where there is none, naming the one that may have been meant */
export function findEntry({ entries, withheld }: Library, kind: LibraryEntry['kind'], given: string): LibraryEntry {
  const ofKind = entries.filter((entry) => entry.kind === kind)
  const found = ofKind.filter(({ name, path }) => name === given || path === given)
  const [first, second] = found
  if (second) throw badInput(`several memories are called ${excerpt(given, 80)}`, { expected: found.map(({ path }) => path).join(' or '), fix: 'give its path' })
  if (first) return first
  const kept = withheld.find(({ path }) => kindOf(path) === kind && (path === given || nameOf(path) === given))
  if (kept) throw badInput(`the ${kind} ${excerpt(given, 80)} is not given to agents: ${kept.reason}`, { fix: 'a person settles it by skillloop review' })
  const meant = nearest(given.slice(0, 80), ofKind.map(({ name }) => name))
  throw badInput(`no ${kind} in force is called ${excerpt(given, 80)}${meant === undefined ? '' : `; did you mean ${meant}?`}`, { fix: `see skillloop ${kind === 'skill' ? 'skills' : 'memory'} list` })
}
