import { stat } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { badInput, refused, systemCode } from '../kernel/errors.js'
import type { ArtifactFiles } from '../kernel/hash.js'
import { openTap, type Tap } from '../hosting/open-tap.js'
import { parseRemote } from '../hosting/plan/remote-url.js'
import { TargetFolder } from '../targets/folder.js'
import { readTree } from '../targets/read-tree.js'
import { artifactFiles } from './artifacts.js'
import type { World } from './compose.js'
import type { SkillSource } from './import-skills.js'
import { publishToFolder, publishToTap, stepFor, type Publication, type PublicationStep } from './publish-skills.js'
import { sourceFromFolder, sourceFromTap } from './skill-source.js'
import type { Context } from './context.js'

/** A folder or repository that skills go to or come from, as a person names it. */
export interface Place { given: string; cwd: string; branch: string | undefined }

/** Reads where skills are imported from: a folder as it lies there, else a repository, fetched and never checked out. */
export async function readSkillSource(world: World, place: Place): Promise<SkillSource> {
  const folder = await folderOf(place)
  if (folder !== undefined) return sourceFromFolder(readTree(folder), basename(folder))
  if (parseRemote(place.given, place.cwd).host === undefined && !await isThere(place)) throw badInput(`${place.given} is not there`, { expected: 'a folder of skills, or the address of a Git repository' })
  return withTap(world, place, async (tap, address) => sourceFromTap(tap, address))
}

async function isThere({ given, cwd }: Place): Promise<boolean> {
  return stat(resolve(cwd, given)).then(() => true, () => false)
}

/** A folder that is no bare repository, where no branch was asked for; undefined for what is reached by Git. */
async function folderOf({ given, cwd, branch }: Place): Promise<string | undefined> {
  const path = resolve(cwd, given)
  const stats = await stat(path).catch(() => undefined)
  if (!stats || branch !== undefined) return undefined
  const isBare = await stat(join(path, 'HEAD')).then(async () => (await stat(join(path, 'objects'))).isDirectory(), () => false).catch(() => false)
  return isBare ? undefined : path
}

async function withTap<T>(world: World, { given, cwd, branch }: Place, use: (tap: Tap, address: string) => Promise<T>): Promise<T> {
  const address = parseRemote(given, cwd)
  const tap = await openTap(address, branch, world.variable)
  try {
    return await use(tap, address.host === undefined ? basename(address.location) : address.location)
  } finally {
    await tap.close()
  }
}

export interface PublishResult { steps: PublicationStep[]; where: 'folder' | 'repository'; commit?: string; branch?: string }

/**
 * Publishes skills into a folder, or as a commit that is pushed.
 * @param base the folder of skills in there: skills, or nothing
 * @param confirm sees what would be done before anything is; false for no
 */
export async function publishSkills(world: World, context: Context, skills: readonly Publication[], place: Place, base: string, confirm: (plan: PublishResult) => Promise<boolean>): Promise<PublishResult & { done: boolean }> {
  const folder = await folderOf(place)
  const at = (name: string): string => (base === '' ? name : `${base}/${name}`)
  if (folder === undefined && isPath(place.given) && !await isThere(place)) {
    throw refused(`${place.given} is not there`, { expected: 'a folder, or the address of a repository', fix: `make it first: mkdir -p ${place.given}` })
  }
  if (folder !== undefined) {
    const steps = await Promise.all(skills.map(async (skill) => stepFor(skill, at(skill.name), await filesIn(join(folder, at(skill.name))))))
    const plan: PublishResult = { steps, where: 'folder' }
    if (!await confirm(plan)) return { ...plan, done: false }
    await publishToFolder(new TargetFolder(folder), steps)
    return { ...plan, done: true }
  }
  return withTap(world, place, async (tap) => {
    const tip = tap.commit === undefined ? undefined : await tap.repository.snapshot(tap.commit)
    const steps = await Promise.all(skills.map(async (skill) => stepFor(skill, at(skill.name), await artifactFiles(tip, { path: at(skill.name) }))))
    const plan: PublishResult = { steps, where: 'repository', branch: tap.branch }
    if (!await confirm(plan)) return { ...plan, done: false }
    const commit = await publishToTap(context, tap, steps)
    return { ...plan, done: true, ...(commit !== undefined && { commit }) }
  })
}

const isPath = (given: string): boolean => /^[./~]|^[a-z]:[\\/]/i.test(given) || !given.includes(':')

/** The files of a folder; what is no plain file makes it somebody else's. */
async function filesIn(folder: string): Promise<ArtifactFiles> {
  const files = new Map<string, Uint8Array>()
  try {
    for await (const file of readTree(folder)) files.set(file.path, 'bytes' in file ? file.bytes : Buffer.from(`\0${file.leftOut}`))
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error
  }
  return files
}
