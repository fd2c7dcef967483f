import { rmSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { REDACTOR_VERSION } from '../../src/redaction/redact.js'
import { git } from '../helpers/temporary.js'
import { body } from '../redaction/bodies.js'
import { allObjects, bothWays, cli, cliJson, expectCivil, expectSound, newProject, sessionLine, tree, write, type Project } from './support.js'

const acme = `acme_live_${body('base62', 20, 3)}`
const ledger = (project: Project): string => git(project.store, 'rev-parse', 'ledger').trim()
const traces = (project: Project): string[] => tree(project, 'ledger').filter((path) => path.startsWith('traces/'))
const stored = (project: Project, path: string): Trace => JSON.parse(git(project.store, 'show', `ledger:${path}`)) as Trace
interface Call { name: string; arguments: unknown; result?: string }
interface Trace { id: string; redaction: { version: number; rules?: string; marks: Record<string, number> }; sha256: string; messages: { role: string; text: string; toolCalls?: Call[] }[] }

function setPolicy(project: Project, sections: object): void {
  write(project.store, 'policy.json', `${JSON.stringify({ schemaVersion: 1, store: { fsync: false }, ...sections })}\n`)
  git(project.store, 'commit', '-qam', 'policy')
}

/** A session in a folder, with a call of a tool. */
function session(id: string, cwd: string, words: string, result = 'fine'): string {
  return JSON.stringify({
    session_id: id, started_at: '2026-08-01T10:00:00Z', project: { cwd }, messages: [
      { role: 'user', content: words },
      { role: 'assistant', content: '', tool_calls: [{ id: 'c1', type: 'function', function: { name: 'read_mail', arguments: '{"folder":"inbox"}' } }, { id: 'c2', type: 'function', function: { name: 'shell', arguments: '{"command":"ls"}' } }] },
      { role: 'tool', tool_call_id: 'c1', content: result }, { role: 'tool', tool_call_id: 'c2', content: 'a.txt' }, { role: 'assistant', content: 'Done.' }
    ]
  })
}

async function ingestFile(project: Project, name: string, text: string): Promise<Record<string, unknown>> {
  write(project.root, name, text)
  return await cliJson(['ingest', 'generic', name], { cwd: project.root }) as Record<string, unknown>
}

describe('deny rules', () => {
  it('leave sessions of a path out, say so, and are no fault', async () => {
    const project = newProject()
    setPolicy(project, { ingestion: { deny: [{ path: '**/private', reason: 'family matters' }] } })
    write(project.root, 'private/a.jsonl', sessionLine('a', 'a word in private'))
    write(project.root, 'b.jsonl', sessionLine('b'))
    const { text, json } = await bothWays(['ingest', 'generic', 'private', 'b.jsonl'], { cwd: project.root }, 0)
    expect(json).toMatchObject({ ingested: 1, skipped: [], denied: [{ reason: 'family matters' }] })
    expect(text).toMatch(/0 sessions ingested, 0 updated, 1 unchanged, 0 skipped/)
    expect(allObjects(project.store)).not.toContain('a word in private')
    const [run] = tree(project, 'ledger').filter((path) => path.startsWith('runs/'))
    expect(JSON.parse(git(project.store, 'show', `ledger:${run ?? ''}`))).toMatchObject({ counts: { ingested: 1, denied: 1 }, skipped: [{ problem: 'left out by the policy: family matters' }] })
    expectSound(project)
    // Once the rule is gone they are taken in, though the file is as it was.
    setPolicy(project, {})
    expect(await cliJson(['ingest', 'generic', 'private', 'b.jsonl'], { cwd: project.root })).toMatchObject({ ingested: 1, denied: [] })
    expect(traces(project)).toHaveLength(2)
  })

  it('drop what a tool was given or gave, for every session or those of a runtime', async () => {
    const project = newProject()
    setPolicy(project, { ingestion: { deny: [{ tool: 'READ_*', drop: 'both', reason: 'mail is nobody\'s business' }, { tool: 'shell', drop: 'result', runtime: 'codex', reason: 'x' }] } })
    await ingestFile(project, 'a.jsonl', session('a', '/w', 'hello', 'a letter from Grace'))
    const [path = ''] = traces(project)
    const trace = stored(project, path)
    const calls = trace.messages.flatMap(({ toolCalls = [] }) => toolCalls)
    expect(calls.map(({ arguments: given, result }) => [given, result])).toEqual([['[DROPPED:tool-arguments]', '[DROPPED:tool-result]'], [{ command: 'ls' }, 'a.txt']])
    expect(trace.redaction).toMatchObject({ marks: { 'dropped-arguments': 1, 'dropped-result': 1 }, rules: expect.stringMatching(/^[0-9a-f]{64}$/) as string })
    expect(allObjects(project.store)).not.toMatch(/letter from Grace|inbox/)
    expectCivil(await cli(['eval', '--all'], { cwd: project.root }), 0)
    expectCivil(await cli(['check'], { cwd: project.root }), 0)
    // Again changes nothing, also without what is remembered of the file.
    const before = ledger(project)
    rmSync(`${project.store}/local`, { recursive: true, force: true })
    await cliJson(['ingest', 'generic', 'a.jsonl'], { cwd: project.root })
    expect(ledger(project)).toBe(before)
    expectSound(project)
  })

  it.each([
    ['without a reason', [{ path: '/x' }]], ['with nothing but a reason', [{ reason: 'x' }]], ['with a tool and nothing to drop', [{ tool: 'x', reason: 'x' }]], ['with an unknown key', [{ path: '/x', reason: 'x', colour: 1 }]]
  ])('%s are refused', async (_, deny) => {
    const project = newProject()
    setPolicy(project, { ingestion: { deny } })
    const run = await cli(['status'], { cwd: project.root })
    expectCivil(run, 2)
    expect(run.stderr).toMatch(/policy\.json.*deny/s)
  })
})

describe('redact --stale', () => {
  const rules = { rules: [{ id: 'acme-token', pattern: 'acme_(?:live|test)_[0-9A-Za-z]{20}', keywords: ['acme_'] }] }

  it('reads sources again where they are, redacts what is stored where not, in one commit', async () => {
    const project = newProject()
    await ingestFile(project, 'a.jsonl', session('a', '/w', `it says ${acme}`))
    await ingestFile(project, 'b.jsonl', session('b', '/w', `and it says ${acme} too`))
    await ingestFile(project, 'c.jsonl', sessionLine('c'))
    expectCivil(await cli(['eval', '--all'], { cwd: project.root }), 0)
    const places = traces(project)
    expect((await cliJson(['redact', '--stale', '--check'], { cwd: project.root }) as { stale: unknown[] }).stale).toEqual([])
    rmSync(`${project.root}/b.jsonl`)
    setPolicy(project, { redaction: rules })
    const before = ledger(project)
    const { json: checked } = await bothWays(['redact', '--stale', '--check'], { cwd: project.root }, 1)
    expect((checked as { stale: unknown[] }).stale).toHaveLength(3)
    const { text } = await bothWays(['redact', '--stale', '--dry-run'], { cwd: project.root }, 0)
    expect(text).toMatch(/3 of 3 traces were made.*1 acme-token {2}\(read again\).*2 read again from the source, 1 redacted as stored: found 2 acme-token \(dry run/s)
    expect(ledger(project)).toBe(before)

    const run = await cli(['redact', '--stale'], { cwd: project.root })
    expectCivil(run, 0)
    expect(run.stdout).toMatch(/found 2 acme-token\nledger is at .*scan --history.*eval --stale/s)
    expect(run.stdout).not.toContain(acme)
    expect(git(project.store, 'rev-list', '--count', `${before}..ledger`).trim()).toBe('1')
    expect(traces(project)).toEqual(places)
    const now = places.map((path) => stored(project, path))
    expect(now.map(({ redaction }) => redaction.marks['acme-token'] ?? 0).sort()).toEqual([0, 1, 1])
    expect(new Set(now.map(({ redaction }) => redaction.rules)).size).toBe(1)
    expect(git(project.store, 'grep', '-c', 'acme_live', before, '--', 'traces')).not.toBe('')
    expect(() => git(project.store, 'grep', '-c', 'acme_live', 'ledger', '--', 'traces')).toThrow()
    expectSound(project)

    // What rests on the traces' hashes knows that they have changed.
    expect(await cliJson(['status'], { cwd: project.root })).toMatchObject({ evaluations: { stale: 3, fresh: 0 } })
    expectCivil(await cli(['check'], { cwd: project.root }), 0)
    expectCivil(await cli(['eval', '--stale'], { cwd: project.root }), 0)
    expect(await cliJson(['status'], { cwd: project.root })).toMatchObject({ evaluations: { stale: 0, fresh: 3 } })
    // And once is enough.
    const after = ledger(project)
    expect(await cliJson(['redact', '--stale'], { cwd: project.root })).toMatchObject({ stale: [], found: {} })
    expect(ledger(project)).toBe(after)
    expect(await cliJson(['ingest', 'generic', 'a.jsonl', 'c.jsonl'], { cwd: project.root })).toMatchObject({ ingested: 0, updated: 0 })
  })

  it('gives back what a looser policy allows only where the source still has it', async () => {
    const project = newProject()
    setPolicy(project, { redaction: rules })
    await ingestFile(project, 'a.jsonl', session('a', '/w', `it says ${acme}`))
    await ingestFile(project, 'b.jsonl', session('b', '/w', `and it says ${acme}`))
    rmSync(`${project.root}/b.jsonl`)
    setPolicy(project, {})
    expectCivil(await cli(['redact', '--stale'], { cwd: project.root }), 0)
    const said = traces(project).map((path) => stored(project, path).messages[0]?.text).sort()
    expect(said).toEqual(['and it says [REDACTED:acme-token#1]', `it says ${acme}`])
    expect(traces(project).every((path) => stored(project, path).redaction.rules === undefined)).toBe(true)
    expectSound(project)
  })

  it('drops what the policy drops now, keeps what a source has lost, and what a newer redactor made', async () => {
    const project = newProject()
    await ingestFile(project, 'a.jsonl', session('a', '/w', 'hello', 'a letter from Grace'))
    const [path = ''] = traces(project)
    const long = stored(project, path)
    // The source is there, but was cut short since.
    write(project.root, 'a.jsonl', sessionLine('a', 'hello'))
    setPolicy(project, { ingestion: { deny: [{ tool: 'read_mail', drop: 'result', reason: 'mail' }] } })
    expect(await cliJson(['redact', '--stale'], { cwd: project.root })).toMatchObject({ stale: [{ id: long.id, from: 'ledger', found: { 'dropped-result': 1 } }] })
    const now = stored(project, path)
    expect(now.messages).toHaveLength(long.messages.length)
    expect(now.messages.flatMap(({ toolCalls = [] }) => toolCalls).map(({ result }) => result)).toEqual(['[DROPPED:tool-result]', 'a.txt'])
    expectCivil(await cli(['check'], { cwd: project.root }), 0)
    expectSound(project)
    expect(now.redaction.version).toBe(REDACTOR_VERSION)
  })

  it('needs to be told what', async () => {
    expectCivil(await cli(['redact'], { cwd: newProject().root }), 2)
  })
})

describe('the policy on redaction', () => {
  it('takes a gitleaks file from the main branch, else from the project, and names what is wrong with it', async () => {
    const project = newProject()
    write(project.root, '.gitleaks.toml', "[[rules]]\nid = 'acme'\nregex = '''acme_live_\\w{20}'''\n")
    setPolicy(project, { redaction: { gitleaks: '.gitleaks.toml' } })
    await ingestFile(project, 'a.jsonl', sessionLine('a', `see ${acme}`))
    expect(stored(project, traces(project)[0] ?? '').redaction.marks).toEqual({ acme: 1 })
    // A rule that its file changes makes its traces stale, too.
    write(project.root, '.gitleaks.toml', "[[rules]]\nid = 'acme-live'\nregex = '''acme_live_\\w{20}'''\n")
    expectCivil(await cli(['redact', '--stale', '--check'], { cwd: project.root }), 1)
    write(project.root, '.gitleaks.toml', "[[rules]]\nid = 'acme'\nregex = '''(?=a)'''\n")
    const broken = await cli(['status'], { cwd: project.root })
    expectCivil(broken, 2)
    expect(broken.stderr).toMatch(/\.gitleaks\.toml: the rule acme/)
    write(project.store, '.gitleaks.toml', 'title = "none"\n')
    expectCivil(await cli(['status'], { cwd: project.root }), 2)
    git(project.store, 'add', '.gitleaks.toml')
    git(project.store, 'commit', '-qm', 'rules')
    expectCivil(await cli(['status'], { cwd: project.root }), 0)
  })
  it.each([['../outside.toml', /not in the project/], ['missing.toml', /is not there/], ['.skillloop/local/x.toml', /not in the project/], ['folder', /no file/]])('does not read %s', async (path, told) => {
    const project = newProject()
    write(project.root, '../outside.toml', '')
    write(project.store, 'local/x.toml', '')
    write(project.root, 'folder/x', '')
    setPolicy(project, { redaction: { gitleaks: path } })
    const run = await cli(['status'], { cwd: project.root })
    rmSync(`${project.root}/../outside.toml`)
    expectCivil(run, 2)
    expect(run.stderr).toMatch(told)
  })
  it('holds for what is printed', async () => {
    const project = newProject()
    setPolicy(project, { redaction: { rules: [{ id: 'acme-token', pattern: 'acme_live_\\w{20}' }] } })
    const run = await cli(['traces', 'show', acme], { cwd: project.root })
    expect(run.code).not.toBe(0)
    expect(run.stdout + run.stderr).not.toContain(acme)
  })
})
