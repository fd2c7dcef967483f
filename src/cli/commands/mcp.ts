import { randomUUID } from 'node:crypto'
import { printable } from '../../kernel/text.js'
import { command, worldOf } from '../command.js'

export const mcpCommand = command({
  name: 'mcp',
  describe: 'serve approved skills and memories to an agent, over standard input and output (Model Context Protocol)',
  options: {
    'allow-propose': { type: 'boolean', default: false, describe: 'the agent may also propose memories and changes of skills, for review; without it as mcp.propose of the policy says' },
    session: { type: 'string', describe: 'the agent\'s session, for the record of what it read; SKILLLOOP_SESSION, or one of the server\'s own, when left out' }
  },
  examples: [['mcp', 'what an agent\'s configuration starts: it reads, and changes nothing']],
  details: ['For Claude Code: claude mcp add skillloop -- npx skillloop mcp', 'Elsewhere: { "mcpServers": { "skillloop": { "command": "npx", "args": ["skillloop", "--path", "<project>", "mcp"] } } }'],
  async run(args, io) {
    const { withIndex, withStore } = await import('../../app/compose.js')
    const { observeUse, rolloutOf } = await import('../../app/use/observe-use.js')
    const { serveMcp } = await import('../../mcp/serve.js')
    const { redactText } = await import('../../app/redact-output.js')
    const world = await worldOf(args, io)
    const propose = args['allow-propose'] || await withStore(world, ({ policy }) => Promise.resolve(policy.mcp.propose))
    const tell = (problem: string): void => io.stderr(`skillloop: ${printable(redactText(problem))}\n`)
    const session = args.session ?? io.env['SKILLLOOP_SESSION'] ?? `mcp-${randomUUID()}`
    const onUse = async ({ kind, path, digest }: { kind: string; path: string; digest: string }): Promise<void> => {
      if (kind === 'skill') await withIndex(world, async (context) => observeUse(context, { path, digest, ...await rolloutOf(context, path, session) }, session))
    }
    await serveMcp(world, { input: io.stdin, output: (text) => io.stdout(text) }, { session, propose, tell, onUse })
    return { json: undefined, text: '', wasProtocol: true }
  }
})
