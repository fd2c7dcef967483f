import type { ArtifactFiles } from '../../kernel/hash.js'

/** A file of a source that skills are imported from, or what is there instead of one. */
export type SourceFile = { path: string; bytes: Uint8Array; executable?: boolean } | { path: string; leftOut: string }

/** A skill as it lies in a source. */
export interface FoundSkill {
  /** Its folder within the source; . for all of it. */
  path: string
  files: ArtifactFiles
  executables: string[]
  /** Why it cannot be taken as it lies there; empty where it can. */
  problems: string[]
}

/** More is no skill: agents read what is there, and so must a person. */
const MOST_FILES = 500
const LARGEST_FILE = 1 << 20
const LARGEST_SKILL = 5 << 20

const SKILL_FILE = /(?:^|\/)SKILL\.md$/i

/**
 * The skills among the files of a source: each folder with a SKILL.md, with all below it that no skill further in has.
 * Nothing is left out in silence: a skill of which a file cannot be taken is not taken.
 */
export function findSkills(files: readonly SourceFile[]): FoundSkill[] {
  const folders = [...new Set(files.filter(({ path }) => SKILL_FILE.test(path)).map(({ path }) => path.replace(/(?:^|\/)[^/]+$/, '')))].sort()
  const byFolder = new Map<string, SourceFile[]>(folders.map((folder) => [folder, []]))
  for (const file of files) {
    const owner = ownerOf(file.path, byFolder)
    if (owner !== undefined) byFolder.get(owner)?.push(file)
  }
  return [...byFolder].map(([folder, own]) => skillOf(folder, own))
}

/** The innermost folder with a skill that a path is in. */
function ownerOf(path: string, folders: ReadonlyMap<string, unknown>): string | undefined {
  for (let at = path; ;) {
    const slash = at.lastIndexOf('/')
    if (slash < 0) return folders.has('') ? '' : undefined
    at = at.slice(0, slash)
    if (folders.has(at)) return at
  }
}

function skillOf(folder: string, own: readonly SourceFile[]): FoundSkill {
  const files = new Map<string, Uint8Array>()
  const problems: string[] = []
  const executables: string[] = []
  let size = 0
  for (const file of own) {
    const path = folder === '' ? file.path : file.path.slice(folder.length + 1)
    if ('leftOut' in file) problems.push(`${path} is ${file.leftOut}`)
    else if (file.bytes.length > LARGEST_FILE) problems.push(`${path} has ${file.bytes.length} bytes; at most ${LARGEST_FILE} are taken`)
    else {
      size += file.bytes.length
      if (file.executable) executables.push(path)
      // ClawHub takes skill.md too; agents look for the standard's name.
      files.set(/^skill\.md$/i.test(path) && !files.has('SKILL.md') ? 'SKILL.md' : path, file.bytes)
    }
  }
  if (own.length > MOST_FILES) problems.push(`it has ${own.length} files; at most ${MOST_FILES} are taken`)
  if (size > LARGEST_SKILL) problems.push(`it has ${size} bytes; at most ${LARGEST_SKILL} are taken`)
  return { path: folder === '' ? '.' : folder, files, executables, problems: [...problems, ...badNames([...files.keys()])] }
}

const PART = /^[A-Za-z0-9_.][A-Za-z0-9_.@+-]{0,199}$/

/** Names that the store holds nowhere: they mean something else on one system or another. */
function badNames(paths: readonly string[]): string[] {
  const bad = paths.filter((path) => path.split('/').some((part) => !PART.test(part) || part.endsWith('.') || /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i.test(part) || /^\.*$|^\.?git$/i.test(part)))
  const seen = new Map<string, string>()
  const clashes = paths.filter((path) => {
    const other = seen.get(path.toLowerCase())
    seen.set(path.toLowerCase(), path)
    return other !== undefined
  })
  return [
    ...bad.map((path) => `the name ${JSON.stringify(path)} is none that SkillLoop stores (letters, digits, _ - + @ and dots within)`),
    ...clashes.map((path) => `${JSON.stringify(path)} differs from another file in its letters' case only`)
  ]
}
