import type { ProposalView } from '../../app/proposals.js'
import { badInput, EXIT, refused, SkillLoopError } from '../../kernel/errors.js'
import type { ArtifactFiles } from '../../kernel/hash.js'
import { plural } from '../../kernel/text.js'
import { command, worldOf, type Group } from '../command.js'
import type { Io, Output } from '../io.js'
import { describeProposal, proposalJson, proposalRow } from '../show/proposal.js'
import { publishCommand } from './publish.js'

const STATES = ['pending', 'approved', 'superseded', 'altered', 'rejected', 'revoked', 'disputed'] as const
const OPEN: readonly string[] = ['pending', 'altered', 'disputed']

const list = command({
  name: 'list',
  describe: 'what waits for a person; --all for everything there ever was',
  options: {
    all: { type: 'boolean', default: false, describe: 'whatever its state' },
    status: { choices: STATES, describe: 'only this state' },
    verbose: { alias: 'v', type: 'boolean', default: false, describe: 'with the reason and the lesson' }
  },
  async run(args, io) {
    const { withIndex } = await import('../../app/compose.js')
    const { forReview, proposalViews } = await import('../../app/proposals.js')
    const { status } = args
    const { riskOf } = await import('../../app/risk.js')
    return withIndex(await worldOf(args, io), async (context) => {
      const views = forReview(proposalViews(context)).filter(({ standing }) => (status ? standing.state === status : args.all || OPEN.includes(standing.state)))
      // Only what is still to be decided is scanned: the rest would cost a scan of all that ever was.
      const rows = await Promise.all(views.map(async (view) => ({ view, risk: OPEN.includes(view.standing.state) ? await riskOf(context, view) : undefined })))
      const text = rows.length === 0 ? `nothing ${status ?? (args.all ? 'was ever proposed' : 'waits for review')}` : rows.map(({ view, risk }) => proposalRow(view, risk, args.verbose)).join('\n')
      return { json: rows.map(({ view, risk }) => proposalJson(view, risk)), text }
    })
  }
})

const positionals = { id: { describe: 'a proposal, a beginning of its id, or latest' } }

const show = command({
  name: 'show <id>',
  describe: 'a proposal with its case, evidence and the artifact as it would be learned',
  positionals,
  async run(args, io) {
    const { withIndex } = await import('../../app/compose.js')
    const { findProposal } = await import('../../app/proposals.js')
    const { compareArtifact, caseFor } = await import('../../app/artifacts.js')
    const { riskOf } = await import('../../app/risk.js')
    return withIndex(await worldOf(args, io), async (context) => {
      const view = findProposal(context, String(args['id']))
      const [{ proposed }, body, risk] = [await compareArtifact(context, view), await caseFor(context, view), await riskOf(context, view)]
      return { json: { ...proposalJson(view, risk), case: body, files: asText(proposed), findings: risk.report.findings, newFindings: risk.added }, text: describeProposal(view, body, proposed, risk), quotes: true }
    })
  }
})

const asText = (files: ArtifactFiles): Record<string, string> => Object.fromEntries([...files].map(([path, bytes]) => [path, Buffer.from(bytes).toString('utf8')]))

const diff = command({
  name: 'diff <id>',
  describe: 'the proposed artifact against what is on main',
  positionals,
  async run(args, io) {
    const { withIndex } = await import('../../app/compose.js')
    const { findProposal } = await import('../../app/proposals.js')
    const { compareArtifact } = await import('../../app/artifacts.js')
    const { unifiedDiff } = await import('../show/diff.js')
    return withIndex(await worldOf(args, io), async (context) => {
      const view = findProposal(context, String(args['id']))
      const text = unifiedDiff((view.branch?.front ?? view.front)?.artifact.path ?? '', await compareArtifact(context, view))
      return { json: { id: view.id, diff: text }, text: text || 'no difference', quotes: true }
    })
  }
})

type Verb = 'approve' | 'reject' | 'revoke'
const PAST: Record<Verb, string> = { approve: 'approved', reject: 'rejected', revoke: 'revoked' }

/** A risk is accepted by a person who is there, one proposal at a time; a script or an agent cannot. */
async function confirmRisk(ids: readonly string[], io: Io): Promise<void> {
  const [id = ''] = ids
  if (ids.length > 1) throw badInput('--accept-risk takes one proposal at a time', { fix: 'approve the others without it' })
  if (!io.ask) throw refused('a risk is accepted by a person at a terminal, and there is none', { fix: 'run it yourself on a terminal' })
  const answer = await io.ask(`What the scan found goes to agents as it stands. Type ${id} to accept that: `)
  if (answer !== id) throw refused('the risk was not accepted; nothing was changed')
}

/** approve, reject and revoke are one command but for their verb. */
function decide(verb: Verb, describe: string, needsReason: boolean): ReturnType<typeof command> {
  return command({
    name: `${verb} <id..>`,
    describe,
    positionals: { id: { describe: 'proposals, by id or a beginning of it' } },
    options: {
      reason: { type: 'string', describe: 'why; recorded with the decision', demandOption: needsReason },
      ...(verb === 'approve' && { 'accept-risk': { type: 'string' as const, describe: 'why the risk that the scan sees is acceptable; asked for once more, on a terminal' } })
    },
    async run(args, io) {
      const { withIndex } = await import('../../app/compose.js')
      const { findProposal } = await import('../../app/proposals.js')
      const review = await import('../../app/review.js')
      const { reason } = args
      const acceptRisk = args['acceptRisk'] as string | undefined
      if (acceptRisk !== undefined) await confirmRisk((args['id'] as (string | number)[]).map(String), io)
      return withIndex(await worldOf(args, io), async (context) => {
        const lines: string[] = []
        const decided: object[] = []
        let code: number = EXIT.done
        for (const id of (args['id'] as (string | number)[]).map(String)) {
          try {
            const result = await review[verb](context, findProposal(context, id), { reason, acceptRisk })
            await context.index.catchUp()
            decided.push(result)
            lines.push(`${PAST[verb]} ${result.id}  ${result.title}  (${result.commit.slice(0, 10)})`)
            if (result.waitsFor) lines.push(`  not in force yet: it waits for ${result.waitsFor}`)
            if (result.risk && result.risk.verdict !== 'safe' && (result.risk.verdict === 'dangerous' || context.policy.threats.caution !== 'allow')) lines.push(`  its scan says ${result.risk.verdict}: ${plural(result.risk.findings, 'finding')}, see skillloop review show ${result.id}`)
          } catch (error) {
            // One that cannot be decided does not stop the others.
            if (!(error instanceof SkillLoopError)) throw error
            code = Math.max(code, error.code)
            decided.push({ id, error: error.message })
            lines.push(`not ${PAST[verb]}: ${id}: ${error.message}${error.detail.fix ? `\n  to do: ${error.detail.fix}` : ''}`)
          }
        }
        return { json: decided, text: lines.join('\n'), code }
      })
    }
  })
}

const edit = command({
  name: 'edit <id>',
  describe: 'change a proposed artifact on its branch, as a commit of yours',
  positionals,
  options: { file: { type: 'string', describe: 'take the text from here instead of opening $EDITOR; - for standard input' } },
  async run(args, io): Promise<Output> {
    const { withIndex } = await import('../../app/compose.js')
    const { findProposal } = await import('../../app/proposals.js')
    const { compareArtifact } = await import('../../app/artifacts.js')
    const { editProposal } = await import('../../app/edit.js')
    return withIndex(await worldOf(args, io), async (context) => {
      const view = findProposal(context, String(args['id']))
      const { proposed } = await compareArtifact(context, view)
      const name = mainFile(view, proposed)
      const text = await editedText(proposed.get(name) ?? new Uint8Array(), name, args.file, io)
      const commit = await editProposal(context, view, new Map([...proposed, [name, text]]))
      return { json: { id: view.id, commit: commit ?? null }, text: commit ? `${view.id} edited (${commit.slice(0, 10)}); approve it when it is right` : 'nothing changed' }
    })
  }
})

function mainFile(view: ProposalView, files: ArtifactFiles): string {
  const name = view.front?.kind === 'skill' ? 'SKILL.md' : [...files.keys()][0]
  if (name === undefined) throw badInput(`${view.id} holds nothing to edit`)
  return name
}

async function editedText(before: Uint8Array, name: string, file: string | undefined, io: Io): Promise<Uint8Array> {
  const { editInEditor, readGiven } = await import('../editor.js')
  return file === undefined ? editInEditor(before, name, io) : readGiven(file, io)
}

export const reviewCommands: Group = {
  name: 'review',
  describe: 'look at proposals and decide, here or by git merge',
  commands: [
    list, show, diff,
    decide('approve', 'say yes: the decision is recorded and the branch merged', false),
    decide('reject', 'say no: the decision is recorded, the branch archived', true),
    decide('revoke', 'take back what was approved: recorded, and removed from main', true),
    edit, publishCommand
  ]
}
