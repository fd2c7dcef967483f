import { apply, carryOut, load, selector, type ApplyResult, type Machine } from './apply.js'
import { compare } from './applying/compare.js'
import type { ChooseVersion } from './applying/in-force.js'
import { hashesWritten, onRecord, type PathOnRecord } from './applying/on-record.js'
import { record } from './applying/record.js'
import type { Target } from './applying/resolve-target.js'
import type { Context } from './context.js'
import { proposalViews } from './proposals.js'

export interface UnapplyOptions { dryRun?: boolean; only?: readonly string[] }

/**
 * Takes out of a target what SkillLoop put there and nobody changed since, and records it. What is approved stays approved.
 * Of a file that several are in, only those that are named go when some are.
 */
export async function unapply(context: Context, machine: Machine, target: Target, options: UnapplyOptions = {}): Promise<ApplyResult> {
  const views = proposalViews(context)
  const paths = onRecord(views).get(target.record) ?? new Map<string, PathOnRecord>()
  const isMeant = selector(options.only, views)
  const isIn = (artifact: string): boolean => [...paths.values()].some(({ of }) => of.has(artifact))
  const { form } = target.place
  if (options.only && (form === 'block' || form === 'entries' || form === 'okf')) {
    const others: ChooseVersion = (artifact) => Promise.resolve(isIn(artifact.path) && !isMeant(artifact.path) ? artifact.files : undefined)
    return apply(context, machine, target, await load(context), { ...(options.dryRun !== undefined && { dryRun: options.dryRun }), choose: others })
  }
  const folder = machine.folder(target.root)
  const steps = await compare(folder, [], { record: target.record, paths, written: hashesWritten(views), begun: {}, isMeant, stays: new Set(), adopted: new Set(), isHandedOver: form === 'pending' })
  const result: ApplyResult = { target: target.record, written: [], removed: steps.remove.map(({ path }) => path), unchanged: [], refused: steps.refused, leftOut: [] }
  if (options.dryRun || steps.remove.length + steps.gone.length === 0) return result
  await carryOut(folder, steps)
  const commit = await record(context, views, { target: target.record, steps, artifacts: [], paths })
  await context.index.catchUp()
  return { ...result, commit }
}
