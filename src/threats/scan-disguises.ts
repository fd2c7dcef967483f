import type { Document } from './document.js'
import { FILE_RULES } from './file-kind.js'
import { Findings } from './findings.js'
import { SQUASHED } from './intents/english-squashed.js'
import type { Parts, Prose } from './markdown.js'
import { joinSpaced, readDisguised, readLeet, type Mark } from './normalize/characters.js'
import { decodeEncoded } from './normalize/encoded.js'
import { scanCode } from './scan-code.js'
import { scanProse, type ProsePlace } from './scan-prose.js'
import { rank } from './severity.js'
import { lineAt, onLine, type Mapped } from './text.js'
import type { Severity, ThreatCategory } from './types.js'

interface Presence { severity: Severity; message: string }

// Found by their mere presence. Sources: Unicode TR36 and TR39, CVE-2021-42574 (bidirectional controls in source), reports on tag characters in prompts.
const MARKS: Readonly<Record<Mark, Presence>> = {
  'tag-characters': { severity: 'critical', message: 'Text is spelt in tag characters, which no reader sees and agents read.' },
  'variation-selector-text': { severity: 'critical', message: 'Data is hidden in variation selectors.' },
  'bidi-override': { severity: 'high', message: 'Characters reverse the order in which text is shown.' },
  'bidi-control': { severity: 'medium', message: 'Characters change the order in which text is shown.' },
  'zero-width-run': { severity: 'high', message: 'A run of characters without width may hide data.' },
  'invisible-in-word': { severity: 'medium', message: 'Invisible characters part words, so that searches miss them.' },
  'mixed-scripts': { severity: 'medium', message: 'Words mix letters of different alphabets that look alike.' },
  'control-characters': { severity: 'medium', message: 'Control characters change what a terminal shows.' }
}
const HIDDEN: Presence & { category: ThreatCategory } = { severity: 'critical', category: 'obfuscation', message: 'A command or an instruction is encoded.' }
const BLANK: Presence = { severity: 'medium', message: 'Text follows a very long gap, where nobody looks.' }
const SPREAD: Presence = { severity: 'critical', message: 'An instruction is spelt letter by letter.' }

const DEPTH = 3
const GAP = 40
const MOST_LINES = 20_000

/** Looks for what is disguised: by characters, spelling, gaps or encodings; what it says is judged like the rest, one step up. */
export function scanDisguises(document: Document, parts: Parts, place: ProsePlace, findings: Findings): void {
  const { file } = document
  const say = (rule: string, { severity, message }: Presence, line: number, text: string, seenThrough: string[] = [], category: ThreatCategory = 'obfuscation'): void =>
    findings.add({ rule, category, severity, message, file, line, seenThrough }, text)
  for (const { mark, line } of document.marks) say(mark, MARKS[mark], line, document.lines[line - 1] ?? '')
  for (const { text, line } of document.spelt) readHidden(onLine(text, line), ['invisible characters'], place, findings, 0)
  let blank = 0
  document.lines.forEach((line, index) => {
    if (line.trim() === '') { blank++; return }
    if (blank >= GAP) say('long-gap', BLANK, index + 1, line)
    blank = 0
    if (index > MOST_LINES || line.length > 20_000) return
    for (const { text, through } of readDisguised(line)) readHidden(onLine(text, index + 1), [through], place, findings, 0)
    const leet = readLeet(line)
    if (leet !== undefined) scanProse([{ ...onLine(leet, index + 1), kind: 'paragraph', through: ['leetspeak'] }], place, findings)
    const spaced = joinSpaced(line)
    if (spaced === undefined) return
    if (SQUASHED.test(spaced.replaceAll(' ', '').toLowerCase())) say('spelt-out', SPREAD, index + 1, spaced, ['spaced letters'], 'prompt-injection')
    scanProse([{ ...onLine(spaced, index + 1), kind: 'paragraph', through: ['spaced letters'] }], place, findings)
  })
  for (const piece of [...parts.prose, ...parts.code.filter(({ inline }) => !inline)]) readEncoded(piece, [], place, findings, 0)
  for (const { text, at, through } of splitEncoded(document)) readHidden(onLine(text, at), [through, 'joined lines'], place, findings, 1)
}

function asProse(mapped: Mapped, through: string[]): Prose {
  return { ...mapped, kind: 'hidden', through }
}

function readEncoded(piece: Mapped, through: readonly string[], place: ProsePlace, findings: Findings, depth: number): void {
  for (const decoded of decodeEncoded(piece.text)) readHidden(onLine(decoded.text, lineAt(piece, decoded.at)), [...through, decoded.through], place, findings, depth)
}

function readHidden(piece: Mapped, through: string[], place: ProsePlace, findings: Findings, depth: number): void {
  const line = piece.lines[0] ?? 1
  const inner = new Findings()
  scanCode(piece, { file: place.file, through, topic: false, before: '', script: true, raise: 1 }, inner, true)
  if (/\p{L}{2}[ \p{Lo}]/u.test(piece.text)) scanProse([asProse(piece, through)], place, inner)
  if (depth < DEPTH) readEncoded(piece, through, place, inner, depth + 1)
  const found = inner.list()
  for (const finding of found) findings.add({ ...finding, line }, finding.excerpt)
  if (found.some(({ severity }) => rank(severity) > 1)) findings.add({ rule: 'hidden-command', category: HIDDEN.category, severity: HIDDEN.severity, message: HIDDEN.message, file: place.file, line, seenThrough: through }, piece.text)
}

/** Encoded text that is broken over lines, as `base64` and mail do. */
function splitEncoded({ lines }: Document): { text: string; at: number; through: string }[] {
  const found: { text: string; at: number; through: string }[] = []
  let run = ''
  let from = 0
  const flush = (): void => {
    if (run.length >= 32) for (const { text, through } of decodeEncoded(run)) found.push({ text, at: from, through })
    run = ''
  }
  lines.slice(0, MOST_LINES).forEach((line, index) => {
    const bare = line.replace(/^[\s>#/*"'+-]{0,12}/, '').replace(/["'\s\\,+]{0,6}$/, '')
    if (!/^[A-Za-z0-9+/=_-]{8,200}$/.test(bare) || run.length > 1 << 16) { flush(); return }
    if (run === '') from = index + 1
    run += bare
  })
  flush()
  return found
}

/** The rules as data. */
export const MARK_RULES = { MARKS, HIDDEN, BLANK, SPREAD, FILE_RULES }
