import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { scanFiles } from '../../src/threats/scan.js'
import type { ThreatReport } from '../../src/threats/types.js'

export interface Case { category: string; text: string; file: string }

/** Cases of a file, parted by lines of =====; \u{…} stands for a character, a first line `file: name` for the file's name. */
function readCases(category: string, url: URL): Case[] {
  if (!existsSync(url)) return []
  return readFileSync(url, 'utf8').replaceAll('\r\n', '\n').replace(/\n$/, '').split('\n=====\n').map((raw) => {
    const text = raw.replaceAll(/\\u\{([0-9a-f]+)\}/g, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
    const name = /^file: (.*)\n/.exec(text)
    return { category, file: name?.[1] ?? 'SKILL.md', text: name ? text.slice(name[0].length) : text }
  })
}

/** Cases of cases/<category>/<file>. */
export function casesOf(file: string): Case[] {
  const folder = new URL('cases/', import.meta.url)
  return readdirSync(folder).flatMap((category) => readCases(category, new URL(`${category}/${file}`, folder)))
}

/** Cases of a folder with a file a category. */
export function casesIn(name: string): Case[] {
  const folder = new URL(`${name}/`, import.meta.url)
  return readdirSync(folder).flatMap((file) => readCases(file.replace(/\.md$/, ''), new URL(file, folder)))
}

/** A harmless skill with a place for an instruction in its middle. */
export function inSkill(text: string): string {
  return `---\nname: report-builder\ndescription: Builds reports from spreadsheets and exports them.\n---\n# Report builder\n\nUse this skill when the user wants a report.\n\n## Steps\n\n1. Read the workbook with openpyxl.\n2. Compute the totals.\n3. Render the template and save the PDF.\n\n${text}\n\n## Notes\n\nKeep charts simple. See https://openpyxl.readthedocs.io for details.\n`
}

export function scan(text: string | Uint8Array, file = 'SKILL.md'): ThreatReport {
  return scanFiles(new Map([[file, typeof text === 'string' ? Buffer.from(text) : text]]))
}
