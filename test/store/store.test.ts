import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LEDGER, MAIN } from '../../src/kernel/layout.js'
import { initialPolicy } from '../../src/policy/policy.js'
import { initStore } from '../../src/store/init.js'
import { openStore } from '../../src/store/open.js'
import { Repository } from '../../src/store/repository.js'
import { serveGit } from '../helpers/git-http.js'
import { fsck, git, temporaryFolder } from '../helpers/temporary.js'

const who = { name: 'Grace', email: 'grace@example.org', at: Date.UTC(2026, 7, 10, 9) }

async function newStore(project = temporaryFolder()): Promise<Repository> {
  const { store } = await initStore(project, { who, policy: initialPolicy() })
  return new Repository(store, { fsync: false })
}

async function put(repository: Repository, ref: string, files: Record<string, string | null>, message = 'change'): Promise<string | undefined> {
  const batch = repository.batch()
  const edits = new Map<string, { oid: string; mode: '100644' } | null>()
  for (const [path, text] of Object.entries(files)) {
    edits.set(path, text === null ? null : { oid: await batch.add('blob', Buffer.from(text)), mode: '100644' })
  }
  return repository.commit(ref, batch, () => Promise.resolve({ edits, message }), { who })
}

describe('init', () => {
  it('makes the same root commits everywhere, and a repository that plain git finds clean', async () => {
    const repository = await newStore()
    expect(git(repository.root, 'rev-list', '--max-parents=0', 'main').trim()).toBe('1e65eb0c5c505f2c1b4b00bf6b217857eb198aed')
    expect(git(repository.root, 'rev-parse', 'ledger').trim()).toBe('ec8a9ac6607326bcbb7a8fc0b80b6e82c499767f')
    expect(git(repository.root, 'status', '--porcelain')).toBe('')
    expect(git(repository.root, 'ls-files').trim().split('\n')).toEqual(['.gitattributes', '.gitignore', 'README.md', 'policy.json', 'store.json'])
    expect(fsck(repository.root)).toBe('')
  })

  it('keeps itself out of the outer repository, in a sub-folder and a linked worktree too', async () => {
    const outer = temporaryFolder()
    git(outer, 'init', '-q')
    mkdirSync(join(outer, 'packages/app'), { recursive: true })
    await newStore(join(outer, 'packages/app'))
    expect(git(outer, 'status', '--porcelain')).toBe('')
    expect(readFileSync(join(outer, '.git/info/exclude'), 'utf8')).toContain('\n/packages/app/.skillloop/\n')
    await newStore(outer)
    git(outer, 'commit', '-q', '--allow-empty', '-m', 'x')
    const linked = join(temporaryFolder(), 'linked')
    git(outer, 'worktree', 'add', '-q', linked)
    expect((await openStore(linked)).repository.root).toBe(join(outer, '.skillloop'))
  })

  it('is only for its owner to read', async () => {
    if (process.platform === 'win32') return
    const { root } = await newStore()
    expect(statSync(root).mode & 0o777).toBe(0o700)
    expect(statSync(join(root, 'policy.json')).mode & 0o777).toBe(0o600)
  })

  it('starts from an existing store, and refuses what is none, leaving nothing behind', async () => {
    const first = await newStore()
    await put(first, LEDGER, { 'traces/generic/undated/ab/x.json': '{}' })
    const project = temporaryFolder()
    const { store } = await initStore(project, { who, policy: {}, from: first.root })
    expect(git(store, 'rev-parse', 'main', 'ledger')).toBe(git(first.root, 'rev-parse', 'main', 'ledger'))
    expect(git(store, 'status', '--porcelain')).toBe('')
    expect(git(store, 'config', 'remote.origin.url').trim()).toBe(first.root)

    const other = temporaryFolder()
    git(other, 'init', '-q', '-b', 'main')
    git(other, 'commit', '-q', '--allow-empty', '-m', 'x')
    const empty = temporaryFolder()
    await expect(initStore(empty, { who, policy: {}, from: other })).rejects.toThrow(/not a SkillLoop store/)
    expect(existsSync(join(empty, '.skillloop'))).toBe(false)
  })

  it('starts from a store that is served over HTTP, without native git', async () => {
    const first = await newStore()
    await put(first, LEDGER, { 'traces/generic/undated/ab/x.json': '{}' })
    const server = await serveGit(first.root)
    try {
      const { store } = await initStore(temporaryFolder(), { who, policy: {}, from: `${server.url}/.git` })
      expect(git(store, 'rev-parse', 'main', 'ledger')).toBe(git(first.root, 'rev-parse', 'main', 'ledger'))
      expect(git(store, 'status', '--porcelain')).toBe('')
      expect(fsck(store)).toBe('')
    } finally {
      await server.close()
    }
  })
})

describe('commit', () => {
  it('finishes the checkout also where something failed just after the branch was moved', async () => {
    const repository = await newStore()
    const log = join(repository.root, '.git/logs/refs/heads/main')
    const lines = readFileSync(log)
    // No line can be added to it.
    rmSync(log)
    mkdirSync(log)
    await expect(put(repository, MAIN, { 'memory/semantic/a.md': 'a\n' })).rejects.toThrow(/EISDIR/)
    rmSync(log, { recursive: true })
    writeFileSync(log, lines)
    expect(git(repository.root, 'status', '--porcelain')).toBe('D  memory/semantic/a.md\n')
    await openStore(dirname(repository.root))
    expect(git(repository.root, 'status', '--porcelain')).toBe('')
    expect(readFileSync(join(repository.root, 'memory/semantic/a.md'), 'utf8')).toBe('a\n')
    expect(fsck(repository.root)).toBe('')
  })

  it('keeps working tree and index of main in step', async () => {
    const repository = await newStore()
    await put(repository, MAIN, { 'memory/semantic/a.md': 'one\n', 'memory/semantic/b.md': 'two\n' })
    expect(git(repository.root, 'status', '--porcelain')).toBe('')
    await put(repository, MAIN, { 'memory/semantic/a.md': null, 'memory/semantic/b.md': 'three\n' })
    expect(git(repository.root, 'status', '--porcelain')).toBe('')
    expect(readFileSync(join(repository.root, 'memory/semantic/b.md'), 'utf8')).toBe('three\n')
    expect(fsck(repository.root)).toBe('')
  })

  it('refuses to overwrite an uncommitted edit, and changes nothing then', async () => {
    const repository = await newStore()
    await put(repository, MAIN, { 'memory/semantic/a.md': 'one\n' })
    const before = git(repository.root, 'rev-parse', 'main')
    writeFileSync(join(repository.root, 'memory/semantic/a.md'), 'mine\n')
    await expect(put(repository, MAIN, { 'memory/semantic/a.md': 'two\n' })).rejects.toThrow(/uncommitted changes in memory\/semantic\/a.md/)
    expect(git(repository.root, 'rev-parse', 'main')).toBe(before)
    expect(readFileSync(join(repository.root, 'memory/semantic/a.md'), 'utf8')).toBe('mine\n')
    await put(repository, MAIN, { 'memory/semantic/b.md': 'other file\n' })
    expect(git(repository.root, 'status', '--porcelain')).toBe(' M memory/semantic/a.md\n')
    writeFileSync(join(repository.root, 'memory/semantic/c.md'), 'untracked\n')
    await expect(put(repository, MAIN, { 'memory/semantic/c.md': 'theirs\n' })).rejects.toThrow(/c.md/)
    expect(existsSync(join(repository.root, '.git/index.lock'))).toBe(false)
  })

  it('works on another branch, on a detached HEAD and amid a merge', async () => {
    const repository = await newStore()
    git(repository.root, 'switch', '-q', '-c', 'elsewhere')
    await put(repository, MAIN, { 'memory/semantic/a.md': 'one\n' })
    expect(git(repository.root, 'status', '--porcelain')).toBe('')
    git(repository.root, 'checkout', '-q', '--detach', 'main')
    await put(repository, MAIN, { 'memory/semantic/b.md': 'two\n' })
    expect(git(repository.root, 'status', '--porcelain')).toBe('')
    git(repository.root, 'switch', '-q', 'elsewhere')
    writeFileSync(join(repository.root, 'policy.json'), 'a')
    git(repository.root, 'commit', '-qam', 'a')
    git(repository.root, 'switch', '-q', 'main')
    writeFileSync(join(repository.root, 'policy.json'), 'b')
    git(repository.root, 'commit', '-qam', 'b')
    expect(() => git(repository.root, 'merge', '-q', 'elsewhere')).toThrow()
    await put(repository, MAIN, { 'memory/semantic/c.md': 'three\n' })
    writeFileSync(join(repository.root, 'policy.json'), 'ab')
    git(repository.root, 'commit', '-qam', 'merged')
    expect(git(repository.root, 'ls-tree', '-r', '--name-only', 'main').split('\n')).toContain('memory/semantic/c.md')
    expect(git(repository.root, 'status', '--porcelain')).toBe('')
    expect(fsck(repository.root)).toBe('')
  })

  it('re-applies the change to the new tip when another process was faster', async () => {
    const repository = await newStore()
    const other = new Repository(repository.root, { fsync: false })
    let raced = false
    const batch = repository.batch()
    const oid = await batch.add('blob', Buffer.from('mine'))
    await repository.commit(LEDGER, batch, async () => {
      if (!raced) await put(other, LEDGER, { 'traces/theirs.json': 'theirs' })
      raced = true
      return { edits: new Map([['traces/mine.json', { oid, mode: '100644' as const }]]), message: 'mine' }
    }, { who })
    expect(git(repository.root, 'ls-tree', '-r', '--name-only', 'ledger').trim().split('\n')).toEqual(['store.json', 'traces/mine.json', 'traces/theirs.json'])
  })

  it('writes many objects as one pack that native git accepts', async () => {
    const repository = await newStore()
    const files = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`traces/x/${i % 7}/${i}.json`, JSON.stringify({ i, text: 'lorem '.repeat(i) })]))
    await put(repository, LEDGER, files)
    expect(git(repository.root, 'count-objects', '-v')).toMatch(/in-pack: 50\d|in-pack: 51\d/)
    expect(fsck(repository.root)).toBe('')
    const tip = await repository.tip(LEDGER)
    expect(Buffer.from((await tip?.read('traces/x/3/10.json'))!).toString()).toBe(files['traces/x/3/10.json'])
    git(repository.root, 'gc', '-q')
    const again = new Repository(repository.root, { fsync: false })
    expect((await (await again.tip(LEDGER))?.files('traces'))?.length).toBe(500)
  })

  it('reads what other processes wrote, packed and pruned since it last looked, as if it had kept nothing', async () => {
    const keeping = await newStore()
    await fc.assert(fc.asyncProperty(fc.array(fc.constantFrom('few', 'many', 'gc', 'native'), { maxLength: 6 }), async (steps) => {
      for (const [i, step] of steps.entries()) {
        const text = `${step} ${i} ${steps.join()}`
        if (step === 'gc') git(keeping.root, 'gc', '-q', '--prune=now')
        else if (step === 'native') git(keeping.root, 'commit', '-q', '--allow-empty', '-m', text)
        else await put(new Repository(keeping.root, { fsync: false }), LEDGER, Object.fromEntries(Array.from({ length: step === 'many' ? 40 : 1 }, (_, n) => [`traces/x/${n}.json`, `${text} ${n}`])))
        for (const ref of [LEDGER, MAIN]) {
          const [kept, fresh] = await Promise.all([keeping, new Repository(keeping.root, { fsync: false })].map(async (repository) => {
            const tip = await repository.tip(ref)
            const files = (await tip?.files('')) ?? []
            return { oid: tip?.oid, bytes: await Promise.all(files.map(async ({ path, oid }) => [path, Buffer.from(await repository.blob(oid)).toString()])) }
          }))
          expect(kept).toEqual(fresh)
        }
      }
    }), { numRuns: 8 })
  })

  it('refuses paths that a tree or a file system should not hold', async () => {
    const repository = await newStore()
    for (const path of ['../x', '.git/config', 'a//b', '/a', 'a/.GIT/x', 'con', 'a/nul.md', 'git~1/x', 'a\\b', 'x.', '']) {
      await expect(put(repository, MAIN, { [path]: 'x' })).rejects.toThrow(/is not one that SkillLoop stores/)
    }
  })

  it('picks up refs that native git packed, and deletes them', async () => {
    const repository = await newStore()
    git(repository.root, 'branch', 'proposal/memory/x', 'main')
    git(repository.root, 'pack-refs', '--all')
    const refs = await repository.refs.list('refs/heads/proposal/')
    expect([...refs.keys()]).toEqual(['refs/heads/proposal/memory/x'])
    await repository.refs.delete('refs/heads/proposal/memory/x', refs.get('refs/heads/proposal/memory/x')!)
    expect(git(repository.root, 'branch', '--list', 'proposal/*')).toBe('')
    expect(fsck(repository.root)).toBe('')
  })
})

describe('merge', () => {
  it('agrees with native git on random changes to whole files', async () => {
    const content = fc.constantFrom('1', '2', '3', null)
    // The path is in the content, so that native git sees no renames.
    const side = fc.dictionary(fc.constantFrom('a/x', 'a/y', 'b/x', 'c', 'd/e/f'), content)
      .map((files) => Object.fromEntries(Object.entries(files).map(([path, text]) => [path, text && `${path} ${text}`])))
    await fc.assert(fc.asyncProperty(side, side, async (left, right) => {
      const repository = await newStore()
      await put(repository, MAIN, { 'a/x': 'a/x 1', 'b/x': 'b/x 1', 'd/e/f': 'd/e/f 1' })
      const base = await repository.tip(MAIN)
      await put(repository, MAIN, left)
      git(repository.root, 'branch', 'theirs', base!.oid)
      await put(repository, 'refs/heads/theirs', right)
      const [ours, theirs] = [await repository.tip(MAIN), await repository.refs.read('refs/heads/theirs')]
      const plan = await repository.planMerge(ours!, theirs!)
      let native: string | undefined
      try {
        native = git(repository.root, 'merge-tree', '--write-tree', 'main', 'theirs').trim()
      } catch {
        native = undefined
      }
      expect(plan.conflicts.length === 0).toBe(native !== undefined)
      if (native === undefined) return
      const commit = await repository.commit(MAIN, repository.batch(), () => Promise.resolve({ edits: plan.edits, message: 'merge', otherParents: [theirs!] }), { who })
      expect(commit ? git(repository.root, 'rev-parse', `${commit}^{tree}`).trim() : ours!.tree).toBe(native)
    }), { numRuns: 40 })
  })
})
