import type { DatasetManifest } from '../kernel/types.js'
import type { KindName } from './types.js'

/** What is known of the sessions behind a dataset, beside its manifest. */
export interface SourceFacts {
  trace: string
  runtime: string
  /** The kind of work, by intent and tools. */
  work: string | undefined
  tools: readonly string[]
  label: string
  unsupportedClaims: number
}

interface Finding {
  level: 'block' | 'collect' | 'note'
  reason: string
  /** What would change it. */
  fix: string
}

export interface Readiness {
  verdict: 'ready' | 'collect more data' | 'blocked'
  findings: Finding[]
  figures: {
    records: number
    tokens: number
    meanTokens: number
    groups: number
    nearDuplicates: number
    bySource: Record<string, number>
    byOutcome: Record<string, number>
    byTool: Record<string, number>
    kindsOfWork: number
  }
}

// The earlier floors of 10 records and 500 tokens say that a run makes sense at all; below 100 groups a model repeats
// what it saw (LIMA, 2023, got by with 1,000 chosen examples; fewer than some dozens are a demonstration).
const FEWEST_RECORDS = 10
const FEWEST_TOKENS = 500
const FEWEST_GROUPS = 100
const FEWEST_HELD_OUT = 5
const MOST_OF_ONE = 0.8
const MOST_ALIKE = 0.2
const MOST_UNSUPPORTED = 0.3

/** Whether a dataset is worth training on, each reason with what would change it. Depends on the manifest and the facts alone. */
export function readinessOf(manifest: DatasetManifest, facts: readonly SourceFacts[], { licence }: { licence: string }): Readiness {
  const { records, files, excluded, kind } = manifest
  const figures = figuresOf(manifest, facts)
  const findings: Finding[] = []
  const add = (level: Finding['level'], reason: string, fix: string): void => void findings.push({ level, reason, fix })
  if (records.length < FEWEST_RECORDS) add('block', `${records.length} records; ${FEWEST_RECORDS} are the least`, hint(excluded))
  else if (figures.groups < FEWEST_GROUPS) add('collect', `${figures.groups} groups of different tasks; ${FEWEST_GROUPS} are where more than repeating begins`, hint(excluded))
  if (figures.tokens < FEWEST_TOKENS) add('block', `${figures.tokens} tokens; ${FEWEST_TOKENS} are the least`, 'take in more sessions')
  for (const { split, records: count } of files) {
    if (split === 'failed') continue
    if (count === 0) add('block', `the split ${split} is empty`, 'fewer splits, larger shares, or more sessions of different tasks')
    else if (files.length > 1 && split !== files[0]?.split && count < FEWEST_HELD_OUT) add('collect', `the split ${split} has ${count} of the ${FEWEST_HELD_OUT} records that tell anything`, 'a larger share, or more sessions')
  }
  if (files.length === 1) add('note', 'nothing is held out', '--splits train=0.8,validation=0.1,test=0.1')
  for (const [reason, count] of Object.entries(excluded)) if (/secret or personal data/.test(reason)) add('block', `${count} sessions have what looks like a secret or personal data, and were left out`, 'skillloop redact --stale')
  const stale = excluded['evaluation is stale'] ?? 0
  if (stale > 0) add('collect', `${stale} sessions have scores that no longer hold`, 'skillloop eval --stale')
  if ((excluded['not evaluated'] ?? 0) > 0) add('collect', `${excluded['not evaluated'] ?? 0} sessions were never evaluated`, 'skillloop eval --stale')
  if (manifest.options.allowStale) add('collect', 'scores count that no longer hold', 'skillloop eval --stale, and export without --allow-stale')
  if (records.length > 0 && figures.nearDuplicates / records.length > MOST_ALIKE) add('collect', `${figures.nearDuplicates} of ${records.length} records are of a task or session that another record has too`, '--near-duplicates collapse, or sessions of other tasks')
  for (const [name, share] of lopsided(figures, records.length, kind)) add('collect', `${Math.round(share * 100)} % of the records are ${name}`, 'more of the others, or --limit, --runtime and --tags to choose')
  const unsupported = facts.filter(({ unsupportedClaims }) => unsupportedClaims > 0).length
  if (facts.length > 0 && unsupported / facts.length > MOST_UNSUPPORTED) add('collect', `in ${unsupported} of ${facts.length} sessions something is claimed that nothing bears out`, 'a higher --min-score, or --require-approval')
  if (licence === '') add('note', 'no licence is stated', 'dataset.licence in the policy, before it is published')
  const verdict = findings.some(({ level }) => level === 'block') ? 'blocked' : findings.some(({ level }) => level === 'collect') ? 'collect more data' : 'ready'
  return { verdict, findings, figures }
}

/** The reason that keeps most sessions out says what would bring most in. */
function hint(excluded: Record<string, number>): string {
  const [most] = Object.entries(excluded).sort(([, a], [, b]) => b - a)
  return most ? `take in more sessions; ${most[1]} were left out: ${most[0]}` : 'take in more sessions'
}

function figuresOf({ records, files }: DatasetManifest, facts: readonly SourceFacts[]): Readiness['figures'] {
  const byTrace = new Map(facts.map((fact) => [fact.trace, fact]))
  const sources = records.flatMap(({ trace }) => byTrace.get(trace) ?? [])
  const tokens = files.reduce((sum, file) => sum + file.tokens.total, 0)
  const groups = new Set(records.map(({ group }) => group)).size
  const sessions = new Set(records.map(({ trace }) => trace)).size
  return {
    records: records.length, tokens, meanTokens: Math.round(tokens / Math.max(1, records.length)), groups, nearDuplicates: sessions - groups,
    bySource: countOf(sources.map(({ runtime }) => runtime)), byOutcome: countOf(sources.map(({ label }) => label)),
    byTool: countOf(sources.flatMap(({ tools }) => tools)), kindsOfWork: new Set(sources.map(({ work, trace }) => work ?? trace)).size
  }
}

function countOf(names: readonly string[]): Record<string, number> {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return Object.fromEntries([...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)))
}

/** What too much of a dataset is. Examples are meant to be successes; answers with a label are meant to be both. */
function lopsided({ bySource, byOutcome }: Readiness['figures'], records: number, kind: KindName): [string, number][] {
  const shares = (counts: Record<string, number>, what: string): [string, number][] => Object.entries(counts).map(([name, count]) => [`${what} ${name}`, count / records])
  const list = [...(Object.keys(bySource).length > 1 ? shares(bySource, 'from') : []), ...(kind === 'kto' ? shares(byOutcome, 'evaluated as') : [])]
  return records < FEWEST_RECORDS ? [] : list.filter(([, share]) => share > MOST_OF_ONE)
}
