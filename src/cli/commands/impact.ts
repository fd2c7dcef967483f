import { command, worldOf } from '../command.js'

export const impactCommand = command({
  name: 'impact <id>',
  describe: 'everything that came from a session or a proposal: memories, skills, folders, datasets',
  positionals: { id: { describe: 'a trace or a proposal, or the beginning of its id' } },
  async run(args, io) {
    const { withIndex } = await import('../../app/compose.js')
    const { impact } = await import('../../app/impact.js')
    const { impactText } = await import('../show/impact.js')
    const found = await withIndex(await worldOf(args, io), (context) => impact(context, String(args['id'])))
    return { json: found, text: impactText(found), quotes: true }
  }
})
