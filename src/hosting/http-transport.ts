import fs from 'node:fs'
import { join } from 'node:path'
import { Errors, fetch as fetchOverHttp, listServerRefs, push as pushOverHttp, type AuthCallback, type HttpClient } from 'isomorphic-git'
import http from 'isomorphic-git/http/node'
import { environment, type SkillLoopError } from '../kernel/errors.js'
import { MAIN } from '../kernel/layout.js'
import { dropLock, takeLock } from '../store/refs/lock.js'
import type { RefStore } from '../store/refs/ref-store.js'
import type { RemoteAddress } from './plan/remote-url.js'
import { outcomeOf, type PushResult, type RefUpdate, type Transport } from './transport.js'

const LONGEST_MS = 5 * 60_000
const ABSENT = '0'.repeat(40)

/** HTTPS remotes, spoken to by isomorphic-git; the token is sent when the server asks for it, and kept nowhere. */
export function httpTransport(name: string, address: RemoteAddress, refs: RefStore, token: string | undefined): Transport {
  const { gitdir } = refs
  const { url } = address
  const client: HttpClient = { request: async (request) => http.request({ ...request, signal: AbortSignal.timeout(LONGEST_MS) }) }
  const onAuth: AuthCallback = () => (token === undefined ? { cancel: true } : { username: 'x-access-token', password: token })
  // A second question means that the first answer was wrong.
  const onAuthFailure: AuthCallback = () => ({ cancel: true })
  const common = { fs, http: client, gitdir, url, onAuth, onAuthFailure }
  const failed = (error: unknown): SkillLoopError => explained(error, address, token !== undefined)
  return {
    async fetch() {
      // It writes refs without locks of its own: one process at a time.
      const lock = await takeLock(join(gitdir, `skillloop-fetch-${name}`))
      try {
        const listed = await listServerRefs({ http: client, url, onAuth, onAuthFailure, prefix: 'refs/heads/', protocolVersion: 1 })
        const heads = listed.filter(({ ref }) => ref.startsWith('refs/heads/'))
        const [first] = heads
        if (!first) return new Map<string, string>()
        await fetchOverHttp({ ...common, remote: name, remoteRef: first.ref.slice('refs/heads/'.length), tags: false, prune: true })
        const prefix = `refs/remotes/${name}/`
        return new Map([...await refs.list(prefix)].map(([ref, oid]) => [ref.slice(prefix.length), oid] as const).filter(([branch]) => branch !== 'HEAD'))
      } catch (error) {
        throw failed(error)
      } finally {
        await dropLock(lock)
      }
    },
    async push(updates) {
      const results: PushResult[] = []
      for (const update of updates) results.push(await pushOne(update))
      return results
    }
  }

  async function pushOne({ ref, expected, to }: RefUpdate): Promise<PushResult> {
    // What is to be pushed needs a name while it is pushed.
    const named = `refs/skillloop/pushing/${(to ?? ABSENT).slice(0, 12)}-${process.pid}`
    let found = expected ?? ABSENT
    if (to !== undefined) await refs.update(named, await refs.read(named), to, { who: { name: 'SkillLoop', email: '', at: 0 }, message: 'push' })
    const messages: string[] = []
    try {
      await pushOverHttp({
        ...common, remote: name, ref: to === undefined ? MAIN : named, remoteRef: ref, force: true, delete: to === undefined,
        onMessage: (line) => void messages.push(line),
        // The server swaps only from what it has just said: this makes it a swap from what was looked at.
        onPrePush: ({ remoteRef }) => {
          found = remoteRef.oid
          return found === (expected ?? ABSENT)
        }
      })
      return { ref, outcome: 'done', reason: '' }
    } catch (error) {
      if (found !== (expected ?? ABSENT)) return { ref, outcome: 'moved', reason: 'it has moved' }
      if (error instanceof Errors.GitPushError) return { ref, outcome: outcomeOf(error.data.prettyDetails, messages.join(' ')), reason: error.data.prettyDetails.trim().replace(/^- /, '') }
      throw failed(error)
    } finally {
      if (to !== undefined) await refs.delete(named, to).catch(() => undefined)
    }
  }
}

function explained(error: unknown, { location }: RemoteAddress, hadToken: boolean): SkillLoopError {
  if (error instanceof Errors.HttpError) {
    const { statusCode } = error.data
    if (statusCode === 401 || statusCode === 403) return noAccess(location, hadToken, error)
    if (statusCode === 404) return environment(`${location}: there is no such repository, or it is not shown to you`, { cause: error, fix: 'see that the address is right, and that the token may read it' })
    return environment(`${location} answered ${statusCode}`, { cause: error, fix: 'try again later' })
  }
  if (error instanceof Errors.UserCanceledError) return noAccess(location, hadToken, error)
  return environment(`${location} cannot be reached: ${error instanceof Error ? error.message : String(error)}`, { cause: error, fix: 'see that you are online and the address is right' })
}

function noAccess(location: string, hadToken: boolean, cause: unknown): SkillLoopError {
  return environment(`${location} wants to know who you are${hadToken ? ', and does not accept the token' : ''}`, {
    cause, fix: `${hadToken ? 'see that the token is valid and may read and write this repository' : 'set GITHUB_TOKEN (for GitHub) or SKILLLOOP_GIT_TOKEN'}; it is sent and never stored`
  })
}
