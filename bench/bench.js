// npm run bench [-- --traces 5000] [--growth 10] [--quick] [--json]: the main job on generated sessions, beside git
// fast-import of the same files. --growth: the same export of so many times the sessions, for its memory.
import { spawnSync } from 'node:child_process'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { readArguments } from './arguments.js'
import { fastImport } from './fast-import.js'
import { redactionSpeed } from './redaction.js'
import { measureStartup, startupLines } from './startup.js'
import { makeWorkspace } from './workspace.js'

const values = readArguments(import.meta.url, { traces: { type: 'string', default: '5000' }, growth: { type: 'string', default: '1' }, quick: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } })
const count = values.quick ? 200 : Number(values.traces)
const growth = values.quick ? 3 : Number(values.growth)

const ingest = ({ measure, sessions }) => measure('ingest', ['ingest', 'generic', sessions])
const judge = ({ measure }) => measure('eval --all', ['eval', '--all'])
const exportSft = ({ measure, folder }) => measure('export sft', ['export', 'sft', '--out', join(folder, 'data', 'sft.jsonl')])

/** Every step of the main job, and what people wait for. */
async function mainJob() {
  const workspace = await makeWorkspace(count)
  const { measure, sessions, bytes, remove } = workspace
  try {
    const pipeline = [ingest(workspace), judge(workspace), measure('distill --all', ['distill', '--all']), exportSft(workspace)]
    const others = [
      measure('ingest again, nothing new', ['ingest', 'generic', sessions]), measure('eval --stale, nothing to do', ['eval', '--stale']), measure('status', ['status']),
      measure('traces show latest', ['traces', 'show', 'latest']), measure('review list', ['review', 'list']), measure('index rebuild', ['index', 'rebuild']), measure('check', ['check'])
    ]
    const sum = (key) => pipeline.reduce((total, row) => total + row[key], 0)
    const whole = { name: 'ingest, eval, distill and export', seconds: sum('seconds'), cpuSeconds: sum('cpuSeconds'), perSecond: count / sum('seconds'), peakMb: Math.max(...pipeline.map(({ peakMb }) => peakMb)) }
    return { bytes, rows: [...pipeline, whole, ...others], native: fastImport(workspace) }
  } finally {
    remove()
  }
}

/** The export's memory where there are many more sessions. */
async function exportOfMany(times) {
  const workspace = await makeWorkspace(count * times)
  try {
    ingest(workspace)
    judge(workspace)
    return { ...exportSft(workspace), name: `export sft of ${count * times}` }
  } finally {
    workspace.remove()
  }
}

function startOfNode() {
  const began = process.hrtime.bigint()
  spawnSync(process.execPath, ['-e', '0'])
  return Number(process.hrtime.bigint() - began) / 1e9
}

const { bytes, rows, native } = await mainJob()
if (growth > 1) rows.push(await exportOfMany(growth))
const result = { node: process.version, cpus: cpus().length, traces: count, bytes, rows, native, nodeStart: startOfNode(), redactedMbPerSecond: redactionSpeed(Math.min(count, 2000)), startup: measureStartup(values.quick ? 3 : 15) }
if (values.json) console.log(JSON.stringify(result, null, 2))
else {
  console.log(`${count} sessions, ${(bytes / 1e6).toFixed(1)} MB, ${(bytes / count / 1024).toFixed(1)} KB each; Node ${result.node}, ${result.cpus} CPUs; node -e 0 takes ${result.nodeStart.toFixed(2)} s\n`)
  console.log('step                               seconds  processor     a second    peak MB   said')
  for (const { name, seconds, cpuSeconds, perSecond, peakMb, said } of rows) console.log(`${name.padEnd(34)} ${seconds.toFixed(2).padStart(7)} ${cpuSeconds.toFixed(2).padStart(10)} ${perSecond.toFixed(0).padStart(12)} ${String(peakMb).padStart(10)}   ${said ?? ''}`)
  console.log(`${native.name.padEnd(34)} ${native.seconds.toFixed(2).padStart(7)}   (ingest takes ${(rows[0].seconds / native.seconds).toFixed(1)} × that, with reading, redaction and sealing)`)
  console.log(startupLines(result.startup).join('\n'))
  console.log(`${'redaction of decoded sessions'.padEnd(34)} ${result.redactedMbPerSecond.toFixed(1)} MB a second`)
}
