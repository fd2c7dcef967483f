import { createTwoFilesPatch, diffWordsWithSpace } from 'diff'
import type { Comparison } from '../../app/artifacts.js'

/** A unified diff from main's artifact to the proposed one, in Git's notation; empty where nothing differs. */
export function unifiedDiff(artifact: string, comparison: Comparison): string {
  return changedFiles(artifact, comparison).map(({ path, before, after }) => {
    const patch = createTwoFilesPatch(before === undefined ? '/dev/null' : `a/${path}`, after === undefined ? '/dev/null' : `b/${path}`, before ?? '', after ?? '')
    return patch.replace(/^=+\n/, '')
  }).join('')
}

/** What git diff --word-diff shows: [-taken away-] and {+put in+} within the lines that changed, with a line around each. */
export function wordDiff(artifact: string, comparison: Comparison): string {
  return changedFiles(artifact, comparison).map(({ path, before, after }) => {
    const marked = diffWordsWithSpace(before ?? '', after ?? '').map(({ value, added, removed }) => mark(value, added ? ['{+', '+}'] : removed ? ['[-', '-]'] : undefined)).join('')
    return `--- ${before === undefined ? '/dev/null' : `a/${path}`}\n+++ ${after === undefined ? '/dev/null' : `b/${path}`}\n${around(marked.split('\n')).join('\n')}\n`
  }).join('')
}

/** Marks each line of a change by itself, so that every line can be read alone. */
function mark(value: string, [open, close]: readonly string[] = []): string {
  if (open === undefined || close === undefined) return value
  return value.split('\n').map((line) => (line === '' ? line : `${open}${line}${close}`)).join('\n')
}

/** The changed lines with one on either side; what lies between is left out. */
function isMarked(line: string, open: string, close: string): boolean {
  const from = line.indexOf(open)
  return from >= 0 && line.lastIndexOf(close) >= from + open.length
}

function around(lines: readonly string[]): string[] {
  const isChanged = lines.map((line) => isMarked(line, '{+', '+}') || isMarked(line, '[-', '-]'))
  const kept = lines.map((_, i) => isChanged[i - 1] === true || isChanged[i] === true || isChanged[i + 1] === true)
  return lines.flatMap((line, i) => (kept[i] ? [line] : kept[i - 1] ? ['…'] : []))
}

interface ChangedFile { path: string; before: string | undefined; after: string | undefined }

function changedFiles(artifact: string, { onMain, proposed }: Comparison): ChangedFile[] {
  const names = [...new Set([...onMain.keys(), ...proposed.keys()])].sort()
  return names.map((name) => ({ path: artifact.endsWith('.md') ? artifact : `${artifact}/${name}`, before: textOf(onMain.get(name)), after: textOf(proposed.get(name)) })).filter(({ before, after }) => before !== after)
}

function textOf(bytes: Uint8Array | undefined): string | undefined {
  return bytes && Buffer.from(bytes).toString('utf8')
}
