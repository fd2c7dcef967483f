import { environment, SkillLoopError } from '../kernel/errors.js'
import { nativeGit } from './git-process.js'

/**
 * Removes what nothing reaches any more from the object database, after forgetting where `ref` once pointed, and HEAD
 * where that is not enough. Other refs' reflogs stay, and so does what they reach.
 * @returns those of `objects` that are still there; undefined where Git is not installed to do it
 * @throws SkillLoopError (3) where git fails
 */
export async function purgeObjects(gitdir: string, ref: string, objects: readonly string[]): Promise<string[] | undefined> {
  try {
    await nativeGit(['reflog', 'expire', '--expire=now', '--expire-unreachable=now', ref], { gitdir })
    await collect(gitdir)
    const left = await stillThere(gitdir, objects)
    if (left.length === 0) return left
    // Whoever had checked the old history out has it in HEAD's reflog.
    await nativeGit(['reflog', 'expire', '--expire-unreachable=now', 'HEAD'], { gitdir })
    await collect(gitdir)
    return await stillThere(gitdir, left)
  } catch (error) {
    if (error instanceof SkillLoopError && error.message.includes('not installed')) return undefined
    throw environment('what was forgotten is out of the history, but not yet out of .git/objects', { cause: error, fix: `run there: git reflog expire --expire=now --expire-unreachable=now ${ref}; git repack -a -d; git prune --expire=now` })
  }
}

async function collect(gitdir: string): Promise<void> {
  await nativeGit(['repack', '-a', '-d', '-q'], { gitdir })
  await nativeGit(['prune', '--expire=now'], { gitdir })
}

async function stillThere(gitdir: string, objects: readonly string[]): Promise<string[]> {
  const left: string[] = []
  for (const oid of objects) if (await nativeGit(['cat-file', '-e', oid], { gitdir }).then(() => true, () => false)) left.push(oid)
  return left
}
