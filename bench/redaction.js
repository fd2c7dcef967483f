// The redactor by itself on decoded sessions, in this process.
import { createRedactor } from '../dist/redaction/redact.js'
import { generateSession } from './generate.js'

/** MB of sessions' JSON a second. */
export function redactionSpeed(count) {
  const texts = Array.from({ length: count }, (_, i) => generateSession(i))
  const values = texts.map((text) => JSON.parse(text))
  // Once before the clock starts, so that it is compiled.
  for (const value of values) createRedactor().redact(value)
  const began = process.hrtime.bigint()
  for (const value of values) createRedactor().redact(value)
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / 1e6 / (Number(process.hrtime.bigint() - began) / 1e9)
}
