import type { RefStore } from '../store/refs/ref-store.js'
import { apiOf, comparePage, tokenFor, type Variable } from './plan/host-api.js'
import { parseRemote, type RemoteAddress } from './plan/remote-url.js'
import type { ConfiguredRemote } from './remotes.js'
import { pullRequests, type PullRequests } from './rest/pull-requests.js'
import type { RestWorld } from './rest/request.js'
import type { Transport } from './transport.js'

/** A repository elsewhere, ready to be spoken to. */
export interface Remote {
  name: string
  address: RemoteAddress
  transport: Transport
  /** Absent where the host has no REST API that is known, or there is no token for it. */
  pulls?: PullRequests
  /** Why there are no pull requests; absent where there are. */
  withoutPulls?: string
  /** The page where a person opens a pull request for a branch; undefined for a folder. */
  page(branch: string): string | undefined
  sleep(ms: number): Promise<void>
}

export interface RemoteWorld extends RestWorld {
  variable: Variable
  version: string
  /** What a relative folder is relative to. */
  project: string
}

/** @throws SkillLoopError (2) for an address that is not used */
export async function openRemote(configured: ConfiguredRemote, refs: RefStore, world: RemoteWorld): Promise<Remote> {
  const { name } = configured
  const address = parseRemote(configured.url, world.project)
  const token = tokenFor(address, world.variable)
  const api = apiOf(address, configured.api, world.variable)
  const transport = address.transport === 'native'
    ? (await import('./native-transport.js')).nativeTransport(name, address, refs)
    : (await import('./http-transport.js')).httpTransport(name, address, refs, token?.token)
  const withoutPulls = api === undefined
    ? `no REST API is known for ${address.location}: give it with \`remote add --api\``
    : `there is no token for ${api.base}: set ${address.host === 'github.com' ? 'GITHUB_TOKEN' : 'SKILLLOOP_GIT_TOKEN'}`
  const server = configured.api === undefined || address.host !== undefined ? undefined : new URL(configured.api).origin
  return {
    name, address, transport, sleep: async (ms) => world.sleep(ms), page: (branch) => comparePage(address, branch, server),
    ...(api && token ? { pulls: pullRequests(api, token.token, world, world.version) } : { withoutPulls })
  }
}
