import type { ArtifactFiles } from '../kernel/hash.js'
import { sha256OfJson } from '../kernel/hash.js'
import { readCode } from './code-text.js'
import { CONTEXT, isAboutAttacks } from './context.js'
import { readDocument, type Document } from './document.js'
import { readableLength } from './file-kind.js'
import { Findings } from './findings.js'
import { addresses, destinations, HOSTS, registrable } from './hosts.js'
import { ACTIONS } from './intents/features-actions.js'
import { DECEIT } from './intents/features-deceit.js'
import { FEATURES } from './intents/features.js'
import { LANGUAGE_RULES } from './intents/languages.js'
import { INTENTS, SOURCES } from './intents/rules.js'
import { SQUASHED } from './intents/english-squashed.js'
import type { Surroundings } from './intents/sentence.js'
import { readMarkdown, type Parts, type Prose } from './markdown.js'
import { CONFUSABLES } from './normalize/confusables.js'
import { scanCode, CODE_RULES, type CodePlace } from './scan-code.js'
import { scanDisguises, MARK_RULES } from './scan-disguises.js'
import { scanProse, type ProsePlace } from './scan-prose.js'
import { verdictOf } from './severity.js'
import type { ThreatReport } from './types.js'

/** Patterns have no JSON of their own: their source stands for them. */
function asData(value: unknown): unknown {
  if (value instanceof RegExp) return `/${value.source}/${value.flags}`
  if (Array.isArray(value)) return value.map(asData)
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, asData(one)]))
  return value
}

/** Version of the scanner's code, and the hash of its rules as data. */
export const SCANNER: { version: number; rules: string } = {
  version: 1,
  rules: sha256OfJson(asData([INTENTS, FEATURES, ACTIONS, DECEIT, LANGUAGE_RULES, CODE_RULES, MARK_RULES, HOSTS, CONTEXT, CONFUSABLES, SQUASHED, SOURCES]))
}

/** Files beyond this size are read up to here, and that is a finding. */
const MAX_FILE = 4 << 20

/**
 * Scans all files of a skill's folder, or the one file of a memory. Pure and total: any bytes give a report.
 * Nothing inside of the files changes how they are scanned. Findings are evidence for a reviewer, not a gate.
 */
export function scanFiles(files: ArtifactFiles): ThreatReport {
  const documents: Document[] = []
  const lists: Findings[] = []
  for (const [file, bytes] of [...files].sort(([a], [b]) => a < b ? -1 : 1)) {
    const findings = new Findings()
    lists.push(findings)
    documents.push(readDocument(file, bytes.subarray(0, readableLength(file, bytes, MAX_FILE, findings))))
  }
  const around = surroundings(documents)
  const topic = isAboutAttacks(documents.filter(({ kind }) => kind === 'markdown').map(({ lines }) => lines.join('\n').slice(0, 60_000)).join('\n'))
  documents.forEach((document, index) => {
    scanDocument(document, { around, topic }, lists[index] ?? new Findings())
  })
  const findings = lists.flatMap((list) => list.list())
  return { scanner: SCANNER, verdict: verdictOf(findings), findings }
}

function scanDocument(document: Document, { around, topic }: { around: Surroundings; topic: boolean }, findings: Findings): void {
  const parts: Parts = document.kind === 'markdown' ? readMarkdown(document) : readCode(document)
  const through = (line: number): readonly string[] => document.through.get(line - 1) ?? []
  const place: ProsePlace = { file: document.file, topic, around, through, raise: 0 }
  scanProse(parts.prose, place, findings)
  const script = document.kind === 'code'
  for (const code of parts.code) {
    const line = code.lines[0] ?? 1
    const before = script ? '' : textBefore(parts.prose, code.inline ? line + 1 : line)
    scanCode(code, { file: document.file, through: through(line), topic, before, script, raise: 0 }, findings, code.language === 'shell' || code.inline)
    if (!script && !code.inline) scanProse(proseInBlock(code), place, findings)
  }
  // Commands stand in prose too, and in comments that nobody sees.
  for (const prose of parts.prose) {
    const hidden = prose.kind === 'comment' || prose.kind === 'hidden'
    const where: CodePlace = { file: document.file, through: [...through(prose.lines[0] ?? 1), ...prose.through], topic, before: '', script: false, raise: hidden ? 1 : 0 }
    if (/[|>/$@(-]|AKIA|gh[pos]_|sk-/.test(prose.text)) scanCode(prose, where, findings, false)
  }
  scanDisguises(document, parts, { ...place, raise: 1 }, findings)
}

/** A block that holds sentences rather than commands: what is in it is read as prose, as an agent would. */
function proseInBlock(code: Parts['code'][number]): Prose[] {
  if (!/[a-z]{2} (?:[a-z]{2,} ){3}/i.test(code.text)) return []
  return code.text.split('\n').flatMap((line, index) => /[\p{L}']{2},? (?:[\p{L}']{2,},? ){2}/u.test(line) && line.length < 4000
    ? [{ text: line.replace(/^\s{0,40}(?:#|\/\/|--|\*)\s{0,4}/, ''), starts: [0], lines: [code.lines[Math.min(index, code.lines.length - 1)] ?? 1], kind: 'code' as const, through: [] }] : [])
}

function textBefore(prose: readonly Prose[], line: number): string {
  // The prose is in the order of the file: the last piece before the line.
  let low = 0
  let high = prose.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((prose[middle]?.lines[0] ?? 0) < line) low = middle + 1
    else high = middle
  }
  return prose.slice(Math.max(0, low - 2), low).filter(({ kind, lines }) => kind !== 'comment' && kind !== 'hidden' && line - (lines.at(-1) ?? 0) <= 3).map(({ text }) => text.slice(-200)).join(' ')
}

function surroundings(documents: readonly Document[]): Surroundings {
  const domains = new Map<string, number>()
  for (const { lines } of documents) {
    for (const line of lines) {
      if (line.length > 20_000 || !line.includes('.')) continue
      for (const domain of new Set([...destinations(line), ...addresses(line)].map(({ host }) => registrable(host)))) domains.set(domain, (domains.get(domain) ?? 0) + 1)
    }
  }
  const name = documents.flatMap(({ lines }) => lines.slice(0, 8)).filter((line) => /^(?:name|description|#)\b|^#/.test(line)).join(' ').toLowerCase()
  return { domains, name }
}
