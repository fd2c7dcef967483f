import type { Document } from './document.js'
import type { CodeBlock, Parts, Prose } from './markdown.js'
import { Joiner, onLine } from './text.js'

const COMMENT = /(?:^|\s)(?:#(?!!)|\/\/|--(?=\s)|;;|REM\b|\*|\/\*+|<!--|<#)\s{0,8}([^\n]{3,2000})$/
const STRING = /"((?:[^"\\\n]|\\.){16,4000})"|'((?:[^'\\\n]|\\.){16,4000})'|`([^`\n]{16,4000})`/g

/** A script or a data file as one block of code, with the prose in its comments, docstrings and long strings. */
export function readCode({ lines, kind, language }: Document): Parts {
  const prose: Prose[] = []
  const code = new Joiner()
  let run: Joiner | undefined
  let doc: '"""' | "'''" | undefined
  const flush = (): void => {
    if (run && !run.empty) prose.push({ ...run.done(), kind: 'code-comment', through: [] })
    run = undefined
  }
  lines.forEach((line, index) => {
    code.add(`${line}\n`, index + 1)
    const quotes = kind === 'code' ? /"""|'''/.exec(line)?.[0] as typeof doc : undefined
    if (doc !== undefined || quotes !== undefined) {
      const closes = doc !== undefined ? quotes === doc : line.indexOf(quotes ?? '') !== line.lastIndexOf(quotes ?? '')
      run ??= new Joiner()
      run.add(`${line.replaceAll(/"""|'''/g, ' ').trim()} `, index + 1)
      doc = closes ? undefined : doc ?? quotes
      if (closes) flush()
      return
    }
    const comment = kind === 'code' ? COMMENT.exec(line)?.[1] : undefined
    if (comment !== undefined) {
      run ??= new Joiner()
      run.add(`${comment.trim()} `, index + 1)
    } else flush()
    if (line.length < 20_000) {
      for (const [, double, single, template] of line.matchAll(STRING)) {
        const text = (double ?? single ?? template ?? '').replaceAll(/\\[nrt]/g, ' ').replaceAll(/\\(.)/g, '$1')
        if (text.split(' ', 4).length >= 4) prose.push({ ...onLine(text, index + 1), kind: 'code', through: [] })
      }
    }
    if (kind === 'data' && !/["']/.test(line) && line.split(' ', 5).length >= 5) prose.push({ ...onLine(line.replace(/^\s{0,40}[\w.-]{1,60}:\s/, ''), index + 1), kind: 'paragraph', through: [] })
  })
  flush()
  const block: CodeBlock = { ...code.done(), language, inline: false }
  return { prose, code: [block] }
}
