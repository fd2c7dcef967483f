import { resolve } from 'node:path'
import { EXIT } from '../../kernel/errors.js'
import { plural } from '../../kernel/text.js'
import type { DatasetManifest } from '../../kernel/types.js'
import { command, worldOf, type Group } from '../command.js'

const positionals = { id: { describe: 'a manifest, a beginning of its id, or latest' } }

const list = command({
  name: 'list',
  describe: 'datasets that were exported',
  async run(args, io) {
    const { withIndex } = await import('../../app/compose.js')
    const manifests = await withIndex(await worldOf(args, io), (context) => Promise.resolve(context.index.manifests().map(({ data }) => data)))
    const rows = manifests.map(({ id, name, kind, createdAt, records }) => `${id}  ${createdAt.slice(0, 16).replace('T', ' ')}  ${kind} ${name}: ${plural(records.length, 'record')}`)
    return { json: manifests.map(({ records, ...manifest }) => ({ ...manifest, records: records.length })), text: rows.join('\n') || 'no datasets yet' }
  }
})

const show = command({
  name: 'show <id>',
  describe: 'what a dataset holds and where it came from',
  positionals,
  async run(args, io) {
    const { withIndex } = await import('../../app/compose.js')
    const { findManifest } = await import('../../app/datasets.js')
    const manifest = await withIndex(await worldOf(args, io), (context) => Promise.resolve(findManifest(context, String(args['id']))))
    return { json: manifest, text: describe(manifest) }
  }
})

function describe(manifest: DatasetManifest): string {
  const { id, kind, name, createdAt, options: { evaluator, minScore, allowStale, splits, ...options }, files, records, excluded, ledgerCommit, generator, splitsFrom } = manifest
  const sizes = new Map<string, number>()
  for (const { group } of records) sizes.set(group, (sizes.get(group) ?? 0) + 1)
  const others = Object.entries(options).map(([option, value]) => `${option} ${JSON.stringify(value)}`)
  return [
    `${id}  ${kind} ${name}, ${createdAt}, by SkillLoop ${generator.version} from ledger ${ledgerCommit.slice(0, 10)}`,
    `scores of ${evaluator} from ${minScore}${allowStale ? ', stale ones too' : ''}; splits ${Object.entries(splits).map(([split, share]) => `${split}=${share}`).join(',')}${splitsFrom ? `, kept from ${splitsFrom}` : ''}`,
    ...(others.length > 0 ? [others.join('; ')] : []),
    ...files.map((file) => `  ${file.name}  ${file.split}: ${plural(file.records, 'record')}, ${file.bytes} bytes, tokens ${file.tokens.total} (min ${file.tokens.min}, mean ${file.tokens.mean}, max ${file.tokens.max}; ${file.tokens.method}), sha256 ${file.sha256}`),
    ...Object.entries(excluded).map(([reason, count]) => `  ${count} left out: ${reason}`),
    ...records.map(({ split, trace, score, group, with: more = [] }) => `  ${split.padEnd(10)} ${[trace, ...more.map((other) => other.trace)].join(' over ')}  score ${score}${(sizes.get(group) ?? 0) > 1 ? `  group ${group.slice(0, 8)}` : ''}`)
  ].join('\n')
}

const tokenizer = { tokenizer: { type: 'string', describe: 'the tokenizer.json that the dataset was fitted with' } } as const

const verify = command({
  name: 'verify <id>',
  describe: 'whether the ledger still gives the dataset, and whether the files in a folder are it',
  positionals,
  options: { dir: { type: 'string', describe: 'folder with the files' }, ...tokenizer },
  async run(args, io) {
    const { datasetTools, withIndex, TargetFolder } = await import('../../app/compose.js')
    const { findManifest, verifyDataset } = await import('../../app/datasets.js')
    const target = args.dir === undefined ? undefined : new TargetFolder(resolve(io.cwd, args.dir))
    const request = { ...(target && { target }), ...(args.tokenizer !== undefined && { tokenizer: resolve(io.cwd, args.tokenizer) }) }
    const result = await withIndex(await worldOf(args, io), (context) => verifyDataset(context, datasetTools(), findManifest(context, String(args['id'])), request))
    const isGood = result.incomplete.length === 0 && result.different.length === 0
    const text = [...trouble(result), ...result.different.map((name) => `${name} is missing or has other bytes than the manifest names`),
      isGood ? `${result.manifest.id}: the ledger gives the same bytes${target ? ', and the files are those' : ''}` : `${result.manifest.id}: not as its manifest says`].join('\n')
    return { json: { id: result.manifest.id, ok: isGood, missing: result.missing, changed: result.changed, incomplete: result.incomplete, different: result.different }, text, code: isGood ? EXIT.done : EXIT.refused }
  }
})

const rebuild = command({
  name: 'rebuild <id>',
  describe: 'write a dataset\'s files again, byte for byte',
  positionals,
  options: { dir: { type: 'string', demandOption: true, describe: 'folder to write to' }, ...tokenizer },
  async run(args, io) {
    const { datasetTools, withIndex, TargetFolder } = await import('../../app/compose.js')
    const { findManifest, rebuildDataset } = await import('../../app/datasets.js')
    const request = { target: new TargetFolder(resolve(io.cwd, args.dir), 0o600), ...(args.tokenizer !== undefined && { tokenizer: resolve(io.cwd, args.tokenizer) }) }
    const rebuilt = await withIndex(await worldOf(args, io), (context) => rebuildDataset(context, datasetTools(), findManifest(context, String(args['id'])), request))
    const { files, missing, changed, incomplete } = rebuilt
    const text = [...trouble(rebuilt), ...files.map((name) => `wrote ${name}, the same bytes`), ...incomplete.map((name) => `could not rebuild ${name}`)].join('\n')
    return { json: { written: files, missing, changed, incomplete }, text, code: incomplete.length === 0 ? EXIT.done : EXIT.refused }
  }
})

function trouble({ missing, changed }: { missing: string[]; changed: string[] }): string[] {
  return [...missing.map((id) => `the trace ${id} is not here`), ...changed.map((id) => `the trace ${id} is not as it was, or is read otherwise now`)]
}

const diff = command({
  name: 'diff <before> <after>',
  describe: 'what another manifest has more, less or otherwise',
  positionals: { before: positionals.id, after: positionals.id },
  async run(args, io) {
    const { withIndex } = await import('../../app/compose.js')
    const { compareDatasets } = await import('../../app/datasets.js')
    const { before, after, added, removed, changed, moved, settings, tokens } = await withIndex(await worldOf(args, io), (context) => Promise.resolve(compareDatasets(context, String(args['before']), String(args['after']))))
    const text = [
      `${before} → ${after}: ${added.length} added, ${removed.length} removed, ${changed.length} with other bytes, ${moved.length} in another split; tokens ${tokens.before} → ${tokens.after}`,
      ...settings.map((one) => `  ${one.name}: ${one.before} → ${one.after}`), ...added.map((trace) => `  + ${trace}`), ...removed.map((trace) => `  - ${trace}`), ...changed.map((trace) => `  ~ ${trace}`),
      ...moved.map(({ trace, from, to }) => `  ${trace}: ${from} → ${to}`)
    ].join('\n')
    return { json: { before, after, added, removed, changed, moved, settings, tokens }, text }
  }
})

const card = command({
  name: 'card <id>',
  describe: 'the dataset card (README.md) and croissant.json, for the folder with the files',
  positionals,
  options: { dir: { type: 'string', describe: 'folder to write both to; the card is printed when left out' } },
  async run(args, io) {
    const { withIndex, TargetFolder } = await import('../../app/compose.js')
    const { publishCard } = await import('../../app/datasets.js')
    const target = args.dir === undefined ? undefined : new TargetFolder(resolve(io.cwd, args.dir))
    const made = await withIndex(await worldOf(args, io), (context) => publishCard(context, String(args['id']), target))
    return { json: made, text: target ? `wrote README.md and croissant.json to ${target.root}` : made.card }
  }
})

const readiness = command({
  name: 'readiness <id>',
  describe: 'whether a dataset is ready, wants more data or is blocked, and why',
  positionals,
  async run(args, io) {
    const { withIndex } = await import('../../app/compose.js')
    const { findManifest } = await import('../../app/datasets.js')
    const { datasetReadiness } = await import('../../app/readiness.js')
    const { id, result } = await withIndex(await worldOf(args, io), async (context) => {
      const manifest = findManifest(context, String(args['id']))
      return { id: manifest.id, result: await datasetReadiness(context, manifest) }
    })
    const { figures, findings, verdict } = result
    const counts = (of: Record<string, number>): string => Object.entries(of).slice(0, 8).map(([name, count]) => `${name} ${count}`).join(', ') || 'none'
    const text = [
      `${id}: ${verdict}`, ...findings.map(({ level, reason, fix }) => `  ${level === 'note' ? 'mind' : level}: ${reason}\n    ${fix}`),
      `  ${plural(figures.records, 'record')}, ${figures.tokens} tokens (mean ${figures.meanTokens}), ${plural(figures.groups, 'group')}, ${plural(figures.kindsOfWork, 'kind')} of work`,
      `  from ${counts(figures.bySource)}`, `  evaluated as ${counts(figures.byOutcome)}`, `  tools: ${counts(figures.byTool)}`
    ].join('\n')
    return { json: { id, ...result }, text, code: verdict === 'blocked' ? EXIT.refused : EXIT.done }
  }
})

export const datasetCommands: Group = { name: 'dataset', describe: 'datasets by their manifests', commands: [list, show, verify, rebuild, diff, card, readiness] }
