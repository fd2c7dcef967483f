import { describe, expect, it } from 'vitest'
import type { Preferences } from '../../src/datasets/types.js'
import type { Trace, TraceEvent } from '../../src/kernel/types.js'
import { assistant, build, call, candidate, rowsOf, settings, trace, user } from './examples.js'

const OFF: Preferences = { explicit: false, corrections: false, retries: false }
const texts = (list: unknown): string[] => (list as { role: string; content: string }[]).map(({ role, content }) => `${role}: ${content}`)
const rated = (of: Trace, rating: number): TraceEvent => ({ schemaVersion: 1, kind: 'rating', trace: of.id, traceSha256: of.sha256, rating, at: '2026-08-10T09:00:00.000Z', by: { name: 'P', email: 'p@example.org' } })

describe('stated preferences', () => {
  const asked = [user('Which colour is the sky?'), assistant('Blue.')]
  it.each([
    ['texts beside a prompt', { prompt: 'Q?', chosen: 'good', rejected: 'bad' }, ['user: Q?'], ['assistant: good'], ['assistant: bad']],
    ['a list of message lists', { preferences: [{ prompt: [{ role: 'user', content: 'Q?' }], chosen: [{ role: 'assistant', content: 'good' }], rejected: [{ role: 'assistant', content: 'bad' }] }] }, ['user: Q?'], ['assistant: good'], ['assistant: bad']],
    ['whole conversations that share their beginning', { preference: { chosen: [{ from: 'human', value: 'Q?' }, { from: 'gpt', value: 'good' }], rejected: [{ from: 'human', value: 'Q?' }, { from: 'gpt', value: 'bad' }] } }, ['user: Q?'], ['assistant: good'], ['assistant: bad']],
    ['answers to the session\'s request', { chosen: 'good', rejected: 'bad' }, ['user: Which colour is the sky?'], ['assistant: good'], ['assistant: bad']]
  ] as [string, Record<string, unknown>, string[], string[], string[]][])('are %s', async (_what, metadata, prompt, chosen, rejected) => {
    const { files, manifest } = await build([candidate(trace('s', asked, { metadata }))], { kind: 'dpo', splits: { train: 1 } })
    const [row] = rowsOf(files)
    expect([texts(row?.['prompt']), texts(row?.['chosen']), texts(row?.['rejected'])]).toEqual([prompt, chosen, rejected])
    expect(manifest.records[0]?.how).toEqual({ pair: 'stated', index: 0 })
  })

  it.each([
    ['both sides are the same', { prompt: 'Q?', chosen: 'same', rejected: 'same' }], ['one side is missing', { prompt: 'Q?', chosen: 'good' }], ['a speaker is unknown', { prompt: [{ role: 'oracle', content: 'Q?' }], chosen: [{ role: 'seer', content: 'a' }], rejected: 'b' }],
    ['an answer is not the assistant\'s', { prompt: 'Q?', chosen: [{ role: 'user', content: 'a' }], rejected: 'b' }]
  ] as [string, Record<string, unknown>][])('are none where %s', async (_what, metadata) => {
    expect((await build([candidate(trace('s', asked, { metadata }))], { kind: 'dpo' })).manifest.records).toEqual([])
  })

  it('is one last message a side for Axolotl, and left out where that would cut it', async () => {
    const plain = trace('a', asked, { metadata: { prompt: 'Q?', chosen: 'good', rejected: 'bad' } })
    const long = trace('b', asked, { metadata: { prompt: 'Q?', chosen: [{ role: 'assistant', content: 'x' }, { role: 'user', content: 'y' }, { role: 'assistant', content: 'z' }], rejected: 'bad' } })
    const { files, manifest } = await build([candidate(plain), candidate(long)], { kind: 'dpo', splits: { train: 1 }, settings: { ...settings, shape: 'axolotl' } })
    expect(rowsOf(files)).toEqual([{ messages: [{ role: 'user', content: 'Q?' }], chosen: { role: 'assistant', content: 'good' }, rejected: { role: 'assistant', content: 'bad' }, evidence: 'the source states this preference' }])
    expect(manifest.excluded).toEqual({ 'a pair with calls or several messages a side, which Axolotl would cut': 1 })
  })
})

describe('corrections', () => {
  const corrected = [user('Write the config file'), assistant('Written with spaces.', [call('1', 'write', { path: 'a' }, 'ok')]), assistant('Here it is, with spaces.'), user('No, that is wrong. Use tabs.'), assistant('Now with tabs.')]
  const pairsOf = async (of: Trace, preferences: Partial<Preferences> = { corrections: true }, events: TraceEvent[] = []) => rowsOf((await build([{ ...candidate(of), events }], { kind: 'dpo', splits: { train: 1 }, preferences: { ...OFF, ...preferences } })).files)

  it('are the answers before and after, to the request before, with the person\'s words as evidence', async () => {
    const [row] = await pairsOf(trace('s', corrected))
    expect(texts(row?.['prompt'])).toEqual(['user: Write the config file'])
    expect(texts(row?.['rejected'])).toEqual(['assistant: Written with spaces.', 'tool: ok', 'assistant: Here it is, with spaces.'])
    expect(texts(row?.['chosen'])).toEqual(['assistant: Now with tabs.'])
    expect(row?.['evidence']).toBe('a person corrected it: No, that is wrong. Use tabs.')
  })

  it('are off by default, and off where the answer after was corrected again', async () => {
    expect(await pairsOf(trace('s', corrected), {})).toEqual([])
    expect(await pairsOf(trace('s', [...corrected, user('No, still wrong!'), assistant('Sorry.'), user('No, that is not right.'), assistant('Hm.')]))).toHaveLength(1)
  })

  it('count where somebody marked an answer as wrong afterwards', async () => {
    const mild = [corrected[0]!, corrected[2]!, user('Please give it to me in tabs instead of these'), assistant('Now with tabs.')]
    const of = trace('s', mild)
    const marked: TraceEvent = { schemaVersion: 1, kind: 'correction', trace: of.id, traceSha256: of.sha256, message: 1, at: '2026-08-10T09:00:00.000Z', by: { name: 'P', email: 'p@example.org' } }
    expect(await pairsOf(of, { corrections: true }, [marked])).toHaveLength(1)
  })
})

describe('sessions of one task', () => {
  const run = (name: string, end: string, more: Partial<Trace> = {}) => trace(name, [user('Please fix the failing build of the parser'), assistant('', [call('1', 'terminal', { command: name }, end)]), assistant(end)], more)
  const reward = (value: number) => ({ outcomes: [{ name: 'reward', value }] })

  it('make pairs where one verifiably succeeded and one failed, once each, and only if that is switched on', async () => {
    const list = [run('a', 'done', reward(1)), run('b', 'gave up', reward(0)), run('c', 'gave up too', reward(0)), run('d', 'half', reward(0.5))].map((of) => candidate(of))
    const { manifest, files } = await build(list, { kind: 'dpo', splits: { train: 1 }, preferences: { ...OFF, retries: true } })
    expect(manifest.records).toHaveLength(1)
    expect(manifest.records[0]).toMatchObject({ trace: list[0]?.trace.id, with: [{ traceSha256: expect.any(String) as string }], how: { pair: 'retried' } })
    expect(texts(rowsOf(files)[0]?.['chosen']).at(-1)).toBe('assistant: done')
    expect((await build(list, { kind: 'dpo' })).manifest.records).toEqual([])
    expect(manifest.excluded).toEqual({ 'no other session of its task to compare it with': 1, 'no preference of the kinds that are switched on': 1 })
  })

  it('make pairs where people rated them differently', async () => {
    const [good, bad] = [run('a', 'done'), run('b', 'not done')]
    const { manifest, files } = await build([{ ...candidate(good), events: [rated(good, 5)] }, { ...candidate(bad), events: [rated(bad, 1)] }], { kind: 'reward', splits: { train: 1 } })
    expect(manifest.records).toHaveLength(1)
    expect(rowsOf(files)[0]?.['evidence']).toBe('of two sessions of one task, the chosen one rated 5 of 5 by a person, the rejected one rated 1 of 5 by a person')
  })

  it('are in one split with everything that is like either', async () => {
    const list = Array.from({ length: 20 }, (_, i) => [0, 1].map((value) => candidate(trace(`${i} ${value}`, [user(`Please do the task number ${i} of the list`), assistant(`${value === 1 ? 'done' : 'failed'} ${i}`)], reward(value))))).flat()
    const { manifest } = await build(list, { kind: 'dpo', preferences: { ...OFF, retries: true } })
    expect(manifest.records).toHaveLength(20)
    expect(new Set(manifest.records.map(({ split }) => split)).size).toBe(3)
  })
})
