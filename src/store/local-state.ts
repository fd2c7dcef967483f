import { join } from 'node:path'
import { readIfThere, writeAtomically } from './files.js'

/** Small things that only this machine remembers, in `local/`: losing one costs time and nothing else. */
export async function readLocal(storeRoot: string, name: string): Promise<unknown> {
  const bytes = await readIfThere(join(storeRoot, 'local', name))
  try {
    return bytes && (JSON.parse(bytes.toString('utf8')) as unknown)
  } catch {
    return undefined
  }
}

export async function writeLocal(storeRoot: string, name: string, value: unknown): Promise<void> {
  await writeAtomically(join(storeRoot, 'local', name), JSON.stringify(value), { fsync: false })
}

/** Keeps bytes that a person would miss. @returns the file */
export async function keepLocalFile(storeRoot: string, name: string, bytes: Uint8Array): Promise<string> {
  const path = join(storeRoot, 'local', name)
  await writeAtomically(path, bytes, { fsync: false })
  return path
}
