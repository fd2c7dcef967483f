import { badInput, refused } from '../kernel/errors.js'
import { sha256 } from '../kernel/hash.js'
import type { TargetFolder } from '../targets/folder.js'
import { notAllowed } from '../training/allowed.js'
import { RECORD, recordedFiles, trainingFiles } from '../training/configs.js'
import type { TrainingSpec } from '../training/types.js'
import type { StoreContext } from './context.js'
import type { PlacedData } from './training-data.js'

export interface ConfigResult {
  spec: TrainingSpec
  written: string[]
  unchanged: string[]
  removed: string[]
  verify: string
  run: string
  absent: string[]
}

/**
 * Writes a run's files into its folder, and nothing elsewhere; nothing is run.
 * @throws SkillLoopError (2) where a file stands there that SkillLoop did not write or that was changed since, unless forced
 */
export async function writeTrainingConfig(target: TargetFolder, spec: TrainingSpec, placed: PlacedData, options: { force: boolean; dryRun: boolean }): Promise<ConfigResult> {
  const made = trainingFiles(spec, placed.files)
  const wanted = new Map<string, string>([...placed.files, ...made.files.map(({ name, text }): [string, string] => [name, text])])
  const earlier = await earlierFiles(target)
  const result: ConfigResult = { spec, written: [], unchanged: [], removed: [], verify: made.verify, run: made.run, absent: placed.absent }
  const foreign: string[] = []
  for (const [name, text] of wanted) {
    const there = await target.read(name)
    if (there && sha256(there) === sha256(text)) result.unchanged.push(name)
    else {
      result.written.push(name)
      if (there && earlier.get(name) !== sha256(there)) foreign.push(name)
    }
  }
  if (foreign.length > 0 && !options.force) {
    throw badInput(`${foreign.join(', ')} in ${spec.configDir} ${foreign.length === 1 ? 'was' : 'were'} not written by SkillLoop, or changed since`, { expected: 'an empty folder, or one with files of an earlier training-config', fix: 'name another --config-dir, or --force to replace them' })
  }
  // What an earlier run wrote and this one does not need would be loaded or started by mistake.
  for (const [name, hash] of earlier) {
    const there = wanted.has(name) ? undefined : await target.read(name)
    if (there && sha256(there) === hash) result.removed.push(name)
  }
  if (options.dryRun) return result
  for (const name of result.removed) await target.remove(name)
  // The record comes last: where this is stopped halfway, the earlier one still knows what is left of its files.
  for (const name of result.written) await target.write(name, wanted.get(name) ?? '')
  return result
}

/** Hash by name of what an earlier run wrote here; the record itself too, where it is as it was. */
async function earlierFiles(target: TargetFolder): Promise<Map<string, string>> {
  const bytes = await target.read(RECORD)
  const recorded = bytes && recordedFiles(bytes.toString('utf8'))
  return recorded ? new Map([...Object.entries(recorded), [RECORD, sha256(bytes)]]) : new Map()
}

/**
 * @param cost by the plan's estimate; undefined where none is known
 * @throws SkillLoopError (1) where the policy does not let such a run be made
 */
export function expectAllowed({ policy }: Pick<StoreContext, 'policy'>, spec: Parameters<typeof notAllowed>[0], cost: number | undefined): void {
  const against = notAllowed(spec, cost, policy.training)
  if (against.length > 0) throw refused(against.join('; '), { place: { file: 'policy.json' }, expected: 'a run that the policy\'s section training allows', fix: cost === undefined && policy.training.maxCost > 0 ? 'plan it with --price-per-gpu-hour, and give the approved plan by --plan' : 'skillloop policy explain training' })
}

/** @throws SkillLoopError (1) unless the plan is approved */
export function expectApproved(plan: { id: string; standing: { state: string; reason: string } }): void {
  const { state, reason } = plan.standing
  if (state !== 'approved') throw refused(`the plan ${plan.id} is ${state}: ${reason}`, { expected: 'a plan that a person approved', fix: `read it: skillloop review show ${plan.id}` })
}
