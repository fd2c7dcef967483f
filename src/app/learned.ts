import { parseMarkdown } from '../kernel/front-matter.js'
import type { ArtifactFiles } from '../kernel/hash.js'
import { excerpt } from '../kernel/text.js'
import { findVersion } from '../proposals/history/rollback-target.js'
import { versionsOf } from '../proposals/history/versions.js'
import type { ArtifactHistory, Turn, Version } from '../proposals/history/types.js'
import { LostRace } from '../store/refs/ref-store.js'
import { artifactFiles, type Comparison } from './artifacts.js'
import type { Context } from './context.js'
import { findArtifact, histories, kindOf, nameOf } from './history.js'
import { appliedTo } from './applied.js'
import { proposalViews } from './proposals.js'
import { skillUsesOf, summarizeUse, type SkillUseSummary } from './use/uses.js'

export type Kind = 'memory' | 'skill'

/** A memory or skill as a list tells it. */
export interface Learned {
  name: string
  path: string
  /** in force, or how its last version ended. */
  state: 'in force' | Turn['kind']
  version: number
  versions: number
  /** Of its last version or what ended that. */
  at: string
  by: string
  /** What it says: a skill's description, a memory's lesson, in one line. */
  says: string
  /** Where apply has put it and not taken it out again. */
  applied: string[]
  /** Of a skill: how much it is used, and how its sessions went. */
  use?: SkillUseSummary
}

/** Every memory or skill that was ever approved, by path; those not in force only on request. */
export async function listLearned(context: Context, kind: Kind, options: { all: boolean }): Promise<Learned[]> {
  const applied = appliedTo(proposalViews(context))
  const uses = kind === 'skill' ? skillUsesOf(context) : undefined
  const found: Learned[] = []
  for (const history of (await histories(context)).values()) {
    const [last, latest] = [history.entries.at(-1), versionsOf(history).at(-1)]
    if (kindOf(history.path) !== kind || !last || !latest || (!history.current && !options.all)) continue
    found.push({
      name: nameOf(history.path), path: history.path, state: history.current ? 'in force' : (last.kind as Turn['kind']), version: latest.number, versions: versionsOf(history).length,
      at: last.at, by: last.by, says: saidBy(kind, await filesOf(context, latest)), applied: applied.get(history.path) ?? [],
      ...(uses && { use: summarizeUse(uses.get(history.path) ?? []) })
    })
  }
  return found
}

/** The files of a version, as they were on main when it came into force. */
async function filesOf(context: Context, version: Pick<Version, 'commit' | 'path'>): Promise<ArtifactFiles> {
  return artifactFiles(await context.repository.snapshot(version.commit), version)
}

function saidBy(kind: Kind, files: ArtifactFiles): string {
  const bytes = kind === 'skill' ? files.get('SKILL.md') : [...files.values()][0]
  try {
    const { data, body } = parseMarkdown(Buffer.from(bytes ?? []).toString('utf8'), { file: kind })
    const { description } = data
    return excerpt(kind === 'memory' ? body : typeof description === 'string' ? description : '', 120)
  } catch {
    return ''
  }
}

/** One memory or skill with the bytes of a version: the one in force, else the last, unless another is named. */
export async function showLearned(context: Context, kind: Kind, name: string, given: string | undefined): Promise<{ history: ArtifactHistory; version: Version; files: ArtifactFiles }> {
  const { history } = findArtifact(await histories(context), name, kind)
  const version = given === undefined ? history.current ?? versionsOf(history).at(-1) : findVersion(history, given)
  const found = version ?? findVersion(history, 'v1')
  return { history, version: found, files: await filesOf(context, found) }
}

/** How much a skill is used, and how its sessions went. */
export function useOf(context: Context, { path }: Pick<ArtifactHistory, 'path'>): SkillUseSummary {
  return summarizeUse(skillUsesOf(context).get(path) ?? [])
}

/** What happened to one memory or skill, or to all of a kind. */
export async function logLearned(context: Context, kind: Kind, name: string | undefined): Promise<ArtifactHistory[]> {
  const all = await histories(context)
  return name === undefined ? [...all.values()].filter(({ path }) => kindOf(path) === kind) : [findArtifact(all, name, kind).history]
}

/** Two versions side by side; the later one is the version in force, else the last, unless it is named. */
export async function compareVersions(context: Context, kind: Kind, name: string, from: string, to: string | undefined): Promise<{ path: string; from: Version; to: Version; comparison: Comparison }> {
  const { history } = findArtifact(await histories(context), name, kind)
  const before = findVersion(history, from)
  const after = to === undefined ? history.current ?? versionsOf(history).at(-1) ?? before : findVersion(history, to)
  return { path: history.path, from: before, to: after, comparison: { onMain: await filesOf(context, before), proposed: await filesOf(context, after) } }
}

/** A tag that names a version: whether it was made now, was there, or means another commit. */
export interface Tagged { tag: string; commit: string; was: 'made' | 'there' | 'elsewhere' }

/**
 * Names every version by a Git tag, for whoever browses with plain Git. The versions do not depend on them: a tag
 * that is moved or missing changes nothing here, and one that means another commit is told and left alone.
 */
export async function tagVersions(context: Context, kind: Kind, name: string | undefined): Promise<Tagged[]> {
  const { refs } = context.repository
  const tagged: Tagged[] = []
  for (const history of await logLearned(context, kind, name)) {
    for (const { number, commit } of versionsOf(history)) {
      const tag = `${history.path.replace(/^skills\//, 'skill/').replace(/\.md$/, '')}/v${number}`
      const there = await refs.read(`refs/tags/${tag}`)
      if (there === undefined) {
        await refs.update(`refs/tags/${tag}`, undefined, commit, { who: await context.committer(), message: 'version' }).catch((error: unknown) => {
          if (!(error instanceof LostRace)) throw error
        })
      }
      tagged.push({ tag, commit, was: there === undefined ? 'made' : there === commit ? 'there' : 'elsewhere' })
    }
  }
  return tagged
}
