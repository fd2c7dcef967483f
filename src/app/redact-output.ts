import { redactText as redact } from '../redaction/redact.js'
import { outputRules } from './output-rules.js'

/** What leaves the program as text passes the same redaction as what enters the store, by the store's rules once it is open. */
export function redactText(text: string): string {
  return redact(text, outputRules.current)
}
