import { lstat, readFile, realpath } from 'node:fs/promises'
import { dirname, isAbsolute, relative, resolve } from 'node:path'
import { badInput, type SkillLoopError } from '../kernel/errors.js'
import { MAIN } from '../kernel/layout.js'
import type { Repository } from './repository.js'

const LARGEST = 1 << 20

/**
 * The text of a file that the policy names: the one on the store's main branch, else the one in the project. Never
 * one of the store's own working tree, which no commit vouches for.
 * @returns undefined where there is neither
 * @throws SkillLoopError (2) for a path that leads out of the project, or a file that is too large to be meant
 */
export async function readNamedFile(repository: Repository, path: string): Promise<string | undefined> {
  const governed = await (await repository.tip(MAIN))?.read(path.replaceAll('\\', '/'))
  const bytes = governed ?? await readInProject(dirname(repository.root), repository.root, path)
  if (bytes && bytes.length > LARGEST) throw tooLarge(path, bytes.length)
  return bytes && Buffer.from(bytes).toString('utf8')
}

async function readInProject(project: string, store: string, path: string): Promise<Uint8Array | undefined> {
  const root = await realpath(project)
  // Links are followed, and what they lead to has to be in the project, too.
  const file = await realpath(resolve(root, path)).catch(() => undefined)
  if (file === undefined) return undefined
  const isIn = (folder: string): boolean => !relative(folder, file).startsWith('..') && !isAbsolute(relative(folder, file))
  if (!isIn(root) || isIn(await realpath(store))) throw badInput(`the policy names ${path}, which is not in the project`, { place: { file: 'policy.json' }, expected: `a file on the store's main branch, or in ${root}` })
  const stats = await lstat(file)
  if (!stats.isFile()) throw badInput(`the policy names ${path}, which is no file`, { place: { file: 'policy.json' } })
  if (stats.size > LARGEST) throw tooLarge(path, stats.size)
  return readFile(file)
}

function tooLarge(path: string, bytes: number): SkillLoopError {
  return badInput(`the policy names ${path}, which has ${bytes} bytes`, { place: { file: 'policy.json' }, expected: `at most ${LARGEST}` })
}
