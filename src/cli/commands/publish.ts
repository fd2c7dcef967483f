import { EXIT, SkillLoopError } from '../../kernel/errors.js'
import type { Published } from '../../app/publish.js'
import { command, worldOf } from '../command.js'

export const publishCommand = command({
  name: 'publish <id..>',
  describe: 'push proposals\' branches and open or update their pull requests',
  positionals: { id: { describe: 'proposals, by id or a beginning of it' } },
  options: {
    remote: { type: 'string', describe: 'where to; origin when left out' },
    reviewer: { type: 'string', array: true, nargs: 1, default: [] as string[], describe: 'who is asked to review: a login, or organization/team' }
  },
  examples: [['review publish latest --reviewer grace', 'with GITHUB_TOKEN; without it the page to open is printed']],
  async run(args, io) {
    const { withRemote } = await import('../../app/compose.js')
    const { findProposal } = await import('../../app/proposals.js')
    const { publish } = await import('../../app/publish.js')
    // yargs hands a list over as it is, or the one value that was given.
    const reviewers = [args.reviewer].flat().filter((name) => typeof name === 'string')
    return withRemote(await worldOf(args, io), args.remote, async (context, remote) => {
      const there = await remote.transport.fetch()
      const published: object[] = []
      const lines: string[] = []
      let code: number = EXIT.done
      for (const id of (args['id'] as (string | number)[]).map(String)) {
        try {
          const result = await publish(context, remote, findProposal(context, id), there, reviewers)
          published.push(result)
          lines.push(...told(result))
        } catch (error) {
          // One that cannot be published does not stop the others.
          if (!(error instanceof SkillLoopError)) throw error
          code = Math.max(code, error.code)
          published.push({ id, error: error.message })
          lines.push(`not published: ${id}: ${error.message}${error.detail.fix ? `\n  to do: ${error.detail.fix}` : ''}`)
        }
      }
      return { json: published, text: lines.join('\n'), code, quotes: true }
    })
  }
})

function told({ id, branch, outcome, pull, page, notes }: Published): string[] {
  const pushed = outcome === 'pushed' ? 'pushed' : 'there already'
  const request = pull ? `, pull request ${pull.number} ${pull.outcome === 'same' ? 'is up to date' : pull.outcome}: ${pull.page}` : page === undefined ? '' : `\n  open its pull request: ${page}`
  return [`${id}  ${branch} ${pushed}${request}`, ...notes.map((note) => `  note: ${note}`)]
}
