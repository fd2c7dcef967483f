import { fileKind } from '../../kernel/layout.js'
import type { Decision, ProposalFrontMatter } from '../../kernel/types.js'
import { DECISION_NAMESPACE, signedText } from '../../proposals/approval.js'
import { makers, type Ground } from '../../proposals/audit/ground.js'
import type { MainChange, MainStep, Origin, Person, Signed } from '../../proposals/audit/types.js'
import { mergedBy, PROVEN_BY } from '../../proposals/merged-by.js'
import { firstParents } from '../../store/history.js'
import type { Snapshot } from '../../store/repository.js'
import type { StoreContext } from '../context.js'
import { examineBlob } from './examine.js'
import { NO_SIDE, type MergedSide, type SideWalk } from './merged-side.js'

/** A commit of main as far as it can be read without knowing what came before. */
export interface ReadStep { commit: string; parents: string[]; author: Person & { at: number }; committer: Person & { at: number }; changes: MainChange[] }

export async function readStep({ repository }: StoreContext, commit: string): Promise<ReadStep> {
  const { parents, author, committer } = await repository.commitData(commit)
  const others = await Promise.all(parents.slice(1).map((parent) => repository.snapshot(parent)))
  const changes: MainChange[] = []
  for (const { path, before, after } of await repository.diff(parents[0], commit)) {
    const there = await Promise.all(others.map((other) => other.entry(path)))
    changes.push({
      path, ...(before && { before }), ...(after && { after }),
      fromOther: there.some((entry) => entry?.oid === after?.oid && entry?.mode === after?.mode),
      ...(after ? await examineBlob(repository, path, after) : { problems: [] })
    })
  }
  return { commit, parents, author, committer, changes }
}

/** Other refs than main and the ledger; asked only where a decision came without the commit that made it. */
export type OtherTips = () => Promise<Snapshot[]>

/** The step with what the rules then in force ask for: merged commits, signatures, who proposed it. */
export async function stepOf(context: StoreContext, ground: Ground, read: ReadStep, sides: SideWalk, otherTips: OtherTips): Promise<MainStep> {
  const { review } = ground.state.policy
  const side = read.parents.length > 1 ? await sides.read(read.parents.slice(1)) : NO_SIDE
  const signers = await signersText(context, ground)
  const asks = review.signed !== 'none'
  const decisions = read.changes.filter(({ path, before, document }) => fileKind(path) === 'decision' && !before && document !== undefined)
  const isGoverned = (path: string): boolean => fileKind(path) !== undefined || path === 'allowed_signers'
  const signed = asks && read.changes.some(({ path }) => isGoverned(path)) ? await commitSigned(context, read.commit, read, signers) : undefined
  const decisionSignatures = new Map<string, Signed>()
  const elsewhere = new Map<string, Origin[]>()
  for (const { path, document, after } of decisions) {
    const decision = document as Decision
    const answer = asks || signers !== '' ? await decisionSigned(context, decision, signers) : undefined
    if (answer) decisionSignatures.set(path, answer)
    const isTheirs = [read, ...(side.origins.get(path) ?? [])].some((made) => makers(made).includes(decision.by.email.toLowerCase()))
    if (!isTheirs || (asks && !answer)) elsewhere.set(path, [...await provenByMerge(context, decision, read), ...await originsElsewhere(context, path, after?.oid, read.commit, otherTips)])
  }
  if (asks) {
    for (const list of [...decisions.map(({ path }) => path), 'policy.json', 'allowed_signers'].flatMap((path) => [side.origins.get(path) ?? [], elsewhere.get(path) ?? []])) {
      for (const origin of list) origin.signed = await commitSigned(context, origin.commit, origin, signers)
    }
  }
  return {
    commit: read.commit, parents: read.parents.length, author: read.author, committer: read.committer, changes: read.changes, ...(signed && { signed }),
    origins: side.origins, elsewhere, otherMain: side.otherMain, decisionSignatures,
    proposers: review.authorMayApprove ? new Map() : proposersOf(read, side, ground)
  }
}

/** The keys in force, as a person who may put them there. */
async function signersText({ repository }: StoreContext, { signers }: Ground): Promise<string> {
  return signers === undefined ? '' : Buffer.from(await repository.blob(signers)).toString('utf8')
}

/** Whose signature a commit bears: its committer's, or its author's. */
async function commitSigned(context: StoreContext, oid: string, { author, committer }: { author: Person; committer: Person }, signers: string): Promise<Signed> {
  const found = await context.repository.commitSignature(oid)
  if (!found) return { problem: 'it bears no signature' }
  const { committer: { at } } = await context.repository.commitData(oid)
  let answer: Signed = { problem: '' }
  for (const person of makers({ author: committer, committer: author })) {
    answer = await context.verifySignature({ ...found, namespace: 'git', person, signers, at })
    if ('by' in answer) break
  }
  return answer
}

async function decisionSigned(context: StoreContext, decision: Decision, signers: string): Promise<Signed | undefined> {
  if (decision.signature === undefined) return undefined
  return context.verifySignature({
    payload: Buffer.from(signedText(decision)), signature: decision.signature, namespace: DECISION_NAMESPACE, person: decision.by.email, signers, at: Date.parse(decision.at)
  })
}

/** Commits on other refs that brought the same decision: of a branch that was squashed and is still here. */
async function originsElsewhere({ repository }: StoreContext, path: string, oid: string | undefined, commit: string, otherTips: OtherTips): Promise<Origin[]> {
  const found: Origin[] = []
  for (const tip of await otherTips()) {
    if ((await tip.entry(path))?.oid !== oid) continue
    let at = tip.oid
    // Down to where it came: each parent that has it too is nearer to that.
    for (let next: string | undefined = at; next !== undefined;) {
      at = next
      next = undefined
      for (const parent of (await repository.commitData(at)).parents) if ((await (await repository.snapshot(parent)).entry(path))?.oid === oid) next ??= parent
    }
    const { author, committer, parents } = await repository.commitData(at)
    if (at !== commit && !found.some((known) => known.commit === at)) found.push({ commit: at, parents: parents.length, author, committer })
  }
  return found
}

/** The commit that a decision says it was read from, where that did what it says and is whose it names: whoever syncs writes it down. */
async function provenByMerge({ repository }: StoreContext, { proposal, reason, by, verb }: Decision, { parents }: ReadStep): Promise<Origin[]> {
  const named = PROVEN_BY.exec(reason ?? '')?.[1]
  const [before] = parents
  if (named === undefined || before === undefined || verb === 'apply') return []
  for await (const { oid, commit } of firstParents(before, (id) => repository.commitData(id))) {
    if (!oid.startsWith(named)) continue
    const change = (await repository.diff(commit.parents[0], oid)).find(({ path }) => path === `proposals/${proposal}.md`)
    const who = mergedBy(commit)
    const isSo = change !== undefined && (verb === 'approve' ? !change.before : !change.after) && who.email === by.email && who.name === by.name
    return isSo ? [{ commit: oid, parents: commit.parents.length, author: who, committer: who }] : []
  }
  return []
}

/** Who proposed or edited what comes here; what one commit brings without a decision is its author's own. */
function proposersOf(read: ReadStep, side: MergedSide, ground: Ground): Map<string, string[]> {
  const proposers = new Map<string, string[]>()
  for (const { path, document } of read.changes) {
    if (fileKind(path) !== 'proposal' || document === undefined) continue
    const front = document as ProposalFrontMatter
    const isDecided = ground.state.decisions(front.id).length > 0 || read.changes.some((change) => change.path.startsWith(`decisions/${front.id}/`))
    const own = read.parents.length === 1 && !isDecided ? makers(read) : []
    proposers.set(front.id, [...new Set([...(side.authors.get(path) ?? []), ...(side.authors.get(front.artifact.path) ?? []), ...own])])
  }
  return proposers
}
