import { applyEdits, findNodeAtLocation, modify, parseTree, printParseErrorCode, type ParseError } from 'jsonc-parser'
import { ADAPTERS } from '../adapters/registry.js'
import { parseSplits } from '../datasets/splits.js'
import { canonicalJson } from '../kernel/canonical-json.js'
import { isoTime } from '../kernel/clock.js'
import { badInput, SkillLoopError } from '../kernel/errors.js'
import { MAIN } from '../kernel/layout.js'
import { excerpt } from '../kernel/text.js'
import type { Policy } from '../kernel/types.js'
import { problemsOf } from '../kernel/validate.js'
import { meantKey, policyKey, policyKeys, type PolicyKey } from '../policy/keys.js'
import { initialPolicy, withDefaults, type FullPolicy } from '../policy/policy.js'
import { firstParents } from '../store/history.js'
import type { Signature } from '../store/objects/encode.js'
import type { StoreContext } from './context.js'

const FILE = 'policy.json'

/** What is wrong with a policy, and on which line. */
export interface PolicyProblem { line?: number; problem: string }

/** A key with what stands there now, and where that comes from. */
export interface ExplainedKey extends PolicyKey {
  value: unknown
  /** It was set, to another value than the default. */
  isChanged: boolean
  /** The commit of main that last gave it another value, where it has ever been changed. */
  changed?: { commit: string; at: string; by: string; reason: string }
}

export interface PolicyChange { key: string; before: unknown; after: unknown; commit?: string }

/** The policy in force, and which keys were set to something other than their defaults. */
export function showPolicy({ policy }: StoreContext): { policy: FullPolicy; changed: string[] } {
  const defaults = initialPolicy()
  const leaves = policyKeys().filter(({ key }) => key.includes('.') && key.split('.').length === 2)
  return { policy, changed: leaves.map(({ key }) => key).filter((key) => !same(valueAt(policy, key), valueAt(defaults, key))) }
}

/**
 * Sets a key, or gives it back its default, in a commit of main with its reason. The layout of what a person wrote stays.
 * @param changes values by key; undefined for the default
 * @param options.who for whom it is changed; the person whom Git knows when left out
 * @throws SkillLoopError (2) for a key that there is not, naming the one that was meant, or a value that may not stand there
 */
export async function changePolicy(context: StoreContext, changes: ReadonlyMap<string, unknown>, reason: string, options: { dryRun?: boolean; who?: Signature } = {}): Promise<PolicyChange[]> {
  for (const key of changes.keys()) expectKey(key)
  const { repository, policy } = context
  const edit = (bytes: Uint8Array | undefined): string => {
    let text = bytes ? Buffer.from(bytes).toString('utf8') : '{\n  "schemaVersion": 1\n}\n'
    for (const [key, value] of changes) text = applyEdits(text, modify(text, key.split('.'), value, { formattingOptions: { insertSpaces: true, tabSize: 2 } }))
    const problems = policyProblems(text)
    if (problems.length > 0) throw badInput(`${[...changes.keys()].join(', ')} cannot be set so: ${problems.map(({ problem }) => problem).join('; ')}`, { place: { file: FILE, ...(problems[0]?.line && { line: problems[0].line }) }, expected: [...changes.keys()].map((key) => `${key}: ${policyKey(key)?.accepts ?? ''}`).join('; '), fix: `skillloop policy explain ${[...changes.keys()][0] ?? ''}` })
    return text
  }
  const after = withDefaults(JSON.parse(edit(await (await repository.tip(MAIN))?.read(FILE))) as Policy)
  const result = [...changes.keys()].map((key): PolicyChange => ({ key, before: valueAt(policy, key), after: valueAt(after, key) }))
  if (options.dryRun) return result
  const told = result.map(({ key, after: value }) => `${key} ${excerpt(JSON.stringify(value), 60)}`).join(', ')
  const batch = repository.batch()
  const commit = await repository.commit(MAIN, batch, async (tip) => {
    const there = await tip.read(FILE)
    const text = edit(there)
    if (there && Buffer.from(there).toString('utf8') === text) return undefined
    return { edits: new Map([[FILE, { oid: await batch.add('blob', Buffer.from(text)), mode: '100644' as const }]]), message: `Policy: ${excerpt(told, 100)}\n\n${reason}` }
  }, { who: options.who ?? await context.person() })
  return commit === undefined ? result : result.map((change) => ({ ...change, commit }))
}

/** @throws SkillLoopError (2) naming the key that was meant */
function expectKey(key: string): void {
  if (policyKey(key) !== undefined && key !== 'schemaVersion' && !key.split('.').some((part) => part === '__proto__')) return
  const meant = meantKey(key)
  throw badInput(`the policy has no key ${key}${meant === undefined ? '' : `; did you mean ${meant}?`}`, { expected: 'a key that `skillloop policy explain` lists' })
}

/** A value as it was typed: JSON, or text as it is, also where it looks like JSON but the key takes text. */
export function typedValue(key: string, text: string): unknown {
  if (policyKey(key)?.accepts === 'text') return text
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}

/** What is wrong with the text of a policy: its JSON, its schema, or what its values mean together; empty where nothing is. */
export function policyProblems(text: string): PolicyProblem[] {
  const errors: ParseError[] = []
  const tree = parseTree(text, errors, { disallowComments: true })
  const [error] = errors
  if (error || !tree) return [{ line: lineAt(text, error?.offset ?? 0), problem: `no JSON: ${error ? printParseErrorCode(error.error) : 'it is empty'}` }]
  const policy: unknown = JSON.parse(text)
  const bySchema = problemsOf('policy', policy)
  const located = (problem: string): PolicyProblem => {
    // "/dataset must NOT have additional properties (minScor; …)" is about the member that it names.
    const [, pointer = '', member] = /^(\S*) .*?(?:\(([^;)]+)[;)]|$)/.exec(problem.slice(0, 2000)) ?? []
    const path = pointer.split('/').slice(1).map((part) => (/^\d+$/.test(part) ? Number(part) : part.replaceAll('~1', '/').replaceAll('~0', '~')))
    const node = (member === undefined ? undefined : findNodeAtLocation(tree, [...path, member])) ?? findNodeAtLocation(tree, path)
    return { problem, ...(node && { line: lineAt(text, node.offset) }) }
  }
  if (bySchema.length > 0) return bySchema.map(located)
  return meaningProblems(withDefaults(policy as Policy)).map(({ key, problem }) => {
    const node = findNodeAtLocation(tree, key.split('.')) ?? tree
    return { problem: `${key}: ${problem}`, line: lineAt(text, node.offset) }
  })
}

/** What a schema cannot say. */
function meaningProblems({ ingestion, dataset }: FullPolicy): { key: string; problem: string }[] {
  const known = [...ADAPTERS.map(({ name }) => name), 'hermes-db', 'auto']
  const strange = ingestion.sources.find(({ runtime }) => !known.includes(runtime))
  const homeless = ingestion.sources.find(({ runtime, paths }) => runtime !== 'hermes-db' && paths === undefined && ADAPTERS.find(({ name }) => name === runtime)?.locations === undefined && known.includes(runtime))
  const splits = failureOf(() => parseSplits(dataset.splits))
  return [
    ...(strange ? [{ key: 'ingestion.sources', problem: `there is no runtime ${strange.runtime} (${known.join(', ')})` }] : []),
    ...(homeless ? [{ key: 'ingestion.sources', problem: `${homeless.runtime} has no place of its own: paths are needed` }] : []),
    ...(splits ? [{ key: 'dataset.splits', problem: splits.replace('--splits: ', '') }] : []),
    ...(dataset.autoExport && dataset.out === '' ? [{ key: 'dataset.autoExport', problem: 'needs dataset.out, the file to write' }] : [])
  ]
}

function failureOf(does: () => unknown): string | undefined {
  try {
    does()
    return undefined
  } catch (error) {
    if (error instanceof SkillLoopError) return error.message
    throw error
  }
}

/** What keys mean, accept and are set to: one with who changed it last and why, or all. */
export async function explainPolicy(context: StoreContext, key?: string): Promise<ExplainedKey[]> {
  if (key !== undefined) expectKey(key)
  const defaults = initialPolicy()
  const keys = key === undefined ? policyKeys() : [policyKey(key) as PolicyKey, ...policyKeys().filter((each) => each.key.startsWith(`${key}.`))]
  const explained = keys.map((each): ExplainedKey => ({ ...each, value: valueAt(context.policy, each.key), isChanged: !same(valueAt(context.policy, each.key), valueAt(defaults, each.key)) }))
  const [first] = explained
  if (key === undefined || !first) return explained
  const changed = await lastChange(context, key)
  return [{ ...first, ...(changed && { changed }) }, ...explained.slice(1)]
}

/** The commit along main's first parents that gave a key the value it has. */
async function lastChange({ repository }: StoreContext, key: string): Promise<ExplainedKey['changed']> {
  const head = await repository.refs.read(MAIN)
  if (!head) return undefined
  const read = async (oid: string): Promise<unknown> => valueAt(JSON.parse(Buffer.from(await repository.blob(oid)).toString('utf8')), key)
  for await (const { oid, commit } of firstParents(head, (id) => repository.commitData(id))) {
    const [parent] = commit.parents
    const before = parent === undefined ? undefined : await (await repository.snapshot(parent)).entry(FILE)
    const after = await (await repository.snapshot(oid)).entry(FILE)
    if (before?.oid === after?.oid || !before || !after) continue
    const isOther = await Promise.all([read(before.oid), read(after.oid)]).then(([one, other]) => !same(one, other), () => true)
    if (isOther) return { commit: oid, at: isoTime(commit.author.at), by: commit.author.name, reason: excerpt(commit.message.split('\n').slice(2).join(' ') || commit.message, 300) }
  }
  return undefined
}

/** The value at a dotted key; undefined where there is none. */
function valueAt(policy: unknown, key: string): unknown {
  return key.split('.').reduce<unknown>((at, name) => (typeof at === 'object' && at !== null && Object.hasOwn(at, name) ? (at as Record<string, unknown>)[name] : undefined), policy)
}

const same = (one: unknown, other: unknown): boolean => canonicalJson(one ?? null) === canonicalJson(other ?? null)

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}
