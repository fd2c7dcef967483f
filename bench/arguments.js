// The options of a benchmark, which tells how it is used in the comment that its file begins with.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

/** Its options as parseArgs has them; --help and mistakes end the process with what the file says of itself. */
export function readArguments(url, options) {
  const lines = readFileSync(fileURLToPath(url), 'utf8').split('\n')
  const usage = lines.slice(0, lines.findIndex((line) => !line.startsWith('//'))).map((line) => line.replace(/^\/\/ ?/, '')).join('\n')
  const end = (code, text) => {
    console[code === 0 ? 'log' : 'error'](text)
    process.exit(code)
  }
  try {
    const { values } = parseArgs({ options: { ...options, help: { type: 'boolean', short: 'h', default: false } } })
    return values.help ? end(0, usage) : values
  } catch (error) {
    return end(2, `${error.message}\n${usage}`)
  }
}
