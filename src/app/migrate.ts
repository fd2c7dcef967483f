import { badInput } from '../kernel/errors.js'
import { LEDGER, MAIN } from '../kernel/layout.js'
import { plural } from '../kernel/text.js'
import { currentFormat, formatOf, migrateFiles, MIGRATIONS, stepsFrom, type FileChanges, type Files, type Migration } from '../store/migrations.js'
import type { Repository, Snapshot } from '../store/repository.js'
import type { TreeEdits } from '../store/trees/tree-edit.js'
import type { StoreContext } from './context.js'

export interface MigrateResult {
  from: number
  to: number
  steps: { to: number; says: string }[]
  /** Of each branch that is behind: the paths that change, and the commit that changed them. */
  branches: { branch: string; paths: string[]; commit?: string }[]
}

// Main comes last: its mark is the one that says what the store is, and where this is killed between, the next run goes on.
const BRANCHES = [['ledger', LEDGER], ['main', MAIN]] as const

/**
 * Brings a store to the present format: one commit on each long-lived branch, which `git revert` takes back. Where the
 * store is at it, nothing is changed.
 */
export async function migrate({ repository, committer }: Pick<StoreContext, 'repository' | 'committer'>, { dryRun }: { dryRun: boolean }, migrations: readonly Migration[] = MIGRATIONS): Promise<MigrateResult> {
  const to = currentFormat(migrations)
  const formats = await Promise.all(BRANCHES.map(async ([, ref]) => formatAt(await repository.tip(ref))))
  const from = Math.min(...formats)
  const result: MigrateResult = { from, to, steps: stepsFrom(from, migrations).map(({ to: each, says }) => ({ to: each, says })), branches: [] }
  for (const [branch, ref] of BRANCHES) {
    const batch = repository.batch()
    let paths: string[] = []
    const decide = async (tip: Snapshot) => {
      const steps = stepsFrom(await formatAt(tip), migrations)
      const changes = await migrateFiles(branch, filesOf(repository, tip), steps)
      paths = [...changes.keys()].sort()
      if (changes.size === 0 || dryRun) return undefined
      return { edits: await stored(changes, batch), message: `migrate: format ${to}, ${plural(changes.size, 'file')}\n\n${steps.map(({ says }) => `So that ${says}.`).join('\n')}\n\nTake it back with: git revert` }
    }
    const commit = await repository.commit(ref, batch, decide, { who: await committer() })
    if (paths.length > 0) result.branches.push({ branch, paths, ...(commit !== undefined && { commit }) })
  }
  return result
}

async function formatAt(tip: Snapshot | undefined): Promise<number> {
  const marker = await tip?.read('store.json')
  const format = marker && formatOf(JSON.parse(Buffer.from(marker).toString('utf8')))
  if (format === undefined) throw badInput('a branch has no mark of its format', { expected: 'store.json on main and on the ledger', fix: 'restore it from a clone' })
  return format
}

function filesOf(repository: Repository, tip: Snapshot): Files {
  return {
    list: async (folder) => (await tip.files(folder)).map(({ path }) => path),
    read: async (path) => {
      const found = await tip.entry(path)
      if (!found) throw badInput(`${path} is not there`, { expected: 'a file that a step of the migration reads' })
      return Buffer.from(await repository.blob(found.oid)).toString('utf8')
    }
  }
}

async function stored(changes: FileChanges, batch: ReturnType<Repository['batch']>): Promise<TreeEdits> {
  const edits = new Map<string, { oid: string; mode: '100644' } | null>()
  for (const [path, text] of changes) edits.set(path, text === null ? null : { oid: await batch.add('blob', Buffer.from(text)), mode: '100644' })
  return edits
}
