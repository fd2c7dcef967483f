import { proposalId } from '../kernel/hash.js'
import type { Trace } from '../kernel/types.js'
import { liveMessages, personMessages } from '../traces/live-messages.js'
import { nearLessons } from './memory/statements.js'
import { THRESHOLD } from './memory/score.js'
import { procedural } from './skills/cluster.js'
import { whyUnfit, type SessionGates } from './skills/qualify.js'
import type { Distilled, EvaluatedLessons, KnownProposal } from './types.js'

/** What became of something that a session teaches. */
export type Became = { id: string; as: 'proposal' | 'support' | 'known' } | { id: string; as: 'candidate'; waitsFor: string } | { as: 'nothing' }

/** Why a session led to what it led to, or to nothing. */
export interface Explanation {
  trace: string
  title: string
  /** Lessons in people's words. */
  lessons: { text: string; confidence: number; became: Became }[]
  /** Sentences that come nearest to a lesson, of the threshold's `needed`. */
  nearest: { text: string; total: number; needed: number; signals: string[] }[]
  messages: number
  work: {
    steps: number
    /** Steps that worked and changed or checked something: what a skill may be made of. */
    procedural: number
    /** Why the session's work does not count towards a skill; absent where it does. */
    leftOut?: string
    /** The kinds of work that it belongs to. */
    kinds: { title: string; became: Became }[]
  }
  /** What failed and then worked. */
  recoveries: { failed: string; error: string; worked: string }[]
  /** What several such sessions teach by what happened in them: memories that nobody spelled out. */
  inferred: { title: string; became: Became }[]
  /** Instructions of pages and tools that are held back. */
  heldBack: number
}

const NEAREST = 3

/** Explains one session. @param trace the session itself, for the sentences that are no lesson; they are left out without it */
export function explain(session: EvaluatedLessons, distilled: Distilled, known: readonly KnownProposal[], gates: SessionGates, trace?: Trace): Explanation {
  const { lessons } = session
  const became = becameOf(distilled, known)
  const people = trace ? personMessages(liveMessages(trace)) : []
  const nearest = people.flatMap(({ message }) => nearLessons(message.text)).sort((a, b) => b.total - a.total).slice(0, NEAREST)
  const steps = procedural(lessons.steps).length
  const leftOut = whyUnfit(session, gates)
  const own = (wanted: 'memory' | 'skill'): { id: string; title: string }[] => [
    ...distilled.proposals.filter(({ kind, evidence }) => kind === wanted && evidence.some((one) => one.trace === lessons.trace)),
    ...distilled.candidates.filter(({ kind, supporters }) => kind === wanted && supporters.includes(lessons.trace)),
    ...known.filter(({ kind, supporters }) => kind === wanted && supporters.includes(lessons.trace)).map(({ id, subject, title }) => ({ id, title: title ?? subject }))
  ]
  const said = new Set(lessons.statements.map(({ subject }) => distilled.knownAs.get(subject) ?? proposalId('memory', subject)))
  const inferred = new Map(own('memory').filter(({ id }) => !said.has(id)).map((each) => [each.id, each]))
  return {
    trace: lessons.trace, title: lessons.title ?? lessons.request, messages: people.length,
    lessons: lessons.statements.map(({ text, confidence, subject }) => ({ text, confidence, became: became(distilled.knownAs.get(subject) ?? proposalId('memory', subject)) })),
    nearest: nearest.map((one) => ({ ...one, needed: THRESHOLD })),
    work: { steps: lessons.steps.length, procedural: steps, ...(leftOut !== undefined && { leftOut }), kinds: own('skill').map(({ id, title }) => ({ title, became: became(id) })) },
    recoveries: lessons.recoveries.map(({ failed, error, worked }) => ({ failed: failed.example, error, worked: worked.example })),
    inferred: [...inferred.values()].map(({ id, title }) => ({ title, became: became(id) })),
    heldBack: lessons.overheard.length
  }
}

function becameOf({ proposals, support, candidates }: Distilled, known: readonly KnownProposal[]): (id: string) => Became {
  const [proposed, supported, before] = [new Set(proposals.map(({ id }) => id)), new Set(support.map(({ proposal }) => proposal)), new Set(known.map(({ id }) => id))]
  const waiting = new Map(candidates.map(({ id, waitsFor }) => [id, waitsFor]))
  return (id) => {
    if (proposed.has(id)) return { id, as: 'proposal' }
    if (supported.has(id)) return { id, as: 'support' }
    const waitsFor = waiting.get(id)
    return waitsFor !== undefined ? { id, as: 'candidate', waitsFor } : before.has(id) ? { id, as: 'known' } : { as: 'nothing' }
  }
}
