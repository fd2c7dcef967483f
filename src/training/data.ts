import { sha256OfJson } from '../kernel/hash.js'
import type { DatasetManifest } from '../kernel/types.js'
import type { TrainingData } from './types.js'

/** Splits of these names are what a trainer evaluates on while it trains; `test` is kept for afterwards. */
const VALIDATION = ['validation', 'valid', 'dev', 'val']

/** Words by which Hugging Face's `datasets` tells splits in file names (source: its documentation, "File names and splits"). */
const SPLIT_WORDS: Record<string, string> = { train: 'train', training: 'train', validation: 'validation', valid: 'validation', dev: 'validation', val: 'validation', test: 'test', testing: 'test', eval: 'test', evaluation: 'test' }

/**
 * The dataset of a manifest, its files in `folder`.
 * @param nameOf the file's name there; the manifest's own when left out
 */
export function trainingData(manifest: DatasetManifest, folder: string, nameOf?: (file: { name: string; split: string }) => string): TrainingData {
  // Manifests of before there were kinds are of supervised records.
  const kind = (manifest as { kind?: string }).kind ?? 'sft'
  const files = manifest.files.map(({ name, split, sha256, records, bytes }) => ({ path: joined(folder, nameOf?.({ name, split }) ?? name), split, sha256, records, bytes }))
  return { id: manifest.id, name: manifest.name, kind, manifestSha256: sha256OfJson(manifest), folder, files }
}

/** A name that says nothing but the split, so that no loader takes a word of the dataset's name for one. */
export function plainName({ name, split }: { name: string; split: string }): string {
  return `${split}${/\.[a-z0-9]{1,8}$/i.exec(name)?.[0].toLowerCase() ?? '.jsonl'}`
}

export function trainFile(data: TrainingData): TrainingData['files'][number] {
  const file = data.files.find(({ split }) => split === 'train')
  if (!file) throw new Error('a dataset without a train split has no business here')
  return file
}

/** The split to evaluate on while training; undefined where there is none with records. */
export function validationFile(data: TrainingData): TrainingData['files'][number] | undefined {
  return VALIDATION.flatMap((name) => data.files.filter(({ split, records }) => split === name && records > 0))[0]
}

/** The loader's name for a file's format. */
export function formatOf(path: string): 'json' | 'parquet' {
  return path.toLowerCase().endsWith('.parquet') ? 'parquet' : 'json'
}

/**
 * True where `load_dataset(folder)` finds just the manifest's splits by the files' names: each has one word for a
 * split, and it is the right one. Two words in one name would put the file into two splits, and leak it.
 */
export function splitsAreInNames({ files }: TrainingData): boolean {
  const isClear = files.every(({ path, split }) => {
    const base = path.split('/').at(-1)?.toLowerCase() ?? ''
    const words = new Set(base.split(/[-._ 0-9]+/).flatMap((word) => SPLIT_WORDS[word] ?? []))
    return words.size === 1 && words.has(SPLIT_WORDS[split] ?? split)
  })
  return isClear && new Set(files.map(({ path }) => formatOf(path))).size === 1
}

function joined(folder: string, name: string): string {
  return folder === '.' || folder === '' ? name : folder.endsWith('/') ? folder + name : `${folder}/${name}`
}
