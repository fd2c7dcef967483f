import { Readable } from 'node:stream'
import { generic } from '../adapters/generic/adapter.js'
import { readEarlierStore, type EarlierStore } from '../adapters/skillloop-db/read-store.js'
import type { Found, Skip } from '../adapters/types.js'
import type { ProposalDraft } from '../distillation/types.js'
import { canonicalJson } from '../kernel/canonical-json.js'
import { parseMarkdown, renderMarkdown } from '../kernel/front-matter.js'
import { proposalId, sha256OfJson } from '../kernel/hash.js'
import { evaluationPath, proposalBranch } from '../kernel/layout.js'
import { excerpt, printable, slug } from '../kernel/text.js'
import type { Evaluation, Trace } from '../kernel/types.js'
import { problemsOf } from '../kernel/validate.js'
import { proposalFrom } from '../proposals/compose.js'
import { redactText } from '../redaction/redact.js'
import { scanFiles } from '../threats/scan.js'
import type { Context } from './context.js'
import { propose } from './propose.js'
import { ingest, type IngestResult } from './ingest.js'
import { putOnLedger, readTrace } from './ledger-files.js'
import { findProposal, proposalViews } from './proposals.js'
import { approve, reject } from './review.js'

export interface ImportResult {
  version: number
  traces: Pick<IngestResult, 'ingested' | 'updated' | 'unchanged'>
  evaluations: number
  /** Proposals by what became of them here. */
  proposals: { pending: number; approved: number; rejected: number; known: number }
  skipped: Skip[]
}

const IMPORTER = { name: 'import-skillloop-db', version: '1.0.0' }
const DOUBT = 'Taken over from the earlier SkillLoop, which is known to have cut negations and conditions off: compare it with the quote.'

/**
 * Takes over a store of the Python SkillLoop: its traces like any other source, its evaluations beside ours under
 * imported_<name>, its proposals as proposals of ours. What was rejected there is rejected here. What was approved
 * there waits for review again, unless `keepApproved` is given: then it is approved, in the name of who runs this.
 */
export async function importEarlierStore(context: Context, path: string, options: { keepApproved?: boolean } = {}): Promise<ImportResult> {
  const store = await readEarlierStore(path)
  const skipped: Skip[] = []
  const ingested = await ingest(context, sessions(store, path, context.policy.ingestion), 'import skillloop-db')
  skipped.push(...ingested.skipped)
  await context.index.catchUp()
  // Several of its traces may be one session: it made a new trace each time a file was read.
  const idOf = new Map(store.traces.flatMap(({ id }) => { const found = ingested.bySource.get(placeOf(path, id))?.[0]; return found === undefined ? [] : [[id, found] as const] }))
  const traces = new Map<string, Trace>()
  const traceOf = async (old: string): Promise<Trace | undefined> => {
    const id = idOf.get(old)
    if (id === undefined || traces.has(id)) return traces.get(id ?? '')
    const [row] = context.index.traceRows(id)
    if (row) traces.set(id, await readTrace(context, row))
    return traces.get(id)
  }
  const evaluations = await takeEvaluations(context, store, traceOf)
  const proposals = await takeProposals(context, store, { path, traceOf, skipped, keepApproved: options.keepApproved === true })
  const { ingested: fresh, updated, unchanged } = ingested
  return { version: store.version, traces: { ingested: fresh, updated, unchanged }, evaluations, proposals, skipped }
}

const placeOf = (path: string, id: string): string => `${path} trace ${id}`

async function* sessions({ traces }: EarlierStore, path: string, limits: { maxLineBytes: number }): AsyncGenerator<Found> {
  for (const { id, payload } of traces) {
    const name = placeOf(path, id)
    const trace = recordIn(payload)
    if (!trace) {
      yield { kind: 'skip', skip: { place: { file: name }, problem: 'its payload is no JSON object', expected: 'an AgentTrace' } }
      continue
    }
    const { runtime, adapter, metadata } = trace
    const told = [runtime, adapter, { name: trace['source'] }].flatMap((value) => (typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string' ? [value.name] : []))[0]
    // Its id was made anew at each reading: what a session is, its content tells, or the runtime's own id.
    const rest = Object.fromEntries(Object.entries(trace).filter(([name]) => !['id', 'source', 'adapter', 'created_at'].includes(name)))
    const session = { ...rest, runtime: slug(told ?? 'earlier-skillloop', 40), ...startedIn(metadata), ...sessionIn(metadata) }
    yield* generic.read([{ name, open: () => Readable.from([Buffer.from(`${JSON.stringify(session)}\n`)]) }], limits)
  }
}

function sessionIn(metadata: unknown): { session_id?: string } {
  const { session_id: id } = typeof metadata === 'object' && metadata !== null ? metadata as { session_id?: unknown } : {}
  return typeof id === 'string' && id !== '' ? { session_id: id } : {}
}

/** When the session was, where its metadata says so; when it was read says nothing of it. */
function startedIn(metadata: unknown): { started_at?: unknown } {
  const { started_at: at } = typeof metadata === 'object' && metadata !== null ? metadata as { started_at?: unknown } : {}
  return at === undefined ? {} : { started_at: at }
}

/** The newest score that each evaluator gave each session. */
async function takeEvaluations(context: Context, { evaluations }: EarlierStore, traceOf: (old: string) => Promise<Trace | undefined>): Promise<number> {
  const files = new Map<string, string>()
  for (const { traceId, score, payload } of evaluations) {
    const trace = await traceOf(traceId)
    const given = recordIn(payload) ?? {}
    if (!trace || !Number.isInteger(score) || score < 0 || score > 100) continue
    const name = `imported_${slug(wordOf(given['evaluator_name']) || 'unknown', 40).replaceAll('-', '_')}`
    const numbers = /^(\d{1,6})(?:\.(\d{1,6}))?(?:\.(\d{1,6}))?/.exec(wordOf(given['evaluator_version'])) ?? []
    const tags = Array.isArray(given['tags']) ? given['tags'].map((tag) => slug(String(tag), 60)).slice(0, 50) : []
    const evaluation: Evaluation = {
      schemaVersion: 1, traceId: trace.id, traceSha256: trace.sha256, evaluator: { name, version: [numbers[1] ?? '0', numbers[2] ?? '0', numbers[3] ?? '0'].join('.'), configSha256: sha256OfJson({ imported: name }) },
      score, label: 'unknown', confidence: 0, tags: [...new Set(tags)], points: [{ rule: 'imported', points: score, note: 'as the earlier SkillLoop scored it' }], claims: [], doubts: ['Taken over from the earlier SkillLoop: no point of it can be looked up.']
    }
    if (problemsOf('evaluation', evaluation).length === 0) files.set(evaluationPath(name, trace), canonicalJson(evaluation))
  }
  await putOnLedger(context, [...files].map(([path, text]) => ({ path, text })), (count) => `import skillloop-db: ${count} evaluations`)
  return files.size
}

interface Taking { path: string; traceOf: (old: string) => Promise<Trace | undefined>; skipped: Skip[]; keepApproved: boolean }

async function takeProposals(context: Context, { proposals }: EarlierStore, { path, traceOf, skipped, keepApproved }: Taking): Promise<ImportResult['proposals']> {
  const result = { pending: 0, approved: 0, rejected: 0, known: 0 }
  const known = new Set(proposalViews(context).map(({ id }) => id))
  const taken = new Set(context.index.artifacts())
  for (const { id, traceId, kind, status, payload } of proposals) {
    const place = { file: `${path} proposal ${id}` }
    const trace = await traceOf(traceId)
    const given = recordIn(payload)
    const draft = trace && given && (kind === 'memory' || kind === 'skill') ? draftOf(context, { kind, status, given, trace, taken }) : undefined
    if (!draft) {
      skipped.push({ place, problem: trace ? 'its payload is no proposal' : 'the trace that it is from could not be taken in' })
      continue
    }
    if (known.has(draft.id)) {
      result.known++
      continue
    }
    known.add(draft.id)
    const proposal = proposalFrom(draft, { distiller: IMPORTER })
    await propose(context, proposal, proposalBranch(proposal.front))
    await context.index.catchUp()
    const reason = `taken over: ${status} in the earlier SkillLoop`
    const become = status === 'rejected' ? 'rejected' : keepApproved && (status === 'approved' || status === 'applied') && draft.threats.verdict !== 'dangerous' ? 'approved' : 'pending'
    if (become === 'rejected') await reject(context, findProposal(context, draft.id), { reason })
    if (become === 'approved') await approve(context, findProposal(context, draft.id), { reason })
    if (become !== 'pending') await context.index.catchUp()
    result[become]++
  }
  return result
}

interface Given { kind: 'memory' | 'skill'; status: string; given: Record<string, unknown>; trace: Trace; taken: Set<string> }

function draftOf(context: Context, { kind, status, given, trace, taken }: Given): ProposalDraft | undefined {
  const text = (value: unknown): string => printable(redactText(typeof value === 'string' ? value : '', context.redaction)).trim()
  const [title, reason] = [text(given['title']), text(given['reason'])]
  const content = withoutFrontMatter(text(given['content']))
  const subject = (content.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).slice(0, 40).join(' ')
  const at = trace.messages.findIndex(({ role }) => role === 'user')
  const message = trace.messages[at === -1 ? 0 : at]
  if (content === '' || subject === '' || !message || message.text.trim() === '') return undefined
  const id = proposalId(kind, subject)
  const plain = slug(kind === 'memory' ? content : title || content, 40)
  const pathFor = (name: string): string => (kind === 'memory' ? `memory/procedural/${name}.md` : `skills/${name}`)
  const name = taken.has(pathFor(plain)) ? `${plain}-${id.slice(0, 6)}` : plain
  taken.add(pathFor(name))
  const files = kind === 'memory'
    ? new Map([[`${name}.md`, Buffer.from(renderMarkdown({ data: { schemaVersion: 1, type: 'procedural', scope: 'project', subject, proposal: id }, body: content }))]])
    : new Map([['SKILL.md', Buffer.from(renderMarkdown({ data: { name, description: excerpt((title || content).replaceAll(/[<>]/g, ''), 600), metadata: { 'skillloop-proposal': id } }, body: content }))]])
  return {
    id, kind, subject, title: excerpt(kind === 'memory' ? content : title || content, 200), basis: kind === 'memory' ? 'stated' : 'inferred', path: pathFor(name), files,
    evidence: [{ trace: trace.id, traceSha256: trace.sha256, message: at === -1 ? 0 : at, quote: excerpt(message.text, 400), origin: message.role === 'user' ? 'person' : message.role === 'tool' ? 'tool' : 'assistant' }],
    why: [`It was ${status} in the earlier SkillLoop${reason === '' ? '' : `, which gave this reason: ${excerpt(reason, 300)}`}.`], doubts: [DOUBT],
    origins: [{ text: excerpt(content, 400), from: ['imported'] }], threats: scanFiles(files), after: [], strength: 0.5
  }
}

/** The body of a skill that brings a front matter along: the name there is not the one that it has here. */
function withoutFrontMatter(content: string): string {
  let body = content
  for (let round = 0; round < 3 && body.startsWith('---\n'); round++) {
    try {
      body = parseMarkdown(body, { file: 'proposal' }).body.trim()
    } catch {
      return body
    }
  }
  return body
}

const wordOf = (value: unknown): string => (typeof value === 'string' ? value : '')

function recordIn(json: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(json)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Record<string, unknown> : undefined
  } catch {
    return undefined
  }
}
