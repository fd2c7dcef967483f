const BEGIN = '<!-- skillloop:begin (kept by `skillloop apply`) -->'
const END = '<!-- skillloop:end -->'
const ANY_BEGIN = /<!-- skillloop:begin[^\n]*?-->/g
const ANY_END = /<!-- skillloop:end -->/g

/** A file around a marked block, byte for byte. */
export interface AroundBlock {
  before: string
  /** From the first mark to the last, lines ended by newlines; absent where the file has none. */
  block?: string
  after: string
}

/** The block with a text between its marks. */
export function blockOf(text: string): string {
  return `${BEGIN}\n${text}\n${END}`
}

/** True for text that would be taken for a mark. */
export function hasMark(text: string): boolean {
  return /skillloop:(?:begin|end)/.test(text)
}

/**
 * Finds the one marked block of a file.
 * @returns why there is none to be found where its marks are broken or it is not UTF-8
 */
export function readBlock(bytes: Uint8Array): AroundBlock | string {
  const text = decode(bytes)
  if (text === undefined) return 'it is not UTF-8'
  const [begins, ends] = [[...text.matchAll(ANY_BEGIN)], [...text.matchAll(ANY_END)]]
  const [begin, end] = [begins[0], ends[0]]
  if (!begin && !end) return { before: text, after: '' }
  if (begins.length !== 1 || ends.length !== 1 || !begin || !end || end.index < begin.index) return 'its skillloop marks are broken: it must have one begin and, after it, one end'
  const stop = end.index + end[0].length
  return { before: text.slice(0, begin.index), block: text.slice(begin.index, stop).replaceAll('\r\n', '\n'), after: text.slice(stop) }
}

/**
 * The file with the block put in place of the one that is there, or at its end. All else stays byte for byte: no blank
 * line is added, so that none has to be guessed at when the block is taken out; a file without a newline at its end gets none.
 */
export function withBlock(file: Uint8Array | undefined, { before, block: old, after }: AroundBlock, block: string): string {
  const lines = before.includes('\r\n') || after.includes('\r\n') ? block.replaceAll('\n', '\r\n') : block
  if (old !== undefined) return before + lines + after
  const ended = file === undefined || before.endsWith('\n')
  return before + lines + (ended ? lineEnd(lines) : '')
}

/** The file without its block; undefined for a file that had nothing else and was made for it. */
export function withoutBlock({ before, after }: AroundBlock): string | undefined {
  // The newline after the block came with it unless what stands before did not end in one.
  const isOurs = before === '' || before.endsWith('\n')
  const rest = isOurs ? after.replace(/^\r?\n/, '') : after
  if (before === '' && rest === '' && after !== '') return undefined
  // What a person appended must not be joined to the line before.
  const joins = before !== '' && !before.endsWith('\n') && rest !== '' && !/^\r?\n/.test(rest)
  return before + (joins ? lineEnd(rest) : '') + rest
}

function lineEnd(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n'
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    // The byte order mark stays in the text, and so in the file.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}
