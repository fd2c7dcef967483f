import { redactLeaf, type Engine } from './leaf.js'
import { createMarks } from './marks.js'
import { DEFAULT_RULES, type RedactionRules, type Subject } from './redaction-rules.js'
import { eachString, mapStrings, pointerOf } from './walk.js'

/** Grows with every change that masks something else than before; kept in traces, so that older ones can be redone. */
export const REDACTOR_VERSION = 2

/** A place that was masked; nothing of what stood there. */
interface MaskedPlace {
  kind: string
  /** JSON pointer of the string, or of the object that has a member of that name. */
  pointer: string
  /** In characters of the string. What was found behind escapes is somewhere between them. */
  start: number
  end: number
}

/** Masks the secrets of one trace. */
export interface Redactor {
  /**
   * A copy of decoded JSON with each secret replaced by a mark such as [REDACTED:github-token#2]: its kind, and
   * which one of that kind in this trace; nothing of the secret. Shape and types stay. The same input gives the
   * same output, and redacting again changes nothing.
   */
  redact<T>(value: T): T
  /** The same for a text that was redacted and changed since; its marks are counted already. */
  settle(text: string): string
  /** Kind of secret to number of places that are masked in what was redacted, also by an earlier redactor. */
  marks(): Record<string, number>
  /** What this redactor masked, in the order of the document. */
  findings(): readonly MaskedPlace[]
}

/**
 * A redactor for one trace; marks number the secrets within it.
 * @param rules what the policy says, compiled by compileRedactionPolicy
 * @param subject what is known of the trace: the policy may say something on some traces only
 */
export function createRedactor(rules: RedactionRules = DEFAULT_RULES, subject: Subject = {}): Redactor {
  const engine: Engine = { marks: createMarks(), search: rules.search(subject) }
  const findings: MaskedPlace[] = []
  const map = (value: unknown, finish: (text: string) => void): unknown => {
    eachString(value, (text) => engine.marks.reserve(text))
    return mapStrings(value, (text, key, at) => (
      redactLeaf(text, key, engine, (kind, start, end) => findings.push({ kind, pointer: pointerOf(at), start, end }), finish)
    ))
  }
  return {
    redact: <T>(value: T): T => map(value, (text) => engine.marks.count(text)) as T,
    settle: (text) => map(text, () => undefined) as string,
    marks: () => engine.marks.counts(),
    findings: () => findings
  }
}

/** Masks the secrets of one text that stands for itself: an error, a report. */
export function redactText(text: string, rules?: RedactionRules): string {
  return createRedactor(rules).redact(text)
}
