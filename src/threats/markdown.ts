import { fenceLanguage, type Document, type Language } from './document.js'
import { Joiner, onLine, type Mapped } from './text.js'

/** A piece of prose that is read as one: a paragraph, an item, a cell, a comment. */
export interface Prose extends Mapped {
  kind: 'paragraph' | 'item' | 'heading' | 'table' | 'quote' | 'comment' | 'hidden' | 'front-matter' | 'code-comment' | 'code'
  /** Where it is hidden, for what is not drawn. */
  through: string[]
}
/** Lines of code that belong together. */
export interface CodeBlock extends Mapped { language: Language; inline: boolean }
export interface Parts { prose: Prose[]; code: CodeBlock[] }

const FENCE = /^\s{0,12}(?:[-*+]\s{1,3}|\d{1,3}[.)]\s{1,3}|>\s?)?(`{3,}|~{3,})\s*([\w+#.-]{0,30})/
const ITEM = /^\s{0,20}(?:[-*+•]|\d{1,3}[.)]|\[[ x]\])\s+/
const HIDING_STYLE = /<(\w{1,10})\b[^<>]{0,300}?(?:style\s{0,3}=\s{0,3}["'][^"'<>]{0,200}?(?:display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden|font-size\s{0,3}:\s{0,3}[01](?:px|pt|em)?\b|opacity\s{0,3}:\s{0,3}0(?!\.\d)|color\s{0,3}:\s{0,3}(?:white|#fff(?:fff)?|transparent|rgba\([^)]{0,30},\s{0,3}0\))|(?:left|top|text-indent)\s{0,3}:\s{0,3}-\d{3,5})|\bhidden(?=[\s>=])|\bcolor\s{0,3}=\s{0,3}["']?(?:white|#fff))[^<>]{0,300}>([^<]{0,2000})/gi
const TITLES = /!?\[([^\]\n]{0,1000})\]\([^()\s]{0,1000}\s{1,200}["']([^"'\n]{8,1000})["']\s{0,10}\)/g
const ALT = /!\[([^\]\n]{12,1000})\]|<[^<>\n]{0,300}\b(?:alt|title|aria-label|data-[\w-]{1,30})\s{0,3}=\s{0,3}["']([^"'\n]{12,1000})["']/g
const REFERENCE_COMMENT = /^\s{0,3}\[[^\]\n]{1,60}\]:\s{0,10}(?:#|<>|\S{1,300})\s{1,200}[("'](.{4,2000})[)"']\s{0,10}$/

/** Parts a Markdown document (or plain text) into prose, code and what is hidden; linear, and total on any text. */
export function readMarkdown(document: Document): Parts {
  const parts: Parts = { prose: [], code: [] }
  const { lines } = document
  let comment: Joiner | undefined
  let block: { kind: Prose['kind']; joiner: Joiner } | undefined
  let fence: { mark: string; language: Language; joiner: Joiner } | undefined
  const flush = (): void => {
    if (block && !block.joiner.empty) parts.prose.push({ ...block.joiner.done(), kind: block.kind, through: [] })
    block = undefined
  }
  let front = /^---\s*$/.test(lines[0] ?? '') && lines.slice(1, 400).some((line) => /^---\s*$/.test(line))
  lines.forEach((line, index) => {
    const number = index + 1
    if (front) {
      if (index > 0 && /^---\s*$/.test(line)) front = false
      else if (index > 0 && line.trim() !== '') {
        const value = /^\s{0,40}[\w.-]{1,60}:\s/.test(line)
        if (value || block?.kind !== 'front-matter') { flush(); block = { kind: 'front-matter', joiner: new Joiner() } }
        block.joiner.add(`${line.replace(/^\s{0,40}[\w.-]{1,60}:\s+(?:[>|][-+]?\s*$)?/, '').trim()} `, number)
      }
      if (!front) flush()
      return
    }
    if (fence) {
      if (line.trim().startsWith(fence.mark) && line.trim().replaceAll(fence.mark.charAt(0), '') === '') {
        parts.code.push({ ...fence.joiner.done(), language: fence.language, inline: false })
        fence = undefined
      } else fence.joiner.add(`${line}\n`, number)
      return
    }
    const opening = comment ? null : FENCE.exec(line)
    if (opening?.[1] !== undefined && !line.slice(opening[0].length).includes('`')) {
      flush()
      fence = { mark: opening[1], language: fenceLanguage(opening[2] ?? ''), joiner: new Joiner() }
      return
    }
    const shown = takeComments(line, number)
    collectHidden(line, number, parts.prose)
    if (shown === undefined) return
    // Definitions of links are not read; titles in them are, as hidden text.
    if (/^\s{0,3}\[[^\]\n]{1,120}\]:\s*\S/.test(shown)) { flush(); return }
    const text = plainInline(shown)
    collectInlineCode(shown, number, parts.code)
    if (text.trim() === '') { if (line.trim() === '' || shown.trim() !== '') flush(); return }
    const kind = kindOf(shown)
    if (kind === 'heading' || kind === 'table' || kind === 'item' || block === undefined || (kind === 'quote') !== (block.kind === 'quote')) flush()
    block ??= { kind, joiner: new Joiner() }
    const bare = text.replace(kind === 'item' ? ITEM : /^\s{0,12}(?:#{1,6}|>+)\s?/, '').trimStart()
    // A word parted at the line's end is one word.
    const parted = /[a-z]{2}-$/.test(bare)
    block.joiner.add(parted ? bare.slice(0, -1) : `${bare.trimEnd()} `, number)
    if (kind === 'heading' || kind === 'table') flush()
  })
  flush()
  if (comment) endComment(comment)
  if (fence !== undefined) parts.code.push({ ...(fence as { joiner: Joiner }).joiner.done(), language: (fence as { language: Language }).language, inline: false })
  return parts

  function endComment(joiner: Joiner): void {
    if (!joiner.empty) parts.prose.push({ ...joiner.done(), kind: 'comment', through: ['HTML comment'] })
    comment = undefined
  }

  /** The line without comments; undefined where all of it is inside of one. */
  function takeComments(line: string, number: number): string | undefined {
    if (!comment && !line.includes('<!--')) return line
    let shown = ''
    let at = 0
    while (at < line.length) {
      if (comment) {
        const end = line.indexOf('-->', at)
        comment.add(`${line.slice(at, end === -1 ? undefined : end)} `, number)
        if (end === -1) return shown === '' ? undefined : shown
        endComment(comment)
        at = end + 3
      } else {
        const start = line.indexOf('<!--', at)
        shown += line.slice(at, start === -1 ? undefined : start)
        if (start === -1) break
        comment = new Joiner()
        at = start + 4
      }
    }
    return shown
  }
}

function kindOf(line: string): Prose['kind'] {
  if (/^\s{0,3}#{1,6}\s/.test(line)) return 'heading'
  if (/^\s{0,8}\|/.test(line)) return 'table'
  if (/^\s{0,12}>/.test(line)) return 'quote'
  return ITEM.test(line) ? 'item' : 'paragraph'
}

// Elements of HTML, and any short one inside of a word; <the path> of a command line is none.
const TAG = /<\/?(?:a|abbr|b|big|blockquote|br|button|center|code|del|details|div|em|font|h[1-6]|hr|i|img|input|ins|kbd|li|mark|ol|p|pre|s|samp|script|section|small|span|strong|style|sub|summary|sup|table|tbody|td|th|thead|tr|tt|u|ul|var|wbr)(?:\s[^<>]{0,300})?\/?>|(?<=[a-z])<\/?[a-z]{1,10}\/?>(?=[a-z<])/gi

/** A line without the marks of emphasis, code and HTML, which may part a word. */
function plainInline(line: string): string {
  if (!/[*`<~_]/.test(line)) return line
  return line.replaceAll(TAG, '').replaceAll(/^(\s{0,20})\*\s/g, '$1- ').replaceAll(/[*`]|~~|__|(?<![\w/.])_(?=\w)|(?<=\w)_(?![\w/.])/g, '')
}

function collectInlineCode(line: string, number: number, code: CodeBlock[]): void {
  if (!line.includes('`')) return
  for (const [, inner = ''] of line.matchAll(/`{1,2}([^`\n]{4,2000})`{1,2}/g)) code.push({ ...onLine(inner, number), language: 'shell', inline: true })
}

function collectHidden(line: string, number: number, prose: Prose[]): void {
  const push = (text: string | undefined, where: string): void => {
    if (text !== undefined && /[a-z]{3}\s|[^\p{ASCII}]{4}/iu.test(text)) prose.push({ ...onLine(text.trim(), number), kind: 'hidden', through: [where] })
  }
  if (line.includes('<')) for (const [, , text] of line.matchAll(HIDING_STYLE)) push(text, 'hiding style')
  if (line.includes('](')) for (const [, , title] of line.matchAll(TITLES)) push(title, 'link title')
  if (line.includes('![') || line.includes('=')) for (const [, alt, attribute] of line.matchAll(ALT)) push(alt ?? attribute, 'alternative text')
  const reference = line.includes(']:') ? REFERENCE_COMMENT.exec(line) : null
  if (reference) push(reference[1], 'link reference')
  const far = /(?<! ) {100,}(\S.{8,})$|(?<!\t)\t{30,}(\S.{8,})$/.exec(line.slice(0, 20_000))
  if (far) push(far[1] ?? far[2], 'a long run of white space')
}
