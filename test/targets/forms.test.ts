import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { blockOf, readBlock, withBlock, withoutBlock, type AroundBlock } from '../../src/targets/forms/marked-block.js'
import { asBlock, asEntries, characters, entriesOfBlock, entriesOfFile, fitMemories, rewordedEntry, type Criterion, type RememberedLesson } from '../../src/targets/forms/memory-text.js'
import { PLACES, type MemoryFile } from '../../src/targets/forms/places.js'
import { pendingMemory, pendingSkill } from '../../src/targets/forms/hermes-pending.js'

const ORDER: Criterion[] = ['scope', 'support', 'recency', 'use']
const MEMORY: MemoryFile = { file: 'MEMORY.md', scopes: ['project', 'environment'], characters: 2200 }

function lesson(path: string, changes: Partial<RememberedLesson> = {}): RememberedLesson {
  return { path, text: `Lesson ${path}.`, scope: 'project', support: 1, since: '2026-08-01T00:00:00.000Z', changed: '2026-08-01T00:00:00.000Z', ...changes }
}

function parts(file: string | Uint8Array): AroundBlock {
  const read = readBlock(Buffer.from(file))
  if (typeof read === 'string') throw new Error(read)
  return read
}

const around = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('', '\ufeff', '\ufeff# Ours\r\n', 'a\r\nb\r\n', 'no end', 'x\n\n\n', '\n', '\r\n', '`<!-- a -->`'))

describe('a marked block', () => {
  it('leaves every other byte as it is, and takes all of itself out again', () => {
    fc.assert(fc.property(around, fc.stringMatching(/^[a-z \n]{1,40}$/), (file, text) => {
      const made = withBlock(Buffer.from(file), parts(file), blockOf(text))
      const read = parts(made)
      expect(read.block).toBe(blockOf(text))
      expect(read.before).toBe(file)
      expect(made.endsWith('\n')).toBe(file.endsWith('\n'))
      expect(withoutBlock(read)).toBe(file)
    }))
  })
  it('changes in its place, whatever is written around it later', () => {
    fc.assert(fc.property(around, around, (before, after) => {
      const first = withBlock(Buffer.from(before), parts(before), blockOf('one'))
      const appended = first + after
      const second = withBlock(Buffer.from(appended), parts(appended), blockOf('two\nthree'))
      expect(second.replaceAll('\r\n', '\n')).toBe(appended.replace(/one/, 'two\nthree').replaceAll('\r\n', '\n'))
      const rest = withoutBlock(parts(second))
      // At most one line break that was the block's, or one that keeps two lines apart.
      expect([before + after, `${before}\n${after}`, `${before}\r\n${after}`, undefined]).toContain(rest)
    }))
  })
  it('is all of a file that was made for it, which then goes with it', () => {
    const made = withBlock(undefined, { before: '', after: '' }, blockOf('x'))
    expect(made).toBe('<!-- skillloop:begin (kept by `skillloop apply`) -->\nx\n<!-- skillloop:end -->\n')
    expect(withoutBlock(parts(made))).toBeUndefined()
    expect(withoutBlock(parts(`${made}mine\n`))).toBe('mine\n')
  })
  it('of another line ending has the same hash', () => {
    const made = withBlock(Buffer.from('a\r\nb\r\n'), parts('a\r\nb\r\n'), blockOf('x\ny'))
    expect(made).toBe('a\r\nb\r\n<!-- skillloop:begin (kept by `skillloop apply`) -->\r\nx\r\ny\r\n<!-- skillloop:end -->\r\n')
    expect(parts(made).block).toBe(blockOf('x\ny'))
  })
  it.each(['<!-- skillloop:begin -->', '<!-- skillloop:end -->\n<!-- skillloop:begin -->', `${blockOf('a')}\n${blockOf('b')}`])('that is broken is not touched: %j', (file) => {
    expect(readBlock(Buffer.from(file))).toMatch(/broken/)
  })
  it('is not looked for in what is no text', () => {
    expect(readBlock(Buffer.from([0xff, 0xfe, 0x41, 0]))).toMatch(/UTF-8/)
  })
})

const lessons = fc.uniqueArray(fc.record({
  path: fc.stringMatching(/^memory\/semantic\/[a-z]{1,6}\.md$/), text: fc.stringMatching(/^[A-Za-zäß,.\n ]{1,200}$/).filter((text) => text.trim() !== ''), scope: fc.constantFrom('user' as const, 'project' as const, 'environment' as const),
  support: fc.integer({ min: 1, max: 40 }), uses: fc.integer({ min: 0, max: 99 }),
  since: fc.constantFrom('2026-01-01T00:00:00.000Z', '2026-02-01T00:00:00.000Z'), changed: fc.constantFrom('2026-02-11T00:00:00.000Z', '2026-03-02T00:00:00.000Z')
}), { selector: ({ path }) => path, maxLength: 40 })

describe('memories in a file', () => {
  it.each([['block', asBlock], ['entries', asEntries]] as const)('never pass the limit as %s, whatever there is, and do not depend on the order given', (_name, asText) => {
    fc.assert(fc.property(lessons, fc.integer({ min: 150, max: 2200 }), (all, limit) => {
      const file = { ...MEMORY, characters: limit }
      const { fits, leftOut } = fitMemories(all, file, ORDER, asText)
      if (fits.length > 0) expect(characters(asText(fits))).toBeLessThanOrEqual(limit)
      expect([...fits, ...leftOut].map(({ path }) => path).sort()).toEqual(all.filter(({ scope }) => scope !== 'user').map(({ path }) => path).sort())
      expect(fitMemories([...all].reverse(), file, ORDER, asText)).toEqual({ fits, leftOut })
    }))
  })
  it('that fit: a new one goes to the end, and all before it stays byte for byte', () => {
    fc.assert(fc.property(lessons, (all) => {
      const before = asEntries(fitMemories(all, { ...MEMORY, characters: 1e6 }, ORDER, asEntries).fits)
      const added = lesson('memory/semantic/zz-new.md', { since: '2026-09-01T00:00:00.000Z', support: 40 })
      const after = asEntries(fitMemories([...all, added], { ...MEMORY, characters: 1e6 }, ORDER, asEntries).fits)
      expect(after).toBe(before === '' ? added.text : `${before}\n§\n${added.text}`)
    }))
  })
  it('are chosen by scope, support in doublings, recency in months, use; the older where all is equal', () => {
    const one = (first: RememberedLesson, second: RememberedLesson, order = ORDER): string[] => fitMemories([first, second], { ...MEMORY, characters: 20 }, order, asEntries).fits.map(({ path }) => path)
    expect(one(lesson('a'), lesson('b', { scope: 'environment', support: 40 }))).toEqual(['a'])
    expect(one(lesson('a', { support: 4 }), lesson('b', { support: 7 }))).toEqual(['a'])
    expect(one(lesson('a', { support: 4 }), lesson('b', { support: 8 }))).toEqual(['b'])
    expect(one(lesson('a'), lesson('b', { changed: '2026-08-30T00:00:00.000Z' }))).toEqual(['a'])
    expect(one(lesson('a'), lesson('b', { changed: '2026-09-01T00:00:00.000Z' }))).toEqual(['b'])
    expect(one(lesson('a', { uses: 2 }), lesson('b', { uses: 9 }))).toEqual(['b'])
    expect(one(lesson('a', { support: 9 }), lesson('b', { uses: 9 }), ['use', 'support'])).toEqual(['b'])
  })
  it('that would break the file are left out, with the reason', () => {
    const { fits, leftOut } = fitMemories([lesson('a', { text: 'x\n§\ny' }), lesson('b', { text: '<!-- skillloop:end -->' }), lesson('c', { until: '2026-12-31' })], MEMORY, ORDER, asEntries)
    expect(asEntries(fits)).toBe('Lesson c. (Until 2026-12-31.)')
    expect(leftOut.map(({ reason }) => reason)).toEqual([expect.stringContaining('§'), expect.stringContaining('mark')])
  })
  it('are read back as entries; one that was reworded is told from the rest', () => {
    const all = [lesson('a', { text: 'One line.' }), lesson('b', { text: 'Two\nlines.\n\nAnd more.' }), lesson('c', { text: 'Third.', until: '2026-12-31' })]
    for (const [asText, entriesOf] of [[asBlock, entriesOfBlock], [asEntries, entriesOfFile]] as const) {
      const text = asText(all)
      expect(entriesOf(text)).toEqual(['One line.', 'Two\nlines.\n\nAnd more.', 'Third. (Until 2026-12-31.)'])
      const changed = entriesOf(text.replace('Third.', 'Third, changed.').replace('And more', 'And less'))
      const [a, b, c] = all as [RememberedLesson, RememberedLesson, RememberedLesson]
      expect(rewordedEntry(a, [b, c], changed)).toBe('One line.')
      expect(rewordedEntry(b, [a, c], changed)).toBe('Two\nlines.\n\nAnd less.')
      expect(rewordedEntry(c, [a, b], changed)).toBe('Third, changed.')
      expect(rewordedEntry(c, [a, b], changed.slice(0, 2))).toBeUndefined()
    }
  })
})

describe('the table of places', () => {
  it('names each once, and has what its form needs', () => {
    expect(new Set(PLACES.map(({ name }) => name)).size).toBe(PLACES.length)
    for (const { name, form, memories, at, path } of PLACES) {
      expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/)
      expect(memories !== undefined, name).toBe(form === 'block' || form === 'entries')
      expect(at === 'given' || form === 'block' || path !== '', name).toBe(true)
      expect(path.startsWith('/') || path.includes('..'), name).toBe(false)
    }
  })
})

describe('records for Hermes\' pending store', () => {
  it('have the keys that its own gate writes, and name the call of its tool', () => {
    const memory = pendingMemory({ digest: 'sha256:a', text: 'Use pnpm.', isAboutUser: true, at: '2026-08-10T09:00:00.000Z' })
    expect(memory).toEqual({ id: expect.stringMatching(/^[0-9a-f]{8}$/) as string, subsystem: 'memory', action: 'add', summary: 'Use pnpm.', origin: 'skillloop', created_at: 1786352400, payload: { action: 'add', target: 'user', content: 'Use pnpm.' } })
    const files = new Map([['scripts/x.sh', 'echo\n'], ['SKILL.md', '---\n']])
    const [first, second] = pendingSkill({ name: 'x', description: 'Does x.', digest: 'sha256:b', files, at: '2026-08-10T09:00:00.000Z', isKnown: false })
    expect(first).toMatchObject({ subsystem: 'skills', action: 'create', payload: { action: 'create', name: 'x', content: '---\n' } })
    expect(second).toMatchObject({ action: 'write_file', payload: { action: 'write_file', name: 'x', file_path: 'scripts/x.sh', file_content: 'echo\n' } })
    expect(second?.created_at).toBeGreaterThan(first?.created_at ?? 0)
  })
})
