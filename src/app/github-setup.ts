import { badInput } from '../kernel/errors.js'
import { MAIN } from '../kernel/layout.js'
import { plural } from '../kernel/text.js'
import type { FileEdit } from '../store/trees/tree-edit.js'
import type { StoreContext } from './context.js'

export interface SetupResult {
  written: string[]
  unchanged: string[]
  /** There with other content, and left as they are. */
  kept: string[]
  commit?: string
}

/** Template to where it goes on main. */
const FILES: readonly (readonly [string, string])[] = [
  ['workflows/skillloop.yml', '.github/workflows/skillloop.yml'], ['CODEOWNERS', '.github/CODEOWNERS'],
  ['pull_request_template.md', '.github/pull_request_template.md'], ['branch-protection.md', '.github/branch-protection.md']
]
const GOVERNED = ['/memory/', '/skills/', '/proposals/', '/decisions/', '/policy.json', '/allowed_signers', '/.github/']

/**
 * Writes into main what a Git host needs to check pushes and pull requests, in one commit. A file that is there with
 * other content is somebody's, and stays, unless `force`.
 * @param template reads a file below templates/github
 * @param owners logins and teams with their @, as CODEOWNERS wants them
 * @throws SkillLoopError (2) for an owner that is none
 */
export async function setupGithub(context: StoreContext, template: (name: string) => Promise<string>, options: { owners: readonly string[]; force: boolean }): Promise<SetupResult> {
  for (const owner of options.owners) {
    if (!/^@[A-Za-z0-9][A-Za-z0-9-]*(?:\/[A-Za-z0-9._-]+)?$|^[^\s@]+@[^\s@]+$/.test(owner)) throw badInput(`${owner} is no owner`, { expected: '@login, @organization/team or a mail address' })
  }
  const owned = options.owners.length > 0 ? GOVERNED.map((path) => `${path} ${options.owners.join(' ')}`) : ['# Nobody is named yet: skillloop github setup --owner @team/reviewers --force', ...GOVERNED.map((path) => `# ${path} @team/reviewers`)]
  const texts = await Promise.all(FILES.map(async ([name, path]) => [path, (await template(name)).replaceAll('__VERSION__', context.version).replace('__OWNERS__', owned.join('\n'))] as const))
  const result: SetupResult = { written: [], unchanged: [], kept: [] }
  const batch = context.repository.batch()
  const commit = await context.repository.commit(MAIN, batch, async (tip) => {
    Object.assign(result, { written: [], unchanged: [], kept: [] })
    const edits = new Map<string, FileEdit>()
    for (const [path, text] of texts) {
      const there = await tip.read(path)
      const isSame = there !== undefined && Buffer.from(there).toString('utf8') === text
      if (isSame) result.unchanged.push(path)
      else if (there !== undefined && !options.force) result.kept.push(path)
      else {
        edits.set(path, { oid: await batch.add('blob', Buffer.from(text)), mode: '100644' })
        result.written.push(path)
      }
    }
    return edits.size === 0 ? undefined : { edits, message: `Set up checks and reviews on the Git host: ${plural(edits.size, 'file')}` }
  }, { who: await context.person() })
  return { ...result, ...(commit !== undefined && { commit }) }
}
