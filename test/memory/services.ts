import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach } from 'vitest'

/** A memory as the service keeps it. */
interface Kept { id: string; memory: string; metadata: Record<string, unknown>; scope: string }

export interface Service {
  url: string
  kept: Map<string, Kept>
  /** Method and path of each request. */
  asked: string[]
  /** Headers of the last request. */
  headers: IncomingMessage['headers']
  /** Called before each request: returns true where it has answered itself. */
  before: (request: { method: string; path: string; body: string }, response: ServerResponse) => boolean
  /** Adds after so many more requests; 0 at once. As the platform does. */
  lag: number
}

const closing: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

/** mem0's API on loopback: the hosted platform's, or the open-source server's. It removes no duplicates, as with infer: false. */
export async function mem0(dialect: 'platform' | 'server' = 'platform'): Promise<Service> {
  const waiting: { kept: Kept; requests: number }[] = []
  const events = new Map<string, string>()
  let count = 0
  const service: Service = { url: '', kept: new Map(), asked: [], headers: {}, before: () => false, lag: 0 }
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => { body += chunk.toString() }).on('end', () => {
      const method = request.method ?? ''
      const url = new URL(request.url ?? '', 'http://x')
      service.asked.push(`${method} ${url.pathname}`)
      service.headers = request.headers
      for (const item of [...waiting]) {
        if (item.requests-- > 0) continue
        service.kept.set(item.kept.id, item.kept)
        waiting.splice(waiting.indexOf(item), 1)
      }
      if (service.before({ method, path: url.pathname, body }, response)) return
      const answer = (status: number, value: unknown): void => void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
      const given = body === '' ? {} : JSON.parse(body) as Record<string, unknown>
      const shown = ({ id, memory, metadata }: Kept): object => ({ id, memory, metadata, created_at: '2026-08-10T09:00:00Z', categories: null })
      const scoped = (scope: unknown): Kept[] => [...service.kept.values()].filter((one) => one.scope === JSON.stringify(scope))
      const path = dialect === 'platform' ? url.pathname.replace(/^\/v[13]/, '').replace(/\/$/, '') : url.pathname
      const scopeOf = (from: Record<string, unknown>): object => Object.fromEntries(Object.entries(from).filter(([key]) => /^(user|agent|app|run)_id$/.test(key)))
      if (path === '/memories' && method === 'POST' && dialect === 'platform') {
        if (Object.keys(scopeOf(given)).length > 0) return answer(400, { error: 'entity ids belong into filters' })
        const all = scoped(given['filters'])
        const [page, size] = [Number(url.searchParams.get('page') ?? 1), Number(url.searchParams.get('page_size') ?? 100)]
        return answer(200, { count: all.length, next: page * size < all.length ? `${service.url}/v3/memories/?page=${page + 1}` : null, previous: null, results: all.slice((page - 1) * size, page * size).map(shown) })
      }
      if (path === '/memories' && method === 'GET') return answer(200, { results: scoped(scopeOf(Object.fromEntries(url.searchParams))).map(shown) })
      if ((path === '/memories/add' && dialect === 'platform') || (path === '/memories' && method === 'POST')) {
        if (given['infer'] !== false) return answer(400, { error: 'this test wants infer: false' })
        const id = `m-${++count}`
        const kept = { id, memory: (given['messages'] as { content: string }[])[0]?.content ?? '', metadata: given['metadata'] as Record<string, unknown>, scope: JSON.stringify(scopeOf(given)) }
        if (service.lag > 0) waiting.push({ kept, requests: service.lag })
        else service.kept.set(id, kept)
        if (dialect === 'server') return answer(200, { results: [{ id, memory: kept.memory, event: 'ADD' }] })
        events.set(`e-${count}`, id)
        return answer(200, { message: 'Memory processing has been queued for background execution', status: 'PENDING', event_id: `e-${count}` })
      }
      if (path === '/memories/search' || path === '/search') {
        const words = new Set(String(given['query']).toLowerCase().split(/\W+/))
        const all = scoped(dialect === 'platform' ? given['filters'] : scopeOf(given)).map((one) => ({ ...shown(one), score: one.memory.toLowerCase().split(/\W+/).filter((word) => words.has(word)).length }))
        return answer(200, { results: all.filter(({ score }) => score > 0).sort((a, b) => b.score - a.score).slice(0, Number(given['top_k'])) })
      }
      const event = /^\/event\/(.+)$/.exec(path)?.[1]
      if (event !== undefined) return answer(200, { id: event, status: service.kept.has(events.get(event) ?? '') ? 'SUCCEEDED' : 'PENDING' })
      const [, id = '', history] = /^\/memories\/([^/]+)(\/history)?$/.exec(path) ?? []
      const found = service.kept.get(decodeURIComponent(id))
      if (!found) return answer(404, { error: 'Memory not found' })
      if (history !== undefined) return answer(200, [{ id: 'h', memory_id: id, event: 'ADD', new_memory: found.memory, created_at: '2026-08-10T09:00:00Z' }])
      if (method === 'PUT') Object.assign(found, { memory: given['text'], metadata: given['metadata'] })
      if (method === 'DELETE') service.kept.delete(found.id)
      return answer(200, method === 'DELETE' ? { message: 'Memory deleted successfully!' } : shown(found))
    })
  })
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done))
  service.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  closing.push(async () => new Promise((done) => {
    server.closeAllConnections()
    server.close(() => done())
  }))
  return service
}
