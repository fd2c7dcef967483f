import { cleanLine, type Mark } from './normalize/characters.js'

/** A file read for scanning: its lines made visible, with what was undone in each. */
export interface Document {
  file: string
  /** Cleaned lines, without line ends. */
  lines: string[]
  /** What was undone, by 0-based line; most have no entry. */
  through: Map<number, string[]>
  marks: { mark: Mark; line: number }[]
  spelt: { text: string; line: number }[]
  kind: 'markdown' | 'code' | 'data'
  /** The language of a script, if it is one that is known. */
  language: Language
}
export type Language = 'shell' | 'python' | 'javascript' | 'powershell' | 'other'

const LANGUAGES: readonly [RegExp, Language][] = [
  [/\.(?:sh|bash|zsh|ksh|fish|command|bats|envrc)$|(?:^|\/)(?:Makefile|Dockerfile|\.?(?:bash|zsh)rc|\.?profile)$/i, 'shell'],
  [/\.(?:py|pyw|pyi|ipynb)$/i, 'python'], [/\.(?:[cm]?[jt]sx?)$/i, 'javascript'], [/\.(?:ps1|psm1|psd1|bat|cmd|vbs|hta)$/i, 'powershell'],
  [/\.(?:rb|pl|php|go|rs|java|kt|swift|c|cc|cpp|h|cs|lua|r|scpt|applescript|sql|tf|groovy)$/i, 'other']
]
const FENCES: readonly [RegExp, Language][] = [
  [/^(?:sh|bash|zsh|shell|shell-?session|console|terminal|ksh|fish|cmdline|dockerfile|makefile)\b/i, 'shell'], [/^(?:py|python)\d?\b/i, 'python'],
  [/^(?:js|jsx|ts|tsx|javascript|typescript|node|mjs)\b/i, 'javascript'], [/^(?:powershell|ps1?|pwsh|bat|batch|cmd|dos|vbs?)\b/i, 'powershell']
]

/** The language named after a fence; 'shell' where none is, as commands are what such blocks mostly hold. */
export function fenceLanguage(info: string): Language {
  return info === '' || /^(?:text|txt|plain)/i.test(info) ? 'shell' : FENCES.find(([pattern]) => pattern.test(info))?.[1] ?? 'other'
}

/** Reads a file's bytes. Total: bytes that are no UTF-8 are read with replacement characters. */
export function readDocument(file: string, bytes: Uint8Array): Document {
  const source = decode(bytes)
  const document: Document = { file, lines: [], through: new Map(), marks: [], spelt: [], ...kindOf(file, source) }
  source.split(/\r\n|[\n\r\u2028\u2029\u0085\v\f]/).forEach((raw, index) => {
    const { text, through, marks, spelt } = cleanLine(raw)
    document.lines.push(text)
    if (through.length > 0) document.through.set(index, through)
    for (const mark of marks) document.marks.push({ mark, line: index + 1 })
    for (const one of spelt) document.spelt.push({ text: one, line: index + 1 })
  })
  return document
}

function kindOf(file: string, source: string): { kind: Document['kind']; language: Language } {
  const language = LANGUAGES.find(([pattern]) => pattern.test(file))?.[1]
  if (language) return { kind: 'code', language }
  const shebang = /^#!\s?\S{0,60}?(?:\/|\s)(?:env\s+)?(bash|sh|zsh|python|node|pwsh|perl|ruby)/.exec(source.slice(0, 100))?.[1]
  if (shebang !== undefined) return { kind: 'code', language: shebang === 'python' ? 'python' : shebang === 'node' ? 'javascript' : shebang === 'pwsh' ? 'powershell' : /sh$/.test(shebang) ? 'shell' : 'other' }
  return { kind: /\.(?:jsonc?|json5|jsonl|csv|tsv|ini|cfg|conf|toml|ya?ml|plist|service|env|properties|lock|xml|svg)$/i.test(file) ? 'data' : 'markdown', language: 'other' }
}

function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  return new TextDecoder('utf-8').decode(bytes)
}
