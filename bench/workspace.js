// A folder of its own for measuring: generated sessions, and commands run in it as processes with their time and memory.
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { generateSession } from './generate.js'

const bin = fileURLToPath(new URL('../dist/cli/bin.js', import.meta.url))
const preload = pathToFileURL(fileURLToPath(new URL('preload.js', import.meta.url))).href
const who = { GIT_AUTHOR_NAME: 'Bench', GIT_AUTHOR_EMAIL: 'bench@example.org', GIT_COMMITTER_NAME: 'Bench', GIT_COMMITTER_EMAIL: 'bench@example.org' }

/** A new project with a store and a file of `count` generated sessions. Whoever makes it removes it. */
export async function makeWorkspace(count) {
  const folder = mkdtempSync(join(tmpdir(), 'skillloop-bench-'))
  try {
    const workspace = await openWorkspace(folder, count)
    return { ...workspace, bytes: statSync(workspace.sessions).size }
  } catch (error) {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
    throw error
  }
}

/** The project in a folder: with a new store and a file of `count` generated sessions, or, for none, with the store that is there. */
export async function openWorkspace(folder, count) {
  const workspace = {
    folder, count, store: join(folder, '.skillloop'), sessions: join(folder, 'sessions.jsonl'),
    measure: (name, args) => measure(folder, count, name, args),
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  }
  if (count === 0) return workspace
  await writeSessions(workspace.sessions, count)
  workspace.measure('init', ['init'])
  return workspace
}

/** Runs a command: seconds by the clock, of the processor, and the most memory it had. */
function measure(folder, count, name, args) {
  const usage = join(folder, 'usage.json')
  const began = process.hrtime.bigint()
  const run = spawnSync(process.execPath, ['--import', preload, bin, '--path', folder, ...args], { cwd: folder, encoding: 'utf8', env: { ...process.env, ...who, BENCH_USAGE: usage }, maxBuffer: 1 << 28 })
  const seconds = Number(process.hrtime.bigint() - began) / 1e9
  if (run.status !== 0) throw new Error(`${name} ended with ${run.status}: ${run.stderr}${run.stdout.slice(0, 5000)}`)
  return { name, seconds, perSecond: count / seconds, ...JSON.parse(readFileSync(usage, 'utf8')), said: run.stdout.trim().split('\n').find((line) => /\d/.test(line)) }
}

async function writeSessions(file, count) {
  const stream = createWriteStream(file)
  for (let i = 0; i < count; i++) if (!stream.write(`${generateSession(i)}\n`)) await once(stream, 'drain')
  stream.end()
  await once(stream, 'finish')
}
