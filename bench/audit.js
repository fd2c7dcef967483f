// node bench/audit.js [--approvals 2000] [--json]: `audit` on a long lawful history, from the beginning and after ten more commits.
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { readArguments } from './arguments.js'
import { generateSession } from './generate.js'
import { canonicalJson } from '../dist/kernel/canonical-json.js'
import { renderMarkdown } from '../dist/kernel/front-matter.js'
import { artifactDigest, proposalId } from '../dist/kernel/hash.js'
import { renderDecision } from '../dist/proposals/decisions.js'

// Each approval is five commits: two of the ledger (a session, its score), three of main (proposed, decided, merged).
const values = readArguments(import.meta.url, { approvals: { type: 'string', default: '2000' }, json: { type: 'boolean', default: false } })
const approvals = Number(values.approvals)
const more = 2
const bin = fileURLToPath(new URL('../dist/cli/bin.js', import.meta.url))
const preload = pathToFileURL(fileURLToPath(new URL('preload.js', import.meta.url))).href
const folder = mkdtempSync(join(tmpdir(), 'skillloop-audit-'))
const who = { name: 'Bench', email: 'bench@example.org' }
const environment = { ...process.env, GIT_AUTHOR_NAME: who.name, GIT_AUTHOR_EMAIL: who.email, GIT_COMMITTER_NAME: who.name, GIT_COMMITTER_EMAIL: who.email }

function measure(name, project, args) {
  const usage = join(folder, 'usage.json')
  const began = process.hrtime.bigint()
  const run = spawnSync(process.execPath, ['--import', preload, bin, '--path', project, ...args], { encoding: 'utf8', env: { ...environment, BENCH_USAGE: usage }, maxBuffer: 1 << 28 })
  const seconds = Number(process.hrtime.bigint() - began) / 1e9
  if (run.status !== 0) throw new Error(`${name} ended with ${run.status}: ${run.stderr}${run.stdout.slice(0, 5000)}`)
  return { name, seconds, ...JSON.parse(readFileSync(usage, 'utf8')), said: run.stdout.trim().split('\n').at(-1) }
}

const git = (project, args, options = {}) => execFileSync('git', ['--git-dir', join(project, '.skillloop/.git'), ...args], { maxBuffer: 1 << 30, ...options })

/** Every file below a folder of the ledger, by path. */
function filesOf(project, under) {
  const listing = git(project, ['ls-tree', '-r', 'ledger', under]).toString().trim().split('\n')
  const blobs = git(project, ['cat-file', '--batch'], { input: listing.map((line) => line.split(/\s/)[2]).join('\n') })
  let at = 0
  return new Map(listing.map((line) => {
    const end = blobs.indexOf(10, at)
    const size = Number(blobs.subarray(at, end).toString().split(' ')[2])
    const bytes = blobs.subarray(end + 1, end + 1 + size)
    at = end + size + 2
    return [line.split('\t')[1], bytes]
  }))
}

/** The history as a stream for git fast-import: approvals from `first` up to `last`. */
function stream(sessions, first, last, base) {
  const parts = []
  let time = 1_780_000_000 + first * 100
  const commit = (ref, message, from, merge, files) => {
    const identity = `${who.name} <${who.email}> ${time++} +0000`
    parts.push(Buffer.from(`commit ${ref}\nauthor ${identity}\ncommitter ${identity}\ndata ${Buffer.byteLength(message)}\n${message}\n${from ? `from ${from}\n` : ''}${merge ? `merge ${merge}\n` : ''}`))
    for (const [path, bytes] of files) parts.push(Buffer.from(`M 100644 inline ${path}\ndata ${bytes.length}\n`), bytes, Buffer.from('\n'))
    parts.push(Buffer.from('\n'))
  }
  for (let i = first; i < last; i++) {
    const { trace, traceFile, evaluation, evaluationFile } = sessions[i]
    const start = i === first
    commit('refs/heads/ledger', 'ingest', start ? base.ledger : '', '', [[traceFile, trace.bytes]])
    commit('refs/heads/ledger', 'eval', '', '', [[evaluationFile, evaluation.bytes]])
    const subject = `lesson number ${i}`
    const id = proposalId('memory', subject)
    const name = `lesson-${i}.md`
    const path = `memory/procedural/${name}`
    const memory = Buffer.from(renderMarkdown({ data: { schemaVersion: 1, type: 'procedural', scope: 'project', subject, proposal: id }, body: `Lesson number ${i}.` }))
    const digest = artifactDigest(new Map([[name, memory]]))
    const front = {
      schemaVersion: 1, id, kind: 'memory', action: 'add', subject, title: `Lesson number ${i}.`, artifact: { path, digest }, basis: 'stated', distiller: { name: 'bench', version: '1.0.0' },
      evidence: [{ trace: trace.data.id, traceSha256: trace.data.sha256, message: 0, quote: 'the module', origin: 'person', score: evaluation.data.score }]
    }
    const proposal = Buffer.from(renderMarkdown({ data: front, body: `Lesson number ${i} was said by a person.` }))
    const decision = renderDecision({ schemaVersion: 1, proposal: id, verb: 'approve', at: new Date(time * 1000).toISOString(), by: who, reason: 'read it', artifact: { path, digest }, after: [], support: [trace.data.id] })
    const branch = 'refs/heads/work'
    parts.push(Buffer.from(`reset ${branch}\nfrom ${start ? base.main : 'refs/heads/main'}\n\n`))
    commit(branch, 'Propose', '', '', [[`proposals/${id}.md`, proposal], [path, memory]])
    commit(branch, 'Approve', '', '', [[decision.path, Buffer.from(decision.text)]])
    commit('refs/heads/main', 'Learn', start ? base.main : '', branch, [[`proposals/${id}.md`, proposal], [path, memory], [decision.path, Buffer.from(decision.text)]])
  }
  parts.push(Buffer.from(`reset refs/heads/work\nfrom ${'0'.repeat(40)}\n\n`))
  return Buffer.concat(parts)
}

function extend(project, sessions, first, last) {
  const [main, ledger] = ['main', 'ledger'].map((ref) => git(project, ['rev-parse', ref]).toString().trim())
  git(project, ['fast-import', '--quiet', '--force'], { input: stream(sessions, first, last, { main, ledger }) })
}

try {
  const scratch = join(folder, 'scratch')
  const project = join(folder, 'project')
  execFileSync('mkdir', [scratch, project])
  for (const where of [scratch, project]) measure('init', where, ['init'])
  writeFileSync(join(scratch, 'sessions.jsonl'), Array.from({ length: approvals + more }, (_, i) => generateSession(i)).join('\n'))
  measure('ingest', scratch, ['ingest', 'generic', join(scratch, 'sessions.jsonl')])
  measure('eval', scratch, ['eval', '--all'])
  const evaluations = new Map([...filesOf(scratch, 'evaluations/rubric')].map(([file, bytes]) => {
    const data = JSON.parse(bytes.toString())
    return [data.traceId, { evaluationFile: file, evaluation: { data, bytes } }]
  }))
  const sessions = [...filesOf(scratch, 'traces')].map(([traceFile, bytes]) => {
    const data = JSON.parse(bytes.toString())
    return { traceFile, trace: { data, bytes }, ...evaluations.get(data.id) }
  })
  if (canonicalJson(sessions[0].trace.data) !== sessions[0].trace.bytes.toString()) throw new Error('the sessions are not as they are stored')
  extend(project, sessions, 0, approvals)
  git(project, ['reset', '-q', '--soft', 'main'])
  const count = (ref) => Number(git(project, ['rev-list', '--count', ref]).toString())
  const commits = count('main') + count('ledger')
  measure('index', project, ['status'])
  const rows = [measure(`audit of ${commits} commits, from the beginning`, project, ['audit'])]
  rows.push(measure('again, nothing new', project, ['audit']))
  extend(project, sessions, approvals, approvals + more)
  rows.push(measure(`after ${count('main') + count('ledger') - commits} more`, project, ['audit']))
  if (values.json) console.log(JSON.stringify({ cpus: cpus().length, commits, rows }, null, 2))
  else for (const { name, seconds, cpuSeconds, peakMb, said } of rows) console.log(`${name.padEnd(46)} ${seconds.toFixed(2).padStart(8)} s ${cpuSeconds.toFixed(2).padStart(8)} s of processor ${String(Math.round(peakMb)).padStart(6)} MB   ${said}`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
