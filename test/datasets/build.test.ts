import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseMarkdown } from '../../src/kernel/front-matter.js'
import { sha256 } from '../../src/kernel/hash.js'
import { problemsOf } from '../../src/kernel/validate.js'
import { datasetCard } from '../../src/datasets/card.js'
import type { SftRecord } from '../../src/datasets/kinds/sft.js'
import { manifestId } from '../../src/datasets/manifest.js'
import type { Candidate } from '../../src/datasets/types.js'
import { assistant, build, call, candidate, options, rebuild, session, trace, user } from './examples.js'

const NO_LICENCE = { licence: '' }
const sessions = Array.from({ length: 30 }, (_, i) => session(i))
const candidates = sessions.map((item) => candidate(item))
const byId = (list: Candidate[]) => (id: string) => list.find((item) => item.trace.id === id)?.trace

describe('build', async () => {
  const { manifest, files } = await build(candidates)

  it('writes a file a split and a manifest that names every record', async () => {
    expect(problemsOf('dataset-manifest', manifest)).toEqual([])
    expect(manifest.id).toBe(manifestId(manifest))
    expect(files.map(({ name }) => name)).toEqual(['train.jsonl', 'test.jsonl', 'validation.jsonl'])
    const lines = files.flatMap(({ text }) => text.split('\n').filter(Boolean))
    expect(manifest.records.map((record) => record.sha256)).toEqual(lines.map((line) => sha256(line)))
    expect(manifest.records.map(({ trace }) => trace).sort()).toEqual(sessions.map(({ id }) => id).sort())
    for (const [i, file] of manifest.files.entries()) {
      const text = files[i]?.text ?? ''
      expect(file).toMatchObject({ sha256: sha256(text), bytes: Buffer.byteLength(text), records: text.split('\n').length - 1 })
      expect(file.records).toBeGreaterThan(0)
      const counts = text.split('\n').filter(Boolean).map((line) => Math.ceil(line.length / 4))
      expect(file.tokens).toEqual({ method: 'characters/4', total: counts.reduce((a, b) => a + b), min: Math.min(...counts), mean: Math.round(counts.reduce((a, b) => a + b) / counts.length), max: Math.max(...counts) })
    }
  })

  it('writes rows of messages and tools, calls and results included', async () => {
    for (const line of files.flatMap(({ text }) => text.split('\n').filter(Boolean))) {
      const row = JSON.parse(line) as SftRecord
      expect(Object.keys(row)).toEqual(['messages', 'tools'])
      expect(row.messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'tool', 'assistant'])
      expect(row.messages[1]?.tool_calls?.[0]).toEqual({ id: 'c1', type: 'function', function: { name: 'terminal', arguments: { command: expect.any(String) as string } } })
      expect(row.messages[2]).toMatchObject({ tool_call_id: 'c1', name: 'terminal' })
    }
  })

  it('is the same manifest at another time and from another commit', async () => {
    const again = await build(candidates, { createdAt: '2027-01-01T00:00:00.000Z', ledgerCommit: '1'.repeat(40) })
    expect(again.manifest.id).toBe(manifest.id)
    expect((await build(candidates, { gate: { ...options.gate, minScore: 71 } })).manifest.id).not.toBe(manifest.id)
  })

  it('is the same whatever the order of the candidates, the splits and a trace\'s keys', async () => {
    await fc.assert(fc.asyncProperty(fc.shuffledSubarray(candidates, { minLength: candidates.length }), async (shuffled) => {
      const turned = shuffled.map((item) => ({ ...item, trace: JSON.parse(JSON.stringify(item.trace), (_key, value: unknown) => (typeof value === 'object' && value && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).reverse()) : value)) as Candidate['trace'] }))
      expect(await build(turned, { splits: { test: 0.1, validation: 0.1, train: 0.8 } })).toEqual({ manifest, files })
    }), { numRuns: 20 })
  })

  it('takes candidates one by one as they come', async () => {
    async function* oneByOne() { for (const item of candidates) yield await Promise.resolve(item) }
    expect(await build(oneByOne())).toEqual({ manifest, files })
  })

  it('takes a trace once', async () => {
    expect((await build([...candidates, ...candidates])).manifest.id).toBe(manifest.id)
  })

  it('never puts near-duplicates into two splits', async () => {
    await fc.assert(fc.asyncProperty(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 2, max: 10 }), fc.nat(), async (originals, copies, salt) => {
      const list = Array.from({ length: originals }, (_, n) => Array.from({ length: copies }, (_, i) => {
        const { messages } = session(salt + n)
        return candidate(trace(`${n} copy ${i}`, [...messages.slice(0, -1), assistant(`${messages.at(-1)?.text ?? ''} ${i}`)]))
      })).flat()
      const { records } = (await build(list)).manifest
      const native = new Map(list.map(({ trace }) => [trace.id, trace.nativeId?.split(' ')[0]]))
      const splitsOf = (n: number) => new Set(records.filter(({ trace }) => native.get(trace) === String(n)).map(({ split }) => split))
      for (let n = 0; n < originals; n++) expect(splitsOf(n).size).toBe(1)
      expect(new Set(records.map(({ group }) => group)).size).toBe(originals)
    }), { numRuns: 40 })
  })

  it('keeps ten identical traces in one split', async () => {
    const copies = Array.from({ length: 10 }, (_, i) => candidate(trace(`copy ${i}`, session(1).messages)))
    const { records } = (await build([...copies, ...candidates.slice(2)])).manifest
    expect(new Set(records.filter(({ trace }) => copies.some((copy) => copy.trace.id === trace)).map(({ split }) => split)).size).toBe(1)
  })

  it('leaves out what the gate refuses, and counts why', async () => {
    const [a, b, c, d, e, f, g, h] = sessions as [typeof sessions[0], ...typeof sessions]
    const { manifest } = await build([
      candidate(a), { trace: b!, stale: false }, { ...candidate(c!), stale: true }, candidate(d!, { traceSha256: '1'.repeat(64) }), candidate(e!, { score: 69 }), candidate(f!, { evaluator: { name: 'other', version: '1.0.0', configSha256: '0'.repeat(64) } }),
      candidate(g!, { claims: [{ kind: 'tests-pass', quote: 'All pass.', at: { message: 2 }, verdict: 'contradicted' }] }), candidate(h!, { claims: [{ kind: 'done', quote: 'Done.', at: { message: 2 }, verdict: 'unsupported' }] }),
      candidate(trace('silent', [user('hello?')])), candidate(trace('nobody', [assistant('x', [call('1', 't', {}, 'r')]), assistant('y')]))
    ])
    expect(manifest.records.map(({ trace }) => trace).sort()).toEqual([a.id, h!.id].sort())
    expect(manifest.excluded).toEqual({
      'not evaluated': 1, 'not evaluated by rubric': 1, 'evaluation is stale': 2, 'score below 70': 1, 'claims contradicted by what was observed': 1, 'no answer of the assistant': 1, 'nothing said by a person': 1
    })
  })

  it('gives empty files where nothing passes, and refuses one file for two splits', async () => {
    const { manifest, files } = await build([])
    expect(files.map(({ text }) => text)).toEqual(['', '', ''])
    expect(manifest.files[0]?.tokens).toEqual({ method: 'characters/4', total: 0, min: 0, mean: 0, max: 0 })
    await expect(build([], { fileName: () => 'x.jsonl' })).rejects.toThrow(/one file/)
  })
})

describe('rebuildDataset', () => {
  it('gives the same bytes from the manifest as it was stored', async () => {
    await fc.assert(fc.asyncProperty(fc.subarray(candidates), async (list) => {
      const { manifest, files } = await build(list)
      const stored = JSON.parse(JSON.stringify(manifest)) as typeof manifest
      expect(await rebuild(stored, byId(list))).toEqual({ files, rebuilt: { files: files.map(({ name }) => name), missing: [], changed: [], incomplete: [] } })
    }), { numRuns: 30 })
  })

  it('says which traces are missing or changed, and gives no file that is not the one named', async () => {
    const { manifest } = await build(candidates)
    const train = manifest.records.filter(({ split }) => split === 'train')
    const [gone, grown] = [train[0]!.trace, train[1]!.trace]
    const { rebuilt } = await rebuild(manifest, (id) => (id === gone ? undefined : id === grown ? { ...byId(candidates)(id)!, sha256: '1'.repeat(64) } : byId(candidates)(id)))
    expect(rebuilt).toMatchObject({ missing: [gone], changed: [grown], incomplete: ['train.jsonl'] })
    expect(rebuilt.files).toEqual(['test.jsonl', 'validation.jsonl'])
  })

  it('notices a trace whose content does not fit its hash, and a manifest with a record cut out', async () => {
    const { manifest } = await build(candidates)
    const forged = manifest.records[0]!.trace
    expect((await rebuild(manifest, (id) => (id === forged ? { ...byId(candidates)(id)!, messages: [user('x'), assistant('evil')] } : byId(candidates)(id)))).rebuilt.changed).toEqual([forged])
    const cut = { ...manifest, records: manifest.records.slice(1) }
    expect((await rebuild(cut, byId(candidates))).rebuilt.incomplete).toEqual(['train.jsonl'])
    expect(manifestId(cut)).not.toBe(manifest.id)
  })
})

describe('datasetCard', async () => {
  const { manifest } = await build(candidates, { splits: { train: 0.8, 'held-out': 0.2 } })
  it('has front matter that Hugging Face reads, for the newest manifest', async () => {
    const older = { ...(await build(candidates.slice(1), options)).manifest, createdAt: '2026-01-01T00:00:00.000Z' }
    const card = datasetCard([older, manifest], NO_LICENCE)
    expect(datasetCard([manifest, older], NO_LICENCE)).toBe(card)
    const { data, body } = parseMarkdown(card, { file: 'README.md' })
    expect(data).toMatchObject({ size_categories: ['n<1K'], configs: [{ config_name: 'sft', default: true, data_files: [{ split: 'train', path: 'train.jsonl' }, { split: 'held_out', path: 'held-out.jsonl' }] }] })
    expect(body).toContain(`skillloop dataset rebuild ${manifest.id}`)
    expect(body).toContain(`- \`${older.id}\`, 2026-01-01: 29 records`)
  })

  it('names no files where there are none, and needs a manifest', async () => {
    expect(parseMarkdown(datasetCard([(await build([])).manifest], NO_LICENCE), { file: 'README.md' }).data).not.toHaveProperty('configs')
    expect(() => datasetCard([], NO_LICENCE)).toThrow(/no manifest/)
  })
})
