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

export const skillsCommands: Group = { name: 'skills', describe: 'the skills in force, their versions and how they came to be', commands: [...learnedCommands('skill'), candidates, skillsEvalCommand, skillsPublishCommand, skillsImportCommand] }
