import type { ArtifactFiles } from '../kernel/hash.js'
import type { Evidence, Origin } from '../kernel/types.js'

/** Something learned, with all that speaks for it, before it is known whether it may be proposed. */
export interface Finding {
  id: string
  kind: 'memory' | 'skill'
  subject: string
  title: string
  basis: 'stated' | 'inferred'
  /** Evidence by session. */
  evidence: ReadonlyMap<string, Evidence[]>
  strength: number
  why: string[]
  doubts: string[]
  /** Each sentence and command of the artifact with whose it is. */
  origins: Origin[]
  /** Why it must not be proposed whatever speaks for it; absent where nothing stands against it. */
  held?: string
  /** All subjects that this one stands for, its own among them; absent where there is only its own. */
  subjects?: readonly string[]
  /** What is in force and would be replaced: the proposal, its artifact's path and its digest on main. */
  replaces?: { proposal: string; path: string; digest: string }
  /** Folder and name where the artifact would go: `memory/semantic` and `use-pnpm`. */
  folder: string
  name: string
  /** The artifact's files for the name it gets in the end. */
  files(name: string): ArtifactFiles
}

/** Bytes of a text file. */
export function textFile(name: string, text: string): ArtifactFiles {
  return new Map([[name, Buffer.from(text.toWellFormed(), 'utf8')]])
}
