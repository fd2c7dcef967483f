import { hostname } from 'node:os'
import type { Version } from '../../proposals/history/types.js'
import type { Context } from '../context.js'
import { dealtNow, knownSkills } from '../use/versions.js'

/** What a folder gets of a skill that is being rolled out: the version, or none. */
export interface ForFolder { version?: Version }

/**
 * The skills of which this project on this machine gets something else than what is in force on main, by path. All of
 * its folders get the same; only a hash of the names decides, and neither is stored.
 */
export async function versionsForFolders(context: Context): Promise<Map<string, ForFolder>> {
  const found = new Map<string, ForFolder>()
  if (context.index.rolloutSteps().length === 0) return found
  for (const skill of await knownSkills(context)) {
    const { digest } = dealtNow(skill, `${hostname()} ${context.project}`)
    if (digest === skill.history.current?.digest) continue
    const version = skill.versions.findLast((each) => each.digest === digest)
    found.set(skill.path, version ? { version } : {})
  }
  return found
}
