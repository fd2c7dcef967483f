import { SkillLoopError } from '../kernel/errors.js'
import { LEDGER, MAIN } from '../kernel/layout.js'
import { plural } from '../kernel/text.js'
import { nativeGit } from '../store/git-process.js'
import { openStore } from '../store/open.js'
import { closeToOthers, freeBytes, leftovers, isHead, looseObjects, oldLocks, openToOthers, readHead, remotesOf, removeFiles, removeLock, writeHead } from '../store/probe.js'
import type { Repository } from '../store/repository.js'
import { localMemo, rebuildIndex, withIndex, withStore, type World } from './compose.js'
import { examineAll, examineClock, examineDisk, examineNode, examineObjects, examineRemotes, type Examination, type Examinations, type Finding } from './doctor.js'
import { policyProblems } from './policy.js'
import type { ReadingWorld } from './sources.js'
import { sourceName } from './tick/source-name.js'
import { readState } from './tick/state.js'

/** Looks at everything that a store and its ticks depend on. Changes nothing unless `fix` is given. */
export async function doctor(world: World, reading: ReadingWorld, fix: boolean): Promise<Finding[]> {
  const machine: Examinations = [['node', () => Promise.resolve(examineNode(process.version))], ['git', examineGit]]
  const store: Examinations = [['store', async () => {
    const { repository } = await openStore(world.project)
    return { health: 'ok', found: repository.root }
  }]]
  const first = await examineAll([...machine, ...store].map(([name, examine]) => [name, withFix(examine)] as const), fix)
  if (first.some(({ name, health }) => name === 'store' && health === 'bad')) return first
  const { repository } = await openStore(world.project)
  return [...first, ...await examineAll(inside(world, reading, repository), fix)]
}

function inside(world: World, reading: ReadingWorld, repository: Repository): Examinations {
  const { root, gitdir } = repository
  const now = world.clock.now()
  const named = ['permissions', 'disk', 'clock', 'locks', 'objects', 'leftovers', 'head', 'branches', 'integrity', 'index', 'policy', 'sources', 'ticks', 'remotes'] as const
  const examine: Record<typeof named[number], () => Promise<Examination>> = {
    permissions: async () => {
      const open = await openToOthers(root)
      return open.length === 0 ? { health: 'ok', found: 'the store is its owner\'s alone' } : { health: 'bad', found: `others may read ${open.slice(0, 3).join(', ')}`, remedy: `chmod go= ${root}, or skillloop doctor --fix`, mend: async () => closeToOthers(open).then(() => true) }
    },
    disk: async () => examineDisk(await freeBytes(root)),
    clock: async () => {
      const tips = await Promise.all([MAIN, LEDGER].map(async (ref) => repository.refs.read(ref)))
      const times = await Promise.all(tips.flatMap((oid) => (oid === undefined ? [] : [repository.commitData(oid).then(({ committer }) => committer.at)])))
      return examineClock(Math.max(0, ...times), now)
    },
    locks: async () => {
      const locks = await oldLocks(gitdir, Date.now())
      return locks.length === 0 ? { health: 'ok', found: 'none left behind' } : { health: 'bad', found: `${plural(locks.length, 'lock')} left behind: ${locks.map(({ path }) => path).slice(0, 3).join(', ')}`, mend: async () => (await Promise.all(locks.map(removeLock))).every(Boolean) }
    },
    objects: async () => examineObjects(await looseObjects(gitdir)),
    leftovers: async () => {
      const files = await leftovers(gitdir, Date.now())
      return files.length === 0 ? { health: 'ok', found: 'none' } : { health: 'note', found: `${plural(files.length, 'file')} of processes that were killed`, mend: async () => removeFiles(files).then(() => true) }
    },
    head: async () => {
      const head = await readHead(gitdir)
      if (head !== undefined && isHead(head)) return { health: 'ok', found: head.trim() }
      return { health: 'bad', found: `.skillloop/.git/HEAD ${head === undefined ? 'is missing' : 'names neither a branch nor a commit'}, and without it Git sees no repository there`, mend: async () => writeHead(gitdir, `ref: ${MAIN}\n`).then(() => true) }
    },
    branches: async () => {
      if (await repository.refs.read(LEDGER) !== undefined) return { health: 'ok', found: 'main and ledger' }
      return { health: 'bad', found: 'the branch ledger is missing, and with it every session', remedy: 'git -C .skillloop fetch <clone> ledger:ledger; or look for its last commit with git -C .skillloop fsck --lost-found and put it back with git -C .skillloop branch ledger <commit>' }
    },
    integrity: async () => examineIntegrity(gitdir),
    index: async () => withIndex(world, ({ index }) => Promise.resolve(index.damaged())).then(
      (damaged): Examination => (damaged.length === 0 ? { health: 'ok', found: 'in step with the repository' } : { health: 'bad', found: `${plural(damaged.length, 'stored file')} cannot be read, e.g. ${damaged[0]?.path ?? ''}`, remedy: 'skillloop check' }),
      (error: unknown): Examination => ({ health: 'bad', found: error instanceof Error ? error.message : String(error), mend: async () => rebuildIndex(world).then(() => true) })
    ),
    policy: async () => {
      const text = Buffer.from(await (await repository.tip(MAIN))?.read('policy.json') ?? '{"schemaVersion":1}').toString('utf8')
      const problems = policyProblems(text)
      return problems.length === 0 ? { health: 'ok', found: 'can be used' } : { health: 'bad', found: problems.map(({ line, problem }) => `line ${line ?? 1}: ${problem}`).slice(0, 3).join('; '), remedy: 'skillloop policy set, or mend policy.json and commit' }
    },
    sources: async () => examineSources(world, reading),
    ticks: async () => withStore(world, async (context) => {
      const { last, run } = await readState(localMemo(context, 'controller.json'))
      if (run) return { health: 'note', found: `the tick of ${run.begunAt} was interrupted, or runs now`, remedy: 'skillloop controller run' }
      if (last && last.code !== 0) return { health: 'note', found: `the last one left out ${plural(last.troubles.length, 'thing')}: ${last.troubles[0]?.where ?? ''}: ${last.troubles[0]?.problem ?? ''}`, remedy: 'skillloop controller show' }
      return { health: 'ok', found: last ? `the last one at ${last.at}` : 'none has run yet' }
    }),
    remotes: async () => examineRemotes(await remotesOf(gitdir))
  }
  return named.map((name) => [name, withFix(examine[name])] as const)
}

/** What an error says to do is the remedy. */
function withFix(examine: () => Promise<Examination>): () => Promise<Examination> {
  return async () => examine().catch((error: unknown): Examination => {
    if (!(error instanceof SkillLoopError)) throw error
    return { health: 'bad', found: error.message, ...(error.detail.fix !== undefined && { remedy: error.detail.fix }) }
  })
}

async function examineGit(): Promise<Examination> {
  return nativeGit(['--version'], {}).then(
    (said): Examination => ({ health: 'ok', found: said.trim() }),
    (): Examination => ({ health: 'note', found: 'not installed: remotes by ssh, gc and fsck need it', remedy: 'install Git' })
  )
}

async function examineIntegrity(gitdir: string): Promise<Examination> {
  return nativeGit(['fsck', '--strict', '--full', '--no-dangling', '--no-progress'], { gitdir }).then(
    (): Examination => ({ health: 'ok', found: 'every object that is referred to is there, and what it was' }),
    (error: unknown): Examination => ({ health: 'bad', found: (error instanceof Error ? error.message : String(error)).slice(0, 500), remedy: 'move the damaged files that it names out of .skillloop/.git/objects, then take their objects from a clone: git -C .skillloop fetch --refetch <clone>' })
  )
}

async function examineSources(world: World, reading: ReadingWorld): Promise<Examination> {
  const { examineSource } = await import('./tick/sources.js')
  return withStore(world, async (context) => {
    const { sources } = context.policy.ingestion
    if (sources.length === 0) return { health: 'note', found: 'no source is connected', remedy: 'skillloop setup' }
    const problems: string[] = []
    for (const source of sources) {
      const problem = await examineSource(source, { ...reading, cwd: context.project })
      if (problem !== undefined) problems.push(`${sourceName(source)}: ${problem}`)
    }
    return problems.length === 0 ? { health: 'ok', found: `${plural(sources.length, 'source')} can be read` } : { health: 'bad', found: problems.join('; '), remedy: 'see that it is there and may be read, or take it out of ingestion.sources' }
  })
}
