import { createRedactor } from '../redaction/redact.js'
import { outputRules } from './output-rules.js'

/** What leaves the program as text passes the same redaction as what enters the store, by the store's rules once it is open. */
export function redactText(text: string): string {
  return redactValue(text)
}

/** The same for decoded JSON. */
export function redactValue<T>(value: T): T {
  return createRedactor(outputRules.current).redact(value)
}
