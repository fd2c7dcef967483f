import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { collectPatterns } from './collect-patterns.js'
import { attacksOn } from './pump.js'
import { KNOWN } from './known-patterns.js'
import { openTimer } from './time-attack.js'

const LONG = process.env['TORTURE'] === 'long'
/** A pattern that takes time in proportion is done with these in under a millisecond, and one that squares it in a hundred or more. */
const CHARACTERS = LONG ? 1 << 20 : 24_000
const ENOUGH_MS = 100
const ATTACKS = LONG ? 24 : 8

it('every regular expression of the source takes time in proportion to the text, or its text is known to be short', async () => {
  const patterns = new Map(collectPatterns(fileURLToPath(new URL('../../src', import.meta.url))).map((one) => [`${one.source}/${one.flags}`, one]))
  const timer = openTimer(CHARACTERS, LONG ? 10 * ENOUGH_MS : ENOUGH_MS, LONG ? 20_000 : 3000)
  const slow: string[] = []
  const unused = new Set(KNOWN.keys())
  for (const { file, line, source, flags } of patterns.values()) {
    const known = [...KNOWN.keys()].find((key) => key === `${file} ${source.slice(0, key.length - file.length - 1)}`)
    if (known !== undefined) {
      unused.delete(known)
      continue
    }
    const { ms, attack } = await timer.time(source, flags, attacksOn(source, flags).slice(0, ATTACKS))
    if (ms > (LONG ? 10 * ENOUGH_MS : ENOUGH_MS)) slow.push(`${file}:${line} /${source.slice(0, 80)}/${flags}: ${ms} ms for ${JSON.stringify(attack)}`)
  }
  await timer.close()
  expect(patterns.size).toBeGreaterThan(1000)
  expect(slow.join('\n')).toBe('')
  expect([...unused], 'these are gone from the source').toEqual([])
}, LONG ? 3_600_000 : 600_000)
