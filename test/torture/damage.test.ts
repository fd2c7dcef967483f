import { execFileSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cleanEnvironment, git, temporaryFolder } from '../helpers/temporary.js'
import { cli, expectCivil, newProject, states, write, type Project } from '../cli/support.js'
import { lesson, LESSONS } from '../controller/support.js'

const keep = mkdtempSync(join(tmpdir(), 'skillloop damage '))
afterAll(() => rmSync(keep, { recursive: true, force: true }))

const COMMANDS = [['status'], ['doctor'], ['check'], ['audit'], ['traces', 'list'], ['review', 'list'], ['memory', 'list'], ['log'], ['eval', '--stale'], ['distill', '--all', '--dry-run'], ['apply', '--target', 'agent', '--dry-run'], ['controller', 'run', '--dry-run'], ['ingest', 'generic', 'more.jsonl']]

/** A store in use: taken in in two goes, judged, two lessons approved, one open; its first objects in a pack. */
beforeAll(async () => {
  const project = newProject()
  for (let n = 0; n < 8; n++) write(project.root, `in/${n}.jsonl`, `${lesson(`s${n}`, LESSONS[n % LESSONS.length] ?? '', `2026-07-0${1 + n}`)}\n`)
  write(project.root, 'more.jsonl', `${lesson('later', LESSONS[0] ?? '')}\n`)
  const run = async (...args: string[]): Promise<void> => expectCivil(await cli(args, { cwd: project.root }), 0)
  await run('ingest', 'generic', 'in/0.jsonl', 'in/1.jsonl', 'in/2.jsonl', 'in/3.jsonl')
  git(project.store, 'gc', '-q')
  await run('ingest', 'generic', 'in')
  await run('eval', '--all')
  await run('distill', '--all')
  const [one, two] = Object.keys(await states(project)).sort()
  await run('review', 'approve', one ?? '', two ?? '')
  cpSync(project.root, join(keep, 'p'), { recursive: true })
}, 120_000)

interface Damage {
  does: (project: Project) => void
  /** What doctor or check must say of it. */
  said: RegExp
  /** Commands that must do their work all the same. */
  work?: string[]
  /** What a person does about it, as they were told; then all is well again. Without it nothing needs doing. */
  mend?: (project: Project) => void
}

const overwrite = (path: string, bytes: string | Uint8Array): void => {
  chmodSync(path, 0o644)
  writeFileSync(path, bytes)
}
const git_ = (project: Project, path: string): string => join(project.store, '.git', path)
const packs = (project: Project, end: string): string[] => readdirSync(git_(project, 'objects/pack')).filter((name) => name.endsWith(end)).map((name) => git_(project, `objects/pack/${name}`))
/** Breaks the object of a file on a branch, made loose before. */
const spoil = (project: Project, ref: string, path: RegExp, bytes: string | Uint8Array): void => {
  for (const pack of packs(project, '.pack')) {
    const moved = join(project.root, 'moved.pack')
    cpSync(pack, moved)
    for (const end of ['.pack', '.idx', '.rev']) rmSync(pack.replace(/\.pack$/, end), { force: true })
    execFileSync('git', ['-C', project.store, 'unpack-objects', '-q'], { input: readFileSync(moved), env: cleanEnvironment() })
    rmSync(moved)
  }
  const oid = /[0-9a-f]{40}/.exec(git(project.store, 'ls-tree', '-r', ref).split('\n').find((entry) => path.test(entry)) ?? '')?.[0] ?? ''
  overwrite(git_(project, `objects/${oid.slice(0, 2)}/${oid.slice(2)}`), bytes)
}

const READS = ['status', 'traces list', 'review list', 'memory list', 'log']
const DAMAGES: Record<string, Damage> = {
  'a trace whose object is empty': { does: (project) => spoil(project, 'ledger', /traces\//, ''), said: /object|cannot be read|empty/i, work: ['traces list', 'review list', 'memory list', 'log'] },
  'a trace whose object is garbage': { does: (project) => spoil(project, 'ledger', /traces\//, 'garbage, not zlib'), said: /object|cannot be read|corrupt/i, work: ['traces list', 'review list', 'memory list', 'log'] },
  'an approved memory whose object is garbage': { does: (project) => spoil(project, 'main', /memory\//, Buffer.alloc(40, 7)), said: /object|cannot be read|corrupt/i, work: ['traces list'] },
  'a pack that ends early': { does: (project) => { for (const pack of packs(project, '.pack')) { chmodSync(pack, 0o644); truncateSync(pack, Math.floor(statSync(pack).size / 2)) } }, said: /pack|object/i },
  'a pack of garbage': { does: (project) => { for (const pack of packs(project, '.pack')) overwrite(pack, Buffer.alloc(500, 1)) }, said: /pack|object/i },
  'a pack without its index': { does: (project) => { for (const index of packs(project, '.idx')) rmSync(index) }, said: /pack|object|index-pack/i },
  'a pack index of garbage': { does: (project) => { for (const index of packs(project, '.idx')) overwrite(index, Buffer.alloc(2000, 3)) }, said: /pack|object|index/i },
  'HEAD of garbage': { does: (project) => overwrite(git_(project, 'HEAD'), 'garbage\n'), said: /HEAD/, work: [] , mend: (project) => overwrite(git_(project, 'HEAD'), 'ref: refs/heads/main\n') },
  'no HEAD': { does: (project) => rmSync(git_(project, 'HEAD')), said: /HEAD/, mend: (project) => writeFileSync(git_(project, 'HEAD'), 'ref: refs/heads/main\n') },
  'a config of garbage': { does: (project) => overwrite(git_(project, 'config'), '[core\n\0\x01 = = ]'), said: /config/, work: [] },
  'no config': { does: (project) => rmSync(git_(project, 'config')), said: /./, work: READS },
  'an index of Git that is garbage': { does: (project) => overwrite(git_(project, 'index'), 'garbage'), said: /./, work: READS },
  'packed-refs of garbage': { does: (project) => writeFileSync(git_(project, 'packed-refs'), Buffer.from('\0\x01garbage\nmore garbage')), said: /packed-refs|ref/i },
  'a main of garbage': { does: (project) => overwrite(git_(project, 'refs/heads/main'), 'garbage\n'), said: /main/, work: [] },
  'a main that names a commit that is not there': { does: (project) => overwrite(git_(project, 'refs/heads/main'), `${'1'.repeat(40)}\n`), said: /main|1111111|object/, work: [] },
  'a ledger of garbage': { does: (project) => overwrite(git_(project, 'refs/heads/ledger'), 'x'), said: /ledger/, work: [] },
  'no ledger': { does: (project) => git(project.store, 'update-ref', '-d', 'refs/heads/ledger'), said: /ledger/, work: ['review list', 'memory list', 'log'] },
  'no main': { does: (project) => git(project.store, 'update-ref', '-d', 'refs/heads/main'), said: /main/, work: [] },
  'an index.sqlite of garbage': { does: (project) => writeFileSync(join(project.store, 'index.sqlite'), 'garbage '.repeat(2000)), said: /./, work: READS },
  'an index.sqlite that is a folder': { does: (project) => { for (const end of ['', '-wal', '-shm']) rmSync(join(project.store, `index.sqlite${end}`), { force: true }); mkdirSync(join(project.store, 'index.sqlite')) }, said: /./, work: READS },
  'local state of garbage': { does: (project) => { mkdirSync(join(project.store, 'local'), { recursive: true }); for (const name of ['tick.json', 'checkout.json', 'loop.json', 'service.json', 'sources.json', 'audit.json', 'lock', 'store.lock', 'cursors.json']) writeFileSync(join(project.store, 'local', name), '{garbage') }, said: /./, work: READS },
  'a policy that is no JSON': { does: (project) => { write(project.store, 'policy.json', '{ "schemaVersion": 1, '); git(project.store, 'commit', '-qam', 'x') }, said: /policy\.json/, mend: (project) => git(project.store, 'revert', '--no-edit', 'HEAD') },
  'a proposal on main of garbage': { does: (project) => { const name = readdirSync(join(project.store, 'proposals'))[0] ?? ''; write(project.store, `proposals/${name}`, '---\n: : [\n---\n'); git(project.store, 'commit', '-qam', 'x') }, said: /proposals\//, work: ['traces list', 'memory list', 'log'] },
  'a decision of garbage': { does: (project) => { write(project.store, 'decisions/0123456789abcdef/2026-01-01T00-00-00.000Z-approve-0123456789ab.json', '{'); git(project.store, 'add', '.'); git(project.store, 'commit', '-qm', 'x') }, said: /decisions\//, work: ['traces list', 'memory list', 'log'] },
  'a store without .git': { does: (project) => rmSync(join(project.store, '.git'), { recursive: true }), said: /\.skillloop|Git/, work: [] }
}

describe.each(Object.entries(DAMAGES))('%s', (_name, { does, said, work = [], mend }) => {
  it('is named and contained, and doctor says the way out', async () => {
    const root = temporaryFolder()
    cpSync(join(keep, 'p'), root, { recursive: true })
    const project = { root, store: join(root, '.skillloop') }
    does(project)
    const runs = new Map<string, { code: number | null; text: string }>()
    for (const args of COMMANDS) {
      const run = await cli(args, { cwd: root })
      const text = run.stdout + run.stderr
      expect(text, args.join(' ')).not.toMatch(/\n\s+at .*[(:]\d+:\d+|a bug|node:internal|UnhandledPromise|Error: /)
      expect([0, 1, 2, 3], `${args.join(' ')}: ${text}`).toContain(run.code)
      runs.set(args.join(' '), { code: run.code, text })
    }
    expect(`${runs.get('doctor')?.text ?? ''}${runs.get('check')?.text ?? ''}`).toMatch(said)
    if (runs.get('check')?.code !== 0) expect(runs.get('doctor')?.code, runs.get('doctor')?.text).not.toBe(0)
    for (const command of work) expect(runs.get(command), command).toMatchObject({ code: 0 })
    if (!mend) return
    mend(project)
    expectCivil(await cli(['check'], { cwd: root }), 0)
    expectCivil(await cli(['status'], { cwd: root }), 0)
  })
})
