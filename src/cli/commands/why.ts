import { command, worldOf } from '../command.js'

export const whyCommand = command({
  name: 'why <place>',
  describe: 'who taught it this: from a line of a memory or skill to proposal, decision, evaluation, session and message',
  positionals: { place: { describe: 'a skill or memory, by name or path, here or where it was applied; path:line for one line' } },
  examples: [['why skills/release-notes/SKILL.md:14', 'where this line came from'], ['why release-notes', 'all of it, line by line']],
  async run(args, io) {
    const { withIndex } = await import('../../app/compose.js')
    const { why } = await import('../../app/why.js')
    const { whyText } = await import('../show/why.js')
    const found = await withIndex(await worldOf(args, io), (context) => why(context, String(args['place'])))
    return { json: found, text: whyText(found), quotes: true }
  }
})
