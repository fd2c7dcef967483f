import { isJsonText } from './json-text.js'
import { redactLeaf, type Engine } from './leaf.js'
import { createMarks } from './marks.js'
import { DEFAULT_RULES, type RedactionRules, type Subject } from './redaction-rules.js'

/** A secret in a file: its kind and where it is; nothing of it. Line and column count from 1, columns in UTF-16 units. */
export interface SecretPlace {
  kind: string
  line: number
  column: number
}

/** JSON in a string is one level deeper than in the value that it was written from. */
const FILE = -1

/**
 * The secrets in the text of a file, whatever it is: JSON and JSON Lines are decoded, all else is searched as it is.
 * What createRedactor() has masked, and the bytes that it was written as, have none; marks are no secrets.
 */
export function scanForSecrets(text: string, rules: RedactionRules = DEFAULT_RULES, subject: Subject = {}): SecretPlace[] {
  const engine: Engine = { marks: createMarks(), search: rules.search(subject) }
  const found: { kind: string; at: number }[] = []
  let at = 0
  for (const part of isJsonLines(text) ? text.split('\n') : [text]) {
    const start = at
    redactLeaf(part, undefined, engine, (kind, from) => found.push({ kind, at: start + from }), () => undefined, FILE)
    at += part.length + 1
  }
  return withLines(text, found.sort((a, b) => a.at - b.at))
}

const BEGINS: ReadonlySet<string> = new Set(['{', '['])

function isJsonLines(text: string): boolean {
  const second = text.indexOf('\n') + 1
  if (second === 0 || !BEGINS.has(text.charAt(0)) || !BEGINS.has(text.charAt(second))) return false
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  return lines.length > 1 && lines.every(isJsonText)
}

function withLines(text: string, found: readonly { kind: string; at: number }[]): SecretPlace[] {
  let line = 1
  let start = 0
  return found.map(({ kind, at }) => {
    for (let end = text.indexOf('\n', start); end !== -1 && end < at; end = text.indexOf('\n', start)) {
      line++
      start = end + 1
    }
    return { kind, line, column: at - start + 1 }
  })
}
