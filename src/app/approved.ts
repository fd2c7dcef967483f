import type { Context } from './context.js'
import { proposalViews } from './proposals.js'

/** Paths of the memories and skills that are in force, in order. */
export function approvedPaths(context: Context): string[] {
  const inForce = proposalViews(context).filter(({ standing, front, onMain }) => standing.state === 'approved' && front?.kind !== 'training-plan' && onMain?.action !== 'retire')
  return [...new Set(inForce.flatMap(({ onMain }) => (onMain ? [onMain.artifact.path] : [])))].sort()
}
