import { createRequire } from 'node:module'
import { badInput, type Place } from './errors.js'
import { printable, replaceUnsafe } from './text.js'

/** A Markdown document with YAML front matter. */
export interface MarkdownDocument {
  data: Record<string, unknown>
  body: string
}

// Loaded with the first document: most commands read none.
const require = createRequire(import.meta.url)
const yaml = (): typeof import('yaml') => require('yaml') as typeof import('yaml')
const matter = (): typeof import('gray-matter') => require('gray-matter') as typeof import('gray-matter')

// gray-matter picks an engine by the word after the first fence and runs JavaScript for `---js`.
// Every engine it knows is replaced by a refusal, and the only one left parses YAML 1.2 with an alias cap.
const refuse = { parse: (): never => { throw new Error('only YAML front matter is read') }, stringify: (): never => { throw new Error('only YAML front matter is written') } }
const engines = {
  yaml: { parse: parseYaml, stringify: writeYaml },
  json: refuse, javascript: refuse, js: refuse, coffee: refuse, coffeescript: refuse, toml: refuse
}

function parseYaml(text: string): object {
  // gray-matter cuts the last line's newline off, which a block scalar at the end may need.
  const document = yaml().parseDocument(`${text}\n`, { uniqueKeys: true, prettyErrors: false })
  if (document.errors[0]) throw document.errors[0]
  if (document.warnings[0]) throw document.warnings[0]
  const value: unknown = document.toJS({ maxAliasCount: 50 })
  if (value === null) return {}
  if (typeof value !== 'object' || Array.isArray(value)) throw new Error('the front matter is not a map of keys to values')
  if (Object.hasOwn(value, '__proto__')) throw new Error('a key named __proto__ is refused')
  return value
}

function writeYaml(data: object): string {
  // Aliases would make the text depend on which values happen to be one object in memory.
  const { Document, visit } = yaml()
  const document = new Document(data, { aliasDuplicateObjects: false })
  visit(document, {
    Scalar(_key, node) {
      // Escapes exist only in double quotes; and gray-matter takes any line that begins with --- for the closing one.
      if (typeof node.value === 'string' && (printable(node.value) !== node.value || node.value.startsWith('---'))) node.type = 'QUOTE_DOUBLE'
    }
  })
  const text = document.toString({ lineWidth: 0, doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER })
  // Controls, bidi marks and invisible characters are written as escapes: a diff shows them, and a terminal does not obey them.
  return replaceUnsafe(text, (codePoint) => codePoint > 0xffff ? `\\U${codePoint.toString(16).padStart(8, '0')}` : `\\u${codePoint.toString(16).padStart(4, '0')}`)
}

/**
 * Reads a Markdown document. The file must begin with exactly `---` and a newline: other openings can
 * name an engine that runs code. A byte order mark is tolerated; `\r\n` is read as `\n`.
 * @throws SkillLoopError (2) with the place, when there is no front matter or it is not a YAML map
 */
export function parseMarkdown(text: string, place: Place): MarkdownDocument {
  const source = text.replace(/^\ufeff/, '').replaceAll('\r\n', '\n')
  const expected = 'a first line of exactly ---, YAML, and a closing line of ---'
  if (!source.startsWith('---\n')) throw badInput('no YAML front matter', { place: { ...place, line: 1 }, expected })
  // gray-matter ends the front matter at the first line that begins with ---, so that line must be exactly it.
  if (!/^---\n(?:(?!---)[^\n]*\n)*---(?:\n|$)/.test(source)) throw badInput('the front matter is not closed', { place, expected })
  try {
    // An options object switches gray-matter's cache off, which would hand out shared objects.
    const { data, content } = matter()(source, { engines, language: 'yaml' })
    return { data, body: content.replace(/^\n/, '') }
  } catch (cause) {
    throw badInput(`the front matter does not parse: ${cause instanceof Error ? cause.message : String(cause)}`, { place, expected, cause })
  }
}

/** Writes a Markdown document that parseMarkdown reads back to the same data and body. */
export function renderMarkdown({ data, body }: MarkdownDocument): string {
  return `---\n${writeYaml(data)}---\n\n${body.replace(/^\n+/, '').trimEnd()}\n`
}
