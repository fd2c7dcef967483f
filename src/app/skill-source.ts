import { refused } from '../kernel/errors.js'
import { MAIN } from '../kernel/layout.js'
import { plural } from '../kernel/text.js'
import type { SourceFile } from '../proposals/import/find-skills.js'
import type { Tap } from '../hosting/open-tap.js'
import type { TreeFile } from '../targets/read-tree.js'
import type { SkillSource } from './import-skills.js'

/** More than any collection of skills has: what goes on beyond is not meant to be read. */
const MOST_FILES = 20_000
const MOST_BYTES = 200 << 20

/** What lies in a folder. @throws SkillLoopError (1) for one that is too large to be a collection of skills */
export async function sourceFromFolder(files: AsyncIterable<TreeFile>, address: string): Promise<SkillSource> {
  const read: SourceFile[] = []
  let bytes = 0
  for await (const file of files) {
    read.push(file)
    bytes += 'bytes' in file ? file.bytes.length : 0
    if (read.length > MOST_FILES || bytes > MOST_BYTES) throw tooLarge(address)
  }
  return { address, files: read }
}

/** What a branch of a fetched repository holds, of which only what may belong to a skill is read. */
export async function sourceFromTap({ repository, commit, branch }: Tap, address: string): Promise<SkillSource> {
  if (commit === undefined) return { address, files: [] }
  const entries = await (await repository.snapshot(commit)).files('')
  if (entries.length > MOST_FILES) throw tooLarge(address)
  const folders = new Set(entries.filter(({ path }) => /(?:^|\/)SKILL\.md$/i.test(path)).map(({ path }) => path.replace(/(?:^|\/)[^/]+$/, '')))
  const isWanted = (path: string): boolean => !path.includes('/') || folders.has('') || ancestorsOf(path).some((folder) => folders.has(folder))
  const files: SourceFile[] = []
  let bytes = 0
  for (const { path, oid, mode } of entries.filter((entry) => isWanted(entry.path))) {
    if (!mode.startsWith('100')) files.push({ path, leftOut: mode === '120000' ? 'a link' : mode === '160000' ? 'a submodule' : `of the unusual mode ${mode}` })
    else {
      const read = await repository.blob(oid)
      bytes += read.length
      if (bytes > MOST_BYTES) throw tooLarge(address)
      files.push({ path, bytes: read, ...(mode === '100755' && { executable: true }) })
    }
  }
  return { address: branch === MAIN.split('/').at(-1) ? address : `${address} (${branch})`, commit, files }
}

function ancestorsOf(path: string): string[] {
  const parts = path.split('/')
  return parts.slice(1).map((_, at) => parts.slice(0, at + 1).join('/'))
}

function tooLarge(address: string): Error {
  return refused(`${address} has more than ${plural(MOST_FILES, 'file')} or ${MOST_BYTES >> 20} MiB`, { expected: 'a collection of skills', fix: 'name the folder of the skill that you want' })
}
