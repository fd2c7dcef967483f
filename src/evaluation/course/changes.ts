import type { Pointer } from '../../kernel/types.js'
import type { PlacedMessage } from '../../traces/live-messages.js'
import type { Observation } from '../observations/types.js'
import { findCue } from './words.js'

/** What an agent that serves people did to what is theirs, and how it went about it. */
export interface Dialogue {
  /** Changes that a service took. */
  changes: readonly Observation[]
  /** Among them those that no later look-up came after. */
  unchecked: readonly Observation[]
  /** Changes whose last words before, of the person, were no agreement. */
  unagreed: readonly Pointer[]
  /** Where the agent said that it may not or cannot, the first time. */
  declined: Pointer | undefined
  /** A change that was made after the agent had declined. */
  gaveWay: Pointer | undefined
  /** A person was to take over. */
  handedOver: Pointer | undefined
}

const PROJECT_WORK = new Set<Observation['kind']>(['test', 'build', 'lint', 'read', 'write', 'edit', 'vcs', 'install', 'start', 'command', 'search'])

/**
 * A session in which somebody is served through a service's tools alone: no shell, no files, at least two turns of the
 * person. Nothing in it can be tested, so it is judged by what was changed and what was declined; undefined for others.
 */
export function readDialogue(live: readonly PlacedMessage[], observations: readonly Observation[]): Dialogue | undefined {
  if (observations.some(({ kind }) => PROJECT_WORK.has(kind))) return undefined
  const people = live.filter(({ message }) => message.role === 'user' && !message.injected && message.text.trim() !== '')
  if (people.length < 2) return undefined
  const tried = observations.filter(({ kind }) => kind === 'change')
  const changes = tried.filter(({ ok }) => ok !== false)
  const lastLookup = observations.findLast(({ kind, ok }) => kind === 'lookup' && ok !== false)
  const declined = live.find(({ message }) => message.role === 'assistant' && !message.injected && findCue(message.text, 'declines') !== undefined)
  const gaveWay = declined && changes.find(({ at }) => at.message > declined.index)
  return {
    changes, unchecked: changes.filter(({ at }) => !lastLookup || lastLookup.at.message < at.message),
    unagreed: unagreed(people, changes), declined: declined && { message: declined.index }, gaveWay: gaveWay?.at,
    handedOver: observations.findLast(({ kind, ok }) => kind === 'hand-over' && ok !== false)?.at
  }
}

/** Both lists are in order, so one pass finds the person's words before each change. */
function unagreed(people: readonly PlacedMessage[], changes: readonly Observation[]): Pointer[] {
  const found: Pointer[] = []
  let next = 0
  let words = ''
  for (const { at } of changes) {
    for (let person = people[next]; person && person.index < at.message; person = people[++next]) words = person.message.text
    if (findCue(words, 'agrees') === undefined) found.push(at)
  }
  return found
}
