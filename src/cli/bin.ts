#!/usr/bin/env node
// An agent waits for its hooks: they get a way of their own that loads nothing but file access.
if (process.argv[2] === 'hook') {
  const { hook } = await import('./hook.js')
  hook(process.argv.slice(3), process.env, process.cwd())
} else if (process.argv.length === 3 && process.argv[2] === '--version') {
  const { version } = await import('../app/version.js')
  process.stdout.write(`${version()}\n`)
} else {
  const { main } = await import('./main.js')
  // A reader such as `head` may close the pipe early; that is no failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0)
    throw error
  })
  process.exitCode = await main(process.argv.slice(2), {
    cwd: process.cwd(), env: process.env, stdin: process.stdin, isTerminal: process.stderr.isTTY,
    ...(process.stdin.isTTY && process.stderr.isTTY && {
      ask: async (question: string) => (await import('./ask.js')).askAtTerminal(question),
      key: async () => (await import('./ask.js')).readKey()
    }),
    stdout: (text) => void process.stdout.write(text), stderr: (text) => void process.stderr.write(text)
  })
}
