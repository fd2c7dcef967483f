import { manifestId } from '../datasets/manifest.js'
import type { Sink } from '../datasets/types.js'
import { badInput, environment, refused } from '../kernel/errors.js'
import { sha256 } from '../kernel/hash.js'
import type { DatasetManifest } from '../kernel/types.js'
import { expectFormat } from '../kernel/validate.js'
import { plainName, trainingData } from '../training/data.js'
import { inFolder } from '../training/shell.js'
import type { TrainingData } from '../training/types.js'
import type { HashedFile } from '../targets/hash-tree.js'
import type { Context } from './context.js'
import type { DatasetTools } from './dataset-tools.js'
import { findManifest, rebuildDataset } from './datasets.js'

/** The files of a folder outside of the store, as they are now. */
export interface DataFolder {
  /** As the person typed it. */
  name: string
  /** A file's hash; undefined where there is none. */
  hash(file: string): Promise<HashedFile | undefined>
}

/** Where the rows are, and the files that must be written for that. */
export interface PlacedData {
  data: TrainingData
  /** By name below the config folder. */
  files: Map<string, string>
  /** Files that are not there yet; whoever trains has to put them there. */
  absent: string[]
}

/**
 * The one manifest that an id, a prefix, `latest` or the path of its file means.
 * @param read the text of a file, or undefined
 * @throws SkillLoopError (2) where it is none, or was changed since it was made
 */
export async function manifestNamed(context: Context, name: string, read: (path: string) => Promise<string | undefined>): Promise<DatasetManifest> {
  if (!/[/\\]|\.json$/.test(name)) return findManifest(context, name)
  const place = { file: name }
  const text = await read(name)
  if (text === undefined) throw badInput('there is no such manifest', { place, expected: 'an id that skillloop dataset list shows, or the file of a manifest' })
  let document: unknown
  try {
    document = JSON.parse(text)
  } catch (cause) {
    throw badInput('not JSON', { place, expected: 'a dataset\'s manifest', cause })
  }
  const manifest = expectFormat('dataset-manifest', document, place)
  if (manifestId(manifest) !== manifest.id) throw badInput('the manifest has other content than its id says: it was changed', { place, fix: 'take it from the main branch of .skillloop' })
  return manifest
}

/** The dataset for a plan or a configuration that is not written: its files would lie below the config folder. */
export function dataBelow(configDir: string, manifest: DatasetManifest): TrainingData {
  return withRecords(trainingData(manifest, inFolder(configDir, 'data'), plainName))
}

/**
 * The dataset where it lies already, compared with its manifest.
 * @throws SkillLoopError (1) where a file there is another one
 */
export async function dataIn(folder: DataFolder, manifest: DatasetManifest): Promise<PlacedData> {
  const data = withRecords(trainingData(manifest, folder.name))
  const absent: string[] = []
  for (const { name, sha256: hash, records } of manifest.files) {
    if (records === 0) continue
    const there = await folder.hash(name)
    if (!there) absent.push(inFolder(folder.name, name))
    else if (there.sha256 !== hash) throw refused(`${inFolder(folder.name, name)} has other bytes than the manifest ${manifest.id} names`, { fix: `skillloop dataset rebuild ${manifest.id} --dir <folder>, or leave --data-dir out` })
  }
  return { data, files: new Map(), absent }
}

/**
 * The dataset's files again, to be written below the config folder.
 * @throws SkillLoopError (2) for a dataset of Parquet files, (3) where this ledger does not give the bytes that the manifest names
 */
export async function dataRebuilt(context: Context, tools: DatasetTools, manifest: DatasetManifest, configDir: string): Promise<PlacedData> {
  if (manifest.options.format === 'parquet') throw badInput(`the dataset ${manifest.id} is of Parquet files`, { expected: 'one that was exported as JSON Lines', fix: 'export it as JSON Lines, or name the folder of its files: --data-dir' })
  const made = new Map<string, string>()
  await rebuildDataset(context, { ...tools, sinkTo: () => textSink(made) }, manifest, {})
  const files = new Map<string, string>()
  for (const file of manifest.files.filter(({ records }) => records > 0)) {
    const text = made.get(file.name)
    if (text === undefined || sha256(text) !== file.sha256) {
      throw environment(`${file.name} cannot be made again here: traces of ${manifest.name} (${manifest.id}) are missing or changed`, { fix: 'name the folder that has the dataset\'s files: --data-dir' })
    }
    files.set(`data/${plainName(file)}`, text)
  }
  return { data: dataBelow(configDir, manifest), files, absent: [] }
}

function textSink(made: Map<string, string>): Sink {
  return async ({ name }, lines) => {
    let text = ''
    for await (const line of lines) text += `${line}\n`
    made.set(name, text)
    return { sha256: sha256(text), bytes: Buffer.byteLength(text) }
  }
}

/** Loaders stumble over files without rows. */
function withRecords(data: TrainingData): TrainingData {
  return { ...data, files: data.files.filter(({ records }) => records > 0) }
}
