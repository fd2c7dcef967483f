import type { ImportedSkill } from '../../app/import-skills.js'
import type { PublishResult } from '../../app/compose-share.js'
import { EXIT, refused } from '../../kernel/errors.js'
import { plural } from '../../kernel/text.js'
import { command, worldOf } from '../command.js'

export const skillsImportCommand = command({
  name: 'import <from>',
  describe: 'propose the skills of a folder or Git repository, scanned; nothing gets in force by it',
  positionals: { from: { describe: 'a folder, or the address of a repository' } },
  options: {
    skill: { type: 'string', array: true, nargs: 1, describe: 'only the skill of this name or folder' },
    branch: { type: 'string', describe: 'of the repository; main, master or the only one when left out' },
    'dry-run': { type: 'boolean', default: false, describe: 'say what would be proposed' }
  },
  examples: [['skills import ./downloaded --dry-run', 'what is in there'], ['skills import https://github.com/team/skills.git --skill deploy', 'one of a collection']],
  async run(args, io) {
    const { withIndex } = await import('../../app/compose.js')
    const { readSkillSource } = await import('../../app/compose-share.js')
    const { importSkills } = await import('../../app/import-skills.js')
    const world = await worldOf(args, io)
    const only = args.skill === undefined ? [] : [args.skill].flat().map(String)
    const results = await withIndex(world, async (context) => {
      const source = await readSkillSource(world, { given: String(args['from']), cwd: io.cwd, branch: args.branch })
      return importSkills(context, source, only, { dryRun: args.dryRun === true })
    })
    const proposed = results.filter(({ outcome }) => outcome === 'proposed')
    const refusals = results.filter(({ outcome }) => outcome === 'refused').length
    const text = [
      ...results.flatMap(told),
      `${plural(results.length, 'skill')} found: ${proposed.length} ${args.dryRun === true ? 'would be proposed' : 'proposed'}, ${refusals} refused`,
      ...(proposed.length > 0 && args.dryRun !== true ? ['next: skillloop review show <id>'] : [])
    ].join('\n')
    return { json: results, text, quotes: true, code: refusals > 0 ? EXIT.refused : EXIT.done }
  }
})

function told({ name, from, outcome, proposal, license, scan, changes, reason }: ImportedSkill): string[] {
  const about = [...(scan ? [`scan: ${scan.verdict}${scan.findings > 0 ? `, ${plural(scan.findings, 'finding')}` : ''}`] : []), ...(outcome === 'refused' ? [] : [license === undefined ? 'no licence declared' : `licence: ${license}`])]
  return [
    `${(proposal ?? '').padEnd(12)}  ${outcome.padEnd(8)}  ${name}${from === name || from === `skills/${name}` ? '' : ` (${from})`}${about.length > 0 ? `  ${about.join('; ')}` : ''}`,
    ...(reason === undefined ? [] : [`    ${reason}`]), ...changes.map((change) => `    changed: ${change}`)
  ]
}

export const skillsPublishCommand = command({
  name: 'publish <name..>',
  describe: 'give skills in force away: to a tap, a folder or repository with skills/<name>/, or in ClawHub\'s form',
  positionals: { name: { describe: 'skills, by name' } },
  options: {
    to: { type: 'string', demandOption: true, describe: 'a folder, or the address of a repository' },
    form: { choices: ['agent-skills', 'clawhub'] as const, default: 'agent-skills', describe: 'clawhub: <to>/<name>/ with what its registry reads' },
    branch: { type: 'string', describe: 'of the repository; main, master or the only one when left out' },
    'dry-run': { type: 'boolean', default: false, describe: 'say what would be written' },
    yes: { type: 'boolean', alias: 'y', default: false, describe: 'do not ask before a push' }
  },
  examples: [['skills publish deploy --to ../team-skills', 'into a folder'], ['skills publish deploy --to git@github.com:team/skills.git', 'a commit, pushed'], ['skills publish deploy --to out --form clawhub', 'for clawhub publish']],
  async run(args, io) {
    const { withIndex } = await import('../../app/compose.js')
    const { publishSkills } = await import('../../app/compose-share.js')
    const { publications } = await import('../../app/publish-skills.js')
    const world = await worldOf(args, io)
    const result = await withIndex(world, async (context) => {
      const skills = await publications(context, (args['name'] as (string | number)[]).map(String), args.form)
      const confirm = async (plan: PublishResult): Promise<boolean> => {
        const isNothing = plan.steps.every(({ writes, removes }) => writes.size + removes.length === 0)
        if (args.dryRun === true || isNothing) return false
        if (plan.where === 'folder' || args.yes) return true
        const about = [...plan.steps.flatMap(stepText), `This makes a commit on ${plan.branch ?? ''} of ${args.to} and pushes it.`].join('\n')
        if (!io.ask) throw refused(`${about}\nnothing was pushed: there is nobody to ask`, { fix: 'run it on a terminal, or give --yes' })
        return /^y(es)?$/i.test(await io.ask(`${about}\nGo on? [y/N] `))
      }
      return publishSkills(world, context, skills, { given: args.to, cwd: io.cwd, branch: args.branch }, args.form === 'clawhub' ? '' : 'skills', confirm)
    })
    const { steps, done, commit, branch } = result
    const isRefused = steps.some(({ outcome }) => outcome === 'refused')
    const text = [
      ...steps.flatMap(stepText),
      ...(args.dryRun === true ? ['nothing was written'] : commit !== undefined ? [`pushed to ${branch ?? ''} (${commit.slice(0, 10)})`] : done ? ['written'] : ['nothing was changed']),
      ...(args.form === 'clawhub' && done ? steps.filter(({ writes }) => writes.size > 0).map(({ folder, name, version }) => `next: clawhub publish ${args.to}/${folder} --slug ${name} --version ${version}`) : [])
    ].join('\n')
    const json = { ...result, steps: steps.map(({ writes, ...step }) => ({ ...step, writes: [...writes.keys()] })) }
    return { json, text, code: isRefused ? EXIT.refused : EXIT.done }
  }
})

function stepText({ name, version, outcome, folder, writes, removes, reason }: PublishResult['steps'][number]): string[] {
  const what = outcome === 'refused' ? `refused: ${reason ?? ''}` : outcome === 'same' ? 'there already' : `${outcome}: ${plural(writes.size, 'file')}${removes.length > 0 ? `, ${removes.length} removed` : ''}`
  return [`${outcome === 'refused' ? '!' : outcome === 'same' ? ' ' : '+'} ${folder}  ${name} ${version}  ${what}`]
}
