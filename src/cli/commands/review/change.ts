import type { Context } from '../../../app/context.js'
import type { CheckedEvidence } from '../../../app/evidence.js'
import type { ProposalView } from '../../../app/proposals.js'
import { badInput, SkillLoopError } from '../../../kernel/errors.js'
import type { ArtifactFiles } from '../../../kernel/hash.js'
import { plural } from '../../../kernel/text.js'
import { command, worldOf } from '../../command.js'
import type { Io, Output } from '../../io.js'
import { describeFinding } from '../../show/listed-proposal.js'

const positionals = { id: { describe: 'a proposal, a beginning of its id, or latest' } }

export const edit = command({
  name: 'edit <id>',
  describe: 'change a proposed artifact on its branch, as a commit of yours',
  positionals,
  options: {
    file: { type: 'string', describe: 'take the text from here instead of opening $EDITOR; - for standard input' },
    in: { type: 'string', describe: 'which file of a skill, e.g. scripts/run.sh; SKILL.md when left out' }
  },
  async run(args, io): Promise<Output> {
    const { withIndex } = await import('../../../app/compose.js')
    const { findProposal } = await import('../../../app/proposals.js')
    return withIndex(await worldOf(args, io), async (context) => editOne(context, findProposal(context, String(args['id'])), io, { file: args.file, inside: args.in }))
  }
})

/** Lets the person edit an artifact; what they wrote is never thrown away with an error. */
export async function editOne(context: Context, view: ProposalView, io: Io, { file, inside }: { file?: string | undefined; inside?: string | undefined } = {}): Promise<Output> {
  const { compareArtifact } = await import('../../../app/artifacts.js')
  const { editProposal, keepDraft } = await import('../../../app/edit.js')
  const { editInEditor, readGiven } = await import('../../editor.js')
  const { proposed } = await compareArtifact(context, view)
  const name = editedName(view, proposed, inside)
  const before = proposed.get(name) ?? new Uint8Array()
  const text = file === undefined ? await editInEditor(before, name.split('/').at(-1) ?? name, io) : await readGiven(file, io)
  try {
    const edited = await editProposal(context, view, proposed, new Map([...proposed, [name, text]]), {
      confirm: io.ask && (async (findings) => await io.ask?.(`Your edit brings what the scan calls dangerous:\n${findings.map(describeFinding).join('\n')}\nType ${view.id} to keep it all the same: `) === view.id)
    })
    if (!edited) return { json: { id: view.id, commit: null }, text: 'nothing changed' }
    const { commit, added, verdict } = edited
    await context.index.catchUp()
    const lines = [`${view.id} edited (${commit.slice(0, 10)}); approve it when it is right`, ...(added.length > 0 ? [`  the scan finds in it what was not there before (${verdict}):`, ...added.map(describeFinding)] : [])]
    return { json: { id: view.id, commit, verdict, added }, text: lines.join('\n'), quotes: true }
  } catch (error) {
    if (file !== undefined || !(error instanceof SkillLoopError)) throw error
    const kept = await keepDraft(context, view.id, name, text)
    throw new SkillLoopError(error.code, error.message, { ...error.detail, fix: `your text is kept in ${kept}: mend it, then skillloop review edit ${view.id} --file ${kept}${inside === undefined ? '' : ` --in ${inside}`}` })
  }
}

function editedName(view: ProposalView, files: ArtifactFiles, inside: string | undefined): string {
  const name = inside ?? (view.front?.kind === 'skill' ? 'SKILL.md' : [...files.keys()][0])
  if (name === undefined) throw badInput(`${view.id} holds nothing to edit`)
  if (!files.has(name)) throw badInput(`${view.id} has no file ${name}`, { expected: `one of ${[...files.keys()].join(', ')}` })
  return name
}

export const comment = command({
  name: 'comment <id>',
  describe: 'say something of a proposal without deciding; a file on main, in every clone',
  positionals,
  options: { message: { alias: 'm', type: 'string', describe: 'what you say; $EDITOR is opened when left out' } },
  async run(args, io) {
    const { withIndex } = await import('../../../app/compose.js')
    const { findProposal } = await import('../../../app/proposals.js')
    const { comment: say } = await import('../../../app/comment.js')
    const { editInEditor } = await import('../../editor.js')
    return withIndex(await worldOf(args, io), async (context) => {
      const view = findProposal(context, String(args['id']))
      const text = args.message ?? Buffer.from(await editInEditor(new Uint8Array(), 'comment.md', io)).toString('utf8')
      const { comment: said, commit } = await say(context, view.id, text, view.branch?.commit)
      return { json: { ...said, commit: commit ?? null }, text: commit ? `said of ${view.id} (${commit.slice(0, 10)})` : 'that was said already' }
    })
  }
})

const takeOwn = { type: 'boolean', default: false, describe: 'where both changed the same lines, take the proposal\'s instead of stopping' } as const

export const rebase = command({
  name: 'rebase <id>',
  describe: 'put a proposal on what main is now; its branch as it was is kept',
  positionals,
  options: { 'take-proposal': takeOwn },
  async run(args, io) {
    const { withIndex } = await import('../../../app/compose.js')
    const { findProposal } = await import('../../../app/proposals.js')
    const { rebaseProposal } = await import('../../../app/rebase.js')
    return withIndex(await worldOf(args, io), async (context) => {
      const result = await rebaseProposal(context, findProposal(context, String(args['id'])), { takeOwn: args['take-proposal'] })
      const { id, commit, archived, approvalsDropped, evidence } = result
      const lines = [
        `${id} is on the newest main now (${commit.slice(0, 10)}); look at it again: skillloop review diff ${id}`, `  as it was: ${archived}`,
        ...(approvalsDropped.length > 0 ? [`  approvals of what it was do not count for this: ${approvalsDropped.join(', ')}`] : []), ...brokenText(evidence)
      ]
      return { json: result, text: lines.join('\n') }
    })
  }
})

export const reopen = command({
  name: 'reopen <id>',
  describe: 'propose again what was rejected or revoked; those decisions stay',
  positionals,
  options: { reason: { type: 'string', describe: 'why; kept as a comment' }, 'take-proposal': takeOwn },
  async run(args, io) {
    const { withIndex } = await import('../../../app/compose.js')
    const { findProposal } = await import('../../../app/proposals.js')
    const { reopen: again } = await import('../../../app/reopen.js')
    return withIndex(await worldOf(args, io), async (context) => {
      const result = await again(context, findProposal(context, String(args['id'])), { reason: args.reason, takeOwn: args['take-proposal'] })
      return { json: result, text: [`${result.id} is pending again on ${result.branch.replace('refs/heads/', '')} (${result.commit.slice(0, 10)})`, ...brokenText(result.evidence)].join('\n') }
    })
  }
})

/** What of the evidence does not hold any more: a decision made on it should be thought over. */
function brokenText(evidence: readonly CheckedEvidence[]): string[] {
  const broken = evidence.filter(({ state }) => state !== 'holds' && state !== 'not here')
  const away = new Set(evidence.filter(({ state }) => state === 'not here').map(({ trace }) => trace)).size
  return [
    ...broken.map(({ trace, message, state }) => `  its evidence holds no longer: trace ${trace.slice(0, 10)} message ${message} (${state})`),
    ...(away > 0 ? [`  ${plural(away, 'session')} of its evidence ${away === 1 ? 'is' : 'are'} not in this clone, and could not be looked up`] : [])
  ]
}
