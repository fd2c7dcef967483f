import { Client } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { afterEach } from 'vitest'
import { BIN } from '../helpers/skillloop.js'
import { cleanEnvironment } from '../helpers/temporary.js'

const open: Client[] = []

afterEach(async () => {
  await Promise.all(open.splice(0).map((client) => client.close()))
})

export interface Connected {
  client: Client
  /** What the server wrote to standard error. */
  told: () => string
  pid: number | null
  /** The text of a tool's answer, with `!` before one that is an error. */
  call(name: string, args?: Record<string, unknown>): Promise<string>
}

/** The SDK's own client, connected to the command line as a process. */
export async function connect(cwd: string, options: { args?: string[]; env?: Record<string, string>; name?: string; modern?: boolean } = {}): Promise<Connected> {
  const env = Object.fromEntries(Object.entries(cleanEnvironment({ SKILLLOOP_NOW: '2026-08-10T09:00:00.000Z', ...options.env })).filter((pair): pair is [string, string] => pair[1] !== undefined))
  const transport = new StdioClientTransport({ command: process.execPath, args: [BIN, 'mcp', ...options.args ?? []], cwd, env, stderr: 'pipe' })
  let told = ''
  transport.stderr?.on('data', (chunk: Buffer) => { told += chunk.toString() })
  const client = new Client({ name: options.name ?? 'test client', version: '1.0.0' }, options.modern ? { versionNegotiation: { mode: 'auto' } } : {})
  await client.connect(transport)
  open.push(client)
  return {
    client, told: () => told, pid: transport.pid,
    async call(name, args = {}) {
      const { content, isError } = await client.callTool({ name, arguments: args })
      const text = (content as { type: string; text?: string }[]).map((part) => part.text ?? '').join('\n')
      return isError ? `!${text}` : text
    }
  }
}
