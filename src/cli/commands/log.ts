import { command, worldOf } from '../command.js'

export const logCommand = command({
  name: 'log',
  describe: 'the story of main: what was learned, when, and who said yes',
  options: { limit: { type: 'number', default: 50, describe: 'commits to tell at most' } },
  async run(args, io) {
    const { withStore } = await import('../../app/compose.js')
    const { story } = await import('../../app/log.js')
    const chapters = await withStore(await worldOf(args, io), (context) => story(context, args.limit))
    const lines = chapters.map(({ commit, at, by, events }) => `${commit.slice(0, 10)}  ${new Date(at).toISOString().slice(0, 16).replace('T', ' ')}  ${by}: ${events.join('; ')}`)
    return { json: chapters.map(({ at, ...chapter }) => ({ ...chapter, at: new Date(at).toISOString() })), text: lines.join('\n'), quotes: true }
  }
})
