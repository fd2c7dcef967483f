import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sha256 } from '../../src/kernel/hash.js'
import type { DatasetManifest } from '../../src/kernel/types.js'
import { ROW_PROBLEMS } from '../datasets/row-shapes.js'
import { cleanEnvironment, temporaryFolder } from '../helpers/temporary.js'
import { bothWays, cli, cliJson, expectCivil, expectSound, ingest, newProject, write, type Project } from './support.js'

/** A run with a test of its own, of one of five tasks; those of odd number fail it. */
function line(i: number): string {
  const task = `Please repair module number ${i % 5} so that its tests pass`
  const passed = i % 2 === 0
  return JSON.stringify({
    session_id: `run-${i}`, started_at: `2026-08-01T10:${String(i).padStart(2, '0')}:00Z`, reward: passed ? 1 : 0,
    messages: [
      { role: 'user', content: task }, { role: 'assistant', content: `Looking at module ${i}.`, tool_calls: [{ id: 'a', type: 'function', function: { name: 'terminal', arguments: JSON.stringify({ command: 'npm test', note: `run ${i}` }) } }] },
      { role: 'tool', tool_call_id: 'a', content: JSON.stringify({ output: passed ? `Tests: ${10 + i} passed, ${10 + i} total` : 'Tests: 2 failed, 3 passed, 5 total', exit_code: passed ? 0 : 1 }) },
      { role: 'assistant', content: passed ? `All ${10 + i} tests of module ${i} pass now.` : `Two tests of module ${i} still fail.` }
    ]
  })
}

let project: Project
const run = (...args: string[]) => cliJson(args, { cwd: project.root })
const linesOf = (file: string) => readFileSync(join(project.root, file), 'utf8').split('\n').filter(Boolean).map((one) => JSON.parse(one) as Record<string, unknown>)

beforeAll(async () => {
  // The folders of single tests are removed after each; this one store is for all of them.
  const root = mkdtempSync(join(tmpdir(), 'skillloop datasets '))
  cpSync(newProject().root, root, { recursive: true })
  project = { root, store: join(root, '.skillloop') }
  expectCivil(await ingest(project, Array.from({ length: 24 }, (_, i) => line(i)).join('\n')), 0)
  expectCivil(await cli(['eval', '--stale'], { cwd: project.root }), 0)
})

afterAll(() => rmSync(project.root, { recursive: true, force: true }))

describe('export', () => {
  it.each([['sft', []], ['dpo', ['--retries']], ['kto', []], ['grpo', []], ['reward', ['--retries']], ['sharegpt', []], ['trajectories', ['--save-failures']]] as [string, string[]][])('%s writes rows that its trainers take, and a manifest that a clone rebuilds', async (kind, more) => {
    const { manifest } = await run('export', kind, '--out', `data/${kind}.jsonl`, '--splits', 'train=0.6,test=0.4', '--min-score', '60', ...more) as { manifest: DatasetManifest }
    expect(manifest.records.length).toBeGreaterThan(1)
    for (const file of manifest.files) {
      expect(sha256(readFileSync(join(project.root, 'data', file.name)))).toBe(file.sha256)
      for (const row of linesOf(`data/${file.name}`)) expect(ROW_PROBLEMS[kind]?.(row)).toEqual([])
    }
    expect(await run('dataset', 'verify', manifest.id, '--dir', 'data')).toMatchObject({ ok: true })

    const clone = temporaryFolder()
    execFileSync('git', ['clone', '-q', project.store, join(clone, '.skillloop')], { env: cleanEnvironment() })
    execFileSync('git', ['-C', join(clone, '.skillloop'), 'branch', '-q', 'ledger', 'origin/ledger'], { env: cleanEnvironment() })
    await cliJson(['dataset', 'rebuild', manifest.id, '--dir', 'elsewhere'], { cwd: clone })
    for (const file of manifest.files) expect(sha256(readFileSync(join(clone, 'elsewhere', file.name)))).toBe(file.sha256)
  })

  it('is the same manifest the second time, and commits nothing', async () => {
    const first = await run('export', 'sft', '--out', 'again/a.jsonl', '--name', 'again') as { manifest: DatasetManifest; commit?: string }
    const second = await run('export', 'sft', '--out', 'again/a.jsonl', '--name', 'again') as { manifest: DatasetManifest; commit?: string }
    expect(second.manifest.id).toBe(first.manifest.id)
    expect([typeof first.commit, second.commit]).toEqual(['string', undefined])
  })

  it('writes nothing and commits nothing on a dry run', async () => {
    const { json } = await bothWays(['export', 'kto', '--out', 'dry/k.jsonl', '--name', 'dry', '--dry-run'], { cwd: project.root }, 0)
    expect(json).toMatchObject({ manifest: { kind: 'kto' } })
    expect(() => readFileSync(join(project.root, 'dry/k.jsonl'))).toThrow(/ENOENT/)
  })

  it('writes Parquet that is rebuilt byte for byte', async () => {
    const { manifest } = await run('export', 'sft', '--out', 'p/sft.parquet', '--format', 'parquet', '--name', 'columns') as { manifest: DatasetManifest }
    expect(manifest.options).toMatchObject({ format: 'parquet', shape: 'openai' })
    expect(readFileSync(join(project.root, 'p/sft.parquet')).subarray(0, 4).toString()).toBe('PAR1')
    expect(await run('dataset', 'verify', manifest.id, '--dir', 'p')).toMatchObject({ ok: true })
  })

  it('keeps to a token budget by a tokenizer that the manifest names', async () => {
    const { manifest } = await run('export', 'sft', '--out', 'b/sft.jsonl', '--max-tokens', '150', '--tokenizer', 'o200k_base', '--name', 'budget') as { manifest: DatasetManifest }
    expect(manifest.options).toMatchObject({ tokenizer: 'o200k_base', fit: { maxTokens: 150 } })
    expect(manifest.files[0]?.tokens).toMatchObject({ method: 'o200k_base' })
    expect(manifest.files[0]?.tokens.max).toBeLessThanOrEqual(150)
    expect(await run('dataset', 'verify', manifest.id, '--dir', 'b')).toMatchObject({ ok: true })
  })

  it('leaves out what repeats a benchmark, of several files', async () => {
    write(project.root, 'one.jsonl', JSON.stringify({ q: 'something else altogether that nobody here has ever asked an agent to do for them' }))
    write(project.root, 'two.jsonl', JSON.stringify({ q: 'Please repair module number 2 so that its tests pass' }))
    const { manifest } = await run('export', 'sft', '--out', 'h/sft.jsonl', '--held-out', 'one.jsonl', '--held-out', 'two.jsonl', '--name', 'clean', '--min-score', '60') as { manifest: DatasetManifest }
    expect(manifest.excluded['overlaps with the held-out data of two.jsonl']).toBeGreaterThan(0)
    expect(manifest.options.heldOut?.map(({ name }) => name)).toEqual(['one.jsonl', 'two.jsonl'])
  })

  it.each([
    [['sft', '--out', 'x', '--min-score', '101'], /no score/], [['sft', '--out', 'x', '--limit', '0'], /--limit is 0/], [['dpo', '--out', 'x', '--format', 'parquet', '--shape', 'axolotl'], /axolotl/], [['sft', '--out', 'x', '--since', 'soon'], /no date/],
    [['sft', '--out', 'x', '--tokenizer', 'magic'], /no tokenizer/], [['sft', '--out', 'x', '--held-out', 'nowhere'], /cannot be read/], [['sft', '--out', 'x', '--name', 'A b'], /no name/]
  ] as [string[], RegExp][])('refuses %j', async (args, said) => {
    const { text } = await bothWays(['export', ...args], { cwd: project.root }, 2)
    expect(text).toMatch(said)
  })

  it('writes approved knowledge as an OKF bundle, and an empty one where there is none', async () => {
    expect(await run('export', 'okf', '--out', 'okf')).toMatchObject({ concepts: 0, files: ['index.md', 'log.md'] })
  })
})

describe('dataset', () => {
  it('says what two exports differ in, and that a changed file is not the one named', async () => {
    const a = await run('export', 'sft', '--out', 'd/a.jsonl', '--name', 'differ', '--min-score', '60') as { manifest: DatasetManifest }
    const b = await run('export', 'sft', '--out', 'd/a.jsonl', '--name', 'differ', '--min-score', '60', '--limit', '2') as { manifest: DatasetManifest }
    expect(await run('dataset', 'diff', a.manifest.id, b.manifest.id)).toMatchObject({ added: [], removed: a.manifest.records.slice(2).map(({ trace }) => trace), settings: [{ name: 'limit', before: 'not set', after: '2' }] })
    writeFileSync(join(project.root, 'd/a.jsonl'), 'changed')
    const { json } = await bothWays(['dataset', 'verify', b.manifest.id, '--dir', 'd'], { cwd: project.root }, 1)
    expect(json).toMatchObject({ ok: false, different: ['a.jsonl'], incomplete: [] })
  })

  it('tells how ready it is, and writes a card that is not somebody else\'s', async () => {
    const { manifest } = await run('export', 'sft', '--out', 'c/sft.jsonl', '--name', 'carded', '--min-score', '60') as { manifest: DatasetManifest }
    const ready = await cli(['dataset', 'readiness', manifest.id], { cwd: project.root })
    expect(ready.stdout).toMatch(/collect more data|blocked/)
    await run('dataset', 'card', manifest.id, '--dir', 'c')
    await run('dataset', 'card', manifest.id, '--dir', 'c')
    expect(readFileSync(join(project.root, 'c/README.md'), 'utf8')).toContain('config_name: sft')
    expect(JSON.parse(readFileSync(join(project.root, 'c/croissant.json'), 'utf8'))).toMatchObject({ conformsTo: 'http://mlcommons.org/croissant/1.0' })
    write(project.root, 'other/README.md', '# Mine')
    await bothWays(['dataset', 'card', manifest.id, '--dir', 'other'], { cwd: project.root }, 2)
  })

  it('shows a session within a budget', async () => {
    const { json, text } = await bothWays(['compress', 'run-0', '--max-tokens', '120'], { cwd: project.root }, 0)
    expect(json).toMatchObject({ method: 'characters/4' })
    expect(text).toMatch(/→ \d+ tokens \(characters\/4\)/)
  })

  it('leaves the store sound', async () => {
    expectSound(project)
    expectCivil(await cli(['check'], { cwd: project.root }), 0)
  })
})
