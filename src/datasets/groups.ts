import { groupSketches } from './near-duplicates.js'
import { assignSplit, orderedSplits, assignSplits, type Splits } from './splits.js'
import { shinglesFromText, type Sketch } from './sketch.js'
import type { Spool } from './types.js'

/** A session as far as its place in the splits goes. */
export interface Member {
  trace: string
  /** What it is about: sessions of one task are of one group. */
  task: string
  startedAt?: string
  /** With the place in the spool where its shingles wait. */
  sketch: Sketch & { place: number }
}

export interface Grouping {
  /** Group of each session. */
  groupOf: ReadonlyMap<string, string>
  /** The near-duplicates of each session, by the smallest id among them. */
  nearOf: ReadonlyMap<string, string>
}

/**
 * Groups that must not be split: sessions of one task, near-duplicates, and those that are joined in other ways
 * (`ties`: the sessions of one record). A group has the task of its earliest session for a name, so that later
 * sessions which join it change neither its name nor its place.
 */
export async function groupMembers(members: readonly Member[], ties: Iterable<readonly string[]>, spool: Spool): Promise<Grouping> {
  const nearOf = await groupSketches(members.map(({ sketch }) => sketch), async ({ size, place }) => ({ size, shingles: shinglesFromText(await spool.read(place)) }))
  const leader = new Map<string, string>()
  const root = (node: string): string => {
    let at = node
    for (let next = leader.get(at); next !== undefined && next !== at; next = leader.get(at)) at = next
    leader.set(node, at)
    return at
  }
  const join = (a: string, b: string): void => {
    const [x, y] = [root(a), root(b)]
    leader.set(x < y ? y : x, x < y ? x : y)
  }
  for (const { trace, task } of members) {
    join(`trace ${trace}`, `task ${task}`)
    join(`trace ${trace}`, `near ${nearOf.get(trace) ?? trace}`)
  }
  for (const tied of ties) for (const trace of tied) join(`trace ${trace}`, `trace ${tied[0] ?? trace}`)
  const names = new Map<string, string>()
  for (const { trace, task } of [...members].sort(byStart)) {
    const group = root(`trace ${trace}`)
    if (!names.has(group)) names.set(group, task)
  }
  return { nearOf, groupOf: new Map(members.map(({ trace, task }) => [trace, names.get(root(`trace ${trace}`)) ?? task])) }
}

function byStart(a: Member, b: Member): number {
  const [x, y] = [a.startedAt ?? '9999', b.startedAt ?? '9999']
  return x === y ? (a.trace < b.trace ? -1 : 1) : x < y ? -1 : 1
}

/**
 * The split of every group. One that has a session of an earlier manifest stays where that was; if groups of several
 * splits have become one it is the largest of these, so that nothing that was trained on comes to be held out.
 */
export function placeGroups(groupOf: ReadonlyMap<string, string>, splits: Splits, earlier: ReadonlyMap<string, string>): Map<string, string> {
  const order = orderedSplits(splits)
  const kept = new Map<string, string>()
  for (const [trace, group] of groupOf) {
    const before = earlier.get(trace)
    if (before === undefined || !order.includes(before)) continue
    const known = kept.get(group)
    if (known === undefined || order.indexOf(before) < order.indexOf(known)) kept.set(group, before)
  }
  return kept.size === 0 ? assignSplits(groupOf.values(), splits) : new Map([...new Set(groupOf.values())].map((group) => [group, kept.get(group) ?? assignSplit(group, splits)]))
}
