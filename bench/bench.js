// npm run bench [-- --traces 5000] [--quick] [--json]: the main job on generated sessions, beside git fast-import of the same files.
import { execFileSync, spawnSync } from 'node:child_process'
import { createWriteStream, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { once } from 'node:events'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { generateSession } from './generate.js'
import { measureStartup, startupLines } from './startup.js'

const { values } = parseArgs({ options: { traces: { type: 'string', default: '5000' }, quick: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } } })
const count = values.quick ? 200 : Number(values.traces)
const bin = fileURLToPath(new URL('../dist/cli/bin.js', import.meta.url))
const preload = pathToFileURL(fileURLToPath(new URL('preload.js', import.meta.url))).href
const folder = mkdtempSync(join(tmpdir(), 'skillloop-bench-'))
const environment = { ...process.env, GIT_AUTHOR_NAME: 'Bench', GIT_AUTHOR_EMAIL: 'bench@example.org', GIT_COMMITTER_NAME: 'Bench', GIT_COMMITTER_EMAIL: 'bench@example.org' }

function measure(name, args) {
  const usage = join(folder, 'usage.json')
  const began = process.hrtime.bigint()
  const run = spawnSync(process.execPath, ['--import', preload, bin, '--path', folder, ...args], { encoding: 'utf8', env: { ...environment, BENCH_USAGE: usage }, maxBuffer: 1 << 28 })
  const seconds = Number(process.hrtime.bigint() - began) / 1e9
  if (run.status !== 0) throw new Error(`${name} ended with ${run.status}: ${run.stderr}${run.stdout}`)
  return { name, seconds, perSecond: count / seconds, peakMb: JSON.parse(readFileSync(usage, 'utf8')).peakMb, said: run.stdout.trim().split('\n').find((line) => /\d/.test(line)) }
}

async function generate() {
  const file = join(folder, 'sessions.jsonl')
  const stream = createWriteStream(file)
  for (let i = 0; i < count; i++) if (!stream.write(`${generateSession(i)}\n`)) await once(stream, 'drain')
  stream.end()
  await once(stream, 'finish')
  return file
}

/** Native git storing the very files that ingest stored, as one commit. */
function fastImport() {
  const store = join(folder, '.skillloop')
  const git = (args, options = {}) => execFileSync('git', args, { maxBuffer: 1 << 30, ...options })
  const listing = git(['--git-dir', join(store, '.git'), 'ls-tree', '-r', 'ledger', 'traces']).toString().trim().split('\n')
  const blobs = git(['--git-dir', join(store, '.git'), 'cat-file', '--batch'], { input: listing.map((line) => line.split(/\s/)[2]).join('\n') })
  const parts = []
  let at = 0
  for (const [i, line] of listing.entries()) {
    const end = blobs.indexOf(10, at)
    const size = Number(blobs.subarray(at, end).toString().split(' ')[2])
    parts.push(Buffer.from(`blob\nmark :${i + 1}\ndata ${size}\n`), blobs.subarray(end + 1, end + 1 + size), Buffer.from('\n'))
    at = end + size + 2
    listing[i] = line.split('\t')[1]
  }
  parts.push(Buffer.from('commit refs/heads/main\ncommitter Bench <bench@example.org> 0 +0000\ndata 1\nx\n'), ...listing.map((path, i) => Buffer.from(`M 100644 :${i + 1} ${path}\n`)))
  const input = Buffer.concat(parts)
  const beside = join(folder, 'beside')
  git(['init', '-q', beside])
  const began = process.hrtime.bigint()
  git(['-C', beside, 'fast-import', '--quiet'], { input })
  return { name: 'git fast-import of the same files', seconds: Number(process.hrtime.bigint() - began) / 1e9, bytes: input.length }
}

/** The redactor by itself on decoded sessions, in this process. */
async function redaction() {
  const { createRedactor } = await import('../dist/redaction/redact.js')
  const texts = Array.from({ length: Math.min(count, 2000) }, (_, i) => generateSession(i))
  const values = texts.map((text) => JSON.parse(text))
  // Once before the clock starts, so that it is compiled.
  for (const value of values) createRedactor().redact(value)
  const began = process.hrtime.bigint()
  for (const value of values) createRedactor().redact(value)
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / 1e6 / (Number(process.hrtime.bigint() - began) / 1e9)
}

try {
  const file = await generate()
  const bytes = statSync(file).size
  measure('init', ['init'])
  const rows = [
    measure('ingest', ['ingest', 'generic', file]), measure('ingest again, nothing new', ['ingest', 'generic', file]),
    measure('eval --all', ['eval', '--all']), measure('eval --stale, nothing to do', ['eval', '--stale']),
    measure('distill --all', ['distill', '--all']), measure('export sft', ['export', 'sft', '--out', join(folder, 'data', 'sft.jsonl')]),
    measure('status', ['status']), measure('traces show latest', ['traces', 'show', 'latest']), measure('review list', ['review', 'list']), measure('index rebuild', ['index', 'rebuild']), measure('check', ['check'])
  ]
  const native = fastImport()
  const began = process.hrtime.bigint()
  spawnSync(process.execPath, ['-e', '0'])
  const node = Number(process.hrtime.bigint() - began) / 1e9
  const redactedMbPerSecond = await redaction()
  const result = { node: process.version, cpus: cpus().length, traces: count, bytes, rows, native, nodeStart: node, redactedMbPerSecond, startup: measureStartup(values.quick ? 3 : 15) }
  if (values.json) console.log(JSON.stringify(result, null, 2))
  else {
    console.log(`${count} sessions, ${(bytes / 1e6).toFixed(1)} MB, ${(bytes / count / 1024).toFixed(1)} KB each; Node ${process.version}, ${cpus().length} CPUs; node -e 0 takes ${node.toFixed(2)} s\n`)
    console.log('step                               seconds     a second    peak MB   said')
    for (const { name, seconds, perSecond, peakMb, said } of rows) console.log(`${name.padEnd(34)} ${seconds.toFixed(2).padStart(7)} ${perSecond.toFixed(0).padStart(12)} ${String(peakMb).padStart(10)}   ${said ?? ''}`)
    console.log(`${native.name.padEnd(34)} ${native.seconds.toFixed(2).padStart(7)}   (ingest takes ${(rows[0].seconds / native.seconds).toFixed(1)} × that, with reading, redaction and sealing)`)
    console.log(startupLines(result.startup).join('\n'))
    console.log(`${'redaction of decoded sessions'.padEnd(34)} ${redactedMbPerSecond.toFixed(1)} MB a second`)
  }
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
}
