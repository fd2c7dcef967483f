import { environment } from '../../kernel/errors.js'
import type { RestBackend, RestCall } from '../../kernel/types.js'
import type { ApiAnswer, JsonApi } from './json-api.js'
import { Unsure, type MemoryBackend, type RemoteMemory } from './types.js'

type Values = Readonly<Record<string, unknown>>

const MOST_PAGES = 200

/** A memory service behind any JSON API, as the policy describes it. */
export function restBackend(name: string, api: JsonApi, spec: RestBackend, scope: Readonly<Record<string, string>>): MemoryBackend {
  const call = async ({ method, path, body }: RestCall, values: Values, reads: boolean): Promise<ApiAnswer> => {
    const all = { ...scope, ...values }
    return api(method, filledPath(path, all), { ...(body !== undefined && { body: filled(body, all) }), reads })
  }
  const ok = (answer: ApiAnswer, what: string): unknown => {
    if (answer.status >= 200 && answer.status < 300) return answer.body
    throw environment(`${name}: it answered ${answer.status} to ${what}`, { fix: `see that rest.${what} in the policy is right` })
  }
  const itemOf = (value: unknown): RemoteMemory | undefined => {
    const [id, text, metadata] = [at(value, spec.item.id), at(value, spec.item.text), at(value, spec.item.metadata)]
    if ((typeof id !== 'string' && typeof id !== 'number') || typeof text !== 'string') return undefined
    return { id: String(id), text, metadata: typeof metadata === 'object' && metadata !== null ? metadata as Values : {} }
  }
  const itemsOf = (body: unknown, { items }: RestCall): RemoteMemory[] => {
    const list = items === undefined ? body : at(body, items)
    return Array.isArray(list) ? list.flatMap((value) => itemOf(value) ?? []) : []
  }
  const list = async (): Promise<RemoteMemory[]> => {
    const found: RemoteMemory[] = []
    let cursor: unknown = ''
    for (let page = 0; page < MOST_PAGES; page++) {
      const body = ok(await call(spec.list, { cursor }, true), 'list')
      found.push(...itemsOf(body, spec.list))
      const next = spec.list.next === undefined ? undefined : at(body, spec.list.next)
      if (next === undefined || next === null || next === '' || next === false || next === cursor) return found
      cursor = next
    }
    throw environment(`${name}: its list has more than ${MOST_PAGES} pages`, { fix: 'give SkillLoop a narrower scope in the policy' })
  }
  return {
    name, list,
    async search(query, limit) {
      return spec.search ? itemsOf(ok(await call(spec.search, { query, limit }, true), 'search'), spec.search).slice(0, limit) : list()
    },
    get: async (id) => (await list()).find((memory) => memory.id === id),
    async add(text, metadata) {
      const body = ok(await call(spec.add, { text, metadata }, false), 'add')
      const id = at(body, spec.item.id)
      return typeof id === 'string' || typeof id === 'number' ? { id: String(id) } : {}
    },
    job: () => Promise.resolve(undefined),
    async update(id, text, metadata) {
      ok(await call(spec.update, { id, text, metadata }, false), 'update')
    },
    async delete(id) {
      const answer = await call(spec.delete, { id }, false).catch((error: unknown) => {
        if (error instanceof Unsure) return call(spec.delete, { id }, true)
        throw error
      })
      if (answer.status !== 404) ok(answer, 'delete')
    },
    async history(id) {
      if (!spec.history) return []
      const changes = at(ok(await call(spec.history, { id }, true), 'history'), spec.history.items ?? '')
      return Array.isArray(changes) ? changes.map((value) => ({ event: 'change', text: plain(at(value, spec.item.text) ?? '') })) : []
    }
  }
}

/** The value at a JSON pointer (RFC 6901); undefined where there is none. */
function at(value: unknown, pointer: string): unknown {
  let found = value
  for (const part of pointer.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~')
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, key)) return undefined
    found = (found as Values)[key]
  }
  return found
}

const NAME = /\{([a-z][a-z0-9_]*)\}/g

function filledPath(path: string, values: Values): string {
  return path.replaceAll(NAME, (whole, name: string) => (Object.hasOwn(values, name) ? encodeURIComponent(plain(values[name])) : whole))
}

/** A body with its names replaced: a string that is one name alone becomes the value itself. */
function filled(template: unknown, values: Values): unknown {
  if (typeof template === 'string') {
    const alone = /^\{([a-z][a-z0-9_]*)\}$/.exec(template)?.[1]
    if (alone !== undefined && Object.hasOwn(values, alone)) return values[alone]
    return template.replaceAll(NAME, (whole, name: string) => (Object.hasOwn(values, name) ? plain(values[name]) : whole))
  }
  if (Array.isArray(template)) return template.map((item) => filled(item, values))
  if (typeof template !== 'object' || template === null) return template
  return Object.fromEntries(Object.entries(template).map(([key, value]) => [key, filled(value, values)]))
}

const plain = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))
