import type { Context } from '../../../app/context.js'
import { badInput, EXIT, refused, SkillLoopError } from '../../../kernel/errors.js'
import { plural, printable } from '../../../kernel/text.js'
import { command, worldOf } from '../../command.js'
import type { Io, Output } from '../../io.js'
import { clearProgress } from '../../progress.js'
import { reviewLoop, type LoopPort, type LoopResult } from '../../review-loop.js'
import { editOne } from './change.js'
import { decidedText, decideOn, refusalText } from './decide.js'
import { OPEN, SORTS } from './look.js'

export const next = command({
  name: 'next',
  describe: 'one proposal after the other, decided by single keys; on a terminal',
  options: {
    filter: { type: 'string', describe: 'only what this means; see review list --filter' },
    sort: { choices: SORTS, describe: 'see review list' },
    reverse: { type: 'boolean', default: false, describe: 'the other way round' },
    sign: { type: 'boolean', default: false, describe: 'sign decisions whatever the policy says' }
  },
  async run(args, io): Promise<Output> {
    const { key, ask } = io
    if (args.json) throw badInput('review next is for people, and prints no JSON', { fix: 'skillloop review list --json, then approve and reject by id' })
    if (!key || !ask) throw refused('review next takes single keys from a terminal, and there is none', { expected: 'standard input and standard error on a terminal', fix: 'skillloop review list, then approve and reject by id' })
    const { withIndex } = await import('../../../app/compose.js')
    const { listProposals } = await import('../../../app/review-list.js')
    return withIndex(await worldOf(args, io), async (context) => {
      const items = await listProposals(context, { states: (state) => OPEN.includes(state), filter: args.filter, sort: args.sort, isReversed: args.reverse })
      if (items.length === 0) return { json: null, text: 'nothing waits for review' }
      const port = await portOf(context, io, { key, ask, sign: args.sign })
      return summary(await reviewLoop(items.map(({ view }) => view.id), port), items.length)
    })
  }
})

function summary({ approved, rejected, skipped, failed, code }: LoopResult, waited: number): Output {
  const parts = [`${approved.length} approved`, `${rejected.length} rejected`, ...(skipped.length > 0 ? [`${skipped.length} skipped`] : []), ...(failed.length > 0 ? [`${failed.length} could not be decided: ${failed.join(', ')}`] : [])]
  return { json: null, text: `${parts.join(', ')} of ${plural(waited, 'proposal')}`, code }
}

/** The loop's doings on the store. Everything said is made harmless first: it quotes sessions. */
async function portOf(context: Context, io: Io, { key, ask, sign }: { key: NonNullable<Io['key']>; ask: NonNullable<Io['ask']>; sign: boolean }): Promise<LoopPort> {
  const { evidenceFor, findProposal } = await import('../../../app/proposals.js')
  const { showProposal } = await import('../../../app/review-show.js')
  const { compareArtifact } = await import('../../../app/artifacts.js')
  const { quoteEvidence } = await import('../../../app/evidence-quotes.js')
  const { redactText } = await import('../../../app/redact-output.js')
  const { needsAcceptance } = await import('../../../app/risk.js')
  const { unifiedDiff } = await import('../../show/diff.js')
  const { describeProposal, describeQuotes } = await import('../../show/proposal.js')
  const say = (text: string): void => {
    clearProgress(io)
    io.stderr(`${printable(redactText(text))}\n`)
  }
  return {
    key, ask, say,
    show: async (id) => {
      await context.index.catchUp()
      const view = findProposal(context, id)
      if (!OPEN.includes(view.standing.state)) return undefined
      const shown = await showProposal(context, view)
      return { text: describeProposal(shown), item: { id, title: shown.listed.title, head: view.branch?.commit, isDangerous: needsAcceptance(context, shown.risk.report) } }
    },
    diff: async (id) => {
      const view = findProposal(context, id)
      return unifiedDiff((view.branch?.front ?? view.front)?.artifact.path ?? '', await compareArtifact(context, view)) || 'no difference'
    },
    evidence: async (id) => {
      const view = findProposal(context, id)
      return describeQuotes(await quoteEvidence(context, evidenceFor(context, view)))
    },
    edit: async (id) => {
      try {
        return (await editOne(context, findProposal(context, id), io)).text
      } catch (error) {
        if (!(error instanceof SkillLoopError)) throw error
        return `not edited: ${error.message}${error.detail.fix ? `\n  to do: ${error.detail.fix}` : ''}`
      }
    },
    record: async ({ verb, item, reason, acceptRisk }) => {
      try {
        return { text: decidedText(context, await decideOn(context, verb, item.id, { reason, acceptRisk, expectedHead: item.head, sign })).join('\n'), code: EXIT.done }
      } catch (error) {
        if (!(error instanceof SkillLoopError)) throw error
        return { text: refusalText(verb, item.id, error).join('\n'), code: error.code }
      }
    }
  }
}
