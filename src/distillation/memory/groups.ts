import type { EvaluatedLessons, KnownProposal, Statement } from '../types.js'
import { relationOf, type Relation } from './compare.js'
import { conceptsOf, type Concepts } from './concepts.js'
import { questionOf } from './vocabulary.js'

/** A statement with the session it was made in. */
export interface Said { session: EvaluatedLessons; statement: Statement }

/** One lesson in all its wordings: who said it, and what is known of it. */
export interface Group {
  /** The subject it goes by: the known proposal's own, else the one most sessions have. */
  subject: string
  /** The subjects of all wordings. */
  subjects: string[]
  said: Said[]
  known?: KnownProposal
  concepts: Concepts
}

/** Another lesson and how a group's own stands to it. */
export interface Related { group: Group; relation: Exclude<Relation, 'same'> }

interface Entry { subject: string; concepts: Concepts; said: Said[]; known?: KnownProposal }

// The rarest words of a lesson: whatever is like it shares one of them.
const LOOKED_UP = 3
// What so many lessons share tells nothing; their rarer words still do.
const MOST_ALIKE = 200
const RANK: readonly KnownProposal['standing'][] = ['in-force', 'open', 'against']

/** Statements and known memories, the same lesson in other words as one group, with what each group is related to. Near-linear in the lessons. */
export function groupLessons(sessions: readonly EvaluatedLessons[], known: readonly KnownProposal[]): Map<Group, Related[]> {
  const entries = entriesOf(sessions, known)
  const parent = entries.map((_, at) => at)
  const find = (at: number): number => {
    while (parent[at] !== at) at = parent[at] = parent[parent[at] ?? at] ?? at
    return at
  }
  const relations: [a: number, b: number, relation: Related['relation']][] = []
  for (const [a, b, relation] of relationsOf(entries)) {
    if (relation === 'same') parent[find(b)] = find(a)
    else relations.push([a, b, relation])
  }
  const members = new Map<number, Entry[]>()
  entries.forEach((entry, at) => {
    const list = members.get(find(at))
    if (list) list.push(entry)
    else members.set(find(at), [entry])
  })
  const groups = new Map([...members].map(([root, each]) => [root, groupOf(each)]))
  const related = new Map<Group, Related[]>([...groups.values()].map((group) => [group, []]))
  for (const [a, b, relation] of relations) {
    const [own, other] = [groups.get(find(a)), groups.get(find(b))]
    if (!own || !other || own === other) continue
    relate(related, own, other, relation)
    relate(related, other, own, INVERSE[relation])
  }
  return related
}

const INVERSE: Readonly<Record<Related['relation'], Related['relation']>> = { contrary: 'contrary', 'other-value': 'other-value', narrower: 'wider', wider: 'narrower' }

function relate(related: ReadonlyMap<Group, Related[]>, own: Group, group: Group, relation: Related['relation']): void {
  const list = related.get(own)
  if (!list?.some((each) => each.group === group)) list?.push({ group, relation })
}

function entriesOf(sessions: readonly EvaluatedLessons[], known: readonly KnownProposal[]): Entry[] {
  const said = new Map<string, Said[]>()
  for (const session of sessions) {
    for (const statement of session.lessons.statements) {
      const list = said.get(statement.subject)
      if (list) list.push({ session, statement })
      else said.set(statement.subject, [{ session, statement }])
    }
  }
  const byId = new Map<string, Entry>()
  for (const each of known) {
    if (each.kind !== 'memory') continue
    byId.set(each.id, { subject: each.subject, concepts: conceptsOf(each.title ?? each.subject), said: said.get(each.subject) ?? [], known: each })
    said.delete(each.subject)
  }
  const fresh = [...said].map(([subject, list]): Entry => ({ subject, concepts: conceptsOf(clearest(list.map(({ statement }) => statement)).text), said: list }))
  return [...byId.values(), ...fresh].sort((a, b) => (a.subject < b.subject ? -1 : 1))
}

/** The surest wording, the shorter one where two are as sure: it must not depend on the order of sessions. */
export function clearest(statements: readonly Statement[]): Statement {
  return statements.reduce((a, b) => {
    if (a.confidence !== b.confidence) return a.confidence > b.confidence ? a : b
    if (a.text.length !== b.text.length) return a.text.length < b.text.length ? a : b
    return a.text <= b.text ? a : b
  })
}

/** The words that a lesson is looked up by, whatever part they play in it. */
export function keysOf(concepts: Concepts): ReadonlySet<string> {
  return new Set([...concepts].map((word) => {
    const plain = word.replace(/^(?:before|after|when):/, '').replace('¬', '')
    const question = questionOf(plain)
    // Answers to one question are looked up together.
    return question === undefined ? plain : `one of ${question}`
  }))
}

function* relationsOf(entries: readonly Entry[]): Generator<[a: number, b: number, relation: Relation]> {
  const bare = entries.map(({ concepts }) => keysOf(concepts))
  const keys = bare.map((words) => [...words])
  const byKey = new Map<string, number[]>()
  keys.forEach((words, at) => {
    for (const word of words) {
      const list = byKey.get(word)
      if (list) list.push(at)
      else byKey.set(word, [at])
    }
  })
  for (const [a, words] of keys.entries()) {
    const rarest = words.map((word) => byKey.get(word) ?? []).sort((x, y) => x.length - y.length).slice(0, LOOKED_UP)
    for (const b of new Set(rarest.flatMap((list) => list.slice(0, MOST_ALIKE)))) {
      const [own, other] = [entries[a], entries[b]]
      const relation = a === b || !own || !other || !isNear(bare[a], bare[b]) ? undefined : relationOf(own.concepts, other.concepts)
      if (relation) yield [a, b, relation]
    }
  }
}

/** Whether all words of the shorter but one are in the longer: what any relation needs. */
function isNear(a: ReadonlySet<string> = new Set(), b: ReadonlySet<string> = new Set()): boolean {
  const [few, many] = a.size <= b.size ? [a, b] : [b, a]
  let missing = 0
  for (const word of few) if (!many.has(word) && ++missing > 1) return false
  return true
}

function groupOf(entries: readonly Entry[]): Group {
  const known = entries.flatMap((entry) => entry.known ?? []).sort((a, b) => RANK.indexOf(a.standing) - RANK.indexOf(b.standing) || (a.id < b.id ? -1 : 1))[0]
  const best = [...entries].sort((a, b) => b.said.length - a.said.length || a.subject.length - b.subject.length || (a.subject < b.subject ? -1 : 1))[0]
  return {
    subject: known?.subject ?? best?.subject ?? '', subjects: entries.map(({ subject }) => subject),
    said: entries.flatMap(({ said }) => said), concepts: best?.concepts ?? new Set(), ...(known && { known })
  }
}
