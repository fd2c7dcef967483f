import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { git } from '../helpers/temporary.js'
import { cli, expectCivil, expectSound, newProject } from './support.js'

const NOW = { SKILLLOOP_NOW: '2026-08-10T09:00:00Z', GIT_AUTHOR_NAME: 'Ada', GIT_AUTHOR_EMAIL: 'ada@example.org', GIT_COMMITTER_NAME: 'Ada', GIT_COMMITTER_EMAIL: 'ada@example.org' }
const deep = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`

/** Sessions of every kind that the pipeline tells apart. */
function session(n: number): string {
  const messages = [
    { role: 'user', content: `Look at case ${n}. ${n % 11 === 0 ? `The key is AKIA${'QWERTYUIOPASDFGH'.slice(n % 7)}ZXCVBNMASDFGHJKL`.slice(0, 33) : ''}` },
    { role: 'assistant', content: 'ok', tool_calls: [{ id: 'a', function: { name: 'shell', arguments: JSON.stringify({ command: `echo ${n}`, env: { DB_PASSWORD: `hunter${n}hunter` } }) } }] },
    { role: 'tool', tool_call_id: 'a', content: n === 333 ? 'line of output\n'.repeat(120_000) : `case ${n} from alice@example.org` }
  ]
  if (n % 50 === 49) return `{"session_id": "broken-${n}", "messages": [`
  if (n === 320) return `{"session_id": "deep", "messages": [{"role": "assistant", "content": "x", "tool_calls": [{"id": "d", "function": {"name": "shell", "arguments": {"value": ${deep(3000)}}}}]}]}`
  // Some come twice, one of them shorter: what stands does not depend on who is done first.
  return JSON.stringify({ session_id: `s${n % 97 === 0 ? 1 : n}`, started_at: `2026-08-0${1 + n % 9}T10:00:00Z`, messages: messages.slice(0, n % 97 === 0 ? 1 + n / 97 % 3 : 3) })
}

test('ingest: commit, report and what is skipped are the same on any number of threads', async () => {
  const runs = await Promise.all([0, 1, 3].map(async (threads) => {
    const project = newProject()
    writeFileSync(join(project.root, 'sessions.jsonl'), Array.from({ length: 700 }, (_, n) => session(n)).join('\n'))
    const run = async (): Promise<string> => {
      const result = await cli(['ingest', 'generic', 'sessions.jsonl', '--json'], { cwd: project.root, env: { ...NOW, SKILLLOOP_THREADS: String(threads) } })
      // Some lines are broken.
      expectCivil(result, 2)
      return result.stdout.replaceAll(project.root, '')
    }
    const first = await run()
    writeFileSync(join(project.root, 'sessions.jsonl'), Array.from({ length: 720 }, (_, n) => session(n)).join('\n'))
    const second = await run()
    expectSound(project)
    return { first, second, ledger: git(project.store, 'rev-parse', 'ledger^{tree}'), log: git(project.store, 'log', '--format=%T %s', 'ledger') }
  }))
  expect(runs[1]).toEqual(runs[0])
  expect(runs[2]).toEqual(runs[0])
  expect(runs[0]?.first).toMatch(/"ingested": ?6\d\d/)
})
