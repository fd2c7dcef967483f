import { createRequire } from 'node:module'
import type { Ajv2020, ErrorObject, ValidateFunction } from 'ajv/dist/2020.js'
import { schemas } from './generated/schemas.js'
import type {
  Comment, Condition, DatasetManifest, Decision, Evaluation, MemoryFrontMatter, Policy, ProposalFrontMatter, Rewrite, RolloutStep, Run, SkillEval, SkillEvent, SkillFrontMatter, StoreMarker, Support, Trace, TraceEvent, TrainingPlan, TrainingResult
} from './generated/types.js'
import { badInput, type Place } from './errors.js'
import type { FileKind } from './layout.js'
import { nearest } from './nearest.js'

/** The stored formats by the name of their schema file. */
export interface Formats {
  trace: Trace
  evaluation: Evaluation
  proposal: ProposalFrontMatter
  support: Support
  decision: Decision
  memory: MemoryFrontMatter
  skill: SkillFrontMatter
  policy: Policy
  'dataset-manifest': DatasetManifest
  run: Run
  event: TraceEvent
  rewrite: Rewrite
  rollout: RolloutStep
  'skill-event': SkillEvent
  store: StoreMarker
  comment: Comment
  'training-plan': TrainingPlan
  'training-result': TrainingResult
  'skill-eval': SkillEval
  /** Not stored: given on the command line. */
  condition: Condition
}

/** The format of each kind of stored file. */
export const FORMAT_OF: Record<FileKind, keyof Formats> = {
  store: 'store', policy: 'policy', proposal: 'proposal', decision: 'decision', memory: 'memory', skill: 'skill',
  manifest: 'dataset-manifest', trace: 'trace', evaluation: 'evaluation', support: 'support', run: 'run', event: 'event', comment: 'comment', rewrite: 'rewrite',
  rollout: 'rollout', use: 'skill-event', plan: 'training-plan', result: 'training-result', 'skill-eval': 'skill-eval'
}

const require = createRequire(import.meta.url)
let ajv: Ajv2020 | undefined
const compiled = new Map<string, ValidateFunction>()

function validator(name: keyof Formats): ValidateFunction {
  let check = compiled.get(name)
  if (!check) {
    // Loaded, and schemas compiled, when first needed: a command that stores nothing pays for none.
    ajv ??= new (require('ajv/dist/2020.js') as typeof import('ajv/dist/2020.js')).Ajv2020({ strict: true, allowUnionTypes: true, verbose: true, schemas: Object.values(schemas) })
    check = ajv.getSchema(schemas[name].$id) as ValidateFunction
    compiled.set(name, check)
  }
  return check
}

/** Compiled beforehand: they say yes or no, and the schema itself says why not. */
export const COMPILED_BEFORE: ReadonlySet<keyof Formats> = new Set(['policy', 'store', 'trace', 'evaluation', 'proposal', 'decision', 'support', 'run'])
const ready = new Map<string, (value: unknown) => boolean>()

function fits(name: keyof Formats, value: unknown): boolean {
  if (!COMPILED_BEFORE.has(name)) return false
  let check = ready.get(name)
  if (!check) {
    ({ check } = require(`./generated/validators/${name}.cjs`) as { check: (value: unknown) => boolean })
    ready.set(name, check)
  }
  return check(value)
}

/** What is wrong with a value by its schema, a short sentence each; empty when nothing is. */
export function problemsOf(name: keyof Formats, value: unknown): string[] {
  if (fits(name, value)) return []
  const check = validator(name)
  return check(value) ? [] : (check.errors ?? []).map(sentence)
}

function sentence(error: ErrorObject): string {
  const at = error.instancePath === '' ? 'the document' : error.instancePath
  const extra = (error.params as { additionalProperty?: string }).additionalProperty
  const allowed = (error.params as { allowedValues?: unknown[] }).allowedValues
  const hint = extra !== undefined ? ` (${extra}${meant(extra, error.parentSchema)})` : allowed ? ` (${allowed.join(', ')})` : ''
  return `${at} ${error.message ?? 'is wrong'}${hint}`
}

function meant(extra: string, schema: unknown): string {
  const properties = typeof schema === 'object' && schema !== null && 'properties' in schema ? schema.properties : undefined
  const found = nearest(extra, Object.keys(properties ?? {}))
  return found === undefined ? '' : `; did you mean ${found}?`
}

/**
 * The value, known to match its schema.
 * @throws SkillLoopError (2) naming the place and the first problems
 */
export function expectFormat<N extends keyof Formats>(name: N, value: unknown, place: Place): Formats[N] {
  const problems = problemsOf(name, value)
  if (problems.length > 0) {
    throw badInput(`not a valid ${name}: ${problems.slice(0, 3).join('; ')}`, {
      place, expected: `a document that matches schemas/${name}.schema.json`
    })
  }
  return value as Formats[N]
}
