import { knownEvaluators } from '../evaluation/known.js'
import { badInput, refused } from '../kernel/errors.js'
import { sha256, sha256OfJson } from '../kernel/hash.js'
import type { EvaluatorModule, ModelJudge, WordingModel } from '../kernel/types.js'
import type { FullPolicy } from '../policy/policy.js'
import type { StoreContext } from './context.js'
import type { Foreign } from './foreign-port.js'

/** An evaluator that the policy names. */
export type ForeignEvaluator = { kind: 'module'; entry: EvaluatorModule } | { kind: 'judge'; entry: ModelJudge }
/** Whatever a policy names that runs here, or that sessions are sent to. */
type Foreigner = ForeignEvaluator | { kind: 'wording'; entry: WordingModel & { name: string } }

/** The name under which the model that words drafts is trusted. */
export const WORDING = 'wording'

/** The policy's evaluator of a name that is not SkillLoop's. @throws SkillLoopError (2) for a name that is given twice, or is SkillLoop's */
export function foreignEvaluator({ evaluators, judges }: FullPolicy['evaluation'], name: string): ForeignEvaluator | undefined {
  const found: ForeignEvaluator[] = [...evaluators.map((entry) => ({ kind: 'module' as const, entry })), ...judges.map((entry) => ({ kind: 'judge' as const, entry }))].filter(({ entry }) => entry.name === name)
  if (found[0] && knownEvaluators.some((evaluator) => evaluator.name === name)) {
    throw badInput(`the policy gives the name ${name} to a ${found[0].kind}, and SkillLoop has an evaluator of that name`, { place: { file: 'policy.json' }, expected: 'another name' })
  }
  if (found.length > 1) throw badInput(`the policy has two evaluators named ${name}`, { place: { file: 'policy.json' }, expected: 'one of each name' })
  return found[0]
}

/** Names of the evaluators that the policy adds. */
export function foreignNames({ evaluators, judges }: FullPolicy['evaluation']): string[] {
  return [...evaluators, ...judges].map(({ name }) => name)
}

/** SHA-256 of a module's bytes. @throws SkillLoopError (2) where the policy names a file that is not there */
export function moduleSha256({ foreign }: Pick<StoreContext, 'foreign'>, entry: EvaluatorModule): string {
  return sha256(sourceOf(foreign, entry))
}

export function sourceOf(foreign: Pick<Foreign, 'sources'>, { name, module }: EvaluatorModule): string {
  const source = foreign.sources.get(name)
  if (source !== undefined) return source
  throw badInput(`the policy's evaluator ${name} is ${module}, which is not there`, { place: { file: 'policy.json' }, expected: 'a file on the store\'s main branch, or in the project', fix: 'put it back, or take the evaluator out of evaluation.evaluators' })
}

/** What is trusted of an evaluator: of a module its place and its bytes, of a judge all that the policy says. */
function pinOf(context: Pick<StoreContext, 'foreign'>, found: Foreigner): string {
  return found.kind !== 'module' ? sha256OfJson(found) : sha256OfJson({ kind: found.kind, name: found.entry.name, module: found.entry.module, sha256: moduleSha256(context, found.entry) })
}

/**
 * Refuses what nobody at this machine has agreed to: a policy comes with a clone, and what it names would run here
 * or be sent from here.
 * @throws SkillLoopError (1)
 */
export async function expectTrusted(context: StoreContext, found: Foreigner): Promise<void> {
  const { name } = found.entry
  const known = (await context.foreign.pins())[name]
  if (known === pinOf(context, found)) return
  const what = found.kind === 'module' ? `the evaluator ${name} runs the code in ${found.entry.module}`
    : found.kind === 'judge' ? `the evaluator ${name} sends sessions to ${found.entry.endpoint}` : `the model that words drafts is sent parts of sessions`
  throw refused(`${what}, and ${known === undefined ? 'nobody on this machine has agreed to that' : 'that has changed since it was agreed to'}`, {
    place: { file: 'policy.json' }, expected: 'one that is trusted here', fix: `read it, then: skillloop eval trust ${name}`
  })
}

/** What a person is asked to agree to. */
export interface TrustRequest { name: string; kind: Foreigner['kind']; trusted: boolean; changed: boolean; about: string[] }

/** What there is to know of an evaluator before it is trusted. @throws SkillLoopError (2) for a name that the policy doesn't have */
export async function trustRequest(context: StoreContext, name: string): Promise<TrustRequest> {
  const found = expectForeign(context, name)
  const known = (await context.foreign.pins())[name]
  const trusted = known === pinOf(context, found)
  return { name, kind: found.kind, trusted, changed: known !== undefined && !trusted, about: aboutOf(context, found) }
}

/** Records on this machine, outside of every branch, that an evaluator may run; or that it may not. */
export async function setTrust(context: StoreContext, name: string, trusted: boolean): Promise<void> {
  const others = Object.fromEntries(Object.entries(await context.foreign.pins()).filter(([known]) => known !== name))
  await context.foreign.pin(trusted ? { ...others, [name]: pinOf(context, expectForeign(context, name)) } : others)
}

function expectForeign({ policy }: StoreContext, name: string): Foreigner {
  if (name === WORDING && Object.keys(policy.distillation.model).length > 0) return { kind: 'wording', entry: { ...policy.distillation.model, name } }
  const found = foreignEvaluator(policy.evaluation, name)
  if (found) return found
  throw badInput(`the policy names no evaluator ${JSON.stringify(name)} of its own`, { place: { file: 'policy.json' }, expected: `one of: ${foreignNames(policy.evaluation).join(', ') || '(none)'}` })
}

function aboutOf(context: StoreContext, found: Foreigner): string[] {
  if (found.kind === 'wording') {
    const { endpoint, model, keyVariable, budget = 0 } = found.entry
    return [`sends redacted drafts of skills and the quotes they rest on to ${endpoint ?? 'the endpoint that the environment names'}, model ${model ?? '(none)'}`, ...keyNote(keyVariable), `may cost US$ ${budget} in all, by distillation.model.budget`]
  }
  if (found.kind === 'judge') {
    const { endpoint, model, keyVariable } = found.entry
    return [`sends the redacted text of sessions to ${endpoint}, model ${model}`, ...(keyVariable === undefined ? ['sends no key'] : keyNote(keyVariable)), `may cost US$ ${context.policy.evaluation.budget} in all, by evaluation.budget`]
  }
  const source = sourceOf(context.foreign, found.entry)
  return [`runs ${found.entry.module}, ${Buffer.byteLength(source)} bytes, SHA-256 ${sha256(source)}`, 'in a thread without environment variables, with limits of time and memory; that is no sandbox: it can read and write files, use the network and start programs as you can']
}

const keyNote = (keyVariable: string | undefined): string[] => (keyVariable === undefined ? [] : [`sends the value of the environment variable ${keyVariable} there, as the key`])
