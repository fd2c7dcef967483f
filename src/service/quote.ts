import { badInput } from '../kernel/errors.js'

/** Text of XML, or of an attribute in double quotes. @throws SkillLoopError (2) for a character that XML 1.0 has no form for */
export function xmlText(text: string): string {
  if (/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(text)) throw unfit(text)
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

/** One word of a POSIX shell. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}

/**
 * One word of a systemd command line: quotes, backslashes, specifiers and variables escaped.
 * Source: systemd.service(5), Command lines; systemd.unit(5), Specifiers.
 */
export function systemdWord(text: string, options: { isProgram?: boolean } = {}): string {
  const escaped = text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('%', '%%')
  return `"${options.isProgram ? escaped : escaped.replaceAll('$', '$$$$')}"`
}

/**
 * One word of a Windows command line.
 * Source: Microsoft, Parsing C++ command-line arguments: backslashes count only before a quote.
 */
export function windowsWord(text: string): string {
  if (text !== '' && !/[\s"]/.test(text)) return text
  return `"${text.replaceAll(/(\\*)"/g, '$1$1\\"').replace(/(\\+)$/, '$1$1')}"`
}

/** @throws SkillLoopError (2) for what no line of a configuration can hold */
export function expectOneLine(texts: Iterable<string>): void {
  for (const text of texts) if (/[\n\r\0]/.test(text)) throw unfit(text)
}

function unfit(text: string): Error {
  return badInput(`${JSON.stringify(text)} cannot be written into a service`, { expected: 'a path without line breaks and control characters' })
}
