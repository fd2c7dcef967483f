// node bench/batches.js [--batches 500] [--each 4] [--json]: how a store grows by many small ingests and how fast it is read,
// as it is, after `maintain` without Git, and after `maintain` with it. --reads FOLDER: only the latter, of a project's store.
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { readArguments } from './arguments.js'
import { generateSession, randomFrom } from './generate.js'

const values = readArguments(import.meta.url, { batches: { type: 'string', default: '500' }, each: { type: 'string', default: '4' }, reads: { type: 'string' }, json: { type: 'boolean', default: false } })
const batches = Number(values.batches)
const each = Number(values.each)
Object.assign(process.env, { GIT_AUTHOR_NAME: 'Bench', GIT_AUTHOR_EMAIL: 'bench@example.org', GIT_COMMITTER_NAME: 'Bench', GIT_COMMITTER_EMAIL: 'bench@example.org' })
const { main } = await import('../dist/cli/main.js')
const { openStore } = await import('../dist/store/open.js')

async function run(folder, args, input = '') {
  let said = ''
  const io = { cwd: folder, env: { ...process.env }, stdin: Readable.from([Buffer.from(input)]), isTerminal: false, stdout: () => undefined, stderr: (text) => void (said += text) }
  const code = await main(args, io)
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${said}`)
}

/** Bytes of all objects and of trees alone, as they lie on the disk, and in how many packs and single files. */
function look(folder) {
  const git = (...args) => execFileSync('git', ['-C', join(folder, '.skillloop'), ...args], { encoding: 'utf8', maxBuffer: 1 << 28 })
  let trees = 0
  for (const line of git('cat-file', '--batch-all-objects', '--batch-check=%(objecttype) %(objectsize:disk)').split('\n')) if (line.startsWith('tree ')) trees += Number(line.slice(5))
  const objects = join(folder, '.skillloop/.git/objects')
  const bytes = readdirSync(objects, { recursive: true, withFileTypes: true }).reduce((sum, entry) => (entry.isFile() ? sum + statSync(join(entry.parentPath, entry.name)).size : sum), 0)
  const [, loose, packs] = /count: (\d+)[^]*packs: (\d+)/.exec(git('count-objects', '-v')) ?? []
  return { bytes, trees, loose: Number(loose), packs: Number(packs) }
}

/** Traces read one after another in an order of chance, a second, by a reader that knows nothing yet; the best of three. */
async function readsPerSecond(folder) {
  const { repository } = await openStore(folder)
  const files = await (await repository.tip('refs/heads/ledger')).files('traces')
  const random = randomFrom(3)
  const oids = Array.from({ length: 2000 }, () => files[Math.floor(random() * files.length)].oid)
  const began = process.hrtime.bigint()
  for (const oid of oids) await repository.blob(oid)
  return oids.length / (Number(process.hrtime.bigint() - began) / 1e9)
}

/** In a process of its own: what ran before in this one would slow it down. */
const readsOf = (folder) => Number(execFileSync(process.execPath, [fileURLToPath(import.meta.url), '--reads', folder], { encoding: 'utf8' }))

if (values.reads !== undefined) {
  console.log(Math.max(await readsPerSecond(values.reads), await readsPerSecond(values.reads), await readsPerSecond(values.reads)))
  process.exit()
}

const root = mkdtempSync(join(tmpdir(), 'skillloop-batches-'))
try {
  const folder = join(root, 'store')
  mkdirSync(folder)
  await run(folder, ['init'])
  let source = 0
  for (let batch = 0; batch < batches; batch++) {
    const text = Array.from({ length: each }, (_, i) => `${generateSession(batch * each + i)}\n`).join('')
    source += Buffer.byteLength(text)
    await run(folder, ['ingest', 'generic', '-'], text)
  }
  const states = []
  const state = (name, of) => states.push({ name, ...look(of), reads: readsOf(of) })
  state(`${batches} ingests of ${each}`, folder)
  const withGit = join(root, 'with-git')
  cpSync(folder, withGit, { recursive: true })
  await run(folder, ['maintain', '--no-git'])
  state('maintain --no-git', folder)
  await run(withGit, ['maintain'])
  state('maintain (git gc)', withGit)
  const traces = batches * each
  if (values.json) console.log(JSON.stringify({ batches, each, source, states }, null, 2))
  else {
    console.log(`${traces} sessions, ${(source / traces / 1024).toFixed(1)} KB each\n\n                          KB a trace    of source   trees, KB a batch   packs   single   reads a second`)
    for (const { name, bytes, trees, packs, loose, reads } of states) console.log(`${name.padEnd(24)} ${(bytes / traces / 1024).toFixed(2).padStart(11)} ${`${(bytes / source * 100).toFixed(0)} %`.padStart(12)} ${(trees / batches / 1024).toFixed(1).padStart(19)} ${String(packs).padStart(7)} ${String(loose).padStart(8)} ${reads.toFixed(0).padStart(16)}`)
  }
} finally {
  rmSync(root, { recursive: true, force: true, maxRetries: 3 })
}
