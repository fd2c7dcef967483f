import { environment } from '../../kernel/errors.js'
import type { MemoryBackend as BackendPolicy } from '../../kernel/types.js'
import { jsonApi } from './json-api.js'
import { mem0Backend } from './mem0.js'
import { restBackend } from './rest.js'
import type { MemoryBackend } from './types.js'

/** What a service needs of the world. */
export interface BackendWorld {
  /** An environment variable. */
  variable: (name: string) => string | undefined
  sleep: (ms: number) => Promise<void>
}

const SECONDS = 30
const BEARER = 'Authorization: Bearer {token}'
/** source: docs.mem0.ai for the platform; server/auth.py of github.com/mem0ai/mem0 for the server. */
const AUTH: Readonly<Record<BackendPolicy['kind'], string>> = { mem0: 'Authorization: Token {token}', 'mem0-server': 'X-API-Key: {token}', rest: BEARER }

/** Opens a memory service of the policy. @throws SkillLoopError (3) where its token is not set or its address not allowed */
export function openMemoryBackend({ name, kind, url, tokenEnv, scope = {}, seconds = SECONDS, rest }: BackendPolicy, world: BackendWorld): MemoryBackend {
  const token = tokenEnv === undefined ? undefined : world.variable(tokenEnv)?.trim()
  if (tokenEnv !== undefined && !token) throw environment(`${name}: the environment variable ${tokenEnv} is not set`, { place: { file: 'policy.json' }, fix: `set ${tokenEnv}; leave tokenEnv out for a service that needs none` })
  const [header = '', value = ''] = (rest?.auth ?? AUTH[kind]).split(/: ?(.*)/s)
  const api = jsonApi({ name, base: url, headers: token === undefined ? {} : { [header]: value.replace('{token}', token) }, seconds, sleep: world.sleep })
  if (kind !== 'rest') return mem0Backend(name, api, scope, kind === 'mem0' ? 'platform' : 'server')
  if (!rest) throw environment(`${name}: the policy does not say how it is asked`, { place: { file: 'policy.json' }, expected: 'rest, with list, add, update, delete and item' })
  return restBackend(name, api, rest, scope)
}
