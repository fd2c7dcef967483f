import { canonicalJson } from '../kernel/canonical-json.js'

/** Files of a branch as a step sees them: with what the steps before it changed. */
export interface Files {
  list(folder: string): Promise<string[]>
  read(path: string): Promise<string>
}

/** What a step changes: whole files by path; null takes one away. */
export type FileChanges = ReadonlyMap<string, string | null>

/** One step from a format of the store to the next. Pure: what it makes of the same files is the same on every machine. */
export interface Migration {
  /** The format that it leads to; its predecessor is the one before. */
  to: number
  /** What it does, for people, after "so that". */
  says: string
  main?: (files: Files) => Promise<FileChanges>
  ledger?: (files: Files) => Promise<FileChanges>
}

/** The format that stores begin with: their first commits say so, and never change. */
export const FIRST_FORMAT = 1

/**
 * Every step there is, in order. To change a stored format: a step here, the new form in schemas/, and in the schema of
 * store.json the new number beside the older ones.
 */
export const MIGRATIONS: readonly Migration[] = []

/** The format that this program reads and writes. */
export function currentFormat(migrations: readonly Migration[] = MIGRATIONS): number {
  return FIRST_FORMAT + migrations.length
}

/** The format that a store's mark names; undefined where it is none. */
export function formatOf(marker: unknown): number | undefined {
  const format = typeof marker === 'object' && marker !== null && 'formatVersion' in marker ? marker.formatVersion : undefined
  return typeof format === 'number' ? format : undefined
}

/** The steps that a store of a format needs. */
export function stepsFrom(format: number, migrations: readonly Migration[] = MIGRATIONS): readonly Migration[] {
  return migrations.filter(({ to }) => to > format)
}

/** What all steps together make of a branch, its mark included. */
export async function migrateFiles(branch: 'main' | 'ledger', files: Files, steps: readonly Migration[]): Promise<FileChanges> {
  const changed = new Map<string, string | null>()
  const seen: Files = {
    list: async (folder) => {
      const inside = (path: string): boolean => path.startsWith(`${folder}/`)
      return [...new Set([...await files.list(folder), ...[...changed.keys()].filter(inside)])].filter((path) => changed.get(path) !== null).sort()
    },
    read: async (path) => {
      const text = changed.get(path)
      if (text === null) throw new Error(`${path} was taken away by a step before`)
      return text ?? files.read(path)
    }
  }
  for (const step of steps) for (const [path, text] of await step[branch]?.(seen) ?? []) changed.set(path, text)
  const last = steps.at(-1)
  if (last) changed.set('store.json', canonicalJson({ format: 'skillloop', formatVersion: last.to, branch }))
  return changed
}
