import { isAbsolute, resolve } from 'node:path'
import { badInput } from '../../kernel/errors.js'

/** The address of a repository elsewhere, understood. */
export interface RemoteAddress {
  url: string
  /** http: spoken by isomorphic-git; native: by the git that is installed. */
  transport: 'http' | 'native'
  /** Host and path whatever the protocol and without `.git`, or the path of a folder: what the policy names. */
  location: string
  /** Host with its port where that is not the protocol's own; absent for a folder. */
  host?: string
  /** The path on the host, without slashes at its ends and without `.git`. */
  path?: string
}

const EXPECTED = 'https://host/owner/repository.git, git@host:owner/repository.git, ssh://…, file://… or a folder'
const LOOPBACK = /^(localhost|127(?:\.\d+){3}|\[::1\])$/

/**
 * Reads the address of a repository. One that carries a password or token is refused: addresses end up in
 * configurations, logs and messages.
 * @param cwd what a folder's path is relative to
 * @throws SkillLoopError (2) for what no repository can be reached by safely
 */
export function parseRemote(text: string, cwd: string): RemoteAddress {
  if (text === '' || text.startsWith('-') || /[\u0000-\u0020\u007f]/.test(text.replaceAll(' ', ''))) throw badInput('this is no address of a repository', { expected: EXPECTED })
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase()
  if (scheme === 'https' || scheme === 'http') return httpAddress(text, scheme)
  if (scheme === 'ssh') return sshAddress(text)
  if (scheme === 'file') return folderAddress(pathOf(parsed(text)), text)
  if (scheme !== undefined || /^[a-z]+::/i.test(text)) throw badInput(`addresses with ${scheme ?? text.split('::')[0] ?? ''} are not used`, { expected: EXPECTED })
  // As git reads it: a colon before the first slash means a host, unless it is a drive.
  const scp = /^(?:([A-Za-z0-9._-]+)@)?([A-Za-z0-9._-]{2,}):(?!\/\/)(.+)$/.exec(text)
  if (scp?.[2] && scp[3]) {
    if (scp[2].startsWith('-')) throw badInput('this is no address of a repository', { expected: EXPECTED })
    return hostAddress(text, 'native', scp[2], scp[3])
  }
  const folder = isAbsolute(text) ? text : resolve(cwd, text)
  return folderAddress(folder, folder)
}

function httpAddress(text: string, scheme: string): RemoteAddress {
  const url = parsed(text)
  if (url.username !== '' || url.password !== '') throw withCredentials()
  if (url.search !== '' || url.hash !== '') throw badInput('the address of a repository has neither ? nor #', { expected: EXPECTED })
  // A token sent over plain HTTP is everybody's.
  if (scheme === 'http' && !LOOPBACK.test(url.hostname)) throw badInput('http is not encrypted', { expected: `https://${url.host}${url.pathname}` })
  return hostAddress(text, 'http', url.host, pathOf(url))
}

function sshAddress(text: string): RemoteAddress {
  const url = parsed(text)
  if (url.password !== '') throw withCredentials()
  // ssh would take either for options of its own.
  if (url.hostname.startsWith('-') || url.username.startsWith('-') || url.hostname === '') throw badInput('this is no address of a repository', { expected: EXPECTED })
  return hostAddress(text, 'native', url.host, pathOf(url))
}

function hostAddress(url: string, transport: RemoteAddress['transport'], host: string, path: string): RemoteAddress {
  const plain = path.replaceAll(/^\/+|\/+$/g, '').replace(/\.git$/, '')
  if (plain === '') throw badInput('the address names a host and no repository', { expected: EXPECTED })
  const lower = host.toLowerCase()
  return { url, transport, location: `${lower}/${plain}`, host: lower, path: plain }
}

function folderAddress(path: string, url: string): RemoteAddress {
  return { url, transport: 'native', location: path.replaceAll('\\', '/').replace(/(?<!\/)\/+$/, '') }
}

function parsed(text: string): URL {
  try {
    return new URL(text)
  } catch (cause) {
    throw badInput('this is no address of a repository', { expected: EXPECTED, cause })
  }
}

/** @throws SkillLoopError (2) for escapes that are none, such as %zz */
function pathOf({ pathname }: URL): string {
  try {
    return decodeURIComponent(pathname)
  } catch (cause) {
    throw badInput('this is no address of a repository', { expected: EXPECTED, cause })
  }
}

function withCredentials(): Error {
  return badInput('the address carries a user name or password', {
    expected: 'an address without', fix: 'put the token into an environment variable, e.g. GITHUB_TOKEN or SKILLLOOP_GIT_TOKEN, and if it was typed or stored anywhere, replace it by a new one'
  })
}

/** Whether the policy lets the ledger go to an address. Hosts are the same in either case of letters, paths on hosts of code too. */
export function mayPublishLedger(publishTo: readonly string[], address: Pick<RemoteAddress, 'location' | 'host'>): boolean {
  const plain = (text: string): string => (address.host === undefined ? text.replace(/^file:\/\//, '').replace(/(?<!\/)\/+$/, '') : text.toLowerCase().replaceAll(/(?<!\/)\/+$/g, '').replace(/\.git$/, ''))
  return publishTo.some((allowed) => plain(allowed) === plain(address.location))
}
