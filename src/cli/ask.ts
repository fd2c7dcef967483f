/** Asks on standard error and reads a line from the terminal. */
export async function askAtTerminal(question: string): Promise<string> {
  const { createInterface } = await import('node:readline/promises')
  const asking = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return (await asking.question(question)).trim()
  } finally {
    asking.close()
  }
}

/**
 * Reads one key from the terminal, without waiting for a line to end. Of what is pasted only the first character
 * counts: the rest was not meant as further keys.
 */
export function readKey(): Promise<string> {
  const { stdin } = process
  return new Promise((done) => {
    const settle = (key: string): void => {
      stdin.off('data', onData).off('end', onEnd)
      stdin.setRawMode(false)
      stdin.pause()
      done(key)
    }
    const onData = (bytes: Buffer): void => settle(bytes.toString('utf8').charAt(0))
    // A terminal that goes away has nobody left to decide.
    const onEnd = (): void => settle('\u0003')
    stdin.setRawMode(true)
    stdin.on('data', onData).on('end', onEnd).resume()
  })
}
