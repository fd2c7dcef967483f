import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { git } from '../helpers/temporary.js'
import { allObjects, bothWays, cli, cliJson, expectCivil, expectSound, newProject, states, tree, write } from '../cli/support.js'

const trace = (id: string, words: string, more: object = {}) => ({
  id, schema_version: '1.1', source: 'sessions.jsonl', created_at: '2026-05-01T10:00:00+00:00', runtime: { name: 'hermes', version: '1' }, adapter: { name: 'generic_jsonl' }, metadata: {}, raw_artifact_ref: null,
  messages: [{ role: 'user', content: words, tool_calls: [], metadata: {} }, { role: 'assistant', content: 'Done.', tool_calls: [{ id: 'c', name: 'terminal', arguments: { command: 'ls' }, result: 'a', success: true, started_at: null, ended_at: null, duration_ms: null, exit_code: 0, status: 'success', error_type: null, artifact_refs: [] }], metadata: {} }],
  raw_trace_sha256: null, normalized_trace_sha256: 'x', ...more
})
const proposal = (id: string, trace_id: string, kind: string, status: string, title: string, content: string) => ({ id, trace_id, kind, title, content, reason: 'said by the user', status, created_at: '2026-05-01T10:01:00+00:00' })

/** A store as the tables of the Python SkillLoop's schema 2 have it. */
function earlierStore(path: string, version = 2): void {
  const db = new Database(path)
  db.exec(`CREATE TABLE traces(id TEXT PRIMARY KEY, source TEXT NOT NULL, created_at TEXT NOT NULL, payload TEXT NOT NULL);
    CREATE TABLE evaluations(id TEXT PRIMARY KEY, trace_id TEXT NOT NULL, score INTEGER NOT NULL, created_at TEXT NOT NULL, payload TEXT NOT NULL);
    CREATE TABLE proposals(id TEXT PRIMARY KEY, trace_id TEXT NOT NULL, kind TEXT NOT NULL, status TEXT NOT NULL, created_at TEXT NOT NULL, payload TEXT NOT NULL, content_hash TEXT);
    CREATE TABLE controller_runs(id TEXT PRIMARY KEY, started_at TEXT NOT NULL, finished_at TEXT, payload TEXT NOT NULL); PRAGMA user_version = ${version}`)
  const put = (item: { id: string; created_at: string }) => db.prepare('INSERT INTO traces VALUES (?, ?, ?, ?)').run(item.id, 's', item.created_at, JSON.stringify(item))
  // The same file read twice made two traces there.
  for (const item of [trace('t1', 'Never force-push to main.'), trace('t2', 'Never force-push to main.'), trace('t3', 'Please release it. My key is AKIAZQ3DRSTUVWXY2345.')]) put(item)
  db.prepare('INSERT INTO traces VALUES (?, ?, ?, ?)').run('t4', 's', 'x', '{torn')
  for (const [id, of, score, at] of [['e1', 't1', 50, '2026-05-01'], ['e2', 't1', 65, '2026-05-02'], ['e3', 't3', 300, '2026-05-02']] as const) db.prepare('INSERT INTO evaluations VALUES (?, ?, ?, ?, ?)').run(id, of, score, at, JSON.stringify({ id, trace_id: of, score, tags: ['Tool Failure'], evaluator_name: 'rubric', evaluator_version: '1.2', evidence: [] }))
  for (const item of [
    proposal('p1', 't1', 'memory', 'pending', 'Preference', 'force-push to main'), proposal('p2', 't3', 'memory', 'rejected', 'Preference', 'release it on Fridays'), proposal('p3', 't3', 'memory', 'applied', 'Preference', 'Use the release script'),
    proposal('p4', 't3', 'skill', 'approved', 'Release a version', '---\nname: release\ndescription: x\n---\n\n---\nname: again\n---\n\n# Release\n\n1. Run the script.\n'), proposal('p5', 'gone', 'memory', 'pending', 'x', 'of a trace that is not there')
  ]) db.prepare('INSERT INTO proposals VALUES (?, ?, ?, ?, ?, ?, NULL)').run(item.id, item.trace_id, item.kind, item.status, item.created_at, JSON.stringify(item))
  db.close()
}

it('takes over traces once, scores beside ours, proposals with their states; the second time nothing', async () => {
  const project = newProject()
  const options = { cwd: project.root }
  earlierStore(join(project.root, 'old.db'))
  const before = readFileSync(join(project.root, 'old.db'))
  const run = await cli(['import', 'skillloop-db', 'old.db', '--json'], options)
  expectCivil(run, 2)
  expect(JSON.parse(run.stdout)).toMatchObject({ version: 2, traces: { ingested: 2 }, evaluations: 1, proposals: { pending: 3, approved: 0, rejected: 1, known: 0 } })
  expect(readFileSync(join(project.root, 'old.db')).equals(before)).toBe(true)
  const ledger = tree(project, 'ledger')
  expect(ledger.filter((path) => path.startsWith('traces/hermes/'))).toHaveLength(2)
  expect(ledger.filter((path) => path.startsWith('evaluations/imported_rubric/'))).toHaveLength(1)
  expect(allObjects(project.store)).not.toContain('AKIAZQ3DRSTUVWXY2345')
}, 60_000)

it('leaves what was approved to be read again, or approves it in the name of who says so', async () => {
  for (const keep of [false, true]) {
    const project = newProject()
    const options = { cwd: project.root }
    earlierStore(join(project.root, 'old.db'))
    expect((await cli(['import', 'skillloop-db', 'old.db', ...(keep ? ['--keep-approved'] : [])], options)).code).toBe(2)
    expect(Object.values(await states(project)).sort()).toEqual(keep ? ['approved', 'approved', 'pending', 'rejected'] : ['pending', 'pending', 'pending', 'rejected'])
    if (keep) expect(git(project.store, 'show', 'main:skills/release-a-version/SKILL.md').match(/^---$/gm)).toHaveLength(2)
    expectSound(project)
    expectCivil(await cli(['check'], options), 0)
    const again = JSON.parse((await cli(['import', 'skillloop-db', 'old.db', '--json'], options)).stdout) as object
    expect(again).toMatchObject({ traces: { ingested: 0, updated: 0 }, proposals: { pending: 0, approved: 0, rejected: 0, known: 4 } })
  }
}, 60_000)

it('names what is no such store, one of a newer version, and one that is not there', async () => {
  const { root: cwd } = newProject()
  write(cwd, 'text.db', 'no database')
  earlierStore(join(cwd, 'newer.db'), 3)
  const other = new Database(join(cwd, 'other.db'))
  other.exec('CREATE TABLE sessions(id)')
  other.close()
  for (const [file, code, told] of [['text.db', 2, 'not a database'], ['newer.db', 2, 'schema version 3'], ['other.db', 2, 'no table traces'], ['gone.db', 3, 'no such file']] as const) expect((await bothWays(['import', 'skillloop-db', file], { cwd }, code)).text).toContain(told)
  expect(await cliJson(['traces', 'list'], { cwd })).toEqual([])
})
