import { chmodSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync, writeSync, closeSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { FIXTURES, skillloop } from '../helpers/skillloop.js'
import { git, temporaryFolder } from '../helpers/temporary.js'
import { bothWays, cli, cliJson, expectCivil, expectSound, ingest, newProject, sessionLine, tree, write, type Project } from './support.js'

interface Skipped { file: string; line?: number; problem: string; expected?: string }
interface Ingested { ingested: number; unchanged: number; skipped: Skipped[] }

const A = sessionLine('a')
const B = sessionLine('b')
const utf16 = (text: string): Buffer => Buffer.from(`\ufeff${text}`, 'utf16le')
const SEPARATOR = '\u2028'

const messages = (lines: string[]): string => `${lines.join('\n')}\n`

describe('input that is wrong in part', () => {
  // content → how many sessions come out of it all the same, and what is told of the rest
  const cases: Record<string, { content: string | Uint8Array; ingested: number; skips: { line?: number; problem: RegExp; expected: RegExp }[] }> = {
    'bad JSON in line 3 of 5': { content: messages([A, B, '{"messages": [', sessionLine('c'), sessionLine('d')]), ingested: 4, skips: [{ line: 3, problem: /JSON/, expected: /JSON/ }] },
    'a torn first line': { content: messages(['{"messages": [{"role"', A, B]), ingested: 2, skips: [{ line: 1, problem: /JSON/, expected: /JSON/ }] },
    'a line that is a list of numbers': { content: messages([A, '[1, 2, 3]', B]), ingested: 2, skips: [{ line: 2, problem: /neither message nor session/, expected: /role/ }] },
    'a line that is a number': { content: messages([A, '42', B]), ingested: 2, skips: [{ line: 2, problem: /neither message nor session/, expected: /role/ }] },
    'an unknown role': { content: messages(['{"role":"user","content":"hello"}', '{"role":"wizard","content":"abracadabra"}', '{"role":"assistant","content":"hi"}']), ingested: 1, skips: [{ line: 2, problem: /unknown role "wizard"/, expected: /user, assistant/ }] },
    'an unknown role inside a session': { content: messages([A, '{"messages":[{"role":"wizard","content":"x"}]}', B]), ingested: 2, skips: [{ line: 2, problem: /unknown role "wizard"/, expected: /user, assistant/ }] },
    'an empty file': { content: '', ingested: 0, skips: [{ problem: /empty/, expected: /JSON/ }] },
    'white space alone': { content: ' \n\n', ingested: 0, skips: [{ problem: /empty/, expected: /JSON/ }] },
    'a byte order mark': { content: `\ufeff${A}\n`, ingested: 1, skips: [] },
    'UTF-16 with a byte order mark': { content: utf16(messages([A, B])), ingested: 2, skips: [] },
    'UTF-16 without one': { content: Buffer.from(messages([A, B]), 'utf16le'), ingested: 0, skips: [1, 2, 3].map((line) => ({ line, problem: /JSON/, expected: /JSON/ })) },
    'bytes that are no UTF-8': { content: Buffer.concat([Buffer.from(`${A}\n`), Buffer.from([0x22, 0xc3, 0x28, 0x22, 0x0a]), Buffer.from(B)]), ingested: 2, skips: [{ line: 2, problem: /UTF-8/, expected: /UTF-16/ }] },
    'U+2028 in a text': { content: messages([sessionLine('a', `one${SEPARATOR}two`), B]), ingested: 2, skips: [] },
    'a lone surrogate': { content: messages(['{"messages":[{"role":"user","content":"half \\ud800 pair"}]}', B]), ingested: 2, skips: [] },
    'NUL and escapes for a terminal': { content: messages(['{"messages":[{"role":"user","content":"a\\u0000b\\u001b[2Jc"}]}']), ingested: 1, skips: [] },
    'nesting beyond measure': { content: messages([A, `{"messages":[{"role":"user","content":"x"}],"deep":${'['.repeat(20000)}${']'.repeat(20000)}}`, B]), ingested: 2, skips: [{ line: 2, problem: /deep|nest/, expected: /./ }] },
    'a key named __proto__': { content: messages(['{"__proto__":{"polluted":true},"messages":[{"role":"user","content":"x"}]}']), ingested: 1, skips: [] }
  }

  it.each(Object.entries(cases))('%s', async (_name, { content, ingested, skips }) => {
    const project = newProject()
    expect(await ingest(project, sessionLine('before'))).toMatchObject({ code: 0 })
    const file = write(project.root, 'logs/input.jsonl', content)
    const good = write(project.root, 'logs/other.jsonl', sessionLine('other'))
    const run = await cli(['ingest', 'generic', file, good, '--json'], { cwd: project.root })
    expectCivil(run, skips.length > 0 ? 2 : 0)
    const told = JSON.parse(run.stdout) as Ingested
    expect(told.ingested).toBe(ingested + 1)
    expect(told.skipped).toHaveLength(skips.length)
    for (const [i, { line, problem, expected }] of skips.entries()) {
      expect(told.skipped[i]).toMatchObject({ file, problem: expect.stringMatching(problem) as string, expected: expect.stringMatching(expected) as string })
      if (line !== undefined) expect(told.skipped[i]?.line).toBe(line)
    }
    const again = await cli(['ingest', 'generic', file, good], { cwd: project.root })
    expectCivil(again, skips.length > 0 ? 2 : 0)
    for (const { line } of skips) expect(again.stdout).toContain(line === undefined ? `skipped ${file}` : `${file}:${line}: `)
    expect(await cli(['ingest', 'generic', file, good, '--allow-skips'], { cwd: project.root })).toMatchObject({ code: 0 })
    expect((await cliJson(['traces', 'list'], { cwd: project.root }) as unknown[])).toHaveLength(ingested + 2)
    const shown = await cli(['traces', 'show', 'latest', '--full'], { cwd: project.root })
    expectCivil(shown, 0)
    expect(shown.stdout).not.toMatch(/[\u0000\u001b]/)
    expect(await cli(['check'], { cwd: project.root })).toMatchObject({ code: 0 })
    expectSound(project)
  })

  it('skips a line of 100 MB in bounded memory', async () => {
    const project = newProject()
    const file = join(project.root, 'big.jsonl')
    const handle = openSync(file, 'w')
    writeSync(handle, `${A}\n{"messages":[{"role":"user","content":"`)
    const chunk = Buffer.alloc(1 << 20, 'x')
    for (let i = 0; i < 100; i++) writeSync(handle, chunk)
    writeSync(handle, `"}]}\n${B}\n`)
    closeSync(handle)
    const run = skillloop(['ingest', 'generic', file, '--json'], { cwd: project.root, env: { NODE_OPTIONS: '--max-old-space-size=64' } })
    expectCivil(run, 2)
    expect(JSON.parse(run.stdout)).toMatchObject({ ingested: 2, skipped: [{ file, line: 2, problem: expect.stringMatching(/104857\d+ bytes/) as string }] })
  })

  it('names each place that gives nothing, and takes the others in', async () => {
    const project = newProject()
    mkdirSync(join(project.root, 'empty-folder'))
    mkdirSync(join(project.root, 'folder.jsonl'))
    write(project.root, 'image.png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3]))
    write(project.root, 'db.json', Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(100)]))
    write(project.root, 'torn.jsonl.gz', Buffer.from([0x1f, 0x8b, 8, 0, 1, 2, 3]))
    const good = write(project.root, 'good.jsonl', A)
    const { json, text } = await bothWays(['ingest', 'generic', 'missing.jsonl', 'empty-folder', 'folder.jsonl', 'none/*.jsonl', 'image.png', 'db.json', 'torn.jsonl.gz', good], { cwd: project.root }, 2)
    const { ingested, skipped } = json as Ingested
    expect(ingested).toBe(1)
    expect(skipped.map(({ file }) => file.split('/').at(-1))).toEqual(['missing.jsonl', 'empty-folder', 'folder.jsonl', '*.jsonl', 'image.png', 'db.json', 'torn.jsonl.gz'])
    for (const { problem, expected } of skipped) expect([problem, expected]).toEqual([expect.stringMatching(/./), expect.stringMatching(/./)])
    expect(text).toContain('ingest hermes-db')
  })
})

describe('a database that cannot be read', () => {
  function database(folder: string, make: (db: Database.Database) => void): string {
    const path = join(folder, 'state.db')
    const db = new Database(path)
    make(db)
    db.close()
    return path
  }
  const ingestDb = async (project: Project, path: string, code: number): Promise<string> => (await bothWays(['ingest', 'hermes-db', '--db-path', path], { cwd: project.root }, code)).text

  it.each<[string, number, RegExp, (folder: string) => string]>([
    ['missing', 3, /no such file/, (folder) => join(folder, 'state.db')],
    ['a folder', 2, /is a folder/, (folder) => folder],
    ['empty', 2, /empty file/, (folder) => write(folder, 'state.db', '')],
    ['text', 2, /not a database/, (folder) => write(folder, 'state.db', 'hello '.repeat(100))],
    ['cut off', 2, /damaged|not a database/, (folder) => {
      const path = database(folder, (db) => db.exec(`CREATE TABLE sessions(id TEXT); CREATE TABLE messages(id INTEGER, session_id TEXT, role TEXT, content TEXT); INSERT INTO sessions VALUES ('${'x'.repeat(9000)}')`))
      truncateSync(path, 4096)
      return path
    }],
    ['of something else', 2, /Hermes|sessions/, (folder) => database(folder, (db) => db.exec('CREATE TABLE recipes(id INTEGER)'))]
  ])('%s', async (_name, code, told, make) => {
    const project = newProject()
    await ingest(project, sessionLine('before'))
    const path = make(temporaryFolder())
    const text = await ingestDb(project, path, code)
    expect(text).toMatch(told)
    expect(text).toContain(path)
    expect(await cliJson(['traces', 'list'], { cwd: project.root })).toHaveLength(1)
  })

  it('locked by another program', async () => {
    const project = newProject()
    const path = database(temporaryFolder(), (db) => db.exec('CREATE TABLE sessions(id TEXT, started_at REAL); CREATE TABLE messages(id INTEGER, session_id TEXT, role TEXT, content TEXT, timestamp REAL)'))
    const holder = new Database(path)
    holder.exec('BEGIN EXCLUSIVE')
    const run = await cli(['ingest', 'hermes-db', '--db-path', path, '--json'], { cwd: project.root })
    holder.close()
    expectCivil(run, 3)
    expect(JSON.parse(run.stdout)).toMatchObject({ error: { code: 3, message: expect.stringMatching(/locked/) as string, place: { file: path }, fix: expect.any(String) as string } })
  })

  it('from the future: what is known of it is read, and said', async (context) => {
    if (!existsSync(join(FIXTURES, 'hermes/state_v26.db'))) context.skip('the shared fixtures are not beside this checkout')
    const project = newProject()
    const path = join(temporaryFolder(), 'state.db')
    writeFileSync(path, readFileSync(join(FIXTURES, 'hermes/state_v26.db')))
    const db = new Database(path)
    db.exec("UPDATE schema_version SET version = 999; ALTER TABLE messages ADD COLUMN from_the_future TEXT; CREATE TABLE tomorrow(id INTEGER)")
    db.close()
    const run = await cli(['ingest', 'hermes-db', '--db-path', path, '--all', '--allow-skips', '--json'], { cwd: project.root })
    expectCivil(run, 0)
    expect((JSON.parse(run.stdout) as Ingested).ingested).toBeGreaterThan(0)
    expect(run.stderr).toMatch(/999/)
    expectSound(project)
  })
})

describe('a store that is not as it should be', () => {
  const commands = [['status'], ['traces', 'list'], ['review', 'list'], ['log'], ['check'], ['dataset', 'list'], ['eval', '--stale'], ['ingest', 'generic', 'x.jsonl']]

  function commitFile(project: Project, path: string, text: string): void {
    write(project.store, path, text)
    git(project.store, 'add', '-A')
    git(project.store, 'commit', '-qm', 'by hand')
  }

  function objectFile(project: Project, name: string): string {
    const oid = git(project.store, 'rev-parse', name).trim()
    const path = join(project.store, '.git/objects', oid.slice(0, 2), oid.slice(2))
    chmodSync(path, 0o644)
    return path
  }

  // what is done to it → the exit code of every command, and what each tells
  const cases: Record<string, { code: number; told: RegExp; harm: (project: Project) => void }> = {
    'no store': { code: 2, told: /skillloop init/, harm: ({ store }) => rmSync(store, { recursive: true }) },
    'a file in its place': { code: 2, told: /skillloop init|not a folder/, harm: ({ store }) => { rmSync(store, { recursive: true }); writeFileSync(store, '') } },
    'an empty folder in its place': { code: 3, told: /no Git repository/, harm: ({ store }) => { rmSync(store, { recursive: true }); mkdirSync(store) } },
    'without .git': { code: 3, told: /no Git repository/, harm: ({ store }) => rmSync(join(store, '.git'), { recursive: true }) },
    'without its objects': { code: 3, told: /has no Git repository in it/, harm: ({ store }) => rmSync(join(store, '.git/objects'), { recursive: true }) },
    'without main': { code: 3, told: /main is missing/, harm: ({ store }) => rmSync(join(store, '.git/refs/heads/main')) },
    'main is garbage': { code: 3, told: /refs\/heads\/main is damaged/, harm: ({ store }) => writeFileSync(join(store, '.git/refs/heads/main'), 'garbage\n') },
    'main is empty, as after a power cut': { code: 3, told: /refs\/heads\/main is damaged/, harm: ({ store }) => writeFileSync(join(store, '.git/refs/heads/main'), '') },
    'a commit cut off': { code: 3, told: /object [0-9a-f]{40} cannot be read/, harm: (project) => truncateSync(objectFile(project, 'main'), 20) },
    'a tree of zeros': { code: 3, told: /object [0-9a-f]{40} cannot be read/, harm: (project) => writeFileSync(objectFile(project, 'main^{tree}'), Buffer.alloc(50)) },
    'of a newer format': { code: 3, told: /format version 2.*reads up to 1|newer SkillLoop/s, harm: (project) => commitFile(project, 'store.json', '{"format":"skillloop","formatVersion":2,"branch":"main"}\n') },
    'without store.json': { code: 3, told: /store\.json/, harm: (project) => { rmSync(join(project.store, 'store.json')); git(project.store, 'commit', '-qam', 'x') } },
    'store.json is garbage': { code: 2, told: /main:store\.json/, harm: (project) => commitFile(project, 'store.json', 'no') },
    'policy.json is no JSON': { code: 2, told: /main:policy\.json.*JSON/s, harm: (project) => commitFile(project, 'policy.json', '{"schemaVersion": 1,,}') },
    'policy.json is a list': { code: 2, told: /main:policy\.json/, harm: (project) => commitFile(project, 'policy.json', '[]') },
    'policy.json with an unknown key': { code: 2, told: /main:policy\.json.*colour/s, harm: (project) => commitFile(project, 'policy.json', '{"schemaVersion":1,"colour":"red"}') },
    'SHA-256 objects': { code: 3, told: /SHA-256/, harm: ({ store }) => writeFileSync(join(store, '.git/config'), '[extensions]\n\tobjectformat = sha256\n') }
  }

  it.each(Object.entries(cases))('%s', async (_name, { code, told, harm }) => {
    const project = newProject()
    await ingest(project, sessionLine('before'))
    write(project.root, 'x.jsonl', sessionLine('x'))
    harm(project)
    for (const args of commands) {
      const json = await cli([...args, '--json'], { cwd: project.root })
      expectCivil(json, code)
      expect(JSON.parse(json.stdout)).toMatchObject({ error: { code } })
    }
    const text = await cli(['status'], { cwd: project.root })
    expectCivil(text, code)
    expect(text.stderr).toMatch(told)
    expect(text.stderr).toMatch(/to do:|expected:/)
    expect(text.stdout).toBe('')
  })

  it.each<[string, (project: Project) => void]>([
    ['index.sqlite is garbage', ({ store }) => writeFileSync(join(store, 'index.sqlite'), 'garbage '.repeat(1000))],
    ['index.sqlite is empty', ({ store }) => truncateSync(join(store, 'index.sqlite'), 0)],
    ['index.sqlite is cut off', ({ store }) => truncateSync(join(store, 'index.sqlite'), 8192)],
    ['index.sqlite is torn in the middle', ({ store }) => {
      const path = join(store, 'index.sqlite')
      const bytes = readFileSync(path)
      writeFileSync(path, bytes.fill(0xaa, 4096))
    }],
    ['index.sqlite is a folder', ({ store }) => { rmSync(join(store, 'index.sqlite')); mkdirSync(join(store, 'index.sqlite')) }],
    ['index.sqlite of another program', ({ store }) => {
      rmSync(join(store, 'index.sqlite'))
      const db = new Database(join(store, 'index.sqlite'))
      db.exec('CREATE TABLE meta(key TEXT, value TEXT); CREATE TABLE other(id INTEGER); CREATE VIEW files AS SELECT 1')
      db.close()
    }],
    ['a journal of a checkout that is garbage', ({ store }) => write(store, 'local/checkout.json', '{"from": 1').length],
    ['detached HEAD', ({ store }) => git(store, 'checkout', '-q', '--detach', 'main')],
    ['another branch, dirty', ({ store }) => { git(store, 'switch', '-qc', 'mine'); writeFileSync(join(store, 'README.md'), 'mine\n') }],
    ['HEAD is garbage', ({ store }) => writeFileSync(join(store, '.git/HEAD'), 'garbage\n')],
    ['refs packed and objects collected', ({ store }) => { git(store, 'pack-refs', '--all'); git(store, 'gc', '-q', '--prune=now') }],
    ['mid-merge with a conflict', ({ store }) => {
      for (const [branch, text] of [['one', '1'], ['two', '2']] as const) {
        git(store, 'switch', '-qc', branch, 'main')
        write(store, 'policy.json', `${text}\n`)
        git(store, 'commit', '-qam', branch)
      }
      git(store, 'switch', '-q', '--detach', 'one')
      expect(() => git(store, 'merge', '-q', 'two')).toThrow()
    }]
  ])('works all the same: %s', async (_name, harm) => {
    const project = newProject()
    await ingest(project, [1, 2, 3, 4, 5, 6, 7, 8].map((n) => sessionLine(`before-${n}`, `${'words '.repeat(60)}${n}`)).join('\n'))
    const before = await cli(['traces', 'list', '--json'], { cwd: project.root })
    const head = readFileSync(join(project.store, '.git/HEAD'), 'utf8')
    harm(project)
    const list = await cli(['traces', 'list', '--json'], { cwd: project.root })
    expectCivil(list, 0)
    expect(list.stdout).toBe(before.stdout)
    const run = await ingest(project, sessionLine('after'))
    expectCivil(run, 0)
    for (const args of [['status'], ['log'], ['review', 'list'], ['traces', 'search', 'words'], ['check']]) expectCivil(await cli(args, { cwd: project.root }), 0)
    expect(await cliJson(['traces', 'list'], { cwd: project.root })).toHaveLength(9)
    expect(head).toMatch(/^ref: refs\/heads\/main/)
  })

  it('index.sqlite torn where few look: said at the worst, and mended by a rebuild', async () => {
    const project = newProject()
    await ingest(project, Array.from({ length: 300 }, (_, n) => sessionLine(`s${n}`)).join('\n'))
    const before = await cli(['traces', 'list', '--limit', '500'], { cwd: project.root })
    const path = join(project.store, 'index.sqlite')
    const whole = readFileSync(path)
    for (const part of [0.3, 0.5, 0.7, 0.9]) {
      writeFileSync(path, Buffer.from(whole).fill(0xaa, Math.floor(whole.length * part)))
      for (const args of [['traces', 'list'], ['status'], ['traces', 'search', 'please']]) {
        const run = await cli(args, { cwd: project.root })
        expectCivil(run, run.code === 0 ? 0 : 3)
        if (run.code !== 0) expect(run.stderr).toContain('skillloop index rebuild')
      }
      expectCivil(await cli(['index', 'rebuild'], { cwd: project.root }), 0)
      expect(await cli(['traces', 'list', '--limit', '500'], { cwd: project.root })).toEqual(before)
    }
  })

  it('on main amid a merge, ingest goes on and a decision waits for the person', async () => {
    const project = newProject()
    const { store } = project
    git(store, 'switch', '-qc', 'other')
    write(store, 'policy.json', '{"schemaVersion":1,"review":{"maxOpenProposals":5}}\n')
    git(store, 'commit', '-qam', 'other')
    git(store, 'switch', '-q', 'main')
    write(store, 'policy.json', '{"schemaVersion":1,"review":{"maxOpenProposals":6}}\n')
    git(store, 'commit', '-qam', 'mine')
    expect(() => git(store, 'merge', '-q', 'other')).toThrow()
    expectCivil(await ingest(project, sessionLine('x')), 0)
    expectCivil(await cli(['status'], { cwd: project.root }), 0)
    write(store, 'policy.json', '{"schemaVersion":1}\n')
    git(store, 'commit', '-qam', 'merged')
    expectSound(project)
  })

  const stored: Record<string, string> = {
    'a decision of nothing': 'decisions/0123456789ab/20260810T090000000Z-approve-0123456789ab.json|{}',
    'a decision that is null': 'decisions/0123456789ab/20260810T090000000Z-approve-0123456789ab.json|null',
    'a decision without its links': 'decisions/0123456789ab/20260810T090000000Z-approve-0123456789ab.json|{"proposal":"0123456789ab","verb":"approve","at":"x"}',
    'a decision that is no JSON': 'decisions/0123456789ab/20260810T090000000Z-approve-0123456789ab.json|<<<<<<< HEAD',
    'a proposal without front matter': 'proposals/0123456789ab.md|hello',
    'a proposal that runs code': 'proposals/0123456789ab.md|---js\nprocess.exit(99)\n---\n',
    'a proposal of nothing': 'proposals/0123456789ab.md|---\n{}\n---\n',
    'a proposal that is a list': 'proposals/0123456789ab.md|---\n- 1\n---\n',
    'a manifest of nothing': 'datasets/sft/0123456789abcdef.json|{}',
    'a file at no known place': 'memory/odd.md|x'
  }

  it.each(Object.entries(stored))('names a damaged file and stops nothing: %s', async (_name, what) => {
    const project = newProject()
    await ingest(project, sessionLine('before'))
    const [path, text] = what.split('|') as [string, string]
    commitFile(project, path, text)
    for (const args of [['status'], ['traces', 'list'], ['review', 'list', '--all'], ['log'], ['dataset', 'list'], ['eval', '--stale'], ['apply', '--target', 'agent'], ['index', 'rebuild']]) {
      const { text: said } = await bothWays(args, { cwd: project.root }, 0)
      expect(said).not.toMatch(/undefined|NaN|\[object/)
    }
    const checked = await cli(['check'], { cwd: project.root })
    expectCivil(checked, 1)
    expect(checked.stdout).toContain(path)
    expectCivil(await cli(['check', '--range', `${git(project.store, 'rev-parse', 'main~1').trim()}..main`], { cwd: project.root }), 1)
  })

  it.each(['{}', 'null', '{"id": 7, "messages": {}}', 'garbage'])('names a damaged file on the ledger and stops nothing: %s', async (text) => {
    const project = newProject()
    await ingest(project, [sessionLine('a'), sessionLine('b')].join('\n'))
    expectCivil(await cli(['eval', '--all'], { cwd: project.root }), 0)
    const paths = tree(project, 'ledger').filter((path) => /^(traces|evaluations)\//.test(path)).sort()
    git(project.store, 'switch', '-q', 'ledger')
    for (const path of [paths[0], paths.at(-1)] as string[]) writeFileSync(join(project.store, path), text)
    git(project.store, 'commit', '-qam', 'by hand')
    git(project.store, 'switch', '-q', 'main')
    for (const args of [['status'], ['traces', 'list'], ['traces', 'search', 'please'], ['eval', '--stale'], ['export', 'sft', '--out', 'x.jsonl', '--min-score', '0']]) await bothWays(args, { cwd: project.root }, 0)
    const checked = await cli(['check'], { cwd: project.root })
    expectCivil(checked, 1)
    // The session comes again: what is damaged is replaced.
    const run = await ingest(project, [sessionLine('a'), sessionLine('b')].join('\n'), '--json')
    expectCivil(run, 0)
    expectCivil(await cli(['eval', '--all'], { cwd: project.root }), 0)
    expectCivil(await cli(['check'], { cwd: project.root }), 0)
  })
})

describe('wrong usage', () => {
  it.each<[string[], RegExp]>([
    [[], /Which command/],
    [['stauts'], /status/],
    [['reviw', 'list'], /review/],
    [['review'], /Which one|review --help/],
    [['review', 'lst'], /list/],
    [['traces', 'list', '--limt', '3'], /limt/],
    [['status', 'extra'], /extra/],
    [['status', '--path'], /path/],
    [['status', '--path', '/does/not/exist'], /does\/not\/exist is not a folder/],
    [['status', '--path', 'file.txt'], /file\.txt is not a folder/],
    [['ingest', 'generic'], /source|positional|argument/i],
    [['ingest', 'hermes-db', '--latest', '--all'], /which sessions/],
    [['eval'], /which traces/],
    [['eval', 'latest', '--all'], /which traces/],
    [['eval', '--all', '--evaluator', 'nobody'], /rubric/],
    [['traces', 'show', 'ffff'], /no trace has the id ffff/],
    [['traces', 'show', 'latest', '--message', '99'], /no message 99/],
    [['traces', 'list', '--limit', 'many'], /limit/],
    [['traces', 'search', 'ab'], /3 characters/],
    [['review', 'show', 'ffff'], /no proposal has the id ffff/],
    [['review', 'reject', 'ffff'], /reason/],
    [['review', 'list', '--status', 'odd'], /pending/],
    [['dataset', 'show', 'ffff'], /no dataset has the id ffff/],
    [['export', 'sft', '--out', 'x.jsonl', '--min-score', '200'], /0 to 100/],
    [['export', 'sft', '--out', 'x.jsonl', '--min-score', 'x'], /whole number/],
    [['export', 'sft', '--out', 'x.jsonl', '--splits', 'train=0.5'], /split/],
    [['export', 'sft', '--out', 'x.jsonl', '--name', '../up'], /lower-case/],
    [['check', '--range', 'nonsense'], /A\.\.B/],
    [['check', '--range', 'main..nowhere'], /nowhere/],
    [['check', '--range', `main..${'0'.repeat(40)}`], /0{40}/],
    [['log', '--limit', 'x'], /limit/]
  ])('%j', async (args, told) => {
    const project = newProject()
    write(project.root, 'file.txt', 'x')
    await ingest(project, sessionLine('a'))
    const run = await cli(args, { cwd: project.root })
    expectCivil(run, 2)
    expect(run.stdout).toBe('')
    expect(run.stderr).toMatch(told)
    const json = await cli([...args, '--json'], { cwd: project.root })
    expectCivil(json, 2)
    expect(JSON.parse(json.stdout)).toMatchObject({ error: { code: 2, message: expect.any(String) as string } })
    expect(json.stderr).toBe('')
  })

  it('a clock that is none, an output that cannot be, a store that is there', async () => {
    const project = newProject()
    expectCivil(await cli(['status'], { cwd: project.root, env: { SKILLLOOP_NOW: 'noon' } }), 2)
    expectCivil(await cli(['init'], { cwd: project.root }), 2)
    expectCivil(await cli(['init', '--from', join(project.root, 'nowhere')], { cwd: temporaryFolder() }), 3)
    const other = temporaryFolder()
    renameSync(write(other, 'x', ''), join(other, 'y'))
    expectCivil(await cli(['init', '--path', 'y'], { cwd: other }), 2)
    expect(readdirSync(other)).toEqual(['y'])
    write(project.root, 'taken', '')
    expectCivil(await cli(['export', 'sft', '--out', 'taken/x.jsonl'], { cwd: project.root }), 3)
    expectCivil(await cli(['apply', '--target', 'taken'], { cwd: project.root }), 0)
  })
})
