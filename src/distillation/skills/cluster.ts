import { oncePer } from '../../kernel/once-per.js'
import { contentWords } from '../text/words.js'
import type { EvaluatedLessons, SessionLessons, Step } from '../types.js'
import { isExploring } from './steps.js'

/** Sessions that did the same kind of work, and what most of them share. */
export interface Cluster {
  sessions: SessionLessons[]
  /** Words that most requests share, sorted. */
  intent: string[]
  /** Actions that most sessions took, sorted. */
  actions: string[]
}

/** The share of a cluster's sessions that makes a clear majority. */
export const MAJORITY = 0.6
// Fewer shared actions than this are no procedure.
const MIN_ACTIONS = 2
const RAREST = 4
// Requests for the same work are worded more freely than the work is done.
const ALIKE = 0.4

interface Features { session: SessionLessons; words: string[]; actions: string[] }

/**
 * Groups sessions by what they were for and what was done. Sessions meet in the buckets of their rarest
 * shared word and action, so that the time grows with the number of sessions, not with its square; the
 * result does not depend on their order.
 */
export function clusterSessions(sessions: readonly SessionLessons[], minimum = 2): Cluster[] {
  const features = sessions
    .map((session) => ({ session, words: wordsOfWork(session), actions: [...new Set(procedural(session.steps).map(({ action }) => action))].sort() }))
    .filter(({ words, actions }) => words.length > 0 && actions.length >= MIN_ACTIONS)
    .sort((a, b) => compare(a.session.trace, b.session.trace))
  const corpus = corpusOf(features)
  const free = new Set(features)
  const clusters: Cluster[] = []
  for (const { members } of mostAlikeFirst(bucketsOf(features, corpus), minimum)) {
    const left = members.filter((member) => free.has(member))
    const seed = left.length >= minimum ? coreOf(left, corpus) : undefined
    if (!seed) continue
    // Others that were asked for much the same and did most of it belong to it too, whatever else they did.
    const [key = ''] = rarest(seed.actions, corpus.actions)
    const alike = (corpus.byAction.get(key) ?? []).filter((member) =>
      free.has(member) && contains(member.actions, seed.actions, corpus.actions) >= MAJORITY && contains(member.words, seed.intent, corpus.words) >= ALIKE)
    const core = coreOf(alike, corpus)
    if (!core || core.sessions.length < minimum) continue
    const taken = new Set(core.sessions)
    for (const member of alike) if (taken.has(member.session)) free.delete(member)
    clusters.push(core)
  }
  return clusters
}

/** Two clusters as one, with what most of all their sessions share. */
export function joinClusters(a: Cluster, b: Cluster): Cluster {
  const sessions = [...a.sessions, ...b.sessions].sort((x, y) => compare(x.trace, y.trace))
  return {
    sessions, intent: shared(sessions.map(wordsOfWork), MAJORITY),
    actions: shared(sessions.map(({ steps }) => [...new Set(procedural(steps).map(({ action }) => action))]), MAJORITY)
  }
}

/** Sessions of a cluster's kind by what was asked, whatever came of them, in the order of their ids. */
export type Kin = (cluster: Cluster) => EvaluatedLessons[]

const MAX_KIN = 300
const KEYS = 3

/** Finds sessions of a kind by the rarest words of its intent. */
export const kindred = oncePer((sessions: readonly EvaluatedLessons[]): Kin => {
  const worded = sessions.map((session) => ({ session, words: wordsOfWork(session.lessons) }))
  const counts = countAll(worded.map(({ words }) => words))
  const byWord = new Map<string, typeof worded>()
  for (const each of worded) for (const word of each.words) append(byWord, word, each, MAX_KIN)
  return ({ intent }) => {
    const keys = [...intent].sort((a, b) => (counts.get(a) ?? 0) - (counts.get(b) ?? 0) || compare(a, b)).slice(0, KEYS)
    const near = new Set(keys.flatMap((key) => byWord.get(key) ?? []))
    return [...near].filter(({ words }) => contains(words, intent, counts) >= ALIKE).map(({ session }) => session)
      .sort((a, b) => compare(a.lessons.trace, b.lessons.trace)).slice(0, MAX_KIN)
  }
})

/** What a session was for: the words of its request and, where a service's tools changed something for somebody, of what they changed. */
export function wordsOfWork({ intent, steps }: SessionLessons): string[] {
  const changes = changesOf(steps)
  return changes.length === 0 ? intent : [...new Set([...intent, ...contentWords(changes.join(' ').replaceAll('_', ' '))])].sort()
}

/** What was changed for somebody through a service's tools, each once, in their order. */
export function changesOf(steps: readonly Step[]): string[] {
  return [...new Set(steps.filter(({ agreed, succeeded }) => agreed !== undefined && succeeded).map(({ action }) => action))]
}

/** How common words and actions are among all sessions. */
interface Corpus { words: Counts; actions: Counts; byAction: Map<string, Features[]> }
type Counts = ReadonlyMap<string, number>

function corpusOf(features: readonly Features[]): Corpus {
  const byAction = new Map<string, Features[]>()
  for (const feature of features) {
    for (const action of feature.actions) append(byAction, action, feature)
  }
  return { words: countAll(features.map(({ words }) => words)), actions: countAll(features.map(({ actions }) => actions)), byAction }
}

function append<V>(lists: Map<string, V[]>, key: string, value: V, limit = Infinity): void {
  const list = lists.get(key)
  if (!list) lists.set(key, [value])
  else if (list.length < limit) list.push(value)
}

/** The share of the core that the items hold; what few sessions have weighs more than what all have. */
function contains(items: readonly string[], core: readonly string[], counts: Counts): number {
  let all = 0
  let held = 0
  const most = Math.max(1, ...core.map((item) => counts.get(item) ?? 1))
  for (const item of core) {
    const weight = Math.log(1 + most / (counts.get(item) ?? 1))
    all += weight
    if (items.includes(item)) held += weight
  }
  return all === 0 ? 0 : held / all
}

interface Bucket { key: string; members: Features[] }

// The buckets whose sessions are most alike come first, larger ones before smaller: the widest bucket would
// melt different kinds of work into one, the narrowest would tear one kind apart.
function mostAlikeFirst(buckets: ReadonlyMap<string, Bucket>, minimum: number): Bucket[] {
  return [...buckets.values()].filter(({ members }) => members.length >= minimum)
    .map((bucket) => ({ bucket, score: cohesion(bucket.members) * (1 - 1 / (bucket.members.length + 1)) }))
    .sort((a, b) => b.score - a.score || compare(a.bucket.key, b.bucket.key))
    .map(({ bucket }) => bucket)
}

// How much of what its sessions are about and did is what most of them share, from 0 to 1.
function cohesion(members: readonly Features[]): number {
  const words = new Set(shared(members.map((member) => member.words), MAJORITY))
  const actions = new Set(shared(members.map((member) => member.actions), MAJORITY))
  const sum = members.reduce((total, member) => total + likeness(member.words, words) + likeness(member.actions, actions), 0)
  return Math.round((sum / members.length / 2) * 100) / 100
}

function likeness(items: readonly string[], core: ReadonlySet<string>): number {
  const both = items.filter((item) => core.has(item)).length
  return both / (items.length + core.size - both || 1)
}

/** What a procedure may be made of: what worked and changed or checked something. */
export function procedural(steps: readonly Step[]): Step[] {
  return steps.filter((step) => step.succeeded && !isExploring(step))
}

function bucketsOf(features: readonly Features[], corpus: Corpus): Map<string, Bucket> {
  const buckets = new Map<string, Bucket>()
  for (const feature of features) {
    for (const word of rarest(feature.words, corpus.words)) {
      for (const action of rarest(feature.actions, corpus.actions)) {
        const key = `${word}\0${action}`
        const bucket = buckets.get(key)
        if (bucket) bucket.members.push(feature)
        else buckets.set(key, { key, members: [feature] })
      }
    }
  }
  return buckets
}

// What only one session has can't bring two together.
function rarest(items: readonly string[], counts: Counts): string[] {
  const count = (item: string): number => counts.get(item) ?? 0
  return items.filter((item) => count(item) > 1).sort((a, b) => count(a) - count(b) || compare(a, b)).slice(0, RAREST)
}

// Those of a bucket that have most of what its majority shares, and what they then share.
function coreOf(members: readonly Features[], corpus: Corpus): Cluster | undefined {
  const actions = shared(members.map((member) => member.actions), MAJORITY)
  const near = members.filter((member) => contains(member.actions, actions, corpus.actions) >= MAJORITY)
  if (near.length === 0) return undefined
  const cluster = {
    sessions: near.map(({ session }) => session), intent: shared(near.map(({ words }) => words), MAJORITY), actions: shared(near.map((member) => member.actions), MAJORITY)
  }
  return cluster.actions.length >= MIN_ACTIONS && cluster.intent.length > 0 ? cluster : undefined
}

function shared(lists: readonly (readonly string[])[], share: number): string[] {
  return [...countAll(lists)].filter(([, count]) => count >= lists.length * share).map(([item]) => item).sort()
}

export function countAll(lists: readonly (readonly string[])[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const list of lists) for (const item of list) counts.set(item, (counts.get(item) ?? 0) + 1)
  return counts
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
