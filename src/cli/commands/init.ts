import { command, worldOf } from '../command.js'
import { describeSetup } from './github.js'

export const initCommand = command({
  name: 'init',
  describe: 'make .skillloop, a Git repository for what agents learn here',
  options: {
    from: { type: 'string', describe: 'begin with the history of an existing store: an address or a folder' },
    github: { type: 'boolean', default: false, describe: 'also write what GitHub needs to check pushes and pull requests; later: github setup' }
  },
  examples: [['init', 'a new store in this folder'], ['init --from git@example.org:team/skillloop.git', 'join the team\'s']],
  async run(args, io) {
    const { init, setupGithubIn } = await import('../../app/compose.js')
    const world = await worldOf(args, io)
    const result = await init(world, args.from, io.cwd)
    const github = args.github ? await setupGithubIn(world, { owners: [], force: false }) : undefined
    const excluded = result.excludedIn ? `Kept out of the repository around it by ${result.excludedIn}.` : 'There is no Git repository around it, so nothing needed to be excluded.'
    return {
      json: { ...result, ...(github && { github }) },
      text: `Made ${result.store}\n${excluded}\nFor everyone who clones the project, a line "/.skillloop/" in .gitignore does the same.\n\n${github ? describeSetup(github) : 'Next: skillloop ingest --help'}`
    }
  }
})
