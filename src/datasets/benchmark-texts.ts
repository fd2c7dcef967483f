/**
 * The texts of a benchmark's file: of JSON and JSON Lines every string, of anything else each paragraph. A line that
 * is no JSON is a text as it stands.
 */
export function* benchmarkTexts(bytes: Uint8Array): Generator<string> {
  const text = Buffer.from(bytes).toString('utf8').replace(/^\uFEFF/, '')
  const whole = parsed(text)
  if (whole !== undefined) yield* stringsOf(whole)
  else if (/^\s*[[{]/.test(text)) for (const line of text.split('\n')) yield* stringsOf(parsed(line) ?? line)
  else yield* text.split(/\n\s*\n/)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

function* stringsOf(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value
  else if (typeof value === 'object' && value !== null) for (const member of Object.values(value)) yield* stringsOf(member)
}
