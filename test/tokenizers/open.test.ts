import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openTokenizer } from '../../src/tokenizers/open.js'
import { temporaryFolder } from '../helpers/temporary.js'

const wordLevel = {
  version: '1.0', truncation: null, padding: null, added_tokens: [], normalizer: { type: 'Lowercase' }, pre_tokenizer: { type: 'Whitespace' }, post_processor: null, decoder: null,
  model: { type: 'WordLevel', vocab: { '[UNK]': 0, hello: 1, world: 2, '!': 3 }, unk_token: '[UNK]' }
}

describe('openTokenizer', () => {
  // OpenAI's cookbook on counting tokens gives these counts.
  it.each([['cl100k_base', 'antidisestablishmentarianism', 6], ['o200k_base', 'antidisestablishmentarianism', 6], ['cl100k_base', '2 + 2 = 4', 7], ['o200k_base', '2 + 2 = 4', 7], ['cl100k_base', 'お誕生日おめでとう', 9], ['o200k_base', 'お誕生日おめでとう', 8]])('%s counts %s as %d', async (name, text, count) => {
    const tokenizer = await openTokenizer(name)
    expect(tokenizer.method).toBe(name)
    expect(tokenizer.count(text)).toBe(count)
  })

  it('takes marks for text, and long texts without a place to part them', async () => {
    const { count } = await openTokenizer('o200k_base')
    expect(count('<|endoftext|>')).toBeGreaterThan(1)
    const began = process.cpuUsage().user
    expect(count('a'.repeat(200_000))).toBeGreaterThan(1000)
    expect(process.cpuUsage().user - began).toBeLessThan(30e6)
  })

  it('reads a tokenizer.json, and is named after its bytes', async () => {
    const path = join(temporaryFolder(), 'tokenizer.json')
    writeFileSync(path, JSON.stringify(wordLevel))
    const tokenizer = await openTokenizer(path)
    expect(tokenizer.count('Hello world!')).toBe(3)
    expect(tokenizer.method).toMatch(/^tokenizer\.json@[0-9a-f]{16}$/)
  })

  it.each([['nothing known', 'gpt-9'], ['no file', '/nowhere/tokenizer.json']])('refuses %s', async (_what, name) => {
    await expect(openTokenizer(name)).rejects.toMatchObject({ code: 2 })
  })

  it('refuses a file that is no tokenizer', async () => {
    const path = join(temporaryFolder(), 'x.json')
    writeFileSync(path, '{"model": 1}')
    await expect(openTokenizer(path)).rejects.toMatchObject({ code: 2, detail: { place: { file: path } } })
  })
})
