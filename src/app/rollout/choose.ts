import { hostname } from 'node:os'
import { artifactFiles } from '../artifacts.js'
import type { ChooseVersion } from '../applying/in-force.js'
import type { Context } from '../context.js'
import { dealtNow, knownSkills } from '../use/versions.js'

/**
 * What a unit gets of each artifact: the files on main, or those of another version, or none, where a rollout deals so.
 * @param unit a session, or what stands for the folders of a project on a machine
 */
export async function chooseFor(context: Context, unit: string): Promise<ChooseVersion> {
  if (context.index.rolloutSteps().length === 0) return ({ files }) => Promise.resolve(files)
  const skills = new Map((await knownSkills(context)).map((skill) => [skill.path, skill]))
  return async ({ path, files }) => {
    const skill = skills.get(path)
    if (!skill) return files
    const { digest } = dealtNow(skill, unit)
    if (digest === skill.history.current?.digest) return files
    const version = skill.versions.findLast((each) => each.digest === digest)
    return version && artifactFiles(await context.repository.snapshot(version.commit), version)
  }
}

/** The same for all folders of this project on this machine: only a hash of the names decides, and neither is stored. */
export async function chooseForFolders(context: Context): Promise<ChooseVersion> {
  return chooseFor(context, `${hostname()} ${context.project}`)
}
