import { setTimeout as wait } from 'node:timers/promises'
import { badInput } from '../../kernel/errors.js'
import { plural } from '../../kernel/text.js'
import { command, worldOf } from '../command.js'
import { tickLine } from '../show/tick.js'

export const watchCommand = command({
  name: 'watch',
  describe: 'follow the connected sources, and tick when sessions end; until Ctrl-C',
  options: {
    'quiet-seconds': { type: 'number', default: 60, describe: 'a session counts as over when its files have not changed for so long' },
    'every-seconds': { type: 'number', default: 10, describe: 'pause between two looks' },
    'for-seconds': { type: 'number', describe: 'end by itself after so long' }
  },
  async run(args, io) {
    if (args['every-seconds'] === 0) throw badInput('--every-seconds is 0', { expected: '1 or more' })
    const { withStore } = await import('../../app/compose.js')
    const { runTick } = await import('../../app/compose-tick.js')
    const { lookAtSources } = await import('../../app/tick/sources.js')
    const { watch } = await import('../../app/watch.js')
    const world = await worldOf(args, io)
    const stop = new AbortController()
    const end = (): void => stop.abort()
    process.once('SIGINT', end).once('SIGTERM', end)
    const timer = args['for-seconds'] === undefined ? undefined : setTimeout(end, args['for-seconds'] * 1000)
    try {
      const ticks = await watch({
        look: async () => withStore(world, (context) => lookAtSources(context, io)),
        tick: async () => {
          const ran = await runTick(world, io)
          io.stderr(`${'heldBy' in ran ? 'another tick is running' : tickLine(ran.done.report)}\n`)
        },
        pause: async (milliseconds) => wait(milliseconds, true, { signal: stop.signal }).catch(() => false),
        clock: { now: () => performance.timeOrigin + performance.now() }, quietMs: args['quiet-seconds'] * 1000, everyMs: args['every-seconds'] * 1000
      })
      return { json: { ticks }, text: plural(ticks, 'tick') }
    } finally {
      clearTimeout(timer)
      process.off('SIGINT', end).off('SIGTERM', end)
    }
  }
})
