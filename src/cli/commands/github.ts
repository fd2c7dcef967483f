import { command, worldOf, type Group } from '../command.js'

const setup = command({
  name: 'setup',
  describe: 'write into main what GitHub needs: a workflow, CODEOWNERS, a pull request\'s template, advice on protection',
  options: {
    owner: { type: 'string', array: true, nargs: 1, default: [] as string[], describe: 'who has to review: @login or @organization/team; may be given again' },
    force: { type: 'boolean', default: false, describe: 'replace files that are there with other content' }
  },
  async run(args, io) {
    const { setupGithubIn } = await import('../../app/compose.js')
    const result = await setupGithubIn(await worldOf(args, io), { owners: args.owner.filter((owner) => typeof owner === 'string'), force: args.force })
    return { json: result, text: describeSetup(result) }
  }
})

/** What was written into main, and what there is to do about the rest. */
export function describeSetup({ written, unchanged, kept }: { written: string[]; unchanged: string[]; kept: string[] }): string {
  return [
    ...written.map((path) => `wrote ${path} on main`), ...unchanged.map((path) => `${path} is up to date`),
    ...kept.map((path) => `${path} is there with other content and was left alone (--force replaces it)`),
    'Next: skillloop remote add origin <address>; skillloop sync; then protect main as .github/branch-protection.md says'
  ].join('\n')
}

const summary = command({
  name: 'summary',
  describe: 'what commits bring for review, as Markdown for a job\'s page',
  options: { range: { type: 'string', demandOption: true, describe: 'the commits A..B' } },
  async run(args, io) {
    const { withStore } = await import('../../app/compose.js')
    const { summarizeRange } = await import('../../app/github-summary.js')
    const result = await withStore(await worldOf(args, io), (context) => summarizeRange(context, args.range))
    return { json: result, text: result.markdown, quotes: true }
  }
})

export const githubCommands: Group = { name: 'github', describe: 'reviews and checks on GitHub', commands: [setup, summary] }
