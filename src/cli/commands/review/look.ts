import type { ArtifactFiles } from '../../../kernel/hash.js'
import { badInput } from '../../../kernel/errors.js'
import { command, worldOf } from '../../command.js'
import { proposalJson, proposalRow } from '../../show/listed-proposal.js'

const STATES = ['pending', 'approved', 'superseded', 'altered', 'rejected', 'revoked', 'disputed'] as const
/** The states in which something waits for a person. */
export const OPEN: readonly string[] = ['pending', 'altered', 'disputed']
/** What lists are sorted by. */
export const SORTS = ['age', 'kind', 'title', 'support', 'trust', 'risk'] as const

export const list = command({
  name: 'list',
  describe: 'what waits for a person; --all for everything there ever was',
  options: {
    all: { type: 'boolean', default: false, describe: 'whatever its state' },
    status: { choices: STATES, describe: 'only this state' },
    filter: { type: 'string', describe: 'terms on kind, state, risk, trust, support, age, path, title, conflict' },
    sort: { choices: SORTS, describe: 'oldest, best supported, most trusted, most dangerous first; names by letter' },
    reverse: { type: 'boolean', default: false, describe: 'the other way round' },
    verbose: { alias: 'v', type: 'boolean', default: false, describe: 'with the reason and the lesson' }
  },
  examples: [['review list --filter "kind=skill risk=safe support>=3 age>2d" --sort support', 'what is soon decided']],
  async run(args, io) {
    const { withIndex } = await import('../../../app/compose.js')
    const { listProposals } = await import('../../../app/review-list.js')
    const { status, filter, sort, reverse } = args
    return withIndex(await worldOf(args, io), async (context) => {
      const states = (state: string): boolean => (status ? state === status : args.all || OPEN.includes(state))
      const items = await listProposals(context, { states, filter, sort, isReversed: reverse })
      const nothing = filter === undefined ? `nothing ${status ?? (args.all ? 'was ever proposed' : 'waits for review')}` : `nothing ${status ?? (args.all ? 'there ever was' : 'that waits for review')} matches ${filter}`
      return { json: items.map(proposalJson), text: items.length === 0 ? nothing : items.map((item) => proposalRow(item, args.verbose)).join('\n'), quotes: true }
    })
  }
})

const positionals = { id: { describe: 'a proposal, a beginning of its id, or latest' } }

export const show = command({
  name: 'show <id>',
  describe: 'a proposal with its case, evidence and the artifact as it would be learned',
  positionals,
  options: { evidence: { type: 'boolean', default: false, describe: 'only its quotes, each in the message it is from' } },
  async run(args, io) {
    const { withIndex } = await import('../../../app/compose.js')
    const { evidenceFor, findProposal } = await import('../../../app/proposals.js')
    const { showProposal } = await import('../../../app/review-show.js')
    const { quoteEvidence } = await import('../../../app/evidence-quotes.js')
    const { describeProposal, describeQuotes } = await import('../../show/proposal.js')
    return withIndex(await worldOf(args, io), async (context) => {
      const view = findProposal(context, String(args['id']))
      if (args.evidence) {
        const quotes = await quoteEvidence(context, evidenceFor(context, view))
        return { json: { id: view.id, evidence: quotes }, text: describeQuotes(quotes) || 'its evidence is not here', quotes: true }
      }
      const shown = await showProposal(context, view)
      const { body, proposed, risk, evidence, approval, edits } = shown
      return {
        json: { ...proposalJson(shown), case: body, files: asText(proposed), findings: risk.report.findings, newFindings: risk.added, evidence, ...(edits.length > 0 && { edits }), ...(approval && { approval }) },
        text: describeProposal(shown), quotes: true
      }
    })
  }
})

const asText = (files: ArtifactFiles): Record<string, string> => Object.fromEntries([...files].map(([path, bytes]) => [path, Buffer.from(bytes).toString('utf8')]))

export const diff = command({
  name: 'diff <id>',
  describe: 'the proposed artifact against what is on main',
  positionals,
  options: {
    word: { type: 'boolean', default: false, describe: 'by words: [-taken away-] {+put in+}' },
    edits: { type: 'boolean', default: false, describe: 'what people edited, against what was proposed' }
  },
  async run(args, io) {
    const { withIndex } = await import('../../../app/compose.js')
    const { findProposal } = await import('../../../app/proposals.js')
    const { compareArtifact } = await import('../../../app/artifacts.js')
    const { branchStory, promisedArtifact } = await import('../../../app/branch-story.js')
    const { unifiedDiff, wordDiff } = await import('../../show/diff.js')
    return withIndex(await worldOf(args, io), async (context) => {
      const view = findProposal(context, String(args['id']))
      const both = await compareArtifact(context, view)
      const promised = args.edits && view.branch ? await promisedArtifact(context, view.branch, await branchStory(context, view.branch)) : undefined
      if (args.edits && !promised?.files) throw badInput(`what ${view.id} proposed at first is not on a branch here`, { fix: 'leave --edits out' })
      const text = (args.word ? wordDiff : unifiedDiff)((view.branch?.front ?? view.front)?.artifact.path ?? '', promised?.files ? { ...both, onMain: promised.files } : both)
      return { json: { id: view.id, diff: text }, text: text || 'no difference', quotes: true }
    })
  }
})
