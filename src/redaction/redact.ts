import { isSecretValue } from './assignments.js'
import { findSecrets } from './find.js'
import { isJsonText, rewriteJsonStrings } from './json-text.js'
import { classifyKey } from './keys.js'
import { createMarks, splitAtMarks, type Marks } from './marks.js'
import type { Finding } from './rule.js'
import { mapStrings } from './walk.js'

/** Grows with every change that masks something else than before; kept in traces, so that older ones can be redone. */
export const REDACTOR_VERSION = 2

/** Masks the secrets of one trace. */
export interface Redactor {
  /**
   * A copy of decoded JSON with each secret replaced by a mark such as [REDACTED:github-token#2]: its kind, and
   * which one of that kind in this trace; nothing of the secret. Shape and types stay. The same input gives the
   * same output, and redacting again changes nothing.
   */
  redact<T>(value: T): T
  /** Kind of secret to number of places that are masked in what was redacted, also by an earlier redactor. */
  marks(): Record<string, number>
}

/** A redactor for one trace; marks number the secrets within it. */
export function createRedactor(): Redactor {
  const marks = createMarks()
  return {
    redact<T>(value: T): T {
      mapStrings(value, (text) => {
        marks.reserve(text)
        return text
      })
      return mapStrings(value, (text, key) => redactLeaf(text, key, marks, 0)) as T
    },
    marks: () => marks.counts()
  }
}

/** Masks the secrets of one text that stands for itself: an error, a report. */
export function redactText(text: string): string {
  return createRedactor().redact(text)
}

/** How deep JSON inside JSON strings is decoded; what is deeper is searched as text. */
const DEEPEST = 8
/** Shorter names and values hold no secret of a known form. */
const SHORTEST = 8

function redactLeaf(text: string, key: string | undefined, marks: Marks, depth: number): string {
  if (depth < DEEPEST && isJsonText(text)) return rewriteJsonStrings(text, (inner, name) => redactLeaf(inner, name, marks, depth + 1))
  let redacted = text.length < SHORTEST ? text : redactPlain(text, marks)
  if (key !== undefined && redacted === text) redacted = redactNamed(text, key, marks)
  marks.count(redacted)
  return redacted
}

/** A value whose name says that it is a secret. The scheme of an authorization header stays. */
function redactNamed(text: string, key: string, marks: Marks): string {
  const cls = classifyKey(key)
  if (!cls) return text
  const scheme = /^(?:Bearer|Basic|Token|Digest|ApiKey|Bot)\s+/i.exec(text)?.[0] ?? ''
  const secret = text.slice(scheme.length)
  return isSecretValue(secret, cls, 'data', true) ? scheme + marks.markFor({ kind: cls.kind, secret }) : text
}

/** So many rounds are enough for anything that was not made to need more. */
const ROUNDS = 8

/**
 * Masks until nothing more is found, so that redacting again changes nothing: a mark may bring to light what
 * its neighbour hid. Marks are borders; what is between two is searched by itself. A text that never settles
 * is masked whole.
 */
function redactPlain(text: string, marks: Marks): string {
  let current = text
  for (let round = 0; round < ROUNDS; round++) {
    const next = splitAtMarks(current).map((part, i) => (i % 2 === 1 ? part : mask(part, findSecrets(part), marks))).join('')
    if (next === current) return current
    current = next
  }
  return marks.markFor({ kind: 'unsettled-text', secret: text })
}

function mask(text: string, findings: Finding[], marks: Marks): string {
  let masked = ''
  let done = 0
  for (const finding of findings) {
    masked += text.slice(done, finding.start) + marks.markFor(finding)
    done = finding.end
  }
  return done === 0 ? text : masked + text.slice(done)
}
