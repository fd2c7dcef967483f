import { basename, dirname, extname, resolve } from 'node:path'
import { badInput } from '../../kernel/errors.js'
import { plural } from '../../kernel/text.js'
import { command, worldOf, type Group } from '../command.js'

const sft = command({
  name: 'sft',
  describe: 'supervised fine-tuning records: {messages, tools}, one a line',
  options: {
    out: { type: 'string', demandOption: true, describe: 'the file; with several splits each has its name in it' },
    'min-score': { type: 'number', describe: 'lowest score that passes; the policy\'s when left out' },
    splits: { type: 'string', default: 'train=1', describe: 'e.g. train=0.8,validation=0.1,test=0.1' },
    name: { type: 'string', default: 'sft', describe: 'the dataset\'s name in .skillloop/datasets' },
    'allow-stale': { type: 'boolean', default: false, describe: 'let scores count that no longer hold; the manifest says so' },
    'dry-run': { type: 'boolean', default: false, describe: 'count, write nothing' }
  },
  examples: [['export sft --out data/sft.jsonl --min-score 70 --splits train=0.8,validation=0.1,test=0.1', 'three files and a manifest']],
  async run(args, io) {
    const { withIndex, TargetFolder } = await import('../../app/compose.js')
    const { exportSft } = await import('../../app/datasets.js')
    const minScore = args['min-score']
    if (minScore !== undefined && !(Number.isInteger(minScore) && minScore >= 0 && minScore <= 100)) throw badInput('--min-score is no score', { expected: 'a whole number from 0 to 100' })
    if (!/^[a-z0-9][a-z0-9-]{0,63}$/.test(args.name)) throw badInput(`--name ${args.name} is no name`, { expected: 'lower-case letters, digits and hyphens' })
    const out = resolve(io.cwd, args.out)
    const fileName = { stem: basename(out, extname(out)), ending: extname(out) || '.jsonl' }
    const { manifest, commit } = await withIndex(await worldOf(args, io), (context) => exportSft(context, new TargetFolder(dirname(out), 0o600), {
      name: args.name, minScore: minScore ?? context.policy.dataset.minScore, splits: args.splits, fileName, allowStale: args['allow-stale'], dryRun: args['dry-run']
    }))
    const left = Object.entries(manifest.excluded).map(([reason, count]) => `  ${count} left out: ${reason}`)
    const text = [
      ...manifest.files.map(({ name, split, records, tokens }) => `  ${name}  ${split}: ${plural(records, 'record')}, about ${tokens.total} tokens`), ...left,
      args['dry-run'] ? `${plural(manifest.records.length, 'record')} would be written to ${dirname(out)}`
        : `${plural(manifest.records.length, 'record')} in ${dirname(out)}; manifest ${manifest.id} ${commit ? `committed as ${commit.slice(0, 10)}` : 'was there already'}`
    ].join('\n')
    return { json: { manifest, ...(commit && { commit }) }, text }
  }
})

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

export const exportCommands: Group = { name: 'export', describe: 'training data from sessions that pass the gates, and scores', commands: [sft, evaluations] }
