import { lstat, readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname } from 'node:path'
import type { Clock } from '../kernel/clock.js'
import { badInput, systemCode } from '../kernel/errors.js'
import { sha256OfJson } from '../kernel/hash.js'
import { compileDeny } from '../policy/deny.js'
import { initialPolicy, withDefaults } from '../policy/policy.js'
import { DEFAULT_RULES, withoutPersonal } from '../redaction/redaction-rules.js'
import { gitIdentity } from '../store/identity.js'
import { findStore } from '../store/locate.js'
import type { InitResult } from '../store/init.js'
import { keepLocalFile, readLocal, writeLocal } from '../store/local-state.js'
import { openStore } from '../store/open.js'
import type { Signature } from '../store/objects/encode.js'
import { pour, TargetFolder } from '../targets/folder.js'
import type { Machine } from './apply.js'
import { fileRulesOf, foreignOf, redactionOf } from './compose-policy.js'
import type { Context, StoreContext } from './context.js'
import type { DatasetTools } from './dataset-tools.js'
import type { SetupResult } from './github-setup.js'
import type { Memo } from './ingest-hermes.js'
import type { PushTarget } from './memory-push.js'
import type { ScanResult } from './scan.js'
import type { Remote } from '../hosting/open-remote.js'
import type { ConfiguredRemote } from '../hosting/remotes.js'
import { outputRules } from './output-rules.js'
import { agreementOf } from './rules.js'
import { codeOf, version } from './version.js'

export { TargetFolder } from '../targets/folder.js'
export { hashOne, hashTree } from '../targets/hash-tree.js'
export { runTrial } from '../targets/trial.js'

/** What the world gives a command: everything that is not the store itself. */
export interface World {
  /** The folder that --path names. */
  project: string
  clock: Clock
  progress: (text: string) => void
  /** An environment variable. */
  variable: (name: string) => string | undefined
}

const MACHINE = { name: 'SkillLoop', email: 'skillloop@localhost' }

/** The system's clock; SKILLLOOP_NOW fixes it, so that tests and demonstrations have known object ids. */
export function systemClock(environment: NodeJS.ProcessEnv): Clock {
  const fixed = environment['SKILLLOOP_NOW']
  if (fixed === undefined) return { now: () => Date.now() }
  const at = Date.parse(fixed)
  if (Number.isNaN(at)) throw badInput(`SKILLLOOP_NOW is ${JSON.stringify(fixed)}`, { expected: 'a time such as 2026-08-10T09:00:00Z' })
  return { now: () => at }
}

/**
 * Makes a store.
 * @param from address of an existing one to begin with
 * @param cwd what a folder's path is relative to
 */
export async function init(world: World, from: string | undefined, cwd: string): Promise<InitResult> {
  // Loaded here, with the HTTP client that it needs: every other command does without.
  const { initStore } = await import('../store/init.js')
  const { parseRemote } = await import('../hosting/plan/remote-url.js')
  const { tokenFor } = await import('../hosting/plan/host-api.js')
  const address = from === undefined ? undefined : parseRemote(from, cwd)
  const identity = await gitIdentity(world.project, undefined)
  return initStore(world.project, { who: { ...(identity ?? MACHINE), at: world.clock.now() }, policy: initialPolicy(), ...(address && { from: address.url, token: tokenFor(address, world.variable)?.token }) })
}

/** Whether the project, or a folder above it, has a store. */
export async function hasStore(world: World): Promise<boolean> {
  return await findStore(world.project) !== undefined
}

/** Runs a use case on the project's store, without the index; see openStore for the options. */
export async function withStore<T>(world: World, use: (context: StoreContext) => Promise<T>, options: { older?: 'read' } = {}): Promise<T> {
  return use(await open(world, options))
}

/** Runs a use case on the project's store with its index, caught up with the refs; see openStore for the options. */
export async function withIndex<T>(world: World, use: (context: Context) => Promise<T>, options: { damaged?: 'read' } = {}): Promise<T> {
  const context = await open(world, options)
  // Loaded here: a command that needs no index does not wait for SQLite.
  const { StoreIndex } = await import('../index/store-index.js')
  const index = new StoreIndex(context.repository)
  try {
    await index.catchUp()
    return await use({ ...context, index })
  } finally {
    index.close()
  }
}

/**
 * Runs a use case on the project's store and one of its remotes: the one of that name, or the only one, or origin.
 * @throws SkillLoopError (2) where there is none of that name
 */
export async function withRemote<T>(world: World, name: string | undefined, use: (context: Context, remote: Remote) => Promise<T>): Promise<T> {
  const { readRemotes } = await import('../hosting/remotes.js')
  const { openRemote } = await import('../hosting/open-remote.js')
  return withIndex(world, async (context) => {
    const remotes = await readRemotes(context.repository.gitdir)
    const found = name === undefined ? remotes.find((remote) => remote.name === 'origin') ?? (remotes.length === 1 ? remotes[0] : undefined) : remotes.find((remote) => remote.name === name)
    if (!found) {
      throw badInput(name === undefined ? `this store has ${remotes.length === 0 ? 'no remote' : `several remotes, and none is origin`}` : `this store has no remote ${name}`, {
        ...(remotes.length > 0 && { expected: remotes.map((remote) => remote.name).join(', ') }), fix: 'add one: skillloop remote add origin <address>'
      })
    }
    const sleep = async (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms))
    const remote = await openRemote(found, context.repository.refs, { now: () => world.clock.now(), sleep, variable: world.variable, version: version(), project: context.project })
    return use(context, remote)
  })
}

/** Writes into main what a Git host needs, from templates/github. */
export async function setupGithubIn(world: World, options: { owners: readonly string[]; force: boolean }): Promise<SetupResult> {
  const { setupGithub } = await import('./github-setup.js')
  const template = async (name: string): Promise<string> => readFile(new URL(`../../templates/github/${name}`, import.meta.url), 'utf8')
  return withStore(world, (context) => setupGithub(context, template, options))
}

/** The remotes of the project's store. */
export async function remotesOf(world: World): Promise<ConfiguredRemote[]> {
  const { readRemotes } = await import('../hosting/remotes.js')
  return withStore(world, async (context) => readRemotes(context.repository.gitdir))
}

/** Adds a remote. @throws SkillLoopError (2) for an address or a name that is not used */
export async function addRemoteTo(world: World, given: ConfiguredRemote, cwd: string): Promise<ConfiguredRemote> {
  const { addRemote } = await import('../hosting/remotes.js')
  const { parseRemote } = await import('../hosting/plan/remote-url.js')
  const { isApiAddress } = await import('../hosting/plan/host-api.js')
  if (given.api !== undefined && !isApiAddress(given.api)) throw badInput('--api is no address of a REST API', { expected: 'https://host/api/v3 (GitHub Enterprise) or https://host/api/v1 (Gitea, Forgejo)' })
  const remote = { ...given, url: parseRemote(given.url, cwd).url }
  await withStore(world, async (context) => addRemote(context.repository.gitdir, remote))
  return remote
}

/** Throws the index away and makes it anew. @returns rows by kind */
export async function rebuildIndex(world: World): Promise<Record<string, number>> {
  const rebuild = async (context: Context): Promise<Record<string, number>> => {
    await context.index.rebuild()
    return context.index.counts()
  }
  try {
    return await withIndex(world, rebuild)
  } catch (error) {
    if (!/^SQLITE_(CORRUPT|NOTADB|IOERR)/.test(systemCode(error) ?? '')) throw error
    const { StoreIndex } = await import('../index/store-index.js')
    StoreIndex.remove((await openStore(world.project)).repository)
    return withIndex(world, rebuild)
  }
}

/** Makes the index anew from an empty file: SQLite keeps what was deleted in the old one. */
export async function renewIndex(world: World): Promise<void> {
  const { StoreIndex } = await import('../index/store-index.js')
  StoreIndex.remove((await openStore(world.project)).repository)
  await withIndex(world, () => Promise.resolve())
}

async function open(world: World, options: { damaged?: 'read'; older?: 'read' } = {}): Promise<StoreContext> {
  const { repository, policy } = await openStore(world.project, options)
  const full = withDefaults(policy)
  const redaction = await redactionOf(full, repository)
  outputRules.current = redaction
  const fileRules = await fileRulesOf(full, redaction, repository)
  // Loaded with the first write: most commands only read.
  repository.guardWith(async (bytes) => (await import('./secret-guard.js')).refuseSecrets(bytes, fileRules))
  repository.signWith(full.review.signed)
  let identity: Promise<Signature | undefined> | undefined
  const signature = async (): Promise<Signature | undefined> => {
    identity ??= gitIdentity(world.project, repository.gitdir).then((found) => found && { ...found, at: 0 })
    const found = await identity
    return found && { ...found, at: world.clock.now() }
  }
  const works = { policySha256: sha256OfJson(full), redaction, deny: compileDeny(full.ingestion.deny), version: version() }
  return {
    project: dirname(repository.root), repository, policy: full, ...works, fileRules,
    foreign: await foreignOf(full, repository, world.variable), clock: world.clock,
    spread: async function* (job, items) {
      const { spreadPreparing } = await import('./compose-spread.js')
      yield* spreadPreparing(world, agreementOf(works), job, items)
    },
    progress: world.progress,
    verifySignature: async (question) => (await import('../store/signatures.js')).verifySignature(question),
    signText: async (text, namespace, who) => (await import('../store/signing/sign-text.js')).signText(text, namespace, who, { gitdir: repository.gitdir, project: dirname(repository.root) }),
    keepLocal: async (name, bytes) => keepLocalFile(repository.root, name, bytes),
    committer: async () => (await signature()) ?? { ...MACHINE, at: world.clock.now() },
    person: async () => {
      const found = await signature()
      if (!found) throw badInput('Git does not know who you are, and a decision needs a name', { fix: 'git config --global user.name "…"; git config --global user.email "…"' })
      return found
    }
  }
}

/**
 * Scans a file or folder on disk; undefined where there is none of that name. Inside of a project with a store its
 * policy's rules hold, else the defaults.
 */
export async function withFilesOf(world: World, path: string, name: string): Promise<ScanResult | undefined> {
  if (await lstat(path).catch(() => undefined) === undefined) return undefined
  const { readTree } = await import('../targets/read-tree.js')
  const { scanTree } = await import('./scan.js')
  const rules = await findStore(world.project) === undefined ? withoutPersonal(DEFAULT_RULES) : (await open(world)).fileRules
  return scanTree(readTree(path), name, rules, world.progress)
}

/** Folders of this user's home that have a skill of that name. */
export async function installedSkills(skill: string): Promise<string[]> {
  const { installedFor } = await import('../targets/trial.js')
  return installedFor(homedir(), skill)
}

/**
 * Runs a use case on the project's store and one of the memory services of its policy, or `store`, the store's own.
 * @throws SkillLoopError (2) where there is none of that name, (3) where its token is not set
 */
export async function withBackend<T>(world: World, name: string, use: (context: Context, target: PushTarget) => Promise<T>): Promise<T> {
  return withIndex(world, async (context) => {
    const sleep = async (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms))
    const sent = localMemo(context, `memory-sent-${name}.json`)
    if (name === 'store') return use(context, { backend: (await import('./store-backend.js')).storeBackend(context), space: '', write: false, sent, sleep })
    const { backends } = context.policy.memory
    const spec = backends.find((one) => one.name === name)
    if (!spec) throw badInput(`the policy has no memory backend ${name}`, { place: { file: 'policy.json' }, expected: [...backends.map((one) => one.name), 'store'].join(', '), fix: 'name it under memory.backends: skillloop policy explain memory.backends' })
    const { openMemoryBackend } = await import('../targets/memory-backends/open.js')
    return use(context, { backend: openMemoryBackend(spec, { variable: world.variable, sleep }), space: spec.space ?? '', write: spec.write === true, sent, sleep })
  })
}

/** A memo in the store's local/ folder. */
export function localMemo(context: StoreContext, name: string): Memo {
  return { read: async () => readLocal(context.repository.root, name), write: async (value) => writeLocal(context.repository.root, name, value) }
}

/** What putting things into targets needs of the machine. */
export function targetMachine(context: StoreContext): Machine {
  return { project: context.project, store: context.repository.root, folder: (root) => new TargetFolder(root), begun: localMemo(context, 'apply.json') }
}

/** What exports need of the machine; each part is loaded when it is first used. */
export function datasetTools(): DatasetTools {
  return {
    openSpool: async () => (await import('../targets/spool-file.js')).openSpool(),
    openTokenizer: async (name) => (await import('../tokenizers/open.js')).openTokenizer(name),
    code: () => codeOf(['datasets', 'traces', 'evaluation']),
    sinkTo: (target, { kind, format }, accept = () => true) => async ({ name }, lines) => {
      const bytes = format === 'parquet' ? (await import('../targets/parquet.js')).parquetBytes(kind, lines) : lineBytes(lines)
      return target ? target.writeStream(name, bytes, (sha256) => accept(name, sha256)) : pour(bytes)
    }
  }
}

const PIECE = 1 << 16

async function* lineBytes(lines: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  let piece = ''
  for await (const line of lines) {
    piece += `${line}\n`
    if (piece.length >= PIECE) {
      yield Buffer.from(piece)
      piece = ''
    }
  }
  if (piece !== '') yield Buffer.from(piece)
}
