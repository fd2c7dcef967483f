import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ACTIONS } from '../../src/threats/intents/features-actions.js'
import { DECEIT } from '../../src/threats/intents/features-deceit.js'
import { FEATURES } from '../../src/threats/intents/features.js'
import { createPrefilter } from '../../src/kernel/prefilter.js'
import { requiredLiterals } from '../../src/kernel/required-literals.js'
import { CODE_RULES } from '../../src/threats/scan-code.js'

const code = [...CODE_RULES.rules, ...CODE_RULES.facts].map(({ pattern }) => pattern)
// As the scanner uses them: features over lower-case sentences.
const patterns = [...Object.values({ ...FEATURES, ...ACTIONS, ...DECEIT }), ...code]
const plain = patterns.map((pattern) => new RegExp(pattern.source, pattern.flags.replace('g', '')))
const mayMatch = createPrefilter(patterns)

const folder = join(import.meta.dirname, '.')
const texts = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && !entry.name.endsWith('.ts')).map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
const pieces = texts.flatMap((text) => [text.slice(0, 4000), ...text.split(/\n|(?<=[.!?])\s/)]).filter((piece) => piece.trim().length > 3)

/** Numbers of the patterns that match and are said not to. */
function missed(text: string): number[] {
  const may = mayMatch(text)
  return plain.flatMap((pattern, i) => (!may[i] && pattern.test(text) ? [i] : []))
}

describe('the prefilter', () => {
  it('lets through whatever a pattern matches, of all cases and wordings', () => {
    const matched = new Set<number>()
    for (const piece of new Set(pieces)) {
      for (const text of [piece, piece.toLowerCase(), piece.toUpperCase()]) {
        expect({ text, missed: missed(text) }).toEqual({ text, missed: [] })
        plain.forEach((pattern, i) => { if (pattern.test(text)) matched.add(i) })
      }
    }
    // The law says little of a pattern that no text matches.
    expect(matched.size).toBeGreaterThan(patterns.length * 0.75)
  }, 60_000)

  it('lets through what a pattern matches, of pieces put together', () => {
    const words = [...new Set(pieces.flatMap((piece) => piece.split(/(?<=\s)/)))]
    fc.assert(fc.property(fc.array(fc.oneof(fc.constantFrom(...words), fc.constantFrom('\u017f', '\u212a', '’', '\n', ' ')), { maxLength: 30 }), (parts) => {
      expect(missed(parts.join(''))).toEqual([])
    }), { numRuns: 500 })
  }, 60_000)

  it('is of use: most patterns have something that they cannot do without', () => {
    expect(patterns.filter((pattern) => !requiredLiterals(pattern)).length).toBeLessThan(15)
  })

  it.each<[RegExp, string[] | undefined]>([
    [/hello/, ['hello']], [/\bhel{2}o/, ['he']], [/colou?r/, ['color', 'colour']], [/(?:send|post)s? to/, ['send to', 'sends to', 'post to', 'posts to']],
    [/a.*b/, undefined], [/ab.*cde/, ['cde']], [/x?/, undefined], [/(?:abc)*/, undefined], [/(?:abc)+d/, ['abc']], [/[- ]?key/, ['key', '-key', ' key']],
    [/(?=abc)\w+/, undefined], [/(?<!never )delete/, ['delete']], [/ABC\.d/i, ['abc.d']], [/\x61bc/, ['bc']], [/abc|\d{3}/, undefined], [/caf\u00e9s/, ['caf']], [/(abc)\1/, ['abc']]
  ])('%s needs %j', (pattern, expected) => {
    expect(requiredLiterals(pattern)?.sort()).toEqual(expected?.sort())
  })
})
