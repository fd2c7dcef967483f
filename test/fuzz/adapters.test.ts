import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { detectAdapter } from '../../src/adapters/detect.js'
import { readHead } from '../../src/adapters/file-head.js'
import { ADAPTERS } from '../../src/adapters/registry.js'
import { adapterOf } from '../adapters/chat-formats-support.js'
import { collect, source, traceProblems } from '../adapters/support.js'
import { cli, expectCivil, expectSound, newProject, seeded, write } from '../cli/support.js'
import { mutateBytes, mutateValue, ODD, pathsOf, withAt } from './mutate.js'
import { SAMPLES, textOf, type Sample } from './samples.js'

const LONG = process.env['TORTURE'] === 'long'
const ROUNDS = LONG ? 1200 : 100
const SEED = Number(process.env['SKILLLOOP_SEED'] ?? 20260810)
const LIMITS = { maxLineBytes: 1 << 20 }

/** Reads bytes as an adapter does, whatever they are: sessions that are valid or skips, and nothing thrown. */
async function survives(adapter: string, name: string, bytes: Uint8Array | string, what: string): Promise<void> {
  try {
    const { sessions, skips } = await collect(adapterOf(adapter).read([source(bytes, name, 4096)], LIMITS))
    for (const session of sessions) expect(traceProblems(session), what).toEqual([])
    for (const { place, problem } of skips) expect([typeof place.file, problem.length > 0], what).toEqual(['string', true])
    const head = await readHead(source(bytes, name)).catch((error: unknown) => (error instanceof Error && 'code' in error ? undefined : Promise.reject(error as Error)))
    if (head) detectAdapter(head, ADAPTERS)
  } catch (cause) {
    if (cause instanceof Error && cause.message.startsWith(what)) throw cause
    throw new Error(`${what}: ${cause instanceof Error ? cause.stack ?? '' : String(cause)}`, { cause })
  }
}

describe.each(SAMPLES.map((sample) => [`${sample.adapter}, ${sample.name}`, sample] as const))('%s', (_, sample: Sample) => {
  test('is read whole as it is', async () => {
    const { sessions, skips } = await collect(adapterOf(sample.adapter).read([source(textOf(sample), sample.name)], LIMITS))
    expect(sessions.flatMap(traceProblems)).toEqual([])
    expect(sessions.length, JSON.stringify(skips)).toBeGreaterThan(0)
  })

  test('something odd at each place in turn: valid traces or skips', async () => {
    const random = seeded(SEED)
    for (const path of pathsOf(sample.values)) {
      if (path.length === 0) continue
      const odds = LONG ? ODD : [(): unknown => 'x'.repeat(600), ...Array.from({ length: 4 }, () => ODD[Math.floor(random() * ODD.length)] as () => unknown)]
      for (const odd of [...odds, () => undefined]) {
        const values = withAt(sample.values, path, odd) as unknown[]
        await survives(sample.adapter, sample.name, textOf({ ...sample, values }), `${path.join('.')} = ${(JSON.stringify(odd()) ?? 'gone').slice(0, 60)}`)
      }
    }
  })

  test('changed at several places, in its values and in its bytes', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const random = seeded(SEED + round * 7919)
      const values = mutateValue(sample.values, random)
      await survives(sample.adapter, sample.name, textOf({ ...sample, values: Array.isArray(values) ? values : [values] }), `values, round ${round}`)
      await survives(sample.adapter, sample.name, mutateBytes(Buffer.from(textOf(sample)), random), `bytes, round ${round}`)
      const other = SAMPLES[Math.floor(random() * SAMPLES.length)] as Sample
      await survives(other.adapter, sample.name, textOf(sample), `${other.adapter} reads ${sample.adapter}`)
    }
  })
})

test('by the command line, all of it: taken, judged and learned from, or told of; the store is sound', async () => {
  const project = newProject()
  for (const [at, sample] of SAMPLES.entries()) {
    for (let round = 0; round < (LONG ? 60 : 4); round++) {
      const random = seeded(SEED + at * 104729 + round)
      const values = mutateValue(sample.values, random)
      const bytes = round % 2 === 0 ? textOf({ ...sample, values: Array.isArray(values) ? values : [values] }) : mutateBytes(Buffer.from(textOf(sample)), random)
      mkdirSync(join(project.root, sample.adapter, String(round)), { recursive: true })
      writeFileSync(join(project.root, sample.adapter, String(round), sample.name), bytes)
    }
  }
  const run = async (...args: string[]): Promise<void> => {
    const said = await cli(args, { cwd: project.root })
    expectCivil(said, said.code ?? -1)
    expect([0, 1, 2], `${args.join(' ')}\n${said.stdout}${said.stderr}`).toContain(said.code)
  }
  for (const adapter of new Set(SAMPLES.map((sample) => sample.adapter))) await run('ingest', adapter, adapter)
  await run('ingest', 'auto', ...new Set(SAMPLES.map((sample) => sample.adapter)))
  for (const args of ['eval --all', 'distill --all', 'traces list --limit 1000', 'status', 'check', 'audit', 'review list', 'export sft --out x.jsonl', 'dataset readiness', 'learned', 'report']) await run(...args.split(' '))
  expectSound(project)
}, 1_800_000)

test('a spool that anyone wrote into is taken in or told of', async () => {
  const project = newProject()
  const event = (name: string, more: object = {}): object => ({ runtime: 'claude-code', at: '2026-08-01T09:00:00.000Z', payload: { session_id: 's', hook_event_name: name, cwd: '/w', prompt: 'Run make', tool_name: 'Bash', tool_use_id: 't', tool_input: { command: 'make' }, tool_response: { stdout: 'no' }, 'input-messages': ['a'], duration_ms: 3, reason: 'x', model: 'm', transcript_path: '/nowhere', ...more } })
  const events = ['UserPromptSubmit', 'PostToolUse', 'PostToolUseFailure', 'agent-turn-complete', 'Stop', 'SessionEnd'].map((name) => event(name))
  for (let round = 0; round < (LONG ? 2000 : 200); round++) {
    const random = seeded(SEED + round)
    for (const [at, one] of events.entries()) {
      const changed = random() < 0.5 ? one : mutateValue(one, random)
      const bytes = random() < 0.1 ? mutateBytes(Buffer.from(JSON.stringify(one)), random) : JSON.stringify(changed)
      write(project.store, `local/spool/${String(round).padStart(6, '0')}-${at}.json`, bytes)
    }
    if (round % 50 !== 49) continue
    for (const args of [['status'], ['ingest', 'spool'], ['traces', 'list']]) {
      const said = await cli(args, { cwd: project.root })
      expectCivil(said, said.code ?? -1)
      expect([0, 2], `${args.join(' ')}\n${said.stdout}${said.stderr}`).toContain(said.code)
    }
  }
  expectSound(project)
})
