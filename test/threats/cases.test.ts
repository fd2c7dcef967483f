import { describe, expect, it } from 'vitest'
import { CODE_RULES } from '../../src/threats/scan-code.js'
import { MARK_RULES } from '../../src/threats/scan-disguises.js'
import { INTENTS } from '../../src/threats/intents/rules.js'
import { LANGUAGE_RULES } from '../../src/threats/intents/languages.js'
import { casesIn, casesOf, inSkill, scan } from './support.js'

const attacks = casesOf('ng.md')
const wordings = casesIn('wordings')
const aside = casesIn('aside')

describe('attacks', () => {
  it.each(attacks)('finds $category: $text', ({ category, text, file }) => {
    const { findings } = scan(text, file)
    expect(findings.map((finding) => finding.category)).toContain(category)
  })
  it('are at least 150', () => expect(attacks.length + aside.length).toBeGreaterThanOrEqual(150))
  it('are told from the harmless skill around them', () => {
    expect(scan(inSkill('')).findings).toEqual([])
  })
  // Lists of wordings rather than cases of rules: nearly all of them must be noticed.
  it.each([['wordings', wordings, 0.82], ['aside', aside, 0.95]] as const)('notices instructions placed in a skill: %s', (_, cases, least) => {
    const missed = cases.filter(({ text }) => scan(inSkill(text)).verdict === 'safe').map(({ text }) => text)
    expect(1 - missed.length / cases.length, missed.join('\n')).toBeGreaterThanOrEqual(least)
  })
})

describe('harmless text', () => {
  it.each(casesOf('ok.md'))('leaves $category: $text', ({ text, file }) => {
    expect(scan(text, file)).toMatchObject({ verdict: 'safe' })
  })
})

describe('rules', () => {
  const ids = [...INTENTS, ...LANGUAGE_RULES, ...CODE_RULES.rules, ...CODE_RULES.combinations, ...MARK_RULES.FILE_RULES].map(({ id }) => id).concat(Object.keys(MARK_RULES.MARKS), 'hidden-command', 'long-gap', 'spelt-out')
  const found = new Set([...attacks, ...[...wordings, ...aside].map((one) => ({ ...one, text: inSkill(one.text) }))].flatMap(({ text, file }) => scan(text, file).findings.map(({ rule }) => rule)))
  found.add(scan('a line\n'.repeat(700_000)).findings[0]?.rule ?? '')
  it('have an id of their own', () => expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]))
  it('have a case each', () => expect(ids.filter((id) => !found.has(id))).toEqual([]))
  it('speak to the reviewer in a sentence', () => {
    for (const { message } of [...INTENTS, ...LANGUAGE_RULES, ...CODE_RULES.rules, ...CODE_RULES.combinations]) expect(message).toMatch(/^[A-Z].{10,120}\.$/)
  })
})
