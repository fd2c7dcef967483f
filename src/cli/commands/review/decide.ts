import type { Context } from '../../../app/context.js'
import type { ProposalView } from '../../../app/proposals.js'
import type { Decided, DecideOptions } from '../../../app/review.js'
import { badInput, EXIT, refused, SkillLoopError } from '../../../kernel/errors.js'
import { excerpt, plural } from '../../../kernel/text.js'
import { command, worldOf } from '../../command.js'
import type { Io } from '../../io.js'
import { OPEN } from './look.js'

export type Verb = 'approve' | 'reject' | 'revoke'
const PAST: Record<Verb, string> = { approve: 'approved', reject: 'rejected', revoke: 'revoked' }

/** A risk is accepted by a person who is there, one proposal at a time; a script or an agent cannot. */
async function confirmRisk(ids: readonly string[], io: Io): Promise<void> {
  const [id = ''] = ids
  if (ids.length > 1) throw badInput('--accept-risk takes one proposal at a time', { fix: 'approve the others without it' })
  if (!io.ask) throw refused('a risk is accepted by a person at a terminal, and there is none', { fix: 'run it yourself on a terminal' })
  const answer = await io.ask(`What the scan found goes to agents as it stands. Type ${id} to accept that: `)
  if (answer !== id) throw refused('the risk was not accepted; nothing was changed')
}

/** What was decided, for people. */
export function decidedText(context: Context, { id, title, verb, commit, waitsFor, risk }: Decided): string[] {
  const isTold = risk && risk.verdict !== 'safe' && (risk.verdict === 'dangerous' || context.policy.threats.caution !== 'allow')
  return [
    `${PAST[verb]} ${id}  ${title}  (${commit.slice(0, 10)})`,
    ...(waitsFor ? [`  not in force yet: it waits for ${waitsFor}`] : []),
    ...(isTold ? [`  its scan says ${risk.verdict}: ${plural(risk.findings, 'finding')}, see skillloop review show ${id}`] : [])
  ]
}

/** Why something was not decided, for people. */
export function refusalText(verb: Verb, id: string, error: SkillLoopError): string[] {
  const { expected, fix } = error.detail
  return [`not ${PAST[verb]}: ${id}: ${error.message}`, ...(expected ? [`  expected: ${expected}`] : []), ...(fix ? [`  to do: ${fix}`] : [])]
}

interface Wanted { ids: string[]; filter: string | undefined; yes: boolean; verb: Verb }

/**
 * The proposals that are meant, as they are now: what is decided on later must still be what was matched.
 * @returns ids, each with the head that its branch had
 */
async function wanted(context: Context, { ids, filter, yes, verb }: Wanted, io: Io): Promise<{ id: string; head?: string }[]> {
  if ((filter === undefined) === (ids.length === 0)) throw badInput('say which: ids, or --all-matching with a filter', { fix: `e.g. skillloop review ${verb} --all-matching "risk=safe support>=3"` })
  if (filter === undefined) return ids.map((id) => ({ id }))
  const { listProposals } = await import('../../../app/review-list.js')
  const states = (state: string): boolean => (verb === 'revoke' ? state === 'approved' : OPEN.includes(state))
  const items = await listProposals(context, { states, filter })
  if (items.length === 0) throw refused(`nothing that could be ${PAST[verb]} matches ${filter}`, { fix: `see skillloop review list --filter "${filter}"` })
  const lines = items.map(({ view, listed }) => `  ${view.id}  ${excerpt(listed.title, 80)}`).join('\n')
  if (!yes) {
    if (!io.ask) throw refused(`${plural(items.length, 'proposal')} would be ${PAST[verb]}, and there is no terminal to ask you at:\n${lines}`, { fix: 'look at them, then say --yes' })
    if (await io.ask(`${lines}\n${verb} ${items.length === 1 ? 'this' : `these ${items.length}`}? Type yes: `) !== 'yes') throw refused('nothing was changed')
  }
  return items.map(({ view }) => ({ id: view.id, ...(view.branch && { head: view.branch.commit }) }))
}

/** approve, reject and revoke are one command but for their verb. */
export function decide(verb: Verb, describe: string, needsReason: boolean): ReturnType<typeof command> {
  return command({
    name: `${verb} [id..]`,
    describe,
    positionals: { id: { describe: 'proposals, by id or a beginning of it' } },
    options: {
      reason: { type: 'string', describe: 'why; recorded with the decision', demandOption: needsReason },
      'all-matching': { type: 'string', describe: 'all that this filter means instead of ids; see review list --filter' },
      yes: { type: 'boolean', default: false, describe: 'do not ask before what a filter means is decided' },
      sign: { type: 'boolean', default: false, describe: 'sign decision and commits by the key of your Git configuration, whatever the policy says' },
      ...(verb !== 'revoke' && { 'expected-head': { type: 'string' as const, describe: 'the commit you reviewed: a branch that is elsewhere is not decided on' } }),
      ...(verb === 'approve' && { 'accept-risk': { type: 'string' as const, describe: 'why the risk that the scan sees is acceptable; asked for once more, on a terminal' } })
    },
    async run(args, io) {
      const { withIndex } = await import('../../../app/compose.js')
      const ids = ((args['id'] ?? []) as (string | number)[]).map(String)
      const [acceptRisk, expectedHead, filter] = [args['acceptRisk'], args['expectedHead'], args['allMatching']] as (string | undefined)[]
      if (expectedHead !== undefined && ids.length !== 1) throw badInput('--expected-head takes one proposal at a time')
      if (acceptRisk !== undefined) await confirmRisk(ids, io)
      return withIndex(await worldOf(args, io), async (context) => {
        const lines: string[] = []
        const decided: object[] = []
        let code: number = EXIT.done
        for (const { id, head } of await wanted(context, { ids, filter, yes: args.yes, verb }, io)) {
          try {
            const result = await decideOn(context, verb, id, { reason: args.reason, acceptRisk, expectedHead: expectedHead ?? head, sign: args.sign })
            decided.push(result)
            lines.push(...decidedText(context, result))
          } catch (error) {
            // One that cannot be decided does not stop the others.
            if (!(error instanceof SkillLoopError)) throw error
            code = Math.max(code, error.code)
            decided.push({ id, error: error.message, ...(error.detail.expected && { expected: error.detail.expected }), ...(error.detail.fix && { fix: error.detail.fix }) })
            lines.push(...refusalText(verb, id, error))
          }
        }
        return { json: decided, text: lines.join('\n'), code }
      })
    }
  })
}

/** Decides on the proposal that an id means now. */
export async function decideOn(context: Context, verb: Verb, id: string, options: DecideOptions): Promise<Decided> {
  const { findProposal } = await import('../../../app/proposals.js')
  const review = await import('../../../app/review.js')
  const view: ProposalView = findProposal(context, id)
  const result = await review[verb](context, view, options)
  await context.index.catchUp()
  return result
}
