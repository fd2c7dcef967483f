import { execFileSync } from 'node:child_process'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { serveGit } from '../helpers/git-http.js'
import { cleanEnvironment, git, temporaryFolder } from '../helpers/temporary.js'

interface Pull { number: number; title: string; body: string; head: string; state: 'open' | 'closed'; merged_at: string | null; merged_by: { login: string } | null; labels: (string | number)[]; reviewers: string[] }

/** What the API answers next instead of what it would: a status with headers; `done`: after doing it all the same. */
interface Fault { match: RegExp; status: number; headers?: Record<string, string>; done?: boolean }

export interface FakeHost {
  url: string
  api: string
  bare: string
  pulls: Pull[]
  /** Method and path of every call of the API, with the authorization it carried. */
  calls: { method: string; path: string; authorization: string }[]
  faults: Fault[]
  isProtected: boolean
  close(): Promise<void>
}

/**
 * A Git host on a loopback port: one repository acme/store by git's own HTTP program, and the calls of the REST API in
 * GitHub's shapes, or Gitea's. source: GitHub REST API 2022-11-28; Gitea API v1
 */
export async function fakeHost(kind: 'github' | 'gitea', token: string): Promise<FakeHost> {
  const folder = temporaryFolder()
  const bare = join(folder, 'acme', 'store.git')
  execFileSync('git', ['init', '-q', '--bare', '-b', 'main', bare], { env: cleanEnvironment() })
  git(bare, 'config', 'http.receivepack', 'true')
  const prefix = kind === 'github' ? '/api/v3' : '/api/v1'
  const labels: { id: number; name: string }[] = []
  const host: FakeHost = { url: '', api: '', bare, pulls: [], calls: [], faults: [], isProtected: false, close: () => Promise.resolve() }

  const tip = (branch: string): string => { try { return git(bare, 'rev-parse', '--verify', '-q', `refs/heads/${branch}`).trim() } catch { return '' } }
  const shown = (pull: Pull): object => ({
    number: pull.number, html_url: `${host.url}/acme/store/pull/${pull.number}`, title: pull.title, body: pull.body, state: pull.state, merged_at: pull.merged_at, merged_by: pull.merged_by,
    ...(kind === 'gitea' && { merged: pull.merged_at !== null }), head: { ref: pull.head, sha: tip(pull.head) || '0'.repeat(40), repo: { owner: { login: 'acme' } } }, base: { ref: 'main' }
  })
  const merge = (pull: Pull, method: string): void => {
    const clone = join(temporaryFolder(), 'merge')
    git(folder, 'clone', '-q', bare, clone)
    if (method === 'squash') { git(clone, 'merge', '-q', '--squash', `origin/${pull.head}`); git(clone, 'commit', '-qm', pull.title) } else git(clone, 'merge', '-q', '--no-ff', '-m', `Merge pull request #${pull.number}`, `origin/${pull.head}`)
    git(clone, 'push', '-q', 'origin', 'HEAD:main')
    Object.assign(pull, { state: 'closed', merged_at: '2026-08-10T10:00:00Z', merged_by: { login: 'hopper' } })
  }

  const answer = (method: string, path: string, query: URLSearchParams, body: Record<string, unknown>): [number, unknown] => {
    const at = path.slice(`${prefix}/repos/acme/store`.length)
    const number = Number(/^\/(?:pulls|issues)\/(\d+)/.exec(at)?.[1] ?? 0)
    const pull = host.pulls.find((one) => one.number === number)
    if (!path.startsWith(`${prefix}/repos/acme/store`)) return [404, { message: 'Not Found' }]
    if (at === '/pulls' && method === 'GET') {
      const head = kind === 'github' ? query.get('head')?.replace('acme:', '') : undefined
      const limit = Number(query.get(kind === 'github' ? 'per_page' : 'limit') ?? 30)
      const found = host.pulls.filter((one) => (head === undefined || one.head === head) && (query.get('state') === 'all' || one.state === query.get('state'))).reverse()
      return [200, found.slice((Number(query.get('page') ?? 1) - 1) * limit).slice(0, limit).map(shown)]
    }
    if (at === '/pulls' && method === 'POST') {
      const head = String(body['head'])
      if (tip(head) === '') return [422, { message: 'Validation Failed', errors: [{ field: 'head', code: 'invalid' }] }]
      if (host.pulls.some((one) => one.head === head && one.state === 'open')) return kind === 'github' ? [422, { message: 'Validation Failed', errors: [{ message: `A pull request already exists for acme:${head}.` }] }] : [409, { message: 'pull request already exists for these targets' }]
      const made: Pull = { number: host.pulls.length + 1, title: String(body['title']), body: String(body['body']), head, state: 'open', merged_at: null, merged_by: null, labels: [], reviewers: [] }
      host.pulls.push(made)
      return [201, shown(made)]
    }
    if (/^\/branches\/main$/.test(at)) return [200, { name: 'main', protected: host.isProtected }]
    if (at === '/labels') {
      if (method === 'GET') return [200, labels]
      labels.push({ id: labels.length + 1, name: String(body['name']) })
      return [201, labels.at(-1)]
    }
    if (!pull) return [404, { message: 'Not Found' }]
    if (at.endsWith('/labels')) {
      const given = body['labels'] as (string | number)[]
      if (kind === 'gitea' && given.some((label) => typeof label !== 'number')) return [422, { message: 'labels must be numbers' }]
      pull.labels = [...new Set([...pull.labels, ...given])]
      return [200, []]
    }
    if (at.endsWith('/requested_reviewers')) {
      const given = [...(body['reviewers'] as string[] | undefined ?? []), ...(body['team_reviewers'] as string[] | undefined ?? [])]
      if (given.includes('nobody')) return [422, { message: 'Reviews may only be requested from collaborators.' }]
      pull.reviewers = [...new Set([...pull.reviewers, ...given])]
      return [201, shown(pull)]
    }
    if (at.endsWith('/merge')) {
      const head = kind === 'github' ? body['sha'] : body['head_commit_id']
      if (head !== tip(pull.head)) return [409, { message: 'Head branch was modified. Review and try the merge again.' }]
      merge(pull, 'merge')
      return [200, { merged: true, sha: tip('main') }]
    }
    if (method === 'PATCH') {
      Object.assign(pull, body)
      return [kind === 'github' ? 200 : 201, shown(pull)]
    }
    return [405, { message: 'Method Not Allowed' }]
  }

  const handle = (request: IncomingMessage, response: ServerResponse): boolean => {
    const url = new URL(request.url ?? '/', 'http://host')
    if (!url.pathname.startsWith('/api/')) return false
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const method = request.method ?? ''
      host.calls.push({ method, path: `${url.pathname}${url.search}`, authorization: String(request.headers.authorization ?? '') })
      const text = Buffer.concat(parts).toString()
      const fault = host.faults.findIndex(({ match }) => match.test(`${method} ${url.pathname}`))
      const [found] = fault >= 0 ? host.faults.splice(fault, 1) : []
      if (found && !found.done) return void response.writeHead(found.status, found.headers).end('{"message":"not now"}')
      if (!String(request.headers.authorization ?? '').endsWith(token)) return void response.writeHead(401).end('{"message":"Bad credentials"}')
      const [status, body] = answer(method, url.pathname, url.searchParams, text === '' ? {} : JSON.parse(text) as Record<string, unknown>)
      if (found) return void response.writeHead(found.status, found.headers).end('{"message":"broke off"}')
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    })
    return true
  }
  const server = await serveGit(folder, { token, handle })
  return Object.assign(host, { url: server.url, api: `${server.url}${prefix}`, close: () => server.close() })
}
