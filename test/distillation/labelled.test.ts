import { expect, test } from 'vitest'
import { lessonsOf } from '../../src/distillation/memory/statements.js'
import { DEVELOPERS } from './developer-messages.js'
import { EAST_ASIAN } from './east-asian-messages.js'
import { EUROPEAN } from './european-messages.js'
import { LESSONS, NO_LESSONS } from './further-messages.js'
import { LABELLED, type Labelled } from './labelled-messages.js'

interface Tally { found: number; expected: number; hits: number }

const ALL: readonly Labelled[] = [...LABELLED, ...DEVELOPERS, ...EUROPEAN, ...EAST_ASIAN]

/** What was found, expected and right by language, and every message where they differ. */
function judge(messages: readonly Labelled[]): { tallies: Map<string, Tally>; wrong: string[] } {
  const tallies = new Map<string, Tally>()
  const wrong: string[] = []
  for (const { language, message, lessons } of messages) {
    const found = lessonsOf(message)
    const hits = lessons.filter(([text]) => found.some((lesson) => lesson.text === text))
    for (const key of [language, 'all']) {
      const { found: before, expected, hits: right } = tallies.get(key) ?? { found: 0, expected: 0, hits: 0 }
      tallies.set(key, { found: before + found.length, expected: expected + lessons.length, hits: right + hits.length })
    }
    if (hits.length !== lessons.length || found.length !== lessons.length) wrong.push(`${JSON.stringify(message)} → ${JSON.stringify(found.map(({ text, confidence }) => [text, confidence]))}`)
    for (const [text, type] of lessons) {
      const lesson = found.find((each) => each.text === text)
      if (lesson && lesson.type !== type) wrong.push(`${JSON.stringify(text)} is ${lesson.type}, not ${type}`)
    }
  }
  return { tallies, wrong }
}

const figures = (tallies: ReadonlyMap<string, Tally>): string => [...tallies].map(([language, { found, expected, hits }]) =>
  `${language}: precision ${(hits / found).toFixed(3)}, recall ${(hits / expected).toFixed(3)}, of ${expected}`).join('\n')

test('labelled messages: precision and recall of the lessons, word for word', () => {
  const { tallies, wrong } = judge(ALL)
  const says = `${figures(tallies)}\n${wrong.join('\n')}`
  expect(ALL.length).toBeGreaterThanOrEqual(300)
  const without = ALL.filter(({ lessons }) => lessons.length === 0).length
  expect(Math.abs(without / ALL.length - 0.5)).toBeLessThan(0.1)
  for (const [language, { found, expected, hits }] of tallies) {
    expect(hits / found, `precision in ${language}\n${says}`).toBeGreaterThanOrEqual(0.9)
    expect(hits / expected, `recall in ${language}\n${says}`).toBeGreaterThanOrEqual(0.8)
  }
})

test('further messages: whether there is a lesson', () => {
  const hits = LESSONS.filter((message) => lessonsOf(message).length > 0)
  const wrong = NO_LESSONS.filter((message) => lessonsOf(message).length > 0)
  const says = `missed ${JSON.stringify(LESSONS.filter((message) => !hits.includes(message)))}\nwrong ${JSON.stringify(wrong)}`
  expect(hits.length / (hits.length + wrong.length), says).toBeGreaterThanOrEqual(0.95)
  expect(hits.length / LESSONS.length, says).toBeGreaterThanOrEqual(0.93)
})
