// node bench/year.js [--hours 8760] [--sessions 400]: a year of hourly ticks under a simulated clock, while sessions arrive,
// grow and come broken. Prints what a tick takes, month by month, and whether the store is sound at the end.
import { execFileSync, spawnSync } from 'node:child_process'
import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { readArguments } from './arguments.js'
import { generateSession, randomFrom } from './generate.js'

const values = readArguments(import.meta.url, { hours: { type: 'string', default: '8760' }, sessions: { type: 'string', default: '400' }, json: { type: 'boolean', default: false } })
const hours = Number(values.hours)
const sessions = Number(values.sessions)
const folder = mkdtempSync(join(tmpdir(), 'skillloop-year-'))
const store = join(folder, '.skillloop')
const begin = Date.UTC(2026, 0, 1)
const random = randomFrom(7)
Object.assign(process.env, { GIT_AUTHOR_NAME: 'Bench', GIT_AUTHOR_EMAIL: 'bench@example.org', GIT_COMMITTER_NAME: 'Bench', GIT_COMMITTER_EMAIL: 'bench@example.org' })
const { main } = await import('../dist/cli/main.js')

async function run(args, now) {
  let stdout = ''
  let stderr = ''
  const io = { cwd: folder, env: { ...process.env, SKILLLOOP_NOW: new Date(now).toISOString() }, stdin: Readable.from([]), isTerminal: false, stdout: (text) => void (stdout += text), stderr: (text) => void (stderr += text) }
  const code = await main([...args, '--json'], io)
  return { code, json: stdout === '' ? undefined : JSON.parse(stdout), stderr }
}

/** The session of a number with its start in the simulated year, and, once it has grown, with more said in it. */
function sessionAt(index, started, grown) {
  const session = JSON.parse(generateSession(index))
  const shift = started - Date.parse(session.started_at)
  const moved = (time) => new Date(Date.parse(time) + shift).toISOString()
  session.started_at = moved(session.started_at)
  session.messages = session.messages.map((message) => ({ ...message, timestamp: moved(message.timestamp) }))
  if (grown) session.messages.push({ role: 'user', content: `Thanks. One more thing on part ${index}.` }, { role: 'assistant', content: 'Done.' })
  return `${JSON.stringify(session)}\n`
}

function sizeOf(path) {
  return readdirSync(path, { recursive: true, withFileTypes: true }).reduce((sum, entry) => (entry.isFile() ? sum + statSync(join(entry.parentPath, entry.name)).size : sum), 0)
}

const quantile = (list, q) => [...list].sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * q))] ?? 0

mkdirSync(join(folder, 'in'))
await run(['setup', '--connect', 'generic=in', '--yes', '--max-sessions', '0'], begin)
const rows = []
let month = { idle: [], busy: [], troubled: 0 }
let arrived = 0
const growing = new Map()
const codes = new Map()
for (let hour = 0; hour < hours; hour++) {
  const now = begin + hour * 3600_000
  if (random() < sessions / hours) {
    writeFileSync(join(folder, 'in', `${arrived}.jsonl`), sessionAt(arrived, now - 1800_000, false))
    if (random() < 0.3) growing.set(arrived, { hour: hour + 1 + Math.floor(random() * 5), started: now - 1800_000 })
    arrived++
  }
  for (const [index, { hour: at, started }] of growing) if (at === hour) {
    writeFileSync(join(folder, 'in', `${index}.jsonl`), sessionAt(index, started, true))
    growing.delete(index)
  }
  // Broken files come and go: one is there for a day, every month or so.
  if (hour % 720 === 100) writeFileSync(join(folder, 'in', 'broken.jsonl'), '{"messages": [\n')
  if (hour % 720 === 124) rmSync(join(folder, 'in', 'broken.jsonl'), { force: true })
  // A machine that sleeps at night: eight hours without a tick, every fifth day.
  if (Math.floor(hour / 24) % 5 === 0 && hour % 24 < 8) continue
  const began = performance.now()
  const { code, json } = await run(['loop', 'tick'], now)
  const took = performance.now() - began
  codes.set(code, (codes.get(code) ?? 0) + 1)
  if (!json?.controller) throw new Error(`a tick was not due: ${JSON.stringify(json)}`)
  if (code !== 0) month.troubled++
  const { ingested = 0, updated = 0 } = json?.counts ?? {}
  month[ingested + updated > 0 ? 'busy' : 'idle'].push(took)
  if (hour % 720 === 719 || hour === hours - 1) {
    const status = (await run(['status'], now)).json
    const loose = Number(/^count: (\d+)/m.exec(execFileSync('git', ['-C', store, 'count-objects', '-v'], { encoding: 'utf8' }))?.[1])
    const packs = readdirSync(join(store, '.git/objects/pack')).filter((name) => name.endsWith('.pack')).length
    rows.push({
      month: rows.length + 1, sessions: status.traces, idleMs: quantile(month.idle, 0.5), idleMs95: quantile(month.idle, 0.95), busyMs: quantile(month.busy, 0.5), busyMs95: quantile(month.busy, 0.95), busy: month.busy.length,
      troubled: month.troubled, pending: status.proposals.pending ?? 0, storeMb: sizeOf(store) / 1e6, loose, packs, rssMb: process.memoryUsage().rss / 1e6, commits: Number(execFileSync('git', ['-C', store, 'rev-list', '--count', 'ledger'], { encoding: 'utf8' }))
    })
    const row = rows.at(-1)
    if (!values.json) console.log(`month ${String(row.month).padStart(2)}: ${String(row.sessions).padStart(4)} sessions; idle tick ${row.idleMs.toFixed(0)} ms (95 %: ${row.idleMs95.toFixed(0)}), with news ${row.busyMs.toFixed(0)} ms (95 %: ${row.busyMs95.toFixed(0)}, ${row.busy} of them), ${row.troubled} with trouble; ${row.pending} proposals wait; store ${row.storeMb.toFixed(1)} MB, ${row.loose} loose objects, ${row.packs} packs, ${row.commits} ledger commits; ${row.rssMb.toFixed(0)} MB in memory`)
    month = { idle: [], busy: [], troubled: 0 }
  }
}
const check = await run(['check'], begin + hours * 3600_000)
const fsck = spawnSync('git', ['-C', store, 'fsck', '--strict', '--full', '--no-dangling', '--no-progress'], { encoding: 'utf8' })
const history = (await run(['controller', 'history', '--limit', '100000'], begin + hours * 3600_000)).json
const result = { hours, arrived, codes: Object.fromEntries(codes), reports: history.length, check: check.code, problems: check.json.problems.length, fsck: fsck.status, fsckSaid: fsck.stdout + fsck.stderr, rows }
appendFileSync(join(folder, 'result.json'), JSON.stringify(result))
console.log(values.json ? JSON.stringify(result, null, 2) : `${arrived} sessions arrived in ${hours} hours; ticks by exit code ${JSON.stringify(result.codes)}; ${result.reports} reports; check ${result.check} (${result.problems} problems), fsck ${result.fsck} ${JSON.stringify(result.fsckSaid)}`)
rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
