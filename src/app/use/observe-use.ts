import { isoTime } from '../../kernel/clock.js'
import type { SkillEvent } from '../../kernel/types.js'
import type { Context } from '../context.js'
import { recordEvents } from './observe.js'
import { dealtNow, knownSkills, type Dealt } from './versions.js'

/** The rollout that decides now what a session gets of a skill, if one does. */
export async function rolloutOf(context: Context, path: string, session: string): Promise<{ rollout?: string }> {
  if (context.index.rolloutSteps().length === 0) return {}
  const known = (await knownSkills(context)).find((skill) => skill.path === path)
  const rollout = known && dealtNow(known, session).rollout
  return rollout === undefined ? {} : { rollout }
}

/**
 * Records that a session was handed a version of a skill, or dealt none; once by session, skill and version. For whoever
 * hands skills out by the session, such as the MCP server; sessions whose logs tell it are found by the tick.
 * @param given the session, as for dealSkill
 * @returns the event's commit; undefined where it was recorded before
 */
export async function observeUse(context: Context, { path, digest, rollout }: Pick<Dealt, 'digest' | 'rollout'> & { path: string }, given: string): Promise<string | undefined> {
  const session = given.slice(0, 512)
  const kind = digest === undefined ? 'skill-assignment' : 'skill-use'
  const isKnown = context.index.skillEvents().some(({ data }) => data.kind === kind && data.session === session && data.skill.path === path && data.skill.digest === digest)
  if (isKnown) return undefined
  const event: SkillEvent = {
    schemaVersion: 1, kind, skill: { path, ...(digest !== undefined && { digest }) }, how: digest === undefined ? 'rollout' : 'mcp', session,
    ...(rollout !== undefined && { rollout }), at: isoTime(context.clock.now())
  }
  return recordEvents(context, [event], () => `observe: ${path} ${digest === undefined ? 'withheld from' : 'read by'} a session`)
}
