import type { Finding } from './rule.js'
import { isPlaceholder } from './values.js'

/** The keyword of Kubernetes manifests; only those of kind Secret are looked into. */
export const KUBERNETES_KEYWORDS = ['kind:'] as const

const KIND = /kind:[ \t]{0,8}(?:\\{0,8}["'])?secret(?:\\{0,8}["'])?[ \t]{0,40}(?:\r?\n|$|\\{1,8}[rn])/iy
const REACH = 6000
const DATA = /^([ \t]*)(?:data|stringData):[ \t]*$/i
const MEMBER = /^[ \t]+(?:["']?[\w.-]{1,128}["']?):[ \t]+(?:\\{0,8}["'])?([^"'\s\\][^\\"]{0,4096}?)(?:\\{0,8}["'])?[ \t]*$/
// A manifest inside a JSON string has its line ends written as escapes.
const LINE_END = /\r?\n|(?:\\{1,8}r)?\\{1,8}n/g

const BORDER = /(?:\n|\\n)---|kind:[ \t]{0,8}(?:\\{0,8}["'])?secret/gi

/** Finds the values under data and stringData of a Kubernetes Secret, which may stand before or after its kind. */
export function probeKubernetesSecret(text: string, start: number, _end: number, found: Finding[]): void {
  KIND.lastIndex = start
  if (!KIND.test(text)) return
  const [from, to] = documentRound(text, start)
  let indent = -1
  for (const [line, position] of linesOf(text.slice(from, to))) {
    const data = DATA.exec(line)
    const depth = line.length - line.trimStart().length
    if (data) indent = depth
    else if (indent >= 0 && line.trim() !== '' && depth <= indent) indent = -1
    else if (indent >= 0) addValue(line, from + position, found)
  }
}

function linesOf(text: string): [line: string, position: number][] {
  const lines: [string, number][] = []
  let done = 0
  for (const { 0: lineEnd, index } of text.matchAll(LINE_END)) {
    lines.push([text.slice(done, index), done])
    done = index + lineEnd.length
  }
  lines.push([text.slice(done), done])
  return lines
}

/** The YAML document that a position is in, as far as it reaches. */
function documentRound(text: string, at: number): [number, number] {
  const from = Math.max(0, at - REACH)
  const head = text.slice(from, at)
  // Another Secret before or after bounds it too, so that many of them are not searched over and over.
  let before = 0
  for (const { 0: border, index } of head.matchAll(BORDER)) before = index + border.length
  const after = text.slice(at + 1, at + REACH).search(BORDER)
  return [from + before, after === -1 ? Math.min(text.length, at + REACH) : at + 1 + after]
}

function addValue(line: string, position: number, found: Finding[]): void {
  // The lines of a block scalar have no key of their own.
  const block = /^[ \t]+([A-Za-z0-9+/=_-]{16,})[ \t]*$/.exec(line)?.[1]
  const value = block ?? MEMBER.exec(line)?.[1]
  if (value === undefined || value.length < 10 || /^[|>][+-]?$/.test(value) || isPlaceholder(value) || /^\s*#/.test(line)) return
  const start = position + line.lastIndexOf(value)
  found.push({ start, end: start + value.length, kind: 'kubernetes-secret', secret: value, generic: true })
}
