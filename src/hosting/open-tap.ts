import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { badInput } from '../kernel/errors.js'
import { Repository } from '../store/repository.js'
import { tokenFor, type Variable } from './plan/host-api.js'
import type { RemoteAddress } from './plan/remote-url.js'
import type { Transport } from './transport.js'

/** A repository of others, fetched into a temporary folder and never checked out: nothing in it can run or be followed. */
export interface Tap {
  repository: Repository
  transport: Transport
  /** The branch's name, and its commit; no commit in a repository that is empty. */
  branch: string
  commit: string | undefined
  close(): Promise<void>
}

const NAME = 'tap'

/**
 * Fetches a repository.
 * @param wanted a branch; main, master or the only one when left out
 * @throws SkillLoopError (2) where the branch is not there, (3) where the repository cannot be reached
 */
export async function openTap(address: RemoteAddress, wanted: string | undefined, variable: Variable): Promise<Tap> {
  const root = await mkdtemp(join(tmpdir(), 'skillloop-tap-'))
  const close = async (): Promise<void> => rm(root, { recursive: true, force: true })
  try {
    const repository = await emptyRepository(root)
    const transport = address.transport === 'native'
      ? (await import('./native-transport.js')).nativeTransport(NAME, address, repository.refs)
      : (await import('./http-transport.js')).httpTransport(NAME, address, repository.refs, tokenFor(address, variable)?.token)
    const branches = await transport.fetch()
    const branch = branchAmong([...branches.keys()], wanted, address.location)
    return { repository, transport, branch, commit: branches.get(branch), close }
  } catch (error) {
    await close()
    throw error
  }
}

async function emptyRepository(root: string): Promise<Repository> {
  const gitdir = join(root, '.git')
  for (const folder of ['objects/info', 'objects/pack', 'refs/heads']) await mkdir(join(gitdir, folder), { recursive: true })
  await writeFile(join(gitdir, 'HEAD'), 'ref: refs/heads/none\n')
  // What is broken on purpose is refused before anything reads it.
  await writeFile(join(gitdir, 'config'), '[core]\n\trepositoryformatversion = 0\n\tbare = false\n[fetch]\n\tfsckObjects = true\n')
  return new Repository(root, { fsync: false })
}

function branchAmong(branches: readonly string[], wanted: string | undefined, location: string): string {
  if (wanted !== undefined) {
    if (branches.length > 0 && !branches.includes(wanted)) throw badInput(`${location} has no branch ${wanted}`, { expected: branches.slice(0, 10).join(', ') })
    return wanted
  }
  const usual = ['main', 'master'].find((name) => branches.includes(name)) ?? (branches.length === 1 ? branches[0] : undefined)
  if (usual === undefined && branches.length > 0) throw badInput(`${location} has several branches, and none is main`, { expected: '--branch with one of them', fix: `e.g. --branch ${branches[0] ?? ''}` })
  return usual ?? 'main'
}
