import { environment, SkillLoopError } from '../kernel/errors.js'
import { nativeGit } from './git-process.js'

/**
 * Removes what nothing reaches any more from the object database, after forgetting where `ref` once pointed. Other
 * refs' reflogs stay, and so does what they reach.
 * @returns those of `objects` that are still there; undefined where Git is not installed to do it
 * @throws SkillLoopError (3) where git fails
 */
export async function purgeObjects(gitdir: string, ref: string, objects: readonly string[]): Promise<string[] | undefined> {
  try {
    await nativeGit(['reflog', 'expire', '--expire=now', '--expire-unreachable=now', ref], { gitdir })
    await nativeGit(['repack', '-a', '-d', '-q'], { gitdir })
    await nativeGit(['prune', '--expire=now'], { gitdir })
  } catch (error) {
    if (error instanceof SkillLoopError && error.message.includes('not installed')) return undefined
    throw environment('what was forgotten is out of the history, but not yet out of .git/objects', { cause: error, fix: `run there: git reflog expire --expire=now --expire-unreachable=now ${ref}; git repack -a -d; git prune --expire=now` })
  }
  const left: string[] = []
  for (const oid of objects) if (await nativeGit(['cat-file', '-e', oid], { gitdir }).then(() => true, () => false)) left.push(oid)
  return left
}
