import Database from 'better-sqlite3'
import fc from 'fast-check'
import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { StoreIndex } from '../../src/index/store-index.js'
import { LEDGER, MAIN } from '../../src/kernel/layout.js'
import { Repository } from '../../src/store/repository.js'
import { git, temporaryFolder } from '../helpers/temporary.js'
import { cli, cliJson, expectCivil, expectSound, ingest, memory, newProject, propose, sessionLine, states, write, type Project } from './support.js'

async function filled(): Promise<Project> {
  const project = newProject()
  await ingest(project, ['a', 'b', 'c', 'd'].map((id) => sessionLine(id)).join('\n'))
  expectCivil(await cli(['eval', '--all'], { cwd: project.root }), 0)
  const [one, two, three] = [memory('Use tabs.'), memory('Use pnpm.'), memory('Never deploy on a Friday.')]
  for (const lesson of [one, two, three]) await propose(project, lesson)
  expectCivil(await cli(['review', 'approve', one.id], { cwd: project.root }), 0)
  expectCivil(await cli(['review', 'reject', two.id, '--reason', 'no'], { cwd: project.root }), 0)
  expectCivil(await cli(['export', 'sft', '--out', join(project.root, 'x.jsonl'), '--min-score', '0'], { cwd: project.root }), 0)
  return project
}

const COMMANDS = [
  ['status'], ['traces', 'list'], ['traces', 'show', 'latest'], ['traces', 'show', 'a'], ['traces', 'search', 'please'], ['review', 'list', '--all', '--verbose'], ['review', 'show', 'latest'],
  ['review', 'diff', 'latest'], ['log'], ['dataset', 'list'], ['dataset', 'show', 'latest'], ['dataset', 'verify', 'latest'], ['check'], ['apply']
]

async function everything(project: Project): Promise<string[]> {
  const said: string[] = []
  for (const args of COMMANDS) {
    for (const json of [[], ['--json']]) {
      const run = await cli([...args, ...json], { cwd: project.root })
      expectCivil(run, 0)
      said.push(run.stdout + run.stderr)
    }
  }
  return said
}

/** How sessions stand with the rubric, counted one by one from what the commands show. */
async function countedByHand(project: Project): Promise<object> {
  const counts = { fresh: 0, stale: 0, missing: 0 }
  const quarantined = new Set((await cliJson(['traces', 'list', '--limit', '100'], { cwd: project.root }) as { id: string; quarantine?: unknown }[]).flatMap(({ id, quarantine }) => (quarantine ? [id] : [])))
  const { dueTraces, freshness } = await import('../../src/app/freshness.js')
  const { initialPolicy } = await import('../../src/policy/policy.js')
  const index = new StoreIndex(new Repository(project.store, { fsync: false }))
  await index.catchUp()
  const context = { index, policy: initialPolicy(), foreign: { sources: new Map() } } as unknown as Parameters<typeof freshness>[0]
  const isFresh = freshness(context, 'rubric')
  const { quarantined: outOf } = await import('../../src/app/quarantine.js')
  const out = outOf(context)
  const stored = index.evaluations('rubric')
  const due: string[] = []
  for (const { data } of index.traces()) {
    if (out.has(data.id) || quarantined.has(data.id)) continue
    const evaluation = stored.get(data.id)?.data
    const state = !evaluation ? 'missing' : isFresh(data, evaluation) ? 'fresh' : 'stale'
    counts[state]++
    if (state !== 'fresh') due.push(data.id)
  }
  // Looked up by columns, the sessions to judge are those that a look at each one gives, in the same order.
  expect(dueTraces(context as never, 'rubric').map(({ data }) => data.id)).toEqual(due)
  index.close()
  return counts
}

describe('counts of evaluations', () => {
  it('are those that reading each session gives, whatever people said, what grew and what is in quarantine', async () => {
    const project = newProject()
    const cwd = project.root
    await ingest(project, ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => sessionLine(id)).join('\n'))
    const agree = async (): Promise<void> => expect(((await cliJson(['status'], { cwd })) as { evaluations: object }).evaluations).toEqual({ evaluator: 'rubric', ...await countedByHand(project) })
    await agree()
    expectCivil(await cli(['eval', '--all'], { cwd }), 0)
    await agree()
    for (const [id, verdict] of [['a', 'good'], ['b', 'bad']] as const) expectCivil(await cli(['rate', id, verdict], { cwd }), 0)
    await agree()
    expectCivil(await cli(['eval', 'a'], { cwd }), 0)
    expectCivil(await cli(['traces', 'approve', 'c', '--note', 'good'], { cwd }), 0)
    expectCivil(await cli(['quarantine', 'd', '--reason', 'poisoned'], { cwd }), 0)
    await ingest(project, [sessionLine('g'), sessionLine('h')].join('\n'))
    await agree()
    expectCivil(await cli(['eval', '--stale'], { cwd }), 0)
    await agree()
    expectCivil(await cli(['index', 'rebuild'], { cwd }), 0)
    await agree()
  })
})

describe('index.sqlite', () => {
  it('deleted: every command says the same as before', async () => {
    const project = await filled()
    const before = await everything(project)
    for (const suffix of ['', '-wal', '-shm']) rmSync(join(project.store, `index.sqlite${suffix}`), { force: true })
    expect(await everything(project)).toEqual(before)
    expectCivil(await cli(['index', 'rebuild'], { cwd: project.root }), 0)
    expect(await everything(project)).toEqual(before)
    const other = temporaryFolder()
    git(other, 'clone', '-q', '--mirror', project.store, 'mirror.git')
  })

  it('deleted for each command by itself', async () => {
    const project = await filled()
    for (const args of COMMANDS) {
      const before = await cli(args, { cwd: project.root })
      rmSync(join(project.store, 'index.sqlite'))
      expect(await cli(args, { cwd: project.root })).toEqual(before)
    }
  })

  it('left without its file but with a log of it: begins anew', async () => {
    const project = await filled()
    const before = await everything(project)
    write(project.store, 'index.sqlite-wal', 'garbage'.repeat(1000))
    rmSync(join(project.store, 'index.sqlite'))
    expect(await everything(project)).toEqual(before)
  })

  it('notices what plain git did', async () => {
    const project = await filled()
    const { store, root } = project
    const list = async (): Promise<number> => (await cliJson(['traces', 'list'], { cwd: root }) as unknown[]).length
    expect(await list()).toBe(4)
    // A clone takes in a session and pushes it here; and proposes something.
    const clone = { root: temporaryFolder(), store: '' }
    clone.store = join(clone.root, '.skillloop')
    cpSync(store, clone.store, { recursive: true })
    await ingest(clone, sessionLine('from-afar'))
    const afar = memory('Write it down.')
    await propose(clone, afar)
    git(clone.store, 'push', '-q', store, 'ledger', `${afar.branch}:${afar.branch}`)
    expect(await list()).toBe(5)
    expect((await states(project))[afar.id]).toBe('pending')
    // The branch is renamed, deleted, and made anew.
    const head = git(store, 'rev-parse', afar.branch).trim()
    git(store, 'branch', '-q', '-D', afar.branch)
    expect((await states(project))[afar.id]).toBeUndefined()
    git(store, 'branch', afar.branch, head)
    git(store, 'pack-refs', '--all')
    expect((await states(project))[afar.id]).toBe('pending')
    // History is rewritten: the newest session is taken off the ledger, and what is unreachable is collected.
    git(store, 'update-ref', 'refs/heads/ledger', 'ledger~1')
    git(store, 'reflog', 'expire', '--expire=now', '--all')
    git(store, 'gc', '-q', '--prune=now')
    expect(await list()).toBe(4)
    // A commit by hand, then a rebase of main onto another beginning.
    write(store, 'policy.json', '{"schemaVersion":1,"review":{"maxOpenProposals":3}}\n')
    git(store, 'commit', '-qam', 'policy')
    expect((await cli(['log'], { cwd: root })).stdout).toMatch(/changed the policy/)
    git(store, 'rebase', '-q', '--force-rebase', git(store, 'rev-list', '--max-parents=0', 'main').trim())
    await everything(project)
    const incremental = await dump(store)
    rmSync(join(store, 'index.sqlite'))
    expect(await dump(store)).toEqual(incremental)
    expectSound(project)
  })
})

async function dump(store: string): Promise<string[]> {
  const index = new StoreIndex(new Repository(store, { fsync: false }))
  try {
    await index.catchUp()
    return index.dump()
  } finally {
    index.close()
  }
}

describe('the index caught up step by step', () => {
  const paths = ['policy.json', 'memory/semantic/a.md', 'memory/semantic/b.md', 'skills/x/SKILL.md', 'skills/x/run.sh', 'proposals/0123456789ab.md', 'decisions/0123456789ab/x-approve-0123456789ab.json', 'other/file']
  const texts = ['{}', 'garbage', '---\nname: x\n---\ny\n', null]
  const lessons = [memory('Use tabs.'), memory('Use pnpm.')]
  const step = fc.oneof(
    fc.record({ kind: fc.constant('write' as const), path: fc.constantFrom(...paths), text: fc.constantFrom(...texts) }),
    fc.record({ kind: fc.constant('ledger' as const), path: fc.constantFrom('traces/generic/undated/ab/x.json', 'evaluations/rubric/undated/ab/x.json', 'support/0123456789ab/x.json', 'runs/2026/08/x.json'), text: fc.constantFrom(...texts) }),
    fc.record({ kind: fc.constant('ingest' as const), id: fc.constantFrom('a', 'b', 'c') }),
    fc.record({ kind: fc.constantFrom('propose' as const, 'approve' as const, 'reject' as const, 'merge' as const, 'delete' as const), which: fc.constantFrom(0, 1) }),
    fc.record({ kind: fc.constantFrom('undo' as const, 'pack' as const, 'look' as const) })
  )

  it('by several at once in one process: nobody waits for ever, and all see the same', async () => {
    const project = newProject()
    for (const id of ['a', 'b', 'c']) await ingest(project, sessionLine(id))
    rmSync(join(project.store, 'index.sqlite'), { force: true })
    const indexes = Array.from({ length: 4 }, () => new StoreIndex(new Repository(project.store, { fsync: false })))
    await Promise.all(indexes.map((index) => index.catchUp()))
    expect(indexes.map((index) => index.traces().length)).toEqual([3, 3, 3, 3])
    for (const index of indexes) index.close()
  })

  it('is what is rebuilt from nothing', async () => {
    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 10 }), async (steps) => {
      const project = newProject()
      const repository = new Repository(project.store, { fsync: false })
      const put = async (ref: string, path: string, text: string | null): Promise<void> => {
        const batch = repository.batch()
        const edit = text === null ? null : { oid: await batch.add('blob', Buffer.from(text)), mode: '100644' as const }
        await repository.commit(ref, batch, () => Promise.resolve({ edits: new Map([[path, edit]]), message: 'x' }), { who: { name: 'x', email: 'x', at: 0 } })
      }
      for (const does of steps) {
        const lesson = 'which' in does ? lessons[does.which] ?? lessons[0] : undefined
        if (does.kind === 'write') await put(MAIN, does.path, does.text)
        else if (does.kind === 'ledger') await put(LEDGER, does.path, does.text)
        else if (does.kind === 'ingest') await ingest(project, sessionLine(does.id))
        else if (does.kind === 'undo') git(project.store, 'reset', '-q', '--hard', git(project.store, 'rev-list', '--max-parents=0', 'main').trim())
        else if (does.kind === 'pack') git(project.store, 'pack-refs', '--all')
        else if (does.kind === 'look') await dump(project.store)
        else if (lesson) {
          if (does.kind === 'propose') await propose(project, lesson).catch(() => undefined)
          else if (does.kind === 'delete') await attempt(() => git(project.store, 'branch', '-qD', lesson.branch))
          else if (does.kind === 'merge') await attempt(() => git(project.store, 'merge', '-q', '--no-edit', lesson.branch)) || await attempt(() => git(project.store, 'merge', '--abort'))
          else if (does.kind === 'approve') await cli(['review', 'approve', lesson.id], { cwd: project.root })
          else await cli(['review', 'reject', lesson.id, '--reason', 'no'], { cwd: project.root })
        }
      }
      const incremental = await dump(project.store)
      rmSync(join(project.store, 'index.sqlite'), { force: true })
      expect(await dump(project.store)).toEqual(incremental)
    }), { numRuns: 15 })
  })
})

function attempt(does: () => unknown): Promise<boolean> {
  try {
    does()
    return Promise.resolve(true)
  } catch {
    return Promise.resolve(false)
  }
}

it('what reads goes on while another connection of this process is amid writing', async () => {
  const project = newProject()
  await propose(project, memory('Use pnpm.'))
  await cliJson(['review', 'list'], { cwd: project.root })
  const writing = new Database(join(project.store, 'index.sqlite'))
  // What a look keeps for the next one is kept no more, so that it would be written again.
  writing.exec('DELETE FROM clean; BEGIN IMMEDIATE')
  expect(await cliJson(['review', 'list'], { cwd: project.root })).toHaveLength(1)
  expectCivil(await cli(['status'], { cwd: project.root }), 0)
  writing.exec('ROLLBACK')
  writing.close()
  expect(await cliJson(['review', 'list'], { cwd: project.root })).toHaveLength(1)
})
