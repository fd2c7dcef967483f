import { badInput } from '../../kernel/errors.js'
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

/** approve and reject say of sessions whether they are to be learned from; they are one command but for their word. */
function example(name: 'approve' | 'reject', word: 'good' | 'bad', describe: string): ReturnType<typeof command> {
  return command({
    name: `${name} <id..>`,
    describe,
    positionals: { id: { describe: 'traces, by id or a beginning of it, or latest' } },
    options: {
      note: { type: 'string', describe: 'why, in a sentence' },
      prompt: { type: 'string', describe: 'what of the request makes it one' },
      environment: { type: 'string', describe: 'what of the project, versions or state' },
      tools: { type: 'string', describe: 'what of the tools and their use' },
      'expected-output': { type: 'string', describe: 'what came out, against what should' }
    },
    examples: [[`traces ${name} latest --note "${word === 'good' ? 'found the cause before it changed anything' : 'gave up on the tests'}"`, `a ${word} example, with its reason`]],
    async run(args, io) {
      const { withIndex } = await import('../../app/compose.js')
      const { judge } = await import('../../app/judge.js')
      const why = Object.fromEntries(Object.entries({ prompt: args.prompt, environment: args.environment, tools: args.tools, expectedOutput: args['expected-output'] }).filter(([, text]) => text !== undefined && text !== ''))
      if (args.note === undefined && Object.keys(why).length === 0) throw badInput(`say why it is a ${word} example`, { expected: '--note, or one of --prompt, --environment, --tools, --expected-output' })
      return withIndex(await worldOf(args, io), async (context) => {
        const ids = [...new Set((args['id'] as (string | number)[]).map((id) => context.index.trace(String(id)).data.id))]
        const lines: string[] = []
        const said: object[] = []
        for (const id of ids) {
          const { event, commit } = await judge(context, id, { kind: 'example', example: word, ...(Object.keys(why).length > 0 && { why }) }, args.note)
          said.push({ ...event, commit: commit ?? null })
          lines.push(`${id} is a ${word} example${commit ? ` (${commit.slice(0, 10)})` : ', as was said already'}`)
        }
        return { json: said, text: lines.join('\n') }
      })
    }
  })
}

export const tracesCommands: Group = { name: 'traces', describe: 'sessions as they are stored', commands: [
  list, show, search,
  example('approve', 'good', 'call sessions good examples to learn from, and say why'), example('reject', 'bad', 'call sessions bad examples, not to be learned from, and say why')
] }
