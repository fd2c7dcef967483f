import { badInput, refused } from '../../kernel/errors.js'
import { versionsOf } from './versions.js'
import type { ArtifactHistory, Version } from './types.js'

/**
 * The version to go back to: the one that is named, or the last before the bytes in force first came into force; so
 * that going back twice goes further back, and never forward again. Where no version is in force, the last that was.
 * @param to a number, as `v2` or `2`
 * @param isBarred versions that nobody should go back to unasked
 * @throws SkillLoopError (1) where there is nothing to go back to, (2) for a version that is none
 */
export function rollbackTarget(history: ArtifactHistory, to: string | undefined, isBarred: (version: Version) => boolean = () => false): Version {
  const versions = versionsOf(history)
  if (to !== undefined) return findVersion(history, to)
  const { current } = history
  const before = current ? (current.sameAs ?? current.number) - 1 : versions.length
  const found = versions.slice(0, before).findLast((version) => version.digest !== history.digest && !isBarred(version))
  if (found) return found
  const barred = versions.slice(0, before).some(isBarred) ? ' that does not rest on a session in quarantine' : ''
  throw refused(`${history.path} has no earlier version${barred}`, { expected: 'a version before the one in force', fix: current ? `to take it back: skillloop review revoke ${current.proposal} --reason …` : `see skillloop ${history.path.startsWith('memory/') ? 'memory' : 'skills'} log` })
}

/** @throws SkillLoopError (2) naming the versions that there are */
export function findVersion(history: ArtifactHistory, given: string): Version {
  const versions = versionsOf(history)
  const number = /^v?(\d{1,9})$/i.exec(given)?.[1]
  const found = versions.find((version) => version.number === Number(number))
  if (found) return found
  throw badInput(`${history.path} has no version ${given}`, { expected: versions.length === 0 ? 'an artifact that was once approved' : versions.length === 1 ? 'v1, the only one' : `v1 to v${versions.length}` })
}
