import fs from 'node:fs'
import { appendFile, lstat, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { fetch as fetchOverHttp, type GitAuth } from 'isomorphic-git'
import http from 'isomorphic-git/http/node'
import { leftByTheGone } from '../kernel/alive.js'
import { canonicalJson } from '../kernel/canonical-json.js'
import { badInput, environment, systemCode } from '../kernel/errors.js'
import { LEDGER, MAIN, seenRef } from '../kernel/layout.js'
import { PRIVATE_FILE, PRIVATE_FOLDER, readIfThere, syncFolder } from './files.js'
import { nativeGit } from './git-process.js'
import { excludeLine, findOuterRepository, STORE_FOLDER } from './locate.js'
import type { Signature } from './objects/encode.js'
import { refuseNewer } from './open.js'
import { Repository } from './repository.js'
import { addRootCommits } from './root-commits.js'

const TEMPLATES = fileURLToPath(new URL('../../templates/store/', import.meta.url))

const CONFIG = `[core]
\trepositoryformatversion = 0
\tfilemode = ${process.platform === 'win32' ? 'false' : 'true'}
\tsharedRepository = 0600
\tbare = false
\tlogallrefupdates = true
\tautocrlf = false
\tfsmonitor = false
[fetch]
\tfsckObjects = true
`

export interface InitResult {
  store: string
  /** The file that now keeps the store out of the outer repository; undefined where there is none. */
  excludedIn?: string
}

/**
 * Makes `.skillloop` in a project: the two root commits, README, policy, and main checked out.
 * With `from`, begins with the history of an existing store instead.
 * @throws SkillLoopError (2) when one is there already or the project folder is missing
 */
export async function initStore(project: string, options: { who: Signature; policy: object; from?: string; token?: string | undefined }): Promise<InitResult> {
  const folder = await stat(project).catch(() => undefined)
  if (!folder?.isDirectory()) throw badInput(`${project} is not a folder`, { expected: 'the folder of an existing project' })
  const store = join(project, STORE_FOLDER)
  const taken = (): Error => badInput('there is a store already', { place: { file: store }, fix: 'use it as it is, or move it away first' })
  if (await lstat(store).catch(() => undefined)) throw taken()
  await sweep(project)
  // Made beside and renamed when it is whole: a process that is killed leaves no half of a store.
  const making = join(project, `${MAKING}${process.pid}`)
  await mkdir(making, { mode: PRIVATE_FOLDER }).catch((cause: unknown) => {
    throw environment(`${store} cannot be made`, { cause, fix: 'see that the folder may be written' })
  })
  try {
    await makeSkeleton(making)
    const repository = new Repository(making, { fsync: true })
    if (options.from === undefined) await firstCommits(repository, options.who, options.policy)
    else await fetchStore(repository, options.from, options.who, options.token)
    const excludedIn = await excludeFromOuter(project)
    await rename(making, store).catch((cause: unknown) => {
      throw ['EEXIST', 'ENOTEMPTY', 'ENOTDIR'].includes(systemCode(cause) ?? '') ? taken() : cause
    })
    await syncFolder(project)
    return { store, ...(excludedIn && { excludedIn }) }
  } catch (error) {
    // Nothing of the user's can be in it yet. What cannot be removed now, the next try removes; why this one failed matters more.
    await rm(making, { recursive: true, force: true }).catch(() => undefined)
    throw error
  }
}

const MAKING = `${STORE_FOLDER}.new-`

/** Removes stores that processes which are gone had begun to make. */
async function sweep(project: string): Promise<void> {
  for (const name of [...leftByTheGone(await readdir(project), MAKING), `${MAKING}${process.pid}`]) await rm(join(project, name), { recursive: true, force: true })
}

async function makeSkeleton(store: string): Promise<void> {
  const gitdir = join(store, '.git')
  for (const folder of ['objects/info', 'objects/pack', 'refs/heads', 'refs/tags', 'info']) {
    await mkdir(join(gitdir, folder), { recursive: true, mode: PRIVATE_FOLDER })
  }
  await mkdir(join(store, 'local'), { mode: PRIVATE_FOLDER })
  await writeFile(join(gitdir, 'HEAD'), `ref: ${MAIN}\n`, { mode: PRIVATE_FILE })
  await writeFile(join(gitdir, 'config'), CONFIG, { mode: PRIVATE_FILE })
  await writeFile(join(gitdir, 'description'), 'SkillLoop: what the agents of this project have learned\n', { mode: PRIVATE_FILE })
}

async function firstCommits(repository: Repository, who: Signature, policy: object): Promise<void> {
  const batch = repository.batch()
  const roots = await addRootCommits(batch)
  const files = new Map<string, string>([
    ['README.md', await readFile(join(TEMPLATES, 'README.md'), 'utf8')],
    ['.gitattributes', await readFile(join(TEMPLATES, 'gitattributes'), 'utf8')],
    ['.gitignore', await readFile(join(TEMPLATES, 'gitignore'), 'utf8')],
    ['policy.json', canonicalJson(policy)]
  ])
  const edits = new Map<string, { oid: string; mode: '100644' }>()
  for (const [path, text] of files) edits.set(path, { oid: await batch.add('blob', Buffer.from(text)), mode: '100644' })
  await batch.finish({ fsync: true })
  for (const { ref, oid } of roots) await repository.refs.update(ref, undefined, oid, { who, message: 'init' })
  await repository.checkOut(undefined)
  await repository.commit(MAIN, repository.batch(), () => Promise.resolve({ edits, message: 'Begin: policy and README' }), { who })
}

async function fetchStore(repository: Repository, url: string, who: Signature, token: string | undefined): Promise<void> {
  // Quoted as git-config(1) wants it; a line break would begin a setting of its own.
  const quoted = `"${url.replaceAll(/[\n\r\0]/g, '').replaceAll(/[\\"]/g, '\\$&')}"`
  await appendFile(join(repository.gitdir, 'config'), `[remote "origin"]\n\turl = ${quoted}\n\tfetch = +refs/heads/*:refs/remotes/origin/*\n`)
  const fetched = /^https?:\/\//.test(url) ? await fetchHttp(repository, url, token) : await fetchNative(repository, url)
  if (!fetched.get(MAIN)) throw badInput(`${url} has no branch main`, { expected: 'the address of a SkillLoop store' })
  const { oid: root } = (await addRootCommits(repository.batch()))[0] as { oid: string }
  if (!await reaches(repository, fetched.get(MAIN) as string, root)) {
    throw badInput(`${url} is not a SkillLoop store`, { expected: `a main branch whose first commit is ${root}` })
  }
  const marker = await (await repository.snapshot(fetched.get(MAIN) as string)).read('store.json')
  if (marker) refuseNewer(JSON.parse(Buffer.from(marker).toString('utf8')), { file: `${url} main:store.json` })
  for (const [ref, oid] of fetched) {
    await repository.refs.update(ref, undefined, oid, { who, message: `init: from ${url}` })
    await repository.refs.update(seenRef('origin', ref.slice('refs/heads/'.length)), undefined, oid, { who, message: 'init' })
  }
  if (!fetched.has(LEDGER)) {
    // A ledger that was never pushed begins anew here.
    const batch = repository.batch()
    const ledger = (await addRootCommits(batch)).find(({ ref }) => ref === LEDGER)
    await batch.finish({ fsync: true })
    if (ledger) await repository.refs.update(LEDGER, undefined, ledger.oid, { who, message: 'init' })
  }
  await repository.checkOut(undefined)
}

async function fetchNative(repository: Repository, url: string): Promise<Map<string, string>> {
  await nativeGit(['fetch', '--quiet', '--no-tags', '--end-of-options', url, '+refs/heads/*:refs/fetched/*'], { gitdir: repository.gitdir })
  return adopt(repository, 'refs/fetched/')
}

async function fetchHttp(repository: Repository, url: string, token: string | undefined): Promise<Map<string, string>> {
  const onAuth = (): GitAuth => (token === undefined ? { cancel: true } : { username: 'x-access-token', password: token })
  await fetchOverHttp({ fs, http, gitdir: repository.gitdir, url, remote: 'origin', tags: false, onAuth, onAuthFailure: () => ({ cancel: true }) }).catch((cause: unknown) => {
    throw environment(`${url} cannot be fetched: ${cause instanceof Error ? cause.message : String(cause)}`, { cause, fix: 'see that the address is right and, where it asks who you are, set GITHUB_TOKEN or SKILLLOOP_GIT_TOKEN' })
  })
  return adopt(repository, 'refs/remotes/origin/')
}

/** The branches of ours among what was fetched, by the name they are to have here. */
async function adopt(repository: Repository, prefix: string): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  for (const [ref, oid] of await repository.refs.list(prefix)) {
    const branch = ref.slice(prefix.length)
    if (branch === 'main' || branch === 'ledger' || branch.startsWith('proposal/')) found.set(`refs/heads/${branch}`, oid)
    if (prefix === 'refs/fetched/') await repository.refs.delete(ref, oid)
  }
  return found
}

async function reaches(repository: Repository, from: string, root: string): Promise<boolean> {
  const seen = new Set<string>()
  const queue = [from]
  for (let oid = queue.pop(); oid; oid = queue.pop()) {
    if (oid === root) return true
    if (seen.has(oid)) continue
    seen.add(oid)
    queue.push(...(await repository.commitData(oid)).parents)
  }
  return false
}

async function excludeFromOuter(project: string): Promise<string | undefined> {
  const outer = await findOuterRepository(project)
  const line = outer && excludeLine(outer.root, project)
  if (!outer || !line) return undefined
  const file = join(outer.commonDir, 'info', 'exclude')
  const text = (await readIfThere(file))?.toString('utf8') ?? ''
  if (!text.split(/\r?\n/).includes(line)) {
    await mkdir(join(outer.commonDir, 'info'), { recursive: true })
    await appendFile(file, `${text === '' || text.endsWith('\n') ? '' : '\n'}${line}\n`)
  }
  return file
}
