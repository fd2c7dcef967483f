import { isoTime } from '../../kernel/clock.js'
import { badInput } from '../../kernel/errors.js'
import type { SkillEvent } from '../../kernel/types.js'
import type { Context } from '../context.js'
import { recordEvents } from './observe.js'
import { dealtNow, knownSkills, type Dealt } from './versions.js'

/**
 * Which version of a skill a session is dealt, to be handed out to it and to nobody else.
 * @param session the runtime's own id of the session, or any name that stays the same for it
 * @throws SkillLoopError (2) for a skill that was never in force
 */
export async function dealSkill(context: Context, skill: string, session: string): Promise<Dealt & { path: string }> {
  const known = (await knownSkills(context)).find(({ name, path }) => name === skill || path === skill)
  if (!known) throw badInput(`no skill is called ${skill}`, { fix: 'see skillloop skills list' })
  return { path: known.path, ...dealtNow(known, session) }
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
