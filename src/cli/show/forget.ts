import type { Forgotten } from '../../app/forget.js'
import type { ForgetPlan } from '../../app/forget-plan.js'
import { excerpt, plural } from '../../kernel/text.js'

const LISTED = 30

/** What would be taken out, and what else carries it, before anything is changed. */
export function planText({ trace, paths, commits, impact }: ForgetPlan): string {
  const title = impact.trace?.title
  if (commits === 0) return `${trace} was forgotten already, ${impact.trace?.forgotten ?? ''}; what nothing reaches any more is to be removed from .git/objects`
  return [
    `${trace}${title ? `: ${excerpt(title, 70)}` : ''}`,
    `to be taken out of ${plural(commits, 'commit')} of the ledger, which ${commits === 1 ? 'becomes another' : 'become others'}:`, ...paths.map((path) => `  ${path}`)
  ].join('\n')
}

/** Where else it is, and what to do about each: nothing of this is changed by forget. */
export function carriersText({ trace, carriers, impact, from }: ForgetPlan, remotes: readonly string[], done: Forgotten | undefined): string {
  const { refs, quotes, pullRequests } = carriers
  const short = (ref: string): string => ref.replace(/^refs\/(?:heads|tags|remotes)\//, '')
  const applied = impact.proposals.flatMap(({ path, applied: folders }) => folders.map((folder) => `${path} in ${folder}`))
  const isRetired = new Set(impact.proposals.filter(({ action }) => action === 'retire').map(({ path }) => path))
  const inForce = impact.proposals.filter(({ inForce: version, path }) => version !== undefined && !isRetired.has(path))
  const remote = remotes[0] ?? '<remote>'
  return [
    ...list('refs that still reach the old history; delete them, or it stays in .git/objects:', refs.map((ref) => `${ref}: git -C .skillloop ${ref.startsWith('refs/tags/') ? `tag -d ${short(ref)}` : ref.startsWith('refs/remotes/') ? `branch -rd ${short(ref)}` : ref.startsWith('refs/heads/') ? `branch -D ${short(ref)}` : `update-ref -d ${ref}`}`)),
    ...list('what repeats its words; it is not changed, and its history keeps them:', quotes.map(({ ref, path, commit, isThere, line }) => `${ref}: ${path}${isThere ? '' : ', no longer there'} (${commit.slice(0, 10)}): "${line}"`)),
    ...list('pull requests that quote it in their body, where one was opened for the proposal: edit or delete them there', pullRequests),
    ...list('applied to agents:', applied),
    ...list('datasets that were exported with it; export them again, and delete the old files:', impact.datasets.map(({ name, id }) => `${name} ${id.slice(0, 8)}`)),
    ...list('in force, and from it; to take them away:', inForce.map(({ path, id }) => `${path}: skillloop review revoke ${id} --reason …, or before forgetting: skillloop quarantine ${trace.slice(0, 10)} --reason …`)),
    '', 'remotes and other clones keep it until they are told:',
    ...(remotes.length === 0 ? ['  no remote is configured here'] : []),
    `  git -C .skillloop push --force-with-lease=refs/heads/ledger:${done?.from ?? from} ${remote} ledger`,
    `  there: let the host collect what nothing reaches (on GitHub: ask its support; forks and caches keep copies)`,
    `  in every other clone: git -C .skillloop fetch ${remote}, merge main, then skillloop forget ${trace} --reason … --yes`,
    '', 'the runtime that made the session keeps its own copy; skillloop never writes there, and does not take the session in again'
  ].join('\n')
}

function list(title: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return []
  return ['', title, ...lines.slice(0, LISTED).map((line) => `  ${line}`), ...(lines.length > LISTED ? [`  … and ${lines.length - LISTED} more; --json has all`] : [])]
}

/** What was done. */
export function forgottenText({ trace, from, to, tip, rewritten, recorded, left }: Forgotten): string {
  if (rewritten === 0) return `${trace} was forgotten already; ${left === undefined ? 'git is not installed to remove what nothing reaches any more' : 'what nothing reaches any more is removed from .git/objects'}`
  return [
    `forgot ${trace}: ${plural(rewritten, 'commit')} of the ledger rewritten, ${from.slice(0, 10)} became ${to.slice(0, 10)}; a tombstone with its hash is on top (${tip.slice(0, 10)})`,
    recorded === undefined ? 'the rewrite was on record on main already' : `recorded on main, old commit to new (${recorded.slice(0, 10)})`,
    left === undefined ? 'its bytes are still in .git/objects: git is not installed to remove them. With git: git reflog expire --expire=now refs/heads/ledger; git repack -a -d; git prune --expire=now'
      : left.length === 0 ? 'its bytes are no longer in .git/objects' : `its bytes are still in .git/objects: ${plural(left.length, 'object')} can be reached from elsewhere: the refs below, or a reflog or worktree`
  ].join('\n')
}
