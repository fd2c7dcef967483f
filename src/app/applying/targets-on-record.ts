import type { ProposalView } from '../proposals.js'
import { onRecord } from './on-record.js'
import type { PieceKind } from '../../targets/forms/places.js'

/** A target that something was put into, as far as main tells. */
export interface TargetOnRecord {
  record: string
  as: PieceKind
  /** Memories and skills that are there by the record. */
  artifacts: number
  /** Of these, those that are in force no more, or with other bytes. */
  behind: number
}

/**
 * Every target that has something by the record; nothing is looked at, so that a change there is not seen.
 * @param dealt skills of which a rollout deals versions: what is right for a target is not what is on main then
 */
export function targetsOnRecord(views: readonly ProposalView[], dealt: ReadonlySet<string> = new Set()): TargetOnRecord[] {
  const inForce = new Map(views.filter(({ standing, onMain }) => standing.state === 'approved' && onMain?.action !== 'retire').map(({ onMain, mainDigest }) => [onMain?.artifact.path, mainDigest]))
  return [...onRecord(views)].flatMap(([record, paths]) => {
    const there = new Map([...paths.values()].flatMap(({ of }) => [...of]))
    const [first] = paths.values()
    if (there.size === 0 || !first) return []
    return [{ record, as: first.as, artifacts: there.size, behind: [...there].filter(([path, digest]) => inForce.get(path) !== digest && !(dealt.has(path) && inForce.has(path))).length }]
  }).sort((a, b) => (a.record < b.record ? -1 : 1))
}
