import { command, worldOf, type Group } from '../command.js'
import { describeTick, tickLine } from '../show/tick.js'
import { tickOutput } from '../tick.js'

const run = command({
  name: 'run',
  describe: 'one tick: take in, judge, propose, report; never a step further',
  options: { 'dry-run': { type: 'boolean', default: false, describe: 'say what would come in and be judged, store nothing' } },
  examples: [['controller run', 'what is new of the connected sources, up to proposals for review']],
  run: async (args, io) => tickOutput(args, io, { dryRun: args['dry-run'] })
})

const history = command({
  name: 'history',
  describe: 'reports of earlier ticks, newest first; ticks without news leave none',
  options: { limit: { type: 'number', default: 20, describe: 'reports at most' } },
  async run(args, io) {
    const { withIndex } = await import('../../app/compose.js')
    const runs = await withIndex(await worldOf(args, io), (context) => Promise.resolve(context.index.ticks(args.limit).map(({ data }) => data)))
    return { json: runs, text: runs.length === 0 ? 'no tick has had news yet: skillloop controller run' : runs.map(tickLine).join('\n'), quotes: true }
  }
})

const show = command({
  name: 'show [id]',
  describe: 'one report: what came in, what was decided and why, what waits for a person',
  positionals: { id: { describe: 'a report, or latest when left out' } },
  async run(args, io) {
    const { withIndex } = await import('../../app/compose.js')
    const { id = 'latest' } = args as { id?: string }
    const report = await withIndex(await worldOf(args, io), (context) => Promise.resolve(context.index.tick(id)))
    const { candidates } = report.controller
    return { json: report, text: [describeTick(report), ...candidates.map(({ kind, title, waitsFor }) => `  waiting    ${kind.padEnd(6)}  ${title}: ${waitsFor}`)].join('\n'), quotes: true }
  }
})

export const controllerCommands: Group = { name: 'controller', describe: 'what turns new sessions into proposals, up to the gate', commands: [run, history, show] }
