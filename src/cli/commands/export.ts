import { readFile } from 'node:fs/promises'
import { basename, dirname, extname, resolve } from 'node:path'
import type { ExportRequest, ExportResult } from '../../app/export-dataset.js'
import { badInput } from '../../kernel/errors.js'
import { plural } from '../../kernel/text.js'
import type { DatasetManifest } from '../../kernel/types.js'
import { command, worldOf, type Command, type Group } from '../command.js'
import { okf } from './export-okf.js'

const gates = {
  out: { type: 'string', demandOption: true, describe: 'the file; with several splits each has its name in it' },
  format: { choices: ['jsonl', 'parquet'] as const, default: 'jsonl', describe: 'parquet: arguments and tools as JSON text' },
  splits: { type: 'string', default: 'train=1', describe: 'e.g. train=0.8,validation=0.1,test=0.1' },
  name: { type: 'string', describe: 'the dataset\'s name in .skillloop/datasets; the kind when left out' },
  'min-score': { type: 'number', describe: 'lowest score that passes; the policy\'s when left out' },
  'require-label': { choices: ['success', 'partial', 'failure', 'unknown'] as const, describe: 'only sessions evaluated as this' },
  'require-approval': { type: 'boolean', describe: 'only sessions that a person approved as examples' },
  tags: { type: 'string', describe: 'only sessions whose evaluation has all of these, with commas' },
  runtime: { type: 'string', describe: 'only sessions of this runtime' },
  since: { type: 'string', describe: 'only sessions that began then or later, e.g. 2026-08-01' },
  limit: { type: 'number', describe: 'no more records than this' },
  'near-duplicates': { choices: ['keep', 'collapse'] as const, describe: 'keep: all, in one split; collapse: the best alone; the policy\'s when left out' },
  'held-out': { type: 'string', array: true, describe: 'a benchmark\'s file: records with a passage of it are left out' },
  'allow-stale': { type: 'boolean', default: false, describe: 'let scores count that no longer hold; the manifest says so' },
  'fresh-splits': { type: 'boolean', default: false, describe: 'sessions need not stay in the splits of an earlier export of this name' },
  reasoning: { choices: ['leave-out', 'keep'] as const, describe: 'the assistant\'s reasoning; the policy\'s when left out' },
  'max-tokens': { type: 'number', describe: 'longer conversations are compressed to this; longer pairs and answers left out' },
  tokenizer: { type: 'string', describe: 'o200k_base, cl100k_base or a tokenizer.json; an estimate when left out' },
  'dry-run': { type: 'boolean', default: false, describe: 'count, write nothing' }
} as const

const preferences = {
  explicit: { type: 'boolean', describe: 'pairs that sources state and people\'s ratings; on unless the policy says otherwise' },
  corrections: { type: 'boolean', describe: 'the answers before and after a person\'s correction' },
  retries: { type: 'boolean', describe: 'sessions of one task, one verifiably succeeded, one failed' }
} as const
const shape = (...choices: ('trl' | 'openai' | 'axolotl')[]) => ({ shape: { choices, default: 'trl', describe: 'trl: arguments as objects; openai: as JSON text; axolotl: preferences with one last message' } })
const toolTurn = { 'tool-turn': { choices: ['tool', 'human'] as const, default: 'tool', describe: 'who speaks the results of tools' } } as const

const kinds = [
  kind('sft', 'supervised fine-tuning records: {messages, tools}, one a line', { ...shape('trl', 'openai') }, 'export sft --out data/sft.jsonl --min-score 70 --splits train=0.8,validation=0.1,test=0.1'),
  kind('dpo', 'preferences: {prompt, chosen, rejected}', { ...preferences, ...shape('trl', 'openai', 'axolotl') }, 'export dpo --out data/dpo.jsonl --corrections'),
  kind('kto', 'answers with whether they were good: {prompt, completion, label}', shape('trl', 'openai'), 'export kto --out data/kto.jsonl'),
  kind('grpo', 'requests with what can be verified of the outcome: {prompt, outcome, checks}', shape('trl', 'openai'), 'export grpo --out data/grpo.jsonl'),
  kind('reward', 'two whole conversations, one better: {chosen, rejected}', { ...preferences, ...shape('trl', 'openai') }, 'export reward --out data/reward.jsonl --retries'),
  kind('sharegpt', 'conversations of {from, value} with Hermes\' tags for calls', toolTurn, 'export sharegpt --out data/sharegpt.jsonl'),
  kind('trajectories', 'Hermes\' trajectories: {conversations, timestamp, model, completed}', { ...toolTurn, 'save-failures': { type: 'boolean', default: false, describe: 'sessions that the score turned down, in a file of their own' } }, 'export trajectories --out data/trajectories.jsonl --save-failures')
]

function kind(name: ExportRequest['kind'], describe: string, own: NonNullable<Command['options']>, example: string): Command {
  return command({
    name, describe, options: { ...gates, ...own }, examples: [[example, 'the files and a manifest']],
    async run(args, io) {
      const { datasetTools, TargetFolder, withIndex } = await import('../../app/compose.js')
      const { exportDataset } = await import('../../app/export-dataset.js')
      const out = resolve(io.cwd, args.out)
      const request = await requestOf(name, args, out, io.cwd)
      const { manifest, commit, columns } = await withIndex(await worldOf(args, io), (context) => exportDataset(context, datasetTools(), new TargetFolder(dirname(out), 0o600), request))
      return { json: { manifest, columns, ...(commit && { commit }) }, text: [said(manifest, commit, { folder: dirname(out), dryRun: request.dryRun === true }), ...stumbles(columns)].join('\n') }
    }
  })
}

async function requestOf(kind: ExportRequest['kind'], args: Record<string, unknown>, out: string, cwd: string): Promise<ExportRequest> {
  const text = (option: string): string | undefined => args[option] as string | undefined
  const number = (option: string): number | undefined => args[option] as number | undefined
  const [minScore, limit, maxTokens, name = kind, tokenizer] = [number('min-score'), number('limit'), number('max-tokens'), text('name'), text('tokenizer')]
  if (minScore !== undefined && minScore > 100) throw badInput('--min-score is no score', { expected: 'a whole number from 0 to 100' })
  if (!/^[a-z0-9][a-z0-9-]{0,63}$/.test(name)) throw badInput(`--name ${name} is no name`, { expected: 'lower-case letters, digits and hyphens' })
  for (const [option, value] of Object.entries({ limit, 'max-tokens': maxTokens })) if (value === 0) throw badInput(`--${option} is 0`, { expected: 'a whole number above 0' })
  const given: Record<string, unknown> = {
    minScore, label: args['require-label'], requireApproval: args['require-approval'], tags: text('tags')?.split(',').map((tag) => tag.trim()).filter(Boolean), runtime: args['runtime'], since: args['since'], limit,
    nearDuplicates: args['near-duplicates'], reasoning: args['reasoning'], shape: args['shape'], toolTurn: args['tool-turn'], fit: maxTokens === undefined ? undefined : { maxTokens },
    tokenizer: tokenizer?.endsWith('.json') ? resolve(cwd, tokenizer) : tokenizer
  }
  return {
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
    kind, name, splits: String(args['splits']), fileName: { stem: basename(out, extname(out)), ending: extname(out) || `.${String(args['format'])}` }, format: args['format'] as 'jsonl' | 'parquet',
    preferences: Object.fromEntries(Object.keys(preferences).flatMap((key) => (args[key] === undefined ? [] : [[key, args[key] === true]]))),
    allowStale: args['allow-stale'] === true, freshSplits: args['fresh-splits'] === true, saveFailures: args['save-failures'] === true, dryRun: args['dry-run'] === true,
    heldOut: await Promise.all((args['held-out'] as string[] | undefined ?? []).map(async (path) => ({ name: basename(path), bytes: await heldOutFile(resolve(cwd, path)) })))
  }
}

async function heldOutFile(path: string): Promise<Uint8Array> {
  return readFile(path).catch((cause: unknown) => {
    throw badInput(`${path} cannot be read`, { cause, expected: 'a benchmark\'s file for --held-out' })
  })
}

function said(manifest: DatasetManifest, commit: string | undefined, { folder, dryRun }: { folder: string; dryRun: boolean }): string {
  const left = Object.entries(manifest.excluded).sort(([, a], [, b]) => b - a).map(([reason, count]) => `  ${count} left out: ${reason}`)
  return [
    ...manifest.files.map(({ name, split, records, tokens }) => `  ${name}  ${split}: ${plural(records, 'record')}, ${tokens.method === 'characters/4' ? 'about ' : ''}${tokens.total} tokens`), ...left,
    dryRun ? `${plural(manifest.records.length, 'record')} would be written to ${folder}`
      : `${plural(manifest.records.length, 'record')} in ${folder}; manifest ${manifest.id} ${commit ? `committed as ${commit.slice(0, 10)}` : 'was there already'}`
  ].join('\n')
}

/** What Hugging Face datasets and others would make of the files' columns, where that is not what the rows say. */
function stumbles({ mixed, times }: ExportResult['columns']): string[] {
  const named = (paths: readonly string[]): string => `${paths.slice(0, 3).join(', ')}${paths.length > 3 ? ` and ${paths.length - 3} more` : ''}`
  const found = [
    ...(mixed.length > 0 ? [`  of two types, where Hugging Face datasets before version 5 stops: ${named(mixed)}`] : []),
    ...(times.length > 0 ? [`  dates alone, which it makes times of, and chat templates cannot write those: ${named(times)}`] : [])
  ]
  return found.length === 0 ? [] : ['Hugging Face datasets may not load these files as they are:', ...found, '  --format parquet has arguments and tools as JSON text, --shape openai the arguments']
}

const evaluations = command({
  name: 'evaluations',
  describe: 'scores for another system: OpenTelemetry events, Phoenix annotations or Langfuse scores, one a line',
  options: {
    format: { choices: ['otel', 'phoenix', 'langfuse'] as const, demandOption: true, describe: 'otel: gen_ai.evaluation.result as OTLP/JSON logs' },
    out: { type: 'string', demandOption: true, describe: 'the file' },
    evaluator: { type: 'string', describe: 'whose scores; the policy\'s when left out' },
    'allow-stale': { type: 'boolean', default: false, describe: 'scores that no longer hold, too' },
    'dry-run': { type: 'boolean', default: false, describe: 'count, write nothing' }
  },
  examples: [['export evaluations --format otel --out scores.jsonl', 'what the collector\'s otlpjsonfile receiver reads']],
  async run(args, io) {
    const { withIndex, TargetFolder } = await import('../../app/compose.js')
    const { exportEvaluations } = await import('../../app/export-evaluations.js')
    const out = resolve(io.cwd, args.out)
    const result = await withIndex(await worldOf(args, io), (context) => exportEvaluations(context, new TargetFolder(dirname(out), 0o600), {
      format: args.format, file: basename(out), allowStale: args['allow-stale'], dryRun: args['dry-run'], ...(args.evaluator !== undefined && { evaluator: args.evaluator })
    }))
    const stale = result.stale === 0 ? [] : [args['allow-stale'] ? `  ${result.stale} of them are stale` : `  ${result.stale} left out: stale (skillloop eval --stale, or --allow-stale)`]
    const text = [`${plural(result.written, 'evaluation')} by ${result.evaluator} ${args['dry-run'] ? 'would be written' : 'written'} to ${out}`, ...stale, ...(result.missing > 0 ? [`  ${result.missing} left out: not evaluated`] : [])].join('\n')
    return { json: result, text }
  }
})

export const exportCommands: Group = { name: 'export', describe: 'training data from sessions that pass the gates, approved knowledge, and scores', commands: [...kinds, okf, evaluations] }
