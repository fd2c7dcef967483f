import { apply, type ApplyResult, type Loaded, type Machine } from './apply.js'
import type { Target } from './applying/resolve-target.js'
import type { Context } from './context.js'

/** Where a target stands, by looking at it. */
export interface TargetStatus {
  target: string
  state: 'current' | 'behind' | 'drifted'
  /** What an apply would write, and take out. */
  write: string[]
  remove: string[]
  /** What it would leave alone, with the difference that somebody made. */
  refused: ApplyResult['refused']
  leftOut: ApplyResult['leftOut']
}

/** What an apply would do to each target; nothing is written. */
export async function targetStatus(context: Context, machine: Machine, targets: readonly Target[], loaded: Loaded): Promise<TargetStatus[]> {
  const found: TargetStatus[] = []
  for (const target of targets) {
    const { written, removed, refused, leftOut } = await apply(context, machine, target, loaded, { dryRun: true })
    found.push({ target: target.record, state: refused.length > 0 ? 'drifted' : written.length + removed.length > 0 ? 'behind' : 'current', write: written, remove: removed, refused, leftOut })
  }
  return found
}
