import type { RemoteAddress } from './remote-url.js'

/** An environment variable. */
export type Variable = (name: string) => string | undefined

/** Where and how a host's REST API is spoken to. */
export interface HostApi {
  /** gitea: Gitea, Forgejo and what descends from them. */
  kind: 'github' | 'gitea'
  /** Without a slash at its end. */
  base: string
  owner: string
  repository: string
}

const GITEA_HOSTS: ReadonlySet<string> = new Set(['codeberg.org', 'gitea.com'])

/**
 * The REST API of a remote's host; undefined for a folder or a host of which none is known.
 * source: GitHub Docs (api.github.com; api.SUBDOMAIN.ghe.com; https://HOST/api/v3 for GitHub Enterprise Server;
 * GITHUB_API_URL and GITHUB_SERVER_URL of Actions), Gitea and Forgejo API documentation (https://HOST/api/v1)
 * @param configured the API's address as it was given with the remote
 */
export function apiOf(address: RemoteAddress, configured: string | undefined, variable: Variable): HostApi | undefined {
  const { host, path } = address
  if (host === undefined && configured === undefined) return undefined
  const base = (configured ?? baseOf(host ?? '', variable))?.replace(/(?<!\/)\/+$/, '')
  const parts = (path ?? '').split('/')
  const [owner, repository] = parts.slice(-2)
  if (base === undefined || !owner || !repository) return undefined
  return { kind: /\/api\/v1$/.test(base) ? 'gitea' : 'github', base, owner, repository }
}

function baseOf(host: string, variable: Variable): string | undefined {
  if (host === 'github.com' || host === 'ssh.github.com') return 'https://api.github.com'
  if (/^[a-z0-9-]+\.ghe\.com$/.test(host)) return `https://api.${host}`
  const [api, server] = [variable('GITHUB_API_URL'), variable('GITHUB_SERVER_URL')]
  // Only for the host that it belongs to: a token must not go anywhere else.
  if (api && [hostOf(api), hostOf(server)].includes(host)) return api
  if (GITEA_HOSTS.has(host)) return `https://${host}/api/v1`
  if (variable('GH_HOST')?.toLowerCase() === host) return `https://${host}/api/v3`
  return undefined
}

/** Whether an address may be an API's: https, or http on this machine. */
export function isApiAddress(text: string): boolean {
  try {
    const { protocol, hostname, username, password, search, hash } = new URL(text)
    return `${username}${password}${search}${hash}` === '' && (protocol === 'https:' || (protocol === 'http:' && /^(localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname)))
  } catch {
    return false
  }
}

/** The host of an address; undefined where it is none. */
function hostOf(url: string | undefined): string | undefined {
  try {
    return url === undefined ? undefined : new URL(url).host.toLowerCase()
  } catch {
    return undefined
  }
}

/**
 * The token for a remote from the environment; the names that other tools use serve only for the host that they
 * mean, so that no remote gets the token of another. SKILLLOOP_GIT_TOKEN is for whatever remote is spoken to.
 */
export function tokenFor(address: Pick<RemoteAddress, 'host'>, variable: Variable): { token: string; from: string } | undefined {
  const { host } = address
  const own = hostOf(variable('GITHUB_SERVER_URL')) ?? variable('GH_HOST')?.toLowerCase()
  const isGitHub = host === 'github.com' || host === 'ssh.github.com' || (host?.endsWith('.ghe.com') ?? false)
  const names = [
    'SKILLLOOP_GIT_TOKEN',
    ...(isGitHub || (host !== undefined && (host === own || host === hostOf(variable('GITHUB_API_URL')))) ? ['GITHUB_TOKEN', 'GH_TOKEN'] : []),
    ...(host !== undefined && host === variable('GH_HOST')?.toLowerCase() ? ['GH_ENTERPRISE_TOKEN', 'GITHUB_ENTERPRISE_TOKEN'] : []),
    ...(host !== undefined && GITEA_HOSTS.has(host) ? ['GITEA_TOKEN', 'FORGEJO_TOKEN'] : [])
  ]
  for (const name of names) {
    const token = variable(name)?.trim()
    if (token) return { token, from: name }
  }
  return undefined
}

/** The page where a person opens a pull request for a branch; undefined for a folder. */
export function comparePage(address: RemoteAddress, branch: string, server: string | undefined): string | undefined {
  const { host, path } = address
  if (host === undefined || path === undefined) return undefined
  const at = server ?? (address.transport === 'http' ? new URL(address.url).origin : `https://${host === 'ssh.github.com' ? 'github.com' : host.replace(/:\d+$/, '')}`)
  const name = branch.split('/').map(encodeURIComponent).join('/')
  const page = `${at}/${path.split('/').map(encodeURIComponent).join('/')}`
  if (/(^|\.)gitlab\./.test(host)) return `${page}/-/merge_requests/new?merge_request%5Bsource_branch%5D=${encodeURIComponent(branch)}`
  return `${page}/compare/main...${name}${host === 'github.com' ? '?expand=1' : ''}`
}
