import { command, worldOf } from '../command.js'

export const logsCommand = command({
  name: 'logs',
  describe: 'what ticks of the service said, the newest last',
  options: { limit: { type: 'number', default: 50, describe: 'lines at most' } },
  async run(args, io) {
    const { withStore } = await import('../../app/compose.js')
    const { readLogOf } = await import('../../app/compose-tick.js')
    const entries = await withStore(await worldOf(args, io), (context) => readLogOf(context, args.limit))
    const lines = entries.map(({ time, level, event, ...detail }) => `${time}  ${level.padEnd(5)}  ${event}${Object.keys(detail).length === 0 ? '' : `  ${JSON.stringify(detail)}`}`)
    return { json: entries, text: lines.join('\n') || 'nothing was logged yet', quotes: true }
  }
})
