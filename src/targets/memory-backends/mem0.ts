import { environment } from '../../kernel/errors.js'
import type { ApiAnswer, JsonApi } from './json-api.js'
import { Unsure, type MemoryBackend, type RemoteChange, type RemoteMemory } from './types.js'

type Scope = Readonly<Record<string, string>>
type Members = Readonly<Record<string, unknown>>

const PAGE = 100
const MOST_PAGES = 100
const ENTITIES = new Set(['user_id', 'agent_id', 'app_id', 'run_id'])

/**
 * mem0, source: docs.mem0.ai, API reference, and the clients and server of github.com/mem0ai/mem0. The hosted platform
 * adds at its leisure (an event to ask about), keeps the scope of a search in `filters`, and wants `Token` before its
 * key; the open-source server adds at once and takes the scope at the top. Text is stored as it is (`infer: false`).
 * @throws SkillLoopError (3) for a scope that is none of mem0's
 */
export function mem0Backend(name: string, api: JsonApi, scope: Scope, dialect: 'platform' | 'server'): MemoryBackend {
  // A memory given to two of these is kept as one for each, and a search for both finds neither.
  if (Object.keys(scope).length !== 1 || Object.keys(scope).some((key) => !ENTITIES.has(key))) {
    throw environment(`${name}: its scope is none of mem0's`, { place: { file: 'policy.json' }, expected: `one of ${[...ENTITIES].join(', ')}: mem0 keeps memories by whom they are of` })
  }
  const isPlatform = dialect === 'platform'
  const one = (id: string): string => (isPlatform ? `/v1/memories/${encodeURIComponent(id)}/` : `/memories/${encodeURIComponent(id)}`)
  const ok = (answer: ApiAnswer, what: string): Members => {
    if (answer.status >= 200 && answer.status < 300) return members(answer.body)
    throw environment(`${name}: it answered ${answer.status} to ${what}`, { fix: 'see that scope and url in the policy are right' })
  }
  return {
    name,
    async list() {
      if (!isPlatform) return itemsOf(ok(await api('GET', `/memories?${new URLSearchParams(scope).toString()}&top_k=${PAGE * MOST_PAGES}`, { reads: true }), 'the list'))
      const found: RemoteMemory[] = []
      for (let page = 1; page <= MOST_PAGES; page++) {
        const body = ok(await api('POST', `/v3/memories/?page=${page}&page_size=${PAGE}`, { body: { filters: scope }, reads: true }), 'the list')
        found.push(...itemsOf(body))
        if (typeof body['next'] !== 'string') return found
      }
      throw environment(`${name}: it has more than ${PAGE * MOST_PAGES} memories in this scope`, { fix: 'give SkillLoop a narrower scope in the policy' })
    },
    async search(query, limit) {
      const body = isPlatform ? { query, filters: scope, top_k: limit } : { query, ...scope, top_k: limit }
      return itemsOf(ok(await api('POST', isPlatform ? '/v3/memories/search/' : '/search', { body, reads: true }), 'a search')).slice(0, limit)
    },
    async get(id) {
      const answer = await api('GET', one(id), { reads: true })
      return answer.status === 404 || answer.body === null ? undefined : itemOf(ok(answer, 'a look at one'))
    },
    async add(text, metadata) {
      const body = { messages: [{ role: 'user', content: text }], ...scope, metadata, infer: false }
      const answer = ok(await api('POST', isPlatform ? '/v3/memories/add/' : '/memories', { body, reads: false }), 'a new memory')
      const [event] = listIn(answer)
      const id = members(event)['id']
      const job = answer['event_id']
      return { ...(typeof id === 'string' && { id }), ...(typeof job === 'string' && job !== '' && { job }) }
    },
    async job(id) {
      if (!isPlatform) return undefined
      const answer = await api('GET', `/v1/event/${encodeURIComponent(id)}/`, { reads: true })
      const { status } = members(answer.body)
      return status === 'SUCCEEDED' ? 'done' : status === 'FAILED' ? 'failed' : answer.status === 404 ? undefined : 'working'
    },
    async update(id, text, metadata) {
      ok(await api('PUT', one(id), { body: { text, metadata }, reads: false }), 'a change')
    },
    async delete(id) {
      const answer = await api('DELETE', one(id), { reads: false }).catch((error: unknown) => {
        // Deleting twice is deleting once.
        if (error instanceof Unsure) return api('DELETE', one(id), { reads: true })
        throw error
      })
      if (answer.status !== 404) ok(answer, 'a deletion')
    },
    async history(id) {
      const answer = await api('GET', isPlatform ? `${one(id)}history/` : `${one(id)}/history`, { reads: true })
      ok(answer, 'its history')
      return listIn(answer.body).map(changeOf).sort((a, b) => (a.at ?? '').localeCompare(b.at ?? ''))
    }
  }
}

function changeOf(value: unknown): RemoteChange {
  const { event, new_memory: text, created_at: at, updated_at: changed } = members(value)
  const when = typeof changed === 'string' ? changed : at
  return { event: typeof event === 'string' ? event : 'unknown', ...(typeof text === 'string' && { text }), ...(typeof when === 'string' && { at: when }) }
}

function itemsOf(body: unknown): RemoteMemory[] {
  return listIn(body).flatMap((value) => itemOf(value) ?? [])
}

function listIn(body: unknown): unknown[] {
  const list = Array.isArray(body) ? body : members(body)['results']
  return Array.isArray(list) ? list : []
}

/** What has no id or no text is none of ours to know. */
function itemOf(value: unknown): RemoteMemory | undefined {
  const { id, memory, metadata } = members(value)
  return typeof id === 'string' && id !== '' && typeof memory === 'string' ? { id, text: memory, metadata: members(metadata) } : undefined
}

const members = (value: unknown): Members => (typeof value === 'object' && value !== null ? value as Members : {})
