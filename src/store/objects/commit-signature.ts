/** A commit's signature and the bytes that it is of, see gitformat-signature(5): the commit without the header gpgsig. */
export interface SignedBytes { signature: string; payload: Uint8Array }

/** Takes a raw commit apart; undefined where it bears no signature. */
export function commitSignature(raw: Uint8Array): SignedBytes | undefined {
  const text = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).toString('latin1')
  const end = text.indexOf('\n\n')
  const header = text.slice(0, end < 0 ? text.length : end).split('\n')
  const first = header.findIndex((line) => line.startsWith('gpgsig '))
  if (first < 0) return undefined
  let last = first
  // Further lines of a value begin with a space.
  while (header[last + 1]?.startsWith(' ')) last++
  const signature = [header[first]?.slice('gpgsig '.length) ?? '', ...header.slice(first + 1, last + 1).map((line) => line.slice(1))].join('\n')
  const payload = [...header.slice(0, first), ...header.slice(last + 1)].join('\n') + (end < 0 ? '' : text.slice(end))
  return { signature: `${signature.trimEnd()}\n`, payload: Buffer.from(payload, 'latin1') }
}
