import { plural } from '../../kernel/text.js'
import { command, worldOf, type Group } from '../command.js'
import { learnedCommands } from './learned.js'
import { skillsEvalCommand } from './skills-eval.js'
import { skillsImportCommand, skillsPublishCommand } from './skills-share.js'

const candidates = command({
  name: 'candidates',
  describe: 'kinds of work that are no skill yet, and what they lack',
  options: { limit: { type: 'number', default: 30, describe: 'how many' } },
  async run(args, io) {
    const { withIndex } = await import('../../app/compose.js')
    const { distill } = await import('../../app/distill.js')
    const { candidates: found, proposals, sessions } = await withIndex(await worldOf(args, io), (context) => distill(context, { all: true }, { dryRun: true, kind: 'skill' }))
    const shown = found.slice(0, Math.max(0, args.limit))
    const text = [
      `${plural(sessions, 'session')} read: ${plural(found.length, 'candidate')}, ${plural(proposals.length, 'skill')} ready to be proposed (skillloop distill --all)`,
      ...shown.map(({ title, waitsFor, supporters }) => `  ${title}: ${waitsFor}${supporters.length > 0 ? ` (${supporters.slice(0, 3).map((trace) => trace.slice(0, 10)).join(', ')}${supporters.length > 3 ? ' …' : ''})` : ''}`),
      ...(found.length > shown.length ? [`  … and ${found.length - shown.length} more`] : [])
    ].join('\n')
    return { json: { sessions, candidates: found, ready: proposals }, text }
  }
})

const health = command({
  name: 'health',
  describe: 'is what the skills in force say still so: syntax, programs, files, today\'s scan, use',
  options: {
    weekly: { type: 'boolean', default: false, describe: 'only what needs somebody, in a few lines' },
    'run-checks': { type: 'boolean', default: false, describe: 'run scripts/check* and scripts/verify* of the skills in bubblewrap, without network; not run where it is not installed' },
    propose: { type: 'boolean', default: false, describe: 'propose to retire what is stale or does harm; a person decides' }
  },
  details: ['Code is parsed and programs are looked up; nothing that a skill says is run without --run-checks.', 'A skill is stale after 90 days without use. What is used most and worst off comes first. Exit 1 where something is broken.'],
  async run(args, io) {
    const { withIndex } = await import('../../app/compose.js')
    const { healthPort } = await import('../../app/compose-health.js')
    const { skillHealth } = await import('../../app/health/health.js')
    const { healthText } = await import('../show/health.js')
    const found = await withIndex(await worldOf(args, io), (context) => skillHealth(context, healthPort(io.env['PATH'] ?? process.env['PATH'] ?? ''), { runChecks: args['run-checks'], propose: args.propose }))
    return { json: found, text: healthText(found, { weekly: args.weekly }), quotes: true, code: found.some(({ mark }) => mark === 'broken' || mark === 'harmful') ? 1 : 0 }
  }
})

export const skillsCommands: Group = { name: 'skills', describe: 'the skills in force, their versions and how they came to be', commands: [...learnedCommands('skill'), candidates, health, skillsEvalCommand, skillsPublishCommand, skillsImportCommand] }
