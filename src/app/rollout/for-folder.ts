import { hostname } from 'node:os'
import { artifactFiles } from '../artifacts.js'
import type { ChooseVersion } from '../applying/in-force.js'
import type { Context } from '../context.js'
import { dealtNow, knownSkills } from '../use/versions.js'

/**
 * What folders of this project on this machine get of each artifact: the files on main, or those of another version, or
 * none, where a rollout deals so. All of its folders get the same; only a hash of the names decides, and neither is stored.
 */
export async function chooseForFolders(context: Context): Promise<ChooseVersion> {
  if (context.index.rolloutSteps().length === 0) return ({ files }) => Promise.resolve(files)
  const skills = new Map((await knownSkills(context)).map((skill) => [skill.path, skill]))
  return async ({ path, files }) => {
    const skill = skills.get(path)
    if (!skill) return files
    const { digest } = dealtNow(skill, `${hostname()} ${context.project}`)
    if (digest === skill.history.current?.digest) return files
    const version = skill.versions.findLast((each) => each.digest === digest)
    return version && artifactFiles(await context.repository.snapshot(version.commit), version)
  }
}
