// node bench/scale.js [--traces 1000,10000,100000] [--in FOLDER] [--json]: what people and ticks wait for as a store grows.
// --in keeps the stores in that folder and goes on with those that are there, changed by the runs before.
import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readArguments } from './arguments.js'
import { generateSession } from './generate.js'
import { openWorkspace } from './workspace.js'

const values = readArguments(import.meta.url, { traces: { type: 'string', default: '1000,10000' }, in: { type: 'string' }, runs: { type: 'string', default: '5' }, json: { type: 'boolean', default: false } })
const runs = Number(values.runs)
const NEW = 10
const READS = [['status'], ['traces', 'show', 'latest'], ['review', 'list'], ['log'], ['memory', 'list'], ['skills', 'list']]

/** The fastest of several: what the machine did beside it is no part of the program. */
function best(rows) {
  return rows.reduce((a, b) => (b.seconds < a.seconds ? b : a))
}

function nodeAlone() {
  const began = process.hrtime.bigint()
  spawnSync(process.execPath, ['-e', '0'])
  return { name: 'node -e 0', seconds: Number(process.hrtime.bigint() - began) / 1e9 }
}

/** A project with a store of so many judged and distilled sessions, connected to an empty folder of further ones. */
async function storeOf(count, folder) {
  const isThere = existsSync(join(folder, '.skillloop'))
  const workspace = await openWorkspace(folder, isThere ? 0 : count)
  if (isThere) return { ...workspace, built: [] }
  mkdirSync(join(folder, 'in'))
  writeFileSync(join(folder, 'in', 'first.jsonl'), `${generateSession(0, 999)}\n`)
  const built = [['ingest', 'generic', workspace.sessions], ['eval', '--all'], ['distill', '--all'], ['setup', '--connect', 'generic=in', '--yes', '--max-sessions', '0'], ['controller', 'run']].map((args) => workspace.measure(args.join(' ').replace(workspace.sessions, '…'), args))
  rmSync(workspace.sessions)
  return { ...workspace, built }
}

/** A tick with news, then the index as it was before it: what a push from elsewhere leaves to catch up with. */
function tickWithNews({ measure, folder, store }, round) {
  const index = join(store, 'index.sqlite')
  copyFileSync(index, `${index}.before`)
  for (let i = 0; i < NEW; i++) writeFileSync(join(folder, 'in', `${round}-${i}.jsonl`), `${generateSession(i, 1000 + round)}\n`)
  const tick = measure(`tick, ${NEW} new`, ['controller', 'run'])
  for (const suffix of ['-wal', '-shm']) rmSync(index + suffix, { force: true })
  copyFileSync(`${index}.before`, index)
  const behind = measure('status, behind by that tick', ['status'])
  rmSync(`${index}.before`)
  measure('a tick that distils from an index without its facts', ['controller', 'run'])
  return { tick, behind }
}

async function scale(count) {
  const folder = values.in === undefined ? mkdtempSync(join(tmpdir(), 'skillloop-scale-')) : join(values.in, String(count))
  mkdirSync(folder, { recursive: true })
  try {
    const workspace = await storeOf(count, folder)
    const { measure } = workspace
    const times = (does) => Array.from({ length: runs }, (_, round) => does(round))
    const node = best(times(nodeAlone))
    const reads = READS.map((args) => best(times(() => measure(args.join(' '), args))))
    const idle = best(times(() => measure('tick, none new', ['controller', 'run'])))
    const news = Array.from({ length: Math.min(3, runs) }, () => tickWithNews(workspace, Date.now() % 1e9))
    const rebuild = measure('index rebuild', ['index', 'rebuild'])
    return { count, rows: [...workspace.built, node, ...reads, idle, best(news.map(({ tick }) => tick)), best(news.map(({ behind }) => behind)), rebuild] }
  } finally {
    if (values.in === undefined) rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}

const results = []
for (const count of values.traces.split(',').map(Number)) {
  const result = await scale(count)
  results.push(result)
  if (values.json) continue
  console.log(`\n${count} traces${' '.repeat(24)}       ms  processor ms   peak MB`)
  for (const { name, seconds, cpuSeconds, peakMb } of result.rows) console.log(`${name.padEnd(38)} ${(seconds * 1000).toFixed(0).padStart(7)} ${cpuSeconds === undefined ? '' : (cpuSeconds * 1000).toFixed(0).padStart(13)} ${String(peakMb ?? '').padStart(9)}`)
}
if (values.json) console.log(JSON.stringify({ node: process.version, results }, null, 2))
