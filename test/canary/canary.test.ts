import { readdirSync, readFileSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { git } from '../helpers/temporary.js'
import { killed } from '../helpers/killed.js'
import { skillloop } from '../helpers/skillloop.js'
import { newProject, seeded, write, type Project } from '../cli/support.js'
import { fill } from '../redaction/bodies.js'
import { everythingIn, openToOthers } from './leftovers.js'

const CASES = new URL('../redaction/cases/', import.meta.url)
const WANTED = 500
// More by hand: SKILLLOOP_TEST_KILLS=25.
const KILLS = Number(process.env['SKILLLOOP_TEST_KILLS'] ?? 3)
const random = seeded(500)

/** A secret in the words around it. */
interface Planted { text: string; secrets: string[] }

/** Secrets of every kind that has cases, again and again with other bodies, until there are enough. */
function planted(): Planted[] {
  const templates = readdirSync(CASES).flatMap((kind) => {
    const path = new URL(`${kind}/ng.txt`, CASES)
    return existsSync(path) ? readFileSync(path, 'utf8').replace(/\n$/, '').split('\n=====\n') : []
  })
  const list: Planted[] = []
  let count = 0
  for (let round = 1; count < WANTED; round++) {
    for (const template of templates) {
      const { text, secrets } = fill(template, 1000 * round + list.length)
      const long = secrets.filter((secret) => secret.length >= 8)
      if (long.length === 0 || count >= WANTED) continue
      list.push({ text, secrets: long })
      count += long.length
    }
  }
  return list
}

/** Sessions with a secret in every place that a session has, and something to be learned beside it. */
function sessions(list: readonly Planted[]): string {
  const lines: string[] = []
  for (let i = 0; i < list.length; i += 9) {
    const [a, b, c, d, e, f, g, h, j] = Array.from({ length: 9 }, (_, k) => list[i + k]?.text ?? 'nothing here')
    const escaped = JSON.stringify({ inner: JSON.stringify({ text: d }) })
    lines.push(JSON.stringify({
      session_id: `s${i}`, title: e, started_at: `2026-07-${String(1 + (i % 28)).padStart(2, '0')}T08:00:00Z`, metadata: { note: f },
      messages: [
        { role: 'user', content: `Never push on Fridays in project ${i}.\n\n${a}` },
        { role: 'assistant', content: `Will do: ${b}`, tool_calls: [{ name: 'terminal', arguments: { command: 'npm test', env: c }, result: `${d}\n${escaped}\n${Buffer.from(`config\n${g}\n`).toString('base64')}`, success: true }] },
        { role: 'user', content: `We use pnpm here, not npm, and for ${i} always this: ${h}` },
        { role: 'assistant', content: `Done. ${j}`, tool_calls: [{ name: 'read', arguments: JSON.stringify({ path: `${i}.env` }), result: `https://x.test/?q=${encodeURIComponent(a ?? '')}`, success: true }] }
      ]
    }))
  }
  return `${lines.join('\n')}\n`
}

const list = planted()
const secrets = list.flatMap((each) => each.secrets)
// What a leak would look like: the secret itself, or as JSON, URLs and base64 have it.
const forms = secrets.flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)])

function leaks(text: string): string[] {
  return [...new Set(forms.filter((form) => text.includes(form)))]
}

function run(project: Project, printed: string[], ...args: string[]): string {
  const { stdout, stderr } = skillloop(args, { cwd: project.root })
  printed.push(stdout, stderr)
  return stdout
}

const figures = { secrets: secrets.length, kills: 0, searched: 0 }
afterAll(() => console.log(JSON.stringify(figures)))

describe(`${WANTED} planted secrets`, () => {
  it('reach no object, index, file, screen or dataset on the whole way', { timeout: 240_000 }, () => {
    expect(secrets.length).toBeGreaterThanOrEqual(WANTED)
    const project = newProject()
    const printed: string[] = []
    const go = (...args: string[]): string => run(project, printed, ...args)
    const outside = write(`${project.root} outside`, 'sessions.jsonl', sessions(list))
    go('ingest', 'generic', outside)
    go('ingest', 'auto', outside, '--json')
    go('eval', '--stale')
    go('eval', 'latest', '--json')
    go('distill', '--all')
    const open = JSON.parse(go('review', 'list', '--json')) as { id: string }[]
    expect(open.length).toBeGreaterThan(3)
    for (const [i, { id }] of open.entries()) {
      go('review', 'show', id)
      const text = list[i]?.text ?? ''
      if (i % 3 === 2) go('review', 'reject', id, '--reason', text)
      else go('review', 'approve', id, '--reason', text)
    }
    for (const [i, { text }] of list.slice(0, 12).entries()) {
      go('rate', 'latest', 'good', '--note', text)
      go('traces', 'show', text)
      go('review', 'show', text)
      go(i % 2 ? 'ingest' : 'eval', text)
      const broken = write(`${project.root} outside`, `broken-${i}.jsonl`, `{"role": "user", "content": ${JSON.stringify(text)}\n{"role": ${JSON.stringify(text)}, "content": "x"}\n[${JSON.stringify(text)}]\n`)
      go('ingest', 'generic', broken)
      go('ingest', 'generic', broken, '--json')
    }
    go('export', 'sft', '--out', 'data/sft.jsonl', '--min-score', '0')
    go('apply', '--target', 'agent')
    for (const args of [['status'], ['log'], ['traces', 'list'], ['traces', 'show', 'latest', '--full'], ['check'], ['scan', '--all'], ['scan', '--history'], ['redact', '--stale', '--check']]) go(...args)
    const everything = `${everythingIn(project.root, project.store)}\n${printed.join('\n')}`
    figures.searched += everything.length
    expect(everything).toContain('[REDACTED:')
    if (process.platform !== 'win32') expect(openToOthers(project.store).filter((path) => !path.endsWith('COMMIT_EDITMSG'))).toEqual([])
    expect(leaks(everything)).toEqual([])
  })

  it('stay out when it is killed at any moment', { timeout: 240_000 }, async () => {
    const project = newProject()
    const outside = write(`${project.root} outside`, 'sessions.jsonl', sessions(list))
    const printed: string[] = []
    const ways = [['ingest', 'generic', outside], ['eval', '--stale'], ['distill', '--all']]
    for (const args of ways) {
      for (let n = 0; n < KILLS; n++) {
        const { output } = await killed(project, args, 1 + Math.floor(random() * 8), 250 + random() * 900)
        printed.push(output)
        figures.kills++
        expect(leaks(`${everythingIn(project.root, project.store)}\n${printed.join('\n')}`)).toEqual([])
      }
      run(project, printed, ...args)
    }
    expect(git(project.store, 'ls-tree', '-r', '--name-only', 'ledger')).toContain('traces/generic/')
    expect(leaks(`${everythingIn(project.root, project.store)}\n${printed.join('\n')}`)).toEqual([])
  })
})
