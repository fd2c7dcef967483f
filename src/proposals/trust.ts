import type { ProposalFrontMatter } from '../kernel/types.js'
import { plural } from '../kernel/text.js'

export type TrustLevel = 'low' | 'medium' | 'high'

/** How far the origin of a proposal carries, and why; what its bytes do is another question, which the scan looks at. */
export interface Trust { level: TrustLevel; why: string }

/** What the trust in a proposal follows from. */
export interface TrustFacts {
  front: Pick<ProposalFrontMatter, 'basis' | 'evidence' | 'origins'> & Partial<Pick<ProposalFrontMatter, 'distiller'>>
  /** Distinct sessions that speak for it. */
  sessions: number
  /** Evidence that holds no longer, of the proposal's own. */
  broken: number
}

// From this many independent sessions on it is hard to have been planted, and unlikely to be one person's slip.
const MANY = 3

/** Low where outsiders may have planted it or its evidence fell away; high where people said it, or many sessions agree. */
export function trustOf({ front, sessions, broken }: TrustFacts): Trust {
  const foreign = [...new Set((front.origins ?? []).flatMap(({ from }) => from))].filter((who) => who !== 'person' && who !== 'assistant')
  if (foreign.length > 0) return { level: 'low', why: `it repeats words of ${foreign.join(' and ')}` }
  if (front.basis === 'imported') return { level: 'low', why: 'others made it' }
  if (broken > 0) return { level: 'low', why: `${plural(broken, 'quote')} of its evidence ${broken === 1 ? 'holds' : 'hold'} no longer` }
  const said = front.evidence.some(({ origin }) => origin === 'person')
  if (!said && front.evidence.every(({ origin }) => origin === 'tool' || origin === 'web')) return { level: 'low', why: 'only tools and pages speak for it' }
  if (!said && front.distiller?.name === 'agent' && sessions < 2) return { level: 'low', why: 'an agent proposed it itself, and nothing else speaks for it' }
  if (front.basis === 'stated' && said && sessions >= 2) return { level: 'high', why: `a person said it outright, in ${plural(sessions, 'session')}` }
  if (sessions >= MANY) return { level: 'high', why: `${plural(sessions, 'session')} speak for it` }
  return { level: 'medium', why: front.basis === 'stated' && said ? 'a person said it outright, in one session' : `drawn from ${plural(sessions, 'session')}, said by nobody` }
}
