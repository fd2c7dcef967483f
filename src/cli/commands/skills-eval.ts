import { badInput, EXIT, refused } from '../../kernel/errors.js'
import { plural } from '../../kernel/text.js'
import { command, worldOf } from '../command.js'

export const skillsEvalCommand = command({
  name: 'eval <name>',
  describe: 'run a skill\'s evals/evals.json through an agent, with and without the skill',
  positionals: { name: { describe: 'a skill in force, or the id of a proposal of one' } },
  options: {
    runner: { type: 'string', describe: 'the agent\'s command; the prompt is on its standard input, or where {prompt} stands' },
    n: { type: 'number', default: 1, describe: 'pairs of runs of each case' },
    case: { type: 'string', array: true, nargs: 1, describe: 'only the case of this id' },
    seconds: { type: 'number', default: 600, describe: 'the most that one run may take' },
    judge: { type: 'string', describe: 'a trusted judge of the policy, for assertions in free words' },
    yes: { type: 'boolean', alias: 'y', default: false, describe: 'do not ask before the first run' }
  },
  examples: [['skills eval deploy --runner "claude -p" --n 5', ''], ['skills eval deploy --runner "codex exec {prompt}" --case 2', '']],
  details: [
    'Assertions that begin so are looked up, in what the agent prints and leaves in its folder:',
    '  contains: TEXT · not contains: TEXT · matches: RE2 PATTERN · not matches: RE2 PATTERN',
    '  file: PATH · no file: PATH · file contains: PATH: TEXT · json: /pointer = VALUE · exit code: NUMBER',
    'Others stay open, unless --judge names a judge. Each run has a temporary folder of its own and your environment.'
  ],
  async run(args, io) {
    const { runner } = args
    if (runner === undefined) throw badInput('which agent?', { expected: '--runner with the command of an agent that takes a prompt', fix: 'e.g. --runner "claude -p"' })
    const { installedSkills, runTrial, withIndex } = await import('../../app/compose.js')
    const { planSkillEval } = await import('../../app/eval-skill-plan.js')
    const { runSkillEval } = await import('../../app/eval-skill.js')
    const { skillEvalText } = await import('../show/skill-eval.js')
    const cases = args.case === undefined ? undefined : [args.case].flat().map(String)
    const request = { runner, trials: args.n, seconds: args.seconds, ...(args.judge !== undefined && { judge: args.judge }), ...(cases && { cases }) }
    return withIndex(await worldOf(args, io), async (context) => {
      const plan = await planSkillEval(context, String(args['name']), request, installedSkills)
      const about = [
        `This starts ${runner} ${plan.runs} times: ${plural(plan.tasks.length, 'case')}, ${plural(plan.trials, 'trial')}, with the skill ${plan.skill} and without it.`,
        'Each time in a temporary folder, with your environment. It may cost what that agent costs, and do what it can do.'
      ].join('\n')
      if (!args.yes) {
        if (!io.ask) throw refused(`${about}\nnothing was run: there is nobody to ask`, { fix: 'run it on a terminal, or give --yes' })
        if (!/^y(es)?$/i.test(await io.ask(`${about}\nGo on? [y/N] `))) return { json: { ran: false }, text: 'nothing was run', code: EXIT.refused }
      }
      const { result, uplift, cost, commit } = await runSkillEval(context, plan, runTrial)
      const text = [skillEvalText(result, uplift), ...(cost ? [`the judge cost US$ ${cost.usd.toFixed(4)}; ${cost.spent.toFixed(4)} of ${cost.budget} are spent`] : [])].join('\n')
      return { json: { result, uplift, ...(cost && { cost }), commit }, text, quotes: true }
    })
  }
})
