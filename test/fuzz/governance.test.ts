import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cleanEnvironment, git, temporaryFolder } from '../helpers/temporary.js'
import { cli, expectCivil, fsckReport, newProject, seeded, states, write, type Project } from '../cli/support.js'
import { lesson, LESSONS } from '../controller/support.js'
import { mutateBytes, mutateValue } from './mutate.js'

const LONG = process.env['TORTURE'] === 'long'
const ROUNDS = LONG ? 20 : 1
const SEED = Number(process.env['SKILLLOOP_SEED'] ?? 20260810)
const keep = mkdtempSync(join(tmpdir(), 'skillloop governed '))
afterAll(() => rmSync(keep, { recursive: true, force: true }))

/** Commands that read what is governed. */
const READS = ['status', 'check', 'audit', 'review list --all', 'memory list', 'skills list', 'log', 'apply --target agent --dry-run', 'distill --all --dry-run', 'dataset list', 'skills candidates', 'report learning', 'doctor', 'rollout status', 'github summary --range main..main', 'policy show', 'traces list', 'memory search pnpm', 'skills health']

/** A store with something of every kind on main, on the ledger and on branches. */
beforeAll(async () => {
  const project = newProject()
  for (let n = 0; n < 8; n++) write(project.root, `in/${n}.jsonl`, `${lesson(`s${n}`, LESSONS[n % LESSONS.length] ?? '', `2026-07-0${1 + n}`)}\n`)
  const run = async (...args: string[]): Promise<void> => expectCivil(await cli(args, { cwd: project.root }), 0)
  await run('ingest', 'generic', 'in')
  await run('eval', '--all')
  await run('distill', '--all')
  const [one, two, three] = Object.keys(await states(project)).sort()
  await run('review', 'approve', one ?? '', two ?? '')
  await run('review', 'reject', three ?? '', '--reason', 'no')
  await run('policy', 'set', 'dataset.minScore', '10', '--reason', 'x')
  await run('export', 'sft', '--out', 'train.jsonl', '--splits', 'train=0.5,test=0.5')
  cpSync(project.root, join(keep, 'p'), { recursive: true })
}, 120_000)

function fresh(): Project {
  const root = temporaryFolder()
  cpSync(join(keep, 'p'), root, { recursive: true })
  return { root, store: join(root, '.skillloop') }
}

interface Put { path: string; bytes: Uint8Array | string; mode?: string }

/** Commits files on a branch as a hand with plain git would; paths may be any that git's import takes. */
function commitOn(gitdir: string, ref: string, files: readonly Put[], from = ref): void {
  const head = `commit ${ref}\ncommitter Mallory <m@example.org> 1786352400 +0000\ndata 4\nhand\nfrom ${git(gitdir, 'rev-parse', from).trim()}\n`
  const parts = files.flatMap(({ path, bytes, mode = '100644' }) => [Buffer.from(`M ${mode} inline ${JSON.stringify(path)}\ndata ${Buffer.byteLength(bytes)}\n`), Buffer.from(bytes), Buffer.from('\n')])
  execFileSync('git', ['-C', gitdir, 'fast-import', '--quiet', '--force'], { input: Buffer.concat([Buffer.from(head), ...parts]), env: cleanEnvironment(), stdio: ['pipe', 'ignore', 'pipe'] })
}

/** Every command says what it finds in words, and never ends as a bug would. */
async function expectReadable(project: Project, what: string, commands: readonly string[] = someReads()): Promise<void> {
  for (const line of commands) {
    const run = await cli(line.split(' '), { cwd: project.root })
    const said = `${what}\nskillloop ${line}: ${run.code}\n${run.stdout}${run.stderr}`
    expect([0, 1, 2, 3], said).toContain(run.code)
    expect(run.stdout + run.stderr, said).not.toMatch(/\n\s+at .*[(:]\d+:\d+|this is a bug|node:internal|Cannot read propert|is not a function|is not iterable|\[object Object\]/)
    // eslint-disable-next-line no-control-regex
    expect(run.stdout, said).not.toMatch(/[\u0000-\u0008\u000b-\u001f]/)
  }
}

// The short version tries a few at each place, others at the next.
let turn = 0
function someReads(): string[] {
  return LONG ? [...READS] : ['check', ...Array.from({ length: 2 }, () => READS[turn++ % READS.length] ?? 'status')]
}

const BOMB = `a: &a ["x","x","x","x","x","x","x","x","x"]\n${'bcdefghij'.split('').map((name, at) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghi'[at] ?? ''}`).join(',')}]`).join('\n')}\n`
const FRONTS: Record<string, string> = {
  'an engine that runs code': '---js\nmodule.exports = (process.exitCode = 70, { id: 1 })\n---\nx\n', 'an engine by another word': '---coffee\nx = 1\n---\nx\n', 'JSON for YAML': '---json\n{"id":1}\n---\nx\n',
  'a bomb of aliases': `---\n${BOMB}---\nx\n`, 'a tag that runs code': '---\nid: !!js/function "function () { return 1 }"\ntitle: !!python/object/apply:os.system ["true"]\n---\nx\n', 'a map that is its own': '---\na: &a\n  b: *a\n---\nx\n',
  'a prototype': '---\n__proto__:\n  polluted: 1\nconstructor: { prototype: { polluted: 1 } }\n---\nx\n', 'merge keys': '---\nbase: &b { id: 1 }\n<<: *b\nid: { <<: [*b, *b] }\n---\nx\n', 'a list': '---\n- a\n---\nx\n', 'nothing': '---\n---\n', 'no end': '---\nid: x\n',
  'numbers and dates where words are': '---\nschemaVersion: 1\nid: 2026-01-01\nkind: [memory]\naction: null\nsubject: 1e999\ntitle: 0x10\nartifact: ~\nevidence: yes\n---\nx\n', 'a key twice': '---\nid: a\nid: b\n---\nx\n', 'deep': `---\na: ${'['.repeat(5000)}${']'.repeat(5000)}\n---\nx\n`, 'NUL bytes': '---\nid: \0\0\n---\n\0\n', 'a long line': `---\ntitle: ${'x'.repeat(200_000)}\n---\nx\n`
}

const kinds = (): [string, string, string][] => {
  const project = { store: join(keep, 'p', '.skillloop') }
  const files = (ref: string): string[] => git(project.store, 'ls-tree', '-r', '--name-only', ref).trim().split('\n')
  const branch = git(project.store, 'for-each-ref', '--format=%(refname)', 'refs/heads/proposal').split('\n')[0] ?? ''
  const one = (ref: string, pattern: RegExp): [string, string, string][] => files(ref).filter((path) => pattern.test(path)).slice(0, 1).map((path) => [path.split('/')[0] ?? '', ref, path])
  return [...[/^policy\.json/, /^proposals\//, /^decisions\/.*approve/, /^memory\//, /^datasets\/.*\.json/, /^store\.json/].flatMap((pattern) => one('refs/heads/main', pattern)),
    ...[/^proposals\//, /^memory\//].flatMap((pattern) => one(branch, pattern).map(([name, ref, path]): [string, string, string] => [`${name}, on a branch`, ref, path])),
    ...[/^traces\//, /^evaluations\//, /^runs\//].flatMap((pattern) => one('refs/heads/ledger', pattern))]
}

describe('what hands wrote into governed files', () => {
  it.each(Object.entries(FRONTS))('front matter: %s', { timeout: 300_000 }, async (_, text) => {
    const project = fresh()
    const all = kinds().filter(([, , path]) => path.endsWith('.md'))
    for (const [, ref, path] of all) commitOn(project.store, ref, [{ path, bytes: text }])
    git(project.store, 'reset', '-q', '--hard')
    await expectReadable(project, text.slice(0, 200))
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
    expect(process.exitCode).not.toBe(70)
  })

  it('any kind of file, changed in its values and its bytes', async () => {
    for (const [name, ref, path] of kinds()) {
      for (let round = 0; round < ROUNDS; round++) {
        const project = fresh()
        const random = seeded(SEED + round * 7919 + path.length)
        const bytes = execFileSync('git', ['-C', project.store, 'cat-file', 'blob', `${ref}:${path}`], { env: cleanEnvironment() })
        const changed = path.endsWith('.json') && round % 3 !== 2 ? JSON.stringify(mutateValue(JSON.parse(bytes.toString()), random), null, 2) : mutateBytes(bytes, random)
        commitOn(project.store, ref, [{ path, bytes: changed }])
        git(project.store, 'reset', '-q', '--hard')
        await expectReadable(project, `${name}, round ${round}: ${Buffer.from(changed).toString('latin1').slice(0, 3000)}`)
        rmSync(project.root, { recursive: true })
      }
    }
  }, 1_800_000)

  it('files of the right kind in wrong places, and of no kind', async () => {
    const project = fresh()
    const files = ['decisions/x/y.json', 'decisions/-x/20260801t090000z-approve-000000000000.json', 'proposals/--help.md', 'proposals/__proto__.md', 'memory/semantic/-x.md', 'memory/semantic/__proto__.md', 'skills/__proto__/SKILL.md', 'skills/x', 'datasets/__proto__/x.json', 'datasets/x/000000000000.json', 'training/plans/x.json', 'training/results/x/y.json', 'rollouts/x.json', '.github/workflows/x.yml', '::error file=x::y\n::set-output name=a::b', 'allowed_signers', '##[command]x']
    for (const bytes of LONG ? ['', 'null', '[]', '{}', '{"__proto__":1}', '---\nid: x\n---\n', '\ud800'] : ['', 'null', '{"__proto__":1}']) {
      commitOn(project.store, 'refs/heads/main', files.map((path) => ({ path, bytes })))
      commitOn(project.store, 'refs/heads/ledger', ['traces/x.json', 'traces/__proto__/2026/01/01/x.json', 'evaluations/x/y.json', 'events/2026/01/x.json', 'runs/x.json', 'support/x/y.json', 'quarantine/x.json'].map((path) => ({ path, bytes })))
      git(project.store, 'reset', '-q', '--hard')
      await expectReadable(project, JSON.stringify(bytes))
      const run = await cli(['check', '--annotate'], { cwd: project.root })
      expect(run.stdout + run.stderr).not.toMatch(/^::set-output|^##\[command/m)
    }
  })
})

describe('a remote in hostile hands', () => {
  async function shared(): Promise<{ project: Project; bare: string }> {
    const project = fresh()
    const bare = join(project.root, 'hub.git')
    git(project.root, 'init', '-q', '--bare', '-b', 'main', bare)
    expectCivil(await cli(['remote', 'add', 'origin', bare], { cwd: project.root }), 0)
    expectCivil(await cli(['policy', 'set', 'ledger.publishTo', JSON.stringify([bare]), '--reason', 'x'], { cwd: project.root }), 0)
    const run = await cli(['sync'], { cwd: project.root })
    expectCivil(run, 0)
    return { project, bare }
  }

  const before = (project: Project): string[] => ['main', 'ledger'].map((ref) => git(project.store, 'rev-parse', ref).trim())

  it('branches that are named like options, paths and nothing else there is', async () => {
    const { project, bare } = await shared()
    const tip = git(bare, 'rev-parse', 'main').trim()
    const names = ['-x', '--upload-pack=touch${IFS}pwned', 'proposal/memory/x', 'proposal/skill/-x-000000000000', 'proposal/memory/con-000000000000', 'proposal/memory/a-000000000000/b', 'proposal/training-plan/__proto__-0123456789ab', 'HEAD', 'refs/heads/main', 'proposal/x/y/z', 'skillloop/archive/x', "$(touch pwned)", '::set-output', '@', 'ledger2', 'proposal/memory/zu-weit-0123456789ab']
    writeFileSync(join(bare, 'packed-refs'), `# pack-refs with: peeled fully-peeled sorted \n${readPacked(bare)}${names.map((name) => `${tip} refs/heads/${name}\n`).sort().join('')}`)
    const run = await cli(['sync'], { cwd: project.root })
    expectCivil(run, run.code ?? -1)
    expect([0, 1, 2, 3]).toContain(run.code)
    await expectReadable(project, 'names')
    expect(fsckReport(project.store)).toBe('')
    expect(() => git(project.root, 'ls-files', '--error-unmatch', 'pwned')).toThrow()
  })

  it('files that hands changed on main, the ledger and proposals', async () => {
    for (const [at, [name, ref, path]] of [...kinds().entries()].filter(([at]) => LONG || at % 3 === 0)) {
      const { project, bare } = await shared()
      if (git(bare, 'for-each-ref', ref) === '') continue
      const old = before(project)
      const random = seeded(SEED + at)
      const bytes = execFileSync('git', ['-C', bare, 'cat-file', 'blob', `${ref}:${path}`], { env: cleanEnvironment() })
      commitOn(bare, ref, [{ path, bytes: path.endsWith('.json') ? JSON.stringify(mutateValue(JSON.parse(bytes.toString()), random)) : mutateBytes(bytes, random) }, { path: 'x/../y'.replace('/../', '/…/'), bytes: 'x' }, { path: 'link', bytes: '/etc/passwd', mode: '120000' }])
      const run = await cli(['sync'], { cwd: project.root })
      expectCivil(run, run.code ?? -1)
      expect([0, 1, 2, 3], `${name}\n${run.stdout}${run.stderr}`).toContain(run.code)
      await expectReadable(project, name)
      expect(fsckReport(project.store)).toBe('')
      for (const [n, branch] of ['main', 'ledger'].entries()) expect(git(project.store, 'merge-base', old[n] ?? '', branch).trim(), 'nothing of ours is gone').toBe(old[n])
      rmSync(project.root, { recursive: true })
    }
  }, 600_000)

  it('a history of its own, an empty one, and refs to what is no commit', async () => {
    for (const make of [
      (bare: string) => { git(bare, 'update-ref', 'refs/heads/main', git(bare, 'commit-tree', '-m', 'other', git(bare, 'rev-parse', 'main^{tree}').trim()).trim()) },
      (bare: string) => { git(bare, 'update-ref', '-d', 'refs/heads/main') },
      (bare: string) => { writeFileSync(join(bare, 'refs/heads/main'), `${git(bare, 'rev-parse', 'main:policy.json').trim()}\n`) },
      (bare: string) => { writeFileSync(join(bare, 'refs/heads/main'), `${'0'.repeat(39)}1\n`) },
      (bare: string) => { writeFileSync(join(bare, 'refs/heads/main'), 'garbage\n') },
      (bare: string) => { rmSync(join(bare, 'objects'), { recursive: true }) }
    ]) {
      const { project, bare } = await shared()
      const old = before(project)
      make(bare)
      const run = await cli(['sync'], { cwd: project.root })
      expectCivil(run, run.code ?? -1)
      expect([0, 1, 2, 3], run.stdout + run.stderr).toContain(run.code)
      await expectReadable(project, make.toString(), ['status', 'check', 'review list'])
      for (const [n, branch] of ['main', 'ledger'].entries()) expect(git(project.store, 'merge-base', old[n] ?? '', branch).trim()).toBe(old[n])
    }
  }, 600_000)
})

function readPacked(bare: string): string {
  git(bare, 'pack-refs', '--all')
  return readFileSync(join(bare, 'packed-refs'), 'utf8').split('\n').filter((line) => /^[0-9a-f^]/.test(line)).map((line) => `${line}\n`).join('')
}
