import { environment, SkillLoopError } from '../kernel/errors.js'
import { nativeGit } from '../store/git-process.js'
import type { RefStore } from '../store/refs/ref-store.js'
import type { RemoteAddress } from './plan/remote-url.js'
import { outcomeOf, type PushResult, type RefUpdate, type Transport } from './transport.js'

// A transfer over a slow line takes minutes; one that hangs must end some time.
const LONGEST_MS = 15 * 60_000

/** ssh and file remotes, spoken to by the git that is installed. */
export function nativeTransport(name: string, address: RemoteAddress, refs: RefStore): Transport {
  const run = async (args: string[]): Promise<string> => nativeGit(args, { gitdir: refs.gitdir, timeoutMs: LONGEST_MS }).catch((error: unknown) => { throw explained(error, address) })
  return {
    async fetch() {
      // Its upload-pack lists branches as they are; what is gone there is pruned here.
      await run(['fetch', '--quiet', '--no-tags', '--prune', '--no-write-fetch-head', '--end-of-options', address.url, `+refs/heads/*:refs/remotes/${name}/*`])
      const prefix = `refs/remotes/${name}/`
      return new Map([...await refs.list(prefix)].map(([ref, oid]) => [ref.slice(prefix.length), oid] as const).filter(([branch]) => branch !== 'HEAD'))
    },
    async push(updates) {
      if (updates.length === 0) return []
      const leases = updates.map(({ ref, expected }) => `--force-with-lease=${ref}:${expected ?? ''}`)
      const specs = updates.map(({ ref, to }) => `${to ?? ''}:${ref}`)
      try {
        return readReport(await run(['push', '--porcelain', '--no-verify', ...leases, '--end-of-options', address.url, ...specs]), '', updates)
      } catch (error) {
        const cause = error instanceof SkillLoopError ? error.detail.cause : undefined
        const { stdout, stderr } = (typeof cause === 'object' && cause !== null ? cause : {}) as { stdout?: unknown; stderr?: unknown }
        const results = readReport(text(stdout), text(stderr), updates)
        // Without a line for any ref it failed as a whole.
        if (results.every(({ reason }) => reason === NOT_TOLD)) throw error
        return results
      }
    }
  }
}

const NOT_TOLD = 'git said nothing of it'
const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** `git push --porcelain`: a flag, from:to, and what came of it, by tabs; see git-push(1), OUTPUT. */
function readReport(stdout: string, stderr: string, updates: readonly RefUpdate[]): PushResult[] {
  const told = new Map<string, { flag: string; reason: string }>()
  for (const line of stdout.split('\n')) {
    const match = /^([ +\-*!=])\t([^\t]*):([^\t]+)\t(.*)$/.exec(line)
    if (match?.[3]) told.set(match[3], { flag: match[1] ?? '', reason: match[4] ?? '' })
  }
  return updates.map(({ ref }) => {
    const found = told.get(ref)
    if (!found) return { ref, outcome: 'refused', reason: NOT_TOLD }
    if (found.flag !== '!') return { ref, outcome: 'done', reason: found.reason }
    return { ref, outcome: outcomeOf(found.reason, stderr), reason: found.reason }
  })
}

function explained(error: unknown, { url, location }: RemoteAddress): unknown {
  if (!(error instanceof SkillLoopError)) return error
  if (error.message === 'git is not installed') {
    return environment(`${location} is reached by ssh or as a folder, and git, which speaks these, is not installed`, { cause: error, fix: 'install git, or use the https address of the repository' })
  }
  return environment(`${location}: ${error.message}`, { cause: error.detail.cause, fix: `see that \`git ls-remote ${url}\` works for you` })
}
