import { command, worldOf, type Group } from '../command.js'
import { describeTrace, traceRow } from '../show/trace.js'

const list = command({
  name: 'list',
  describe: 'sessions, newest first',
  options: { limit: { type: 'number', default: 50, describe: 'how many at most' } },
  async run(args, io) {
    const { withIndex } = await import('../../app/compose.js')
    const rows = await withIndex(await worldOf(args, io), (context) => {
      const scores = context.index.evaluations(context.policy.evaluation.evaluator)
      return Promise.resolve(context.index.traces(args.limit).map(({ data }) => ({ ...data, ...scoreOf(scores.get(data.id)?.data) })))
    })
    return { json: rows, text: rows.map(traceRow).join('\n') || 'no traces yet' }
  }
})

const scoreOf = (evaluation: { score: number; label: string } | undefined): { score?: number; label?: string } => (evaluation ? { score: evaluation.score, label: evaluation.label } : {})

const show = command({
  name: 'show <id>',
  describe: 'a session as the conversation it was',
  positionals: { id: { describe: 'a trace, the runtime\'s own session id, or latest' } },
  options: {
    message: { type: 'number', describe: 'only this message, whole' },
    full: { type: 'boolean', default: false, describe: 'long texts and results whole' }
  },
  async run(args, io) {
    const { withIndex } = await import('../../app/compose.js')
    const { readTrace } = await import('../../app/ledger-files.js')
    const { trace, events } = await withIndex(await worldOf(args, io), async (context) => {
      const row = context.index.trace(String(args['id']))
      return { trace: await readTrace(context, row), events: context.index.eventsOf(row.data.id).map(({ data }) => data) }
    })
    return { json: events.length > 0 ? { ...trace, events } : trace, text: describeTrace(trace, events, { full: args.full, message: args.message }), quotes: true }
  }
})

const search = command({
  name: 'search <words..>',
  describe: 'sessions in which all of the words were said',
  positionals: { words: { describe: 'three characters or more each' } },
  options: { limit: { type: 'number', default: 20, describe: 'how many at most' } },
  async run(args, io) {
    const { withIndex } = await import('../../app/compose.js')
    const { searchTraces } = await import('../../app/traces.js')
    const words = (args['words'] as (string | number)[]).map(String)
    const rows = (await withIndex(await worldOf(args, io), (context) => searchTraces(context, words, args.limit))).map(({ data }) => data)
    return { json: rows, text: rows.map((row) => traceRow(row)).join('\n') || 'nothing found', quotes: true }
  }
})

export const tracesCommands: Group = { name: 'traces', describe: 'sessions as they are stored', commands: [list, show, search] }
