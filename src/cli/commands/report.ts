import { basename, dirname, resolve } from 'node:path'
import { command, worldOf, type Group } from '../command.js'

const learning = command({
  name: 'learning',
  describe: 'how each kind of task went from session to session, and what changed with its skill',
  options: { svg: { type: 'string', describe: 'write the rates by iteration as a picture to this file, too' } },
  examples: [['report learning', ''], ['report learning --svg learning.svg', 'with a picture']],
  details: ['A rate is that of the last five sessions with a known result; to 80 % is the first session at which it reached that. A kind is what a skill is for, else sessions that were asked the same and did the same sorts of things.'],
  async run(args, io) {
    const { TargetFolder, withIndex } = await import('../../app/compose.js')
    const { reportLearning } = await import('../../app/learning.js')
    const { learningText } = await import('../show/learning.js')
    const { svg, ...report } = await withIndex(await worldOf(args, io), reportLearning)
    if (args.svg !== undefined) {
      const path = resolve(io.cwd, args.svg)
      await new TargetFolder(dirname(path)).write(basename(path), Buffer.from(svg))
    }
    return { json: { ...report, ...(args.svg !== undefined && { svg: args.svg }) }, text: `${learningText(report)}${args.svg === undefined ? '' : `\n\nwritten: ${args.svg}`}`, quotes: true }
  }
})

export const reportCommands: Group = { name: 'report', describe: 'what came of it all', commands: [learning] }
