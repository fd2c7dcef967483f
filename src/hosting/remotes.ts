import { join } from 'node:path'
import { badInput } from '../kernel/errors.js'
import { readIfThere } from '../store/files.js'
import { commitLock, dropLock, fillLock, takeLock } from '../store/refs/lock.js'

/** A repository elsewhere that this store knows, as Git's own configuration has it. */
export interface ConfiguredRemote {
  name: string
  url: string
  /** Address of its host's REST API, where it was given. */
  api?: string
}

const NAME = /^[a-z0-9][a-z0-9-]{0,63}$/

/** The remotes of a repository, see git-config(1); those that plain git added too. */
export async function readRemotes(gitdir: string): Promise<ConfiguredRemote[]> {
  const text = (await readIfThere(join(gitdir, 'config')))?.toString('utf8') ?? ''
  const remotes = new Map<string, Map<string, string>>()
  let current: Map<string, string> | undefined
  for (const line of text.split(/\r?\n/)) {
    const section = /^\s*\[\s*([A-Za-z0-9.-]+)(?:\s+"((?:[^"\\]|\\.)*)")?\s*\]/.exec(line)
    if (section) {
      const name = section[1]?.toLowerCase() === 'remote' ? section[2]?.replaceAll(/\\(.)/g, '$1') : undefined
      current = name === undefined ? undefined : remotes.get(name) ?? new Map<string, string>()
      if (name !== undefined && current) remotes.set(name, current)
      continue
    }
    const setting = /^\s*([A-Za-z][A-Za-z0-9-]*)\s*=\s*(.*)$/.exec(line)
    // The first address is the one that git fetches from.
    if (setting?.[1] && current && !current.has(setting[1].toLowerCase())) current.set(setting[1].toLowerCase(), unquoted(setting[2] ?? ''))
  }
  return [...remotes].flatMap(([name, values]) => {
    const [url, api] = [values.get('url'), values.get('skillloopapi')]
    return url === undefined ? [] : [{ name, url, ...(api !== undefined && { api }) }]
  })
}

function unquoted(value: string): string {
  const quoted = /^"((?:[^"\\]|\\.)*)"/.exec(value.trim())
  return quoted ? (quoted[1] ?? '').replaceAll(/\\(.)/g, '$1') : value.replace(/\s[#;].*$/, '').trim()
}

/**
 * Adds a remote to Git's own configuration, so that plain git knows it too.
 * @throws SkillLoopError (2) for a name that is none or is taken
 */
export async function addRemote(gitdir: string, remote: ConfiguredRemote): Promise<void> {
  if (!NAME.test(remote.name)) throw badInput(`${remote.name} is no name for a remote`, { expected: 'letters of lower case, digits and hyphens, as in origin' })
  const file = join(gitdir, 'config')
  const lock = await takeLock(file)
  try {
    const taken = (await readRemotes(gitdir)).find(({ name }) => name === remote.name)
    if (taken) throw badInput(`there is a remote ${remote.name} already: ${taken.url}`, { place: { file }, fix: `choose another name, or change it: git -C .skillloop remote set-url ${remote.name} <address>` })
    const before = (await readIfThere(file))?.toString('utf8') ?? ''
    const api = remote.api === undefined ? '' : `\tskillloopApi = ${quoted(remote.api)}\n`
    const section = `[remote "${remote.name}"]\n\turl = ${quoted(remote.url)}\n\tfetch = +refs/heads/*:refs/remotes/${remote.name}/*\n${api}`
    await fillLock(lock, `${before}${before === '' || before.endsWith('\n') ? '' : '\n'}${section}`, { fsync: true })
    await commitLock(lock)
  } catch (error) {
    await dropLock(lock)
    throw error
  }
}

// A line break would begin a setting of its own.
const quoted = (value: string): string => `"${value.replaceAll(/[\n\r\0]/g, '').replaceAll(/[\\"]/g, '\\$&')}"`
