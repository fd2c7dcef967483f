import { describe, expect, it } from 'vitest'
import { croissantOf } from '../../src/datasets/croissant.js'
import { diffManifests } from '../../src/datasets/diff.js'
import { okfBundle } from '../../src/datasets/okf.js'
import { readinessOf, type SourceFacts } from '../../src/datasets/readiness.js'
import { parseMarkdown } from '../../src/kernel/front-matter.js'
import { build, candidate, options, session } from './examples.js'

const NO_LICENCE = { licence: '' }
const candidates = Array.from({ length: 30 }, (_, i) => candidate(session(i)))
const facts = (of: readonly { trace: { id: string } }[], changes: Partial<SourceFacts> = {}): SourceFacts[] => of.map(({ trace: { id } }, i) => ({ trace: id, runtime: i % 2 ? 'hermes' : 'generic', work: `w${i % 3}`, tools: ['terminal'], label: 'success', unsupportedClaims: 0, ...changes }))

describe('okfBundle', () => {
  const bundle = okfBundle([
    { proposal: 'a'.repeat(12), kind: 'memory', title: 'Use [tabs]', path: 'memory/procedural/use-tabs.md', text: '---\ntype: procedural\nscope: project\nsubject: use tabs\nproposal: aaaaaaaaaaaa\n---\nUse tabs.\n', sessions: ['t2', 't1'], approvedAt: '2026-08-10T09:00:00.000Z' },
    { proposal: 'b'.repeat(12), kind: 'skill', title: 'Run tests', path: 'skills/run-tests', text: '---\nname: run-tests\ndescription: Runs the tests.\n---\n# Run tests\n\n1. npm test\n', sessions: ['t1'], approvedAt: '2026-08-12T09:00:00.000Z' }
  ])

  it('has a concept of non-empty type for each, and reserved files as the format wants them', () => {
    expect([...bundle.keys()]).toEqual(['index.md', 'log.md', `concepts/memory_${'a'.repeat(12)}.md`, `concepts/skill_${'b'.repeat(12)}.md`])
    for (const [path, text] of bundle) if (path.startsWith('concepts/')) expect(parseMarkdown(text, { file: path }).data['type']).toMatch(/^(Memory|Skill)$/)
    expect(parseMarkdown(bundle.get('index.md') ?? '', { file: 'index.md' }).data).toEqual({ okf_version: '0.1' })
    expect(bundle.get('log.md')?.match(/^## .*/gm)).toEqual(['## 2026-08-12', '## 2026-08-10'])
  })

  it('keeps the words as they were approved, and says where they are from', () => {
    const memory = parseMarkdown(bundle.get(`concepts/memory_${'a'.repeat(12)}.md`) ?? '', { file: 'm' })
    expect(memory.body.trim()).toBe('Use tabs.')
    expect(memory.data).toMatchObject({ title: 'Use [tabs]', description: 'Use tabs.', resource: 'memory/procedural/use-tabs.md', tags: ['memory', 'procedural', 'project'], sessions: ['t1', 't2'] })
    expect(bundle.get('index.md')).toContain(`* [Use \\[tabs\\]](concepts/memory_${'a'.repeat(12)}.md)`)
  })
})

describe('readinessOf', () => {
  it('blocks what is too small, and says what kept the rest out', async () => {
    const { manifest } = await build([...candidates.slice(0, 3), ...candidates.slice(3, 9).map(({ trace }) => candidate(trace, { score: 10 }))], { splits: { train: 1 } })
    const { verdict, findings } = readinessOf(manifest, facts(candidates.slice(0, 3)), NO_LICENCE)
    expect(verdict).toBe('blocked')
    expect(findings[0]).toEqual({ level: 'block', reason: '3 records; 10 are the least', fix: 'take in more sessions; 6 were left out: score below 70' })
  })

  it('wants more data where there are few groups, small splits, one-sided sources or bare claims', async () => {
    const { manifest } = await build(candidates)
    const reasons = (changes: Partial<SourceFacts>) => readinessOf(manifest, facts(candidates, changes), NO_LICENCE).findings.map(({ level, reason }) => `${level} ${reason}`)
    expect(readinessOf(manifest, facts(candidates), NO_LICENCE).verdict).toBe('collect more data')
    expect(reasons({})).toContain('collect 30 groups of different tasks; 100 are where more than repeating begins')
    expect(reasons({ unsupportedClaims: 2 })).toContain('collect in 30 of 30 sessions something is claimed that nothing bears out')
    expect(reasons({})).toContain('note no licence is stated')
  })

  it('is ready with enough of different kinds', async () => {
    const many = Array.from({ length: 150 }, (_, i) => candidate(session(i)))
    const { manifest } = await build(many)
    expect(readinessOf(manifest, facts(many), { licence: 'apache-2.0' })).toMatchObject({ verdict: 'ready', findings: [], figures: { records: 150, groups: 150, kindsOfWork: 3, bySource: { generic: 75, hermes: 75 } } })
  })

  it('blocks an empty split and what looks like a secret', async () => {
    const { manifest } = await build(candidates.slice(0, 1), { splits: { train: 0.5, test: 0.5 } })
    const given = { ...manifest, excluded: { 'has what looks like a secret or personal data (x): see redact --stale': 2 } }
    const blocks = readinessOf(given, facts(candidates.slice(0, 1)), NO_LICENCE).findings.filter(({ level }) => level === 'block').map(({ reason }) => reason)
    expect(blocks.some((reason) => /^the split (train|test) is empty$/.test(reason))).toBe(true)
    expect(blocks).toContain('2 sessions have what looks like a secret or personal data, and were left out')
  })
})

describe('diffManifests', () => {
  it('tells records that came, went, changed and moved, and settings that differ', async () => {
    const before = (await build(candidates.slice(0, 20))).manifest
    const grown = { ...candidates[5]!.trace, sha256: '1'.repeat(64), messages: [...candidates[5]!.trace.messages, ...candidates[6]!.trace.messages] }
    const after = (await build([...candidates.slice(1, 5), candidate(grown), ...candidates.slice(6, 25)], { earlier: before, gate: { ...options.gate, minScore: 60 } })).manifest
    const diff = diffManifests(before, after)
    expect(diff.added.sort()).toEqual(candidates.slice(20, 25).map(({ trace }) => trace.id).sort())
    expect(diff.removed).toEqual([candidates[0]!.trace.id])
    expect(diff.changed).toEqual([grown.id])
    expect(diff.moved).toEqual([])
    expect(diff.settings).toEqual([{ name: 'minScore', before: '70', after: '60' }])
    expect(diffManifests(after, after)).toMatchObject({ added: [], removed: [], changed: [], moved: [], settings: [] })
  })
})

describe('croissantOf', () => {
  it('names each file with its hash and each column of it', async () => {
    const { manifest } = await build(candidates)
    const made = croissantOf(manifest, { licence: 'apache-2.0' }) as { conformsTo: string; license: string; distribution: { sha256: string; '@id': string }[]; recordSet: { field: { source: { fileObject: { '@id': string }; extract: object } }[] }[] }
    expect(made.conformsTo).toBe('http://mlcommons.org/croissant/1.0')
    expect(made.license).toBe('apache-2.0')
    expect(made.distribution.map(({ sha256 }) => sha256)).toEqual(manifest.files.map(({ sha256 }) => sha256))
    const ids = made.distribution.map((file) => file['@id'])
    for (const { source } of made.recordSet.flatMap(({ field }) => field)) expect(ids).toContain(source.fileObject['@id'])
  })
})
