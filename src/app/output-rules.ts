import type { RedactionRules } from '../redaction/redaction-rules.js'

/** The rules that what is printed goes by: those of the store that was opened last, once one is. */
export const outputRules: { current?: RedactionRules } = {}
