import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { badInput, environment, systemCode, type Place } from '../kernel/errors.js'
import { MAIN } from '../kernel/layout.js'
import type { Policy } from '../kernel/types.js'
import { expectFormat } from '../kernel/validate.js'
import { findStore } from './locate.js'
import { currentFormat, formatOf } from './migrations.js'
import { Repository } from './repository.js'

export interface OpenStore {
  repository: Repository
  policy: Policy
}

/**
 * Opens the store of a project and reads the policy in force. Makes nothing: where there is no store it says so.
 * @param options.damaged what reads on where the policy or the mark at main's tip fits no schema: who looks for the commit that broke it
 * @param options.older what reads on where the store is of an older format: who migrates it, or tells that it is needed
 * @throws SkillLoopError (2) no store, (3) a damaged one, or one of another format
 */
export async function openStore(project: string, options: { damaged?: 'read'; older?: 'read' } = {}): Promise<OpenStore> {
  const folder = await stat(project).catch(() => undefined)
  if (!folder?.isDirectory()) throw badInput(`${project} is not a folder`, { fix: 'give the folder of a project with --path' })
  const root = await findStore(project)
  if (!root) throw badInput(`there is no .skillloop in ${project} or above it`, { fix: 'run `skillloop init` there first' })
  await checkGitFormat(root)
  const repository = new Repository(root, { fsync: true })
  await repository.recover()
  const tip = await repository.tip(MAIN)
  if (!tip) throw environment('the branch main is missing', { place: { file: join(root, '.git') }, fix: 'restore it: git -C .skillloop reflog main, or clone it anew with `skillloop init --from`' })
  const marker = await tip.read('store.json')
  const place = { file: `${root} main:store.json` }
  if (!marker) throw environment('main is not the main branch of a SkillLoop store', { place, expected: 'a file store.json' })
  const isRead = options.damaged === 'read'
  if (!isRead) checkFormat(parseJson(marker, place), place, options.older === 'read')
  const policyBytes = await tip.read('policy.json')
  const policyPlace = { file: `${root} main:policy.json` }
  const defaults: Policy = { schemaVersion: 1 }
  const policy = policyBytes ? readPolicy(policyBytes, policyPlace, isRead || options.older === 'read' ? defaults : undefined) : defaults
  return { repository: new Repository(root, { fsync: policy.store?.fsync ?? true }), policy }
}

function readPolicy(bytes: Uint8Array, place: Place, otherwise: Policy | undefined): Policy {
  try {
    return expectFormat('policy', parseJson(bytes, place), place)
  } catch (error) {
    if (otherwise) return otherwise
    throw error
  }
}

async function checkGitFormat(root: string): Promise<void> {
  const objects = join(root, '.git', 'objects')
  // Without this, git would go on to the repository around it.
  if (!(await stat(objects).catch(() => undefined))?.isDirectory()) {
    throw environment(`${root} has no Git repository in it`, { expected: objects, fix: 'restore .skillloop/.git from a backup or clone, or move .skillloop away and run `skillloop init`' })
  }
  const file = join(root, '.git', 'config')
  const config = await readFile(file, 'utf8').catch((cause: unknown) => {
    if (systemCode(cause) === 'ENOENT') return ''
    throw environment('cannot be read', { cause, place: { file }, fix: 'see that it is a file that you may read' })
  })
  if (/^\s*(objectformat\s*=\s*sha256|refstorage\s*=\s*reftable)/im.test(config)) {
    throw environment('the repository uses SHA-256 objects or reftables', { place: { file }, expected: 'SHA-1 objects and refs as files' })
  }
}

function checkFormat(marker: unknown, place: Place, mayBeOlder: boolean): void {
  refuseNewer(marker, place)
  const format = formatOf(marker)
  const current = currentFormat()
  if (format !== undefined && format < current && !mayBeOlder) {
    throw environment(`this store has format version ${format}; this SkillLoop reads ${current}`, { place, fix: 'bring it up to date, in a commit that can be reverted: skillloop migrate' })
  }
  expectFormat('store', marker, place)
}

/** @throws SkillLoopError (3) for the mark of a store that a newer SkillLoop made */
export function refuseNewer(marker: unknown, place: Place): void {
  const format = formatOf(marker)
  const current = currentFormat()
  if (format !== undefined && format > current) throw environment(`this store has format version ${format}; this SkillLoop reads up to ${current}`, { place, fix: 'install a newer SkillLoop: npm install -g skillloop@latest' })
}

function parseJson(bytes: Uint8Array, place: Place): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8')) as unknown
  } catch (cause) {
    throw badInput(`not JSON: ${cause instanceof Error ? cause.message : String(cause)}`, { place, cause, fix: 'mend it and commit, or take it from an earlier commit' })
  }
}
