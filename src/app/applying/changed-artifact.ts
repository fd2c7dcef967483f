import { badInput } from '../../kernel/errors.js'
import { parseMarkdown, renderMarkdown } from '../../kernel/front-matter.js'
import type { ArtifactFiles } from '../../kernel/hash.js'
import { entriesOfBlock, entriesOfFile, rewordedEntry } from '../../targets/forms/memory-text.js'
import { readBlock } from '../../targets/forms/marked-block.js'
import type { TargetFolder } from '../../targets/folder.js'
import { nameOf } from '../history.js'
import type { InForce } from './in-force.js'
import { lessonOf } from './lessons.js'
import type { Target } from './resolve-target.js'

// What an agent reads at once; a folder that grew beyond it is no skill any more.
const MOST_FILES = 200

/**
 * A memory or skill as it stands in a target now; undefined where it is not there, or cannot be told from the rest.
 * @param together what was put there with it
 */
export async function changedArtifact(folder: TargetFolder, target: Target, artifact: InForce, together: readonly InForce[]): Promise<ArtifactFiles | undefined> {
  const { form } = target.place
  if (artifact.kind === 'skill' && (form === 'skills' || form === 'folder')) return skillIn(folder, form === 'skills' ? nameOf(artifact.path) : artifact.path)
  if (artifact.kind === 'memory' && form === 'folder') {
    const bytes = await folder.read(artifact.path)
    return bytes && new Map([[artifact.path.split('/').at(-1) ?? artifact.path, bytes]])
  }
  return artifact.kind === 'memory' && (form === 'block' || form === 'entries') ? memoryIn(folder, target, artifact, together) : undefined
}

async function skillIn(folder: TargetFolder, path: string): Promise<ArtifactFiles | undefined> {
  const names = await folder.list(path)
  if (names.length === 0) return undefined
  if (names.length > MOST_FILES) throw badInput(`${path} has ${names.length} files`, { expected: `a skill of at most ${MOST_FILES}` })
  const files = new Map<string, Uint8Array>()
  for (const name of names) {
    const bytes = await folder.read(name)
    if (bytes) files.set(name.slice(path.length + 1), bytes)
  }
  return files
}

async function memoryIn(folder: TargetFolder, { place }: Target, artifact: InForce, together: readonly InForce[]): Promise<ArtifactFiles | undefined> {
  const lesson = lessonOf(artifact)
  const file = place.memories?.find(({ scopes }) => scopes.includes(lesson.scope))
  const bytes = file && await folder.read(file.file)
  if (!file || !bytes) return undefined
  const block = place.form === 'block' ? readBlock(bytes) : undefined
  const entries = block === undefined ? entriesOfFile(bytes.toString('utf8')) : typeof block === 'string' || block.block === undefined ? [] : entriesOfBlock(block.block)
  const others = together.filter((other) => other.kind === 'memory' && other.path !== artifact.path).map(lessonOf).filter(({ scope }) => file.scopes.includes(scope))
  const words = rewordedEntry(lesson, others, entries)
  const [name, before] = [...artifact.files][0] ?? []
  if (words === undefined || name === undefined || before === undefined) return undefined
  if (words === lesson.text) return artifact.files
  return new Map([[name, Buffer.from(renderMarkdown({ ...parseMarkdown(Buffer.from(before).toString('utf8'), { file: artifact.path }), body: words }))]])
}
