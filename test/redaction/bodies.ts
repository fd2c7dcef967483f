const ALPHABETS: Record<string, string> = {
  digit: '0123456789',
  hex: '0123456789abcdef',
  lower: 'abcdefghijklmnopqrstuvwxyz0123456789',
  upper: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789',
  base32: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567',
  base62: '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz',
  base64: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
}

/** Random-looking characters that are the same on every run; no secret of this repository is anyone's. */
export function body(alphabet: string, length: number, seed: number): string {
  const characters = ALPHABETS[alphabet]!
  let state = (seed * 2654435761 + length * 40503 + alphabet.length) >>> 0
  let text = ''
  for (let i = 0; i < length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    text += characters[(state >>> 8) % characters.length]
  }
  // What asks for letters and digits gets both.
  return alphabet === 'digit' || length < 6 ? text : `${text.slice(0, 2)}7${alphabet === 'hex' ? 'b' : alphabet === 'base62' || alphabet === 'lower' ? 'k' : 'Q'}${text.slice(4)}`
}

/** A case with its {{alphabet:length}} places filled, and what was put there. */
export function fill(template: string, seed: number): { text: string; secrets: string[] } {
  const secrets: string[] = []
  const text = template.replaceAll(/\{\{(\w+)(?::(\d+))?\}\}/g, (_, name: string, length: string | undefined, at: number) => {
    const filled = fillOne(name, Number(length ?? 0), seed + at)
    if (name !== 'keep') secrets.push(filled)
    return filled
  })
  return { text, secrets }
}

function fillOne(name: string, length: number, seed: number): string {
  if (name === 'keep') return body('base62', 32, seed)
  if (name === 'basic') return Buffer.from(`admin:${body('base62', 10, seed)}`).toString('base64')
  if (name === 'uuid') return [8, 4, 4, 4, 12].map((part, i) => body('hex', part, seed + i)).join('-')
  return body(name, length, seed)
}
