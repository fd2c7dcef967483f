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
  const { id, kind, name, createdAt, options, files, records, excluded, ledgerCommit, generator } = manifest
  return [
    `${id}  ${kind} ${name}, ${createdAt}, by SkillLoop ${generator.version} from ledger ${ledgerCommit.slice(0, 10)}`,
    `scores of ${options.evaluator} from ${options.minScore}${options.allowStale ? ', stale ones too' : ''}; splits ${Object.entries(options.splits).map(([split, share]) => `${split}=${share}`).join(',')}`,
    ...files.map((file) => `  ${file.name}  ${file.split}: ${plural(file.records, 'record')}, ${file.bytes} bytes, tokens ${file.tokens.total} (min ${file.tokens.min}, mean ${file.tokens.mean}, max ${file.tokens.max}; ${file.tokens.method}), sha256 ${file.sha256}`),
    ...Object.entries(excluded).map(([reason, count]) => `  ${count} left out: ${reason}`),
    ...records.map(({ split, trace, score, group }) => `  ${split.padEnd(10)} ${trace}  score ${score}${group === trace ? '' : `  like ${group}`}`)
  ].join('\n')
}

const verify = command({
  name: 'verify <id>',
  describe: 'whether the ledger still gives the dataset, and whether the files in a folder are it',
  positionals,
  options: { dir: { type: 'string', describe: 'folder with the files' } },
  async run(args, io) {
    const { withIndex, TargetFolder } = await import('../../app/compose.js')
    const { findManifest, verifyDataset } = await import('../../app/datasets.js')
    const target = args.dir === undefined ? undefined : new TargetFolder(resolve(io.cwd, args.dir))
    const result = await withIndex(await worldOf(args, io), (context) => verifyDataset(context, findManifest(context, String(args['id'])), target))
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
  options: { dir: { type: 'string', demandOption: true, describe: 'folder to write to' } },
  async run(args, io) {
    const { withIndex, TargetFolder } = await import('../../app/compose.js')
    const { findManifest, rebuildDataset, writeRebuilt } = await import('../../app/datasets.js')
    const folder = resolve(io.cwd, args.dir)
    const rebuilt = await withIndex(await worldOf(args, io), async (context) => {
      const result = await rebuildDataset(context, findManifest(context, String(args['id'])))
      await writeRebuilt(new TargetFolder(folder, 0o600), result)
      return result
    })
    const text = [...trouble(rebuilt), ...rebuilt.files.map(({ name }) => `wrote ${name}, the same bytes`), ...rebuilt.incomplete.map((name) => `could not rebuild ${name}`)].join('\n')
    const { missing, changed, incomplete } = rebuilt
    return { json: { written: rebuilt.files.map(({ name }) => name), missing, changed, incomplete }, text, code: incomplete.length === 0 ? EXIT.done : EXIT.refused }
  }
})

function trouble({ missing, changed }: { missing: string[]; changed: string[] }): string[] {
  return [...missing.map((id) => `the trace ${id} is not here`), ...changed.map((id) => `the trace ${id} is not as it was`)]
}

export const datasetCommands: Group = { name: 'dataset', describe: 'datasets by their manifests', commands: [list, show, verify, rebuild] }
