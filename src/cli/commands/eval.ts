import { badInput, EXIT, refused } from '../../kernel/errors.js'
import { plural } from '../../kernel/text.js'
import { command, worldOf } from '../command.js'
import { describeEvaluation, headline } from '../show/evaluation.js'

const LISTED = 20

const show = command({
  name: 'show <id>',
  describe: 'what is stored of a session: score, claims, what there is to learn, how it compares',
  positionals: { id: { describe: 'a trace, or latest' } },
  async run(args, io) {
    const { withIndex } = await import('../../app/compose.js')
    const { showEvaluations } = await import('../../app/show-evaluations.js')
    const found = await withIndex(await worldOf(args, io), (context) => showEvaluations(context, String(args['id'])))
    const [first, ...others] = found.shown
    const stale = (fresh: boolean | undefined): string => (fresh === undefined ? ' (the evaluator is not known here)' : fresh ? '' : ' (stale)')
    const text = first ? [
      ...(first.fresh === true ? [] : [`this evaluation is stale, or of an evaluator that is not known here: skillloop eval ${found.trace.slice(0, 10)}`]),
      describeEvaluation(first.evaluation, found.efficiency),
      ...(others.length > 0 ? ['', 'beside it:', ...others.map(({ evaluation, fresh }) => `  ${headline(evaluation)}${stale(fresh)}`)] : [])
    ].join('\n') : `${found.trace} was not evaluated yet: skillloop eval ${found.trace.slice(0, 10)}`
    return { json: found, text }
  }
})

const trust = command({
  name: 'trust <name>',
  describe: 'agree, on this machine, to run an evaluator or to ask a judge that the policy names',
  positionals: { name: { describe: 'its name in evaluation.evaluators or evaluation.judges of the policy; wording for distillation.model' } },
  options: {
    revoke: { type: 'boolean', default: false, describe: 'no longer' },
    yes: { type: 'boolean', alias: 'y', default: false, describe: 'do not ask' }
  },
  async run(args, io) {
    const { withStore } = await import('../../app/compose.js')
    const { setTrust, trustRequest } = await import('../../app/foreign.js')
    const name = String(args['name'])
    return withStore(await worldOf(args, io), async (context) => {
      if (args.revoke) {
        await setTrust(context, name, false)
        return { json: { name, trusted: false }, text: `${name} is not trusted on this machine` }
      }
      const request = await trustRequest(context, name)
      const about = [`${name}:`, ...request.about.map((line) => `  ${line}`), ...(request.changed ? ['  it has changed since it was trusted'] : [])].join('\n')
      if (!request.trusted && !args.yes) {
        if (!io.ask) throw refused(`${about}\nnothing was changed: there is nobody to ask`, { fix: 'run it on a terminal, or give --yes' })
        if (!/^y(es)?$/i.test(await io.ask(`${about}\nTrust it on this machine? [y/N] `))) return { json: { ...request, trusted: false }, text: 'nothing was changed', code: EXIT.refused }
      }
      await setTrust(context, name, true)
      return { json: { ...request, trusted: true }, text: `${about}\n${name} is trusted on this machine, as it is now` }
    })
  }
})

export const evalCommand = command({
  name: 'eval [id]',
  describe: 'judge sessions on what was observed in them',
  positionals: { id: { describe: 'a trace, or latest' } },
  options: {
    all: { type: 'boolean', default: false, describe: 'all traces' },
    stale: { type: 'boolean', default: false, describe: 'traces without an evaluation that still holds' },
    evaluator: { type: 'string', describe: 'rubric, rubric_legacy or one that the policy adds; the policy\'s when left out' }
  },
  examples: [['eval latest', 'the newest session'], ['eval --stale', 'whatever is new or changed']],
  commands: [show, trust],
  async run(args, io) {
    const { id } = args as { id?: string }
    if ([id !== undefined, args.all, args.stale].filter(Boolean).length !== 1) throw badInput('which traces?', { expected: 'an id, latest, --all or --stale' })
    const { withIndex } = await import('../../app/compose.js')
    const { evaluate } = await import('../../app/evaluate.js')
    const selection = id !== undefined ? { id } : args.all ? { all: true as const } : { stale: true as const }
    const { latest, ...result } = await withIndex(await worldOf(args, io), (context) => evaluate(context, selection, args.evaluator))
    const rows = result.evaluations.slice(0, LISTED).map(({ traceId, score, label, tags, value }) => (
      `${traceId.slice(0, 10)}  ${String(score).padStart(3)}  ${label.padEnd(8)} ${value === undefined ? '' : `learning ${value.toFixed(2)}  `}${tags.join(' ')}`
    ))
    const { cost, failed } = result
    const text = [
      ...(id !== undefined && latest ? [describeEvaluation(latest)] : [
        `${plural(result.evaluations.length, 'trace')} evaluated by ${result.evaluator}${result.fresh > 0 ? `, ${result.fresh} were fresh already` : ''}`,
        ...rows, ...(result.evaluations.length > LISTED ? [`… and ${result.evaluations.length - LISTED} more`] : [])
      ]),
      ...failed.slice(0, LISTED).map(({ traceId, problem }) => `${traceId.slice(0, 10)}  no opinion: ${problem}`),
      ...(cost ? [`cost US$ ${cost.usd.toFixed(4)}; ${cost.spent.toFixed(4)} of ${cost.budget} are spent`] : [])
    ].join('\n')
    return { json: result, text, code: failed.length > 0 ? EXIT.refused : EXIT.done }
  }
})
