import { setTimeout as pause } from 'node:timers/promises'
import { badInput, EXIT } from '../../kernel/errors.js'
import { command, worldOf, type GlobalArguments, type Group } from '../command.js'
import { conditionOptions, readCondition } from '../condition.js'
import type { Io, Output } from '../io.js'
import { tickJson, tickLine } from '../show/tick.js'
import { heldOutput } from '../tick.js'

const SCHEDULE = 'loop.json'

const run = command({
  name: 'run',
  describe: 'ticks, one after the other, until a condition holds for the newest session',
  options: {
    ...conditionOptions,
    'interval-seconds': { type: 'number', default: 60, describe: 'pause between two ticks' },
    'max-iterations': { type: 'number', describe: 'ticks at most' }
  },
  examples: [['loop run --condition \'{"score_gte":80}\' --max-iterations 20', 'until the newest session scores 80, 20 ticks at most']],
  async run(args, io) {
    const given = await readCondition(args, io)
    const most = args['max-iterations']
    if (most === 0) throw badInput('--max-iterations is 0', { expected: '1 or more' })
    const condition = { ...given, ...(most !== undefined && { max_iterations: Math.min(most, given?.max_iterations ?? most) }) }
    if (Object.keys(condition).length === 0) throw badInput('until when?', { expected: 'a --condition, --require-tag, --forbid-tag or --max-iterations', fix: 'for ticks without an end: skillloop loop schedule, and skillloop service install' })
    const { withIndex } = await import('../../app/compose.js')
    const { runTick } = await import('../../app/compose-tick.js')
    const { judgeNewest } = await import('../../app/loop.js')
    const world = await worldOf(args, io)
    for (let iteration = 1; ; iteration++) {
      const ran = await runTick(world, io)
      if (!('heldBy' in ran)) io.stderr(`${tickLine(ran.done.report)}\n`)
      const judged = await withIndex(world, (context) => judgeNewest(context, condition, iteration))
      if (judged.should_continue) {
        await pause(args['interval-seconds'] * 1000)
        continue
      }
      const text = [`${judged.passed ? 'the condition holds' : 'the condition does not hold'} after ${iteration} of its ticks${judged.trace === undefined ? '' : `, judged on ${judged.trace}`}`, ...judged.reasons.map((reason) => `  ${reason}`)].join('\n')
      return { json: { iterations: iteration, ...judged }, text, code: judged.passed ? EXIT.done : EXIT.refused }
    }
  }
})

const schedule = command({
  name: 'schedule',
  describe: 'how often `loop tick` does something; what starts it is a service, cron, or you',
  options: {
    interval: { choices: ['hourly', 'daily', 'weekly'] as const, describe: 'the pause between two ticks' },
    'interval-seconds': { type: 'number', describe: 'the same in seconds, at least 60' }
  },
  async run(args, io) {
    const { withStore, localMemo } = await import('../../app/compose.js')
    const { describeSchedule, INTERVALS, readSchedule } = await import('../../app/loop.js')
    const seconds = args['interval-seconds'] ?? (args.interval === undefined ? undefined : INTERVALS[args.interval])
    if (seconds === undefined || (args.interval !== undefined && args['interval-seconds'] !== undefined)) throw badInput('how often?', { expected: '--interval hourly, daily or weekly, or --interval-seconds' })
    if (seconds < 60) throw badInput(`--interval-seconds ${seconds} is too short`, { expected: '60 or more' })
    const world = await worldOf(args, io)
    return withStore(world, async (context) => {
      const memo = localMemo(context, SCHEDULE)
      const changed = { ...await readSchedule(memo), intervalSeconds: seconds }
      await memo.write(changed)
      const told = describeSchedule(changed, world.clock.now())
      return { json: told, text: `every ${seconds} s; the next one ${told.due ? 'as soon as something runs `skillloop loop tick`' : `after ${told.next}`}\n\nnext: skillloop service install` }
    })
  }
})

const status = command({
  name: 'status',
  describe: 'when the last tick was, when the next one is due, and whether one runs now',
  async run(args, io) {
    const { withStore, localMemo } = await import('../../app/compose.js')
    const { tickHolder } = await import('../../app/compose-tick.js')
    const { describeSchedule, readSchedule } = await import('../../app/loop.js')
    const world = await worldOf(args, io)
    return withStore(world, async (context) => {
      const told = describeSchedule(await readSchedule(localMemo(context, SCHEDULE)), world.clock.now())
      const running = await tickHolder(context)
      const text = [
        `every ${told.intervalSeconds} s`, `last     ${told.last ?? 'never'}`, `next     ${told.due ? 'now' : told.next}: ${told.why}`,
        ...(told.failures > 0 ? [`failed   the last ${told.failures}`] : []), `running  ${running ? `process ${running.pid} on ${running.host}, since ${running.since}` : 'no'}`
      ].join('\n')
      return { json: { ...told, ...(running && { running }) }, text }
    })
  }
})

const tick = command({
  name: 'tick',
  describe: 'a tick, if one is due by the schedule; what a service runs',
  options: {
    force: { type: 'boolean', default: false, describe: 'also if none is due' },
    log: { type: 'boolean', default: false, describe: 'write what happens to .skillloop/local/log, a line of JSON each' }
  },
  run: async (args, io) => scheduledTick(args, io, { force: args.force, log: args.log })
})

/** A tick by the schedule; another one that is running is no failure. */
async function scheduledTick(args: GlobalArguments, io: Io, options: { force: boolean; log: boolean }): Promise<Output> {
  const { runScheduledTick } = await import('../../app/compose-tick.js')
  const result = await runScheduledTick(await worldOf(args, io), io, options)
  if ('skipped' in result) return { json: result, text: `no tick is due before ${result.skipped.at}: ${result.skipped.why}` }
  if ('heldBy' in result) return { ...heldOutput(result.heldBy), code: EXIT.done }
  return { json: tickJson(result.done), text: tickLine(result.done.report), code: result.done.code, quotes: true }
}

export const loopCommands: Group = { name: 'loop', describe: 'ticks again and again: until a condition holds, or every hour, day or week', commands: [run, schedule, status, tick] }
