import { plural } from '../kernel/text.js'
import type { Origin } from '../kernel/types.js'
import type { FullPolicy } from '../policy/policy.js'
import { scanFiles } from '../threats/scan.js'
import type { Finding } from './finding.js'
import type { Candidate, Distilled, EvaluatedLessons, KnownProposal, ProposalDraft } from './types.js'

/** What decides whether a finding is proposed. */
interface Gate {
  known: ReadonlyMap<string, KnownProposal>
  openCount: number
  policy: FullPolicy['distillation'] & { maxOpenProposals: number }
  /** Artifact paths that are in use. */
  taken: ReadonlySet<string>
  scores: ReadonlyMap<string, EvaluatedLessons['evaluation']>
  /** Only what has evidence from these sessions. */
  focus?: ReadonlySet<string>
}

/** Sorts findings into new proposals, support for known ones, and candidates with what they wait for. */
export function gate(findings: readonly Finding[], { known, openCount, policy, taken, scores, focus }: Gate): Pick<Distilled, 'proposals' | 'support' | 'candidates'> {
  const result: Pick<Distilled, 'proposals' | 'support' | 'candidates'> = { proposals: [], support: [], candidates: [] }
  const ready: { finding: Finding; after: string[] }[] = []
  for (const finding of findings) {
    const supporters = [...finding.evidence.keys()]
    if (focus && !supporters.some((trace) => focus.has(trace))) continue
    const before = known.get(finding.id)
    if (before && before.standing !== 'against') {
      if (finding.held === undefined) result.support.push(...newSupport(finding, before, scores, focus))
      continue
    }
    const waitsFor = finding.held ?? lacking(finding, before, policy)
    if (waitsFor === undefined) ready.push({ finding, after: before?.decisions ?? [] })
    else result.candidates.push(candidate(finding, waitsFor))
  }
  ready.sort((a, b) => b.finding.strength - a.finding.strength || compare(a.finding.id, b.finding.id))
  const free = Math.max(0, policy.maxOpenProposals - openCount)
  const used = new Set(taken)
  for (const { finding, after } of ready.slice(0, free)) {
    const [drafted, further] = draft(finding, after, used, scores)
    const danger = dangerOf(drafted)
    if (danger !== undefined) result.candidates.push(candidate(finding, danger))
    else {
      result.proposals.push(drafted)
      result.support.push(...further)
    }
  }
  const open = openCount + Math.min(free, ready.length)
  for (const { finding } of ready.slice(free)) result.candidates.push(candidate(finding, `${plural(open, 'proposal is', 'proposals are')} open already, ${policy.maxOpenProposals} may be`))
  result.support.sort((a, b) => compare(a.proposal, b.proposal) || compare(a.trace, b.trace))
  result.candidates.sort((a, b) => b.supporters.length - a.supporters.length || compare(a.id, b.id))
  return result
}

/** What is still missing before the finding may be proposed; undefined where nothing is. */
function lacking({ evidence, basis }: Finding, before: KnownProposal | undefined, policy: Gate['policy']): string | undefined {
  const needed = basis === 'stated' ? policy.minSupportStated : policy.minSupportInferred
  if (evidence.size < needed) return `seen in ${plural(evidence.size, 'session')}, ${needed} are needed`
  if (!before) return undefined
  const counted = new Set(before.supportersAtDecision)
  const fresh = [...evidence.keys()].filter((trace) => !counted.has(trace)).length
  return fresh < policy.minSupportAfterRejection
    ? `decided against before; ${plural(fresh, 'new session speaks', 'new sessions speak')} for it since, ${policy.minSupportAfterRejection} are needed` : undefined
}

function newSupport({ id, evidence }: Finding, { supporters }: KnownProposal, scores: Gate['scores'], focus: Gate['focus']): Distilled['support'] {
  const counted = new Set(supporters)
  return [...evidence]
    .filter(([trace]) => !counted.has(trace) && (!focus || focus.has(trace)))
    .map(([trace, items]) => ({ proposal: id, trace, evidence: withScores(items, scores) }))
}

/** Of how many sessions a memory quotes what was said: more than anybody reads in a diff. What others say is support beside it. */
const QUOTED_SESSIONS = 50

/** The proposal, and what speaks for it that it does not quote. A skill quotes all: they are what it was drawn from, and newer ones refine it. */
function draft(finding: Finding, after: string[], used: Set<string>, scores: Gate['scores']): [ProposalDraft, Distilled['support']] {
  const { id, kind, subject, title, basis, strength, why, doubts, origins } = finding
  const name = finding.replaces ? finding.replaces.path.replace(/^.*\//, '').replace(/\.md$/, '') : freeName(finding, used)
  const sessions = [...finding.evidence].sort(([a], [b]) => compare(a, b)).map(([trace, items]) => ({ proposal: id, trace, evidence: withScores(items, scores) }))
  const quoted = kind === 'memory' ? mostTelling(sessions, origins) : new Set(sessions)
  const evidence = sessions.filter((session) => quoted.has(session)).flatMap((session) => session.evidence)
  const files = finding.files(name)
  const drafted = { id, kind, subject, title, basis, path: pathOf(finding, name), files, evidence, why, doubts, origins, threats: scanFiles(files), after, ...(finding.replaces && { replaces: finding.replaces.digest }), strength: Math.round(strength * 1000) / 1000 }
  return [drafted, sessions.filter((session) => !quoted.has(session))]
}

/** The sessions to quote: whose words the artifact has go before who says the same in others, people before what ran. */
function mostTelling(sessions: Distilled['support'], origins: readonly Origin[]): ReadonlySet<Distilled['support'][number]> {
  const texts = origins.map(({ text }) => text.toLowerCase())
  const ranked = sessions.map((session) => ({ session, rank: telling(session.evidence, texts) }))
  return new Set(ranked.sort((a, b) => b.rank - a.rank).slice(0, QUOTED_SESSIONS).map(({ session }) => session))
}

function telling(items: ProposalDraft['evidence'], texts: readonly string[]): number {
  if (items.some(({ quote }) => texts.some((text) => quote.toLowerCase().includes(text)))) return 2
  return items.some(({ origin }) => origin === 'person') ? 1 : 0
}

// What a person asked for is theirs to decide on, with the findings before them; what nobody asked for is not offered.
function dangerOf({ basis, threats }: ProposalDraft): string | undefined {
  const [worst] = threats.findings.filter(({ severity }) => severity === 'critical')
  return basis === 'inferred' && threats.verdict === 'dangerous' ? `nobody asked for it, and its scan says dangerous${worst ? `: ${worst.message}` : ''}` : undefined
}

// The plain name; with a piece of the id where it is taken; with a number where even that is.
function freeName(finding: Finding, used: Set<string>): string {
  const { name, id } = finding
  let free = name
  for (let round = 1; used.has(pathOf(finding, free)); round++) free = round === 1 ? `${name}-${id.slice(0, 6)}` : `${name}-${id.slice(0, 6)}-${round}`
  used.add(pathOf(finding, free))
  return free
}

function pathOf({ kind, folder }: Finding, name: string): string {
  return kind === 'memory' ? `${folder}/${name}.md` : `${folder}/${name}`
}

function withScores(items: readonly ProposalDraft['evidence'][number][], scores: Gate['scores']): ProposalDraft['evidence'] {
  return items.map((item) => {
    const score = scores.get(item.trace)?.score
    return score === undefined ? item : { ...item, score }
  })
}

function candidate({ id, kind, title, subject, evidence }: Finding, waitsFor: string): Candidate {
  return { id, kind, title, subject, supporters: [...evidence.keys()].sort(), waitsFor }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
