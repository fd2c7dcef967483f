import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { skillloop } from '../helpers/skillloop.js'
import { cli, cliJson, expectCivil, expectSound, ingest, memory, newProject, propose, sessionLine, type Project } from '../cli/support.js'

const LONG = process.env['TORTURE'] === 'long'
/** V8 gives up where it needs more: a command that would is killed, and the test fails. */
const HEAP = { NODE_OPTIONS: '--max-old-space-size=2048' }

/** A file written piece by piece, for ones that no memory holds. */
function generate(project: Project, name: string, pieces: Iterable<string>): string {
  const path = join(project.root, name)
  const file = openSync(path, 'w')
  for (const piece of pieces) writeSync(file, piece)
  closeSync(file)
  return path
}

function* oneSession(messages: number): Generator<string> {
  yield '{"session_id":"long","started_at":"2026-08-01T10:00:00Z","messages":['
  for (let at = 0; at < messages; at++) yield `${at === 0 ? '' : ','}{"role":"${at % 2 === 0 ? 'user' : 'assistant'}","content":"message ${at}"}`
  yield ']}\n'
}

function* oneLine(megabytes: number): Generator<string> {
  yield '{"session_id":"wide","messages":[{"role":"user","content":"'
  for (let at = 0; at < megabytes; at++) yield 'x'.repeat(1 << 20)
  yield '"}]}\n'
  yield `${sessionLine('after')}\n`
}

describe('input that no memory is meant for', () => {
  it(`a session of ${LONG ? '1,000,000' : '20,000'} messages is taken or refused with a word, in bounded memory`, () => {
    const project = newProject()
    const path = generate(project, 'long.jsonl', oneSession(LONG ? 1_000_000 : 20_000))
    const run = skillloop(['ingest', 'generic', path], { cwd: project.root, env: HEAP })
    expect([0, 2], run.stderr).toContain(run.code)
    expectCivil(run, run.code ?? -1)
    expectSound(project)
  })

  it(`a line of ${LONG ? '1,024' : '80'} MB is refused by itself, and what is beside it is taken`, async () => {
    const project = newProject()
    const path = generate(project, 'wide.jsonl', oneLine(LONG ? 1024 : 80))
    const run = skillloop(['ingest', 'generic', path], { cwd: project.root, env: HEAP })
    expectCivil(run, 2)
    expect(await cliJson(['traces', 'list'], { cwd: project.root })).toHaveLength(1)
    expectSound(project)
  })
})

describe('a log that would end the process', () => {
  it('is left out by itself, with the way to have it read, and what is beside it is taken', async () => {
    const project = newProject()
    const id = (at: number): string => `${String(at).padStart(8, '0')}-0000-4000-8000-000000000000`
    const line = (session: number, at: number, text: string): string => `${JSON.stringify({
      parentUuid: null, isSidechain: false, userType: 'external', cwd: '/srv/shop', sessionId: id(session), version: '2.0.1', type: 'user', uuid: id(at), timestamp: '2026-08-01T10:00:00.000Z', message: { role: 'user', content: text }
    })}\n`
    function* huge(): Generator<string> {
      for (let at = 0; at < 100; at++) yield line(1, at, 'x '.repeat(1 << 19))
    }
    const folder = join(project.root, 'logs')
    mkdirSync(folder)
    generate(project, 'logs/huge.jsonl', huge())
    generate(project, 'logs/small.jsonl', [line(2, 1, 'Never push to main.')])
    const run = skillloop(['ingest', 'claude-code', folder], { cwd: project.root, env: { NODE_OPTIONS: '--max-old-space-size=256' } })
    expectCivil(run, 2)
    expect(run.stdout + run.stderr).toMatch(/huge\.jsonl: a log of 105 MB, more than there is memory for[^]*NODE_OPTIONS=--max-old-space-size=\d+/)
    expect(await cliJson(['traces', 'list'], { cwd: project.root })).toHaveLength(1)
    // With the memory that it asks for it is read.
    const again = skillloop(['ingest', 'claude-code', folder], { cwd: project.root, env: { NODE_OPTIONS: '--max-old-space-size=512' } })
    expectCivil(again, 0)
    expect(await cliJson(['traces', 'list'], { cwd: project.root })).toHaveLength(2)
    expectSound(project)
  })
})

describe('input made to break what reads it', () => {
  it.each([
    ['JSON 100,000 deep', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
    ['arguments 100,000 deep', sessionLine('deep', 'x', [{ role: 'assistant', content: '', tool_calls: [{ id: 'a', type: 'function', function: { name: 'f', arguments: `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}` } }] }])],
    ['content 100,000 deep', `{"session_id":"a","messages":[{"role":"user","content":${'['.repeat(100_000)}${']'.repeat(100_000)}}]}`],
    ['NUL bytes', '\0'.repeat(100_000)],
    ['half a surrogate', sessionLine('half', '\ud800')],
    ['a key again and again', `{${'"messages":[],'.repeat(50_000)}"session_id":"x"}`]
  ])('%s: is taken or refused with a word', async (_, text) => {
    const project = newProject()
    const run = await ingest(project, `${text}\n${sessionLine('beside')}\n`)
    expect([0, 2], run.stderr).toContain(run.code)
    expectCivil(run, run.code ?? -1)
    expect(JSON.stringify(await cliJson(['traces', 'list'], { cwd: project.root }))).toContain('beside')
    expectSound(project)
  })

  it('changes no prototype', async () => {
    const project = newProject()
    const call = { id: 'a', type: 'function', function: { name: '__proto__', arguments: '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}' } }
    const text = JSON.stringify({ session_id: '__proto__', messages: [{ role: 'user', content: 'x' }, { role: 'assistant', content: '', tool_calls: [call] }, { role: 'tool', tool_call_id: 'a', content: '{"__proto__":{"polluted":1}}' }] })
      .replace('"session_id"', '"__proto__":{"polluted":1},"session_id"')
    for (const args of [['ingest', 'generic', '-'], ['eval', '--all'], ['distill', '--all']]) {
      const run = await cli(args, { cwd: project.root, input: `${text}\n` })
      expect([0, 2], run.stderr).toContain(run.code)
    }
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
    expect(Object.prototype).not.toHaveProperty('polluted')
  })

  it.each(['--upload-pack=touch /tmp/x', '-rf', '--', '@{-1}', 'HEAD', '\u001b[2J\u001b]0;x\u0007', '<img src=x onerror=alert(1)>', '$(touch /tmp/x)'])('takes a title for words, whatever it looks like: %s', async (title) => {
    const project = newProject()
    const example = memory('Always run the linter')
    const odd = { ...example, proposal: { ...example.proposal, front: { ...example.proposal.front, title } } }
    await propose(project, odd)
    for (const args of [['review', 'list'], ['review', 'show', odd.id], ['review', 'list', '--filter', 'kind=memory'], ['log']]) {
      const run = await cli(args, { cwd: project.root })
      expectCivil(run, 0)
      // eslint-disable-next-line no-control-regex
      expect(run.stdout).not.toMatch(/[\u0000-\u0008\u000b-\u001f]/)
    }
    // What looks like an option is one that is not known, or an id that is not there.
    for (const args of [['review', 'show', title], ['review', 'show', '--', title], ['traces', 'show', '--', title]]) expectCivil(await cli(args, { cwd: project.root }), 2)
    expectCivil(await cli(['review', 'approve', odd.id], { cwd: project.root }), 0)
    expectSound(project)
  })
})
