import { badInput } from '../../kernel/errors.js'
import { command, worldOf, type Command, type Group } from '../command.js'

const name = { describe: 'a skill, by name or path' }
const reason = { type: 'string', describe: 'why; recorded with the step' } as const
const shares = {
  percent: { type: 'number', describe: 'share of sessions or folders that get the new version' },
  without: { type: 'number', describe: 'share that gets no version, to compare with' },
  reason
} as const

const NEXT = 'sessions that ask the MCP server get it at once; for copies in folders: skillloop apply'

const start = command({
  name: 'start <skill>',
  describe: 'hand the version in force to a share first; the others keep the one before, or none',
  positionals: { skill: name },
  options: shares,
  examples: [['rollout start release-notes --percent 10', 'a tenth gets it, and always the same tenth'], ['rollout start release-notes --percent 45 --without 10', 'and a tenth gets no version at all']],
  async run(args, io) {
    const { withIndex } = await import('../../app/compose.js')
    const { startRollout } = await import('../../app/rollout/steps.js')
    const percent = given(args.percent)
    const { step, commit, skill } = await withIndex(await worldOf(args, io), (context) => startRollout(context, String(args['skill']), { percent, without: args.without, reason: args.reason }))
    const others = step.skill.previous === undefined ? 'the others get none' : 'the others get the one before'
    return { json: { step, commit }, text: `v${skill.history.current?.number ?? 0} of ${skill.path} goes to ${percent} %, ${others} (rollout ${step.rollout}, ${commit.slice(0, 10)})\nnext: ${NEXT}\n      skillloop rollout status ${skill.name}`, quotes: true }
  }
})

const set = command({
  name: 'set <skill>',
  describe: 'another share; whoever has the new version keeps it when the share grows',
  positionals: { skill: name },
  options: shares,
  async run(args, io) {
    const { withIndex } = await import('../../app/compose.js')
    const { setRollout } = await import('../../app/rollout/steps.js')
    const { step, commit, skill } = await withIndex(await worldOf(args, io), (context) => setRollout(context, String(args['skill']), { percent: given(args.percent), without: args.without, reason: args.reason }))
    return { json: { step, commit }, text: `${skill.path} goes to ${step.percent ?? 0} %${step.without ? `, ${step.without} % get none` : ''} (${commit.slice(0, 10)})\nnext: ${NEXT}` }
  }
})

function ending(verb: 'promote' | 'abort', describe: string, says: (skill: { name: string; path: string }) => string): Command {
  return command({
    name: `${verb} <skill>`, describe, positionals: { skill: name }, options: { reason },
    async run(args, io) {
      const { withIndex } = await import('../../app/compose.js')
      const { endRollout } = await import('../../app/rollout/steps.js')
      const { step, commit, skill } = await withIndex(await worldOf(args, io), (context) => endRollout(context, String(args['skill']), verb, args.reason))
      return { json: { step, commit }, text: `${says(skill)} (${commit.slice(0, 10)})\nnext: ${NEXT}` }
    }
  })
}

const status = command({
  name: 'status [skill]',
  describe: 'who gets what, and how the sessions with and without the new version went',
  positionals: { skill: name },
  details: ['Evidence may be looked at whenever you like: the chance of calling a version that is as good harmful stays below rollout.alpha of the policy, over all looks together.'],
  async run(args, io) {
    const { withIndex } = await import('../../app/compose.js')
    const { rolloutStatus } = await import('../../app/rollout/status.js')
    const { rolloutText } = await import('../show/rollout.js')
    const found = await withIndex(await worldOf(args, io), (context) => rolloutStatus(context, typeof args['skill'] === 'string' ? args['skill'] : undefined))
    return { json: found, text: found.map(rolloutText).join('\n\n') || 'nothing is being rolled out: skillloop rollout start <skill> --percent 10', quotes: true }
  }
})

/** @throws SkillLoopError (2) where no share was given */
function given(percent: number | undefined): number {
  if (percent !== undefined && !Number.isNaN(percent)) return percent
  throw badInput('no share was given', { expected: '--percent with a number from 0 to 100' })
}

export const rolloutCommands: Group = {
  name: 'rollout', describe: 'hand a new version of a skill to some first, and watch it',
  commands: [
    start, set,
    ending('promote', 'everybody gets the new version', ({ path }) => `everybody gets the new version of ${path}`),
    ending('abort', 'fall back: nobody is dealt the new version any more', ({ name: own, path }) => `nobody is dealt the new version of ${path} any more; on main it stays until you say so: skillloop rollback ${own} --reason "…"`),
    status
  ]
}
