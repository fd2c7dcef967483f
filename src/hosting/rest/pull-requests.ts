import { environment, refused, type SkillLoopError } from '../../kernel/errors.js'
import type { HostApi } from '../plan/host-api.js'
import { restClient, type Rest, type RestAnswer, type RestWorld } from './request.js'

interface PullRequest {
  number: number
  page: string
  title: string
  body: string
  /** The commit that it would merge. */
  head: string
  state: 'open' | 'merged' | 'closed'
  /** Login of who merged it, where the host says so. */
  mergedBy?: string
}

/** A pull request as it should be. */
export interface WantedPullRequest {
  branch: string
  title: string
  body: string
  labels: readonly string[]
  /** Logins, or organization/team. */
  reviewers: readonly string[]
}

interface PutResult {
  pull: PullRequest
  outcome: 'opened' | 'updated' | 'same'
  /** What the host did not take: labels, reviewers. */
  notes: string[]
}

/** The pull requests of one repository on GitHub, Gitea or Forgejo, into its main. */
export interface PullRequests {
  /** Of a branch, the open one first, else the newest; undefined where there never was one. */
  find(branch: string): Promise<PullRequest | undefined>
  /** Opens a branch's pull request, or brings the open one up to date; doing it again changes nothing. */
  put(wanted: WantedPullRequest): Promise<PutResult>
  /** Merges only what was looked at. @throws SkillLoopError (1) where the host or the head says no */
  merge(number: number, head: string): Promise<string>
  isProtected(branch: string): Promise<boolean>
}

const PER_PAGE = 50
const PAGES = 20
const LABEL_COLOUR = '5319e7'

/** source: GitHub REST API 2022-11-28 (pulls, issues/labels, branches); Gitea and Forgejo API v1, where it differs. */
export function pullRequests(api: HostApi, token: string, world: RestWorld, version: string): PullRequests {
  const isGitea = api.kind === 'gitea'
  const rest = restClient({
    base: api.base, world,
    headers: {
      accept: isGitea ? 'application/json' : 'application/vnd.github+json', 'user-agent': `skillloop/${version}`,
      authorization: isGitea ? `token ${token}` : `Bearer ${token}`, ...(!isGitea && { 'x-github-api-version': '2022-11-28' })
    }
  })
  const repository = `/repos/${encodeURIComponent(api.owner)}/${encodeURIComponent(api.repository)}`
  const ask: Rest = async (method, path, body) => {
    const answer = await rest(method, `${repository}${path}`, body)
    if (answer.status === 401 || answer.status === 403) throw noAccess(api, answer)
    return answer
  }

  const listed = async (branch: string): Promise<PullRequest[]> => {
    const found: PullRequest[] = []
    for (let page = 1; page <= PAGES; page++) {
      // Gitea has no filter by head; what it does not know it ignores.
      const query = `state=all&base=main&head=${encodeURIComponent(`${api.owner}:${branch}`)}&sort=${isGitea ? 'recentupdate' : 'updated'}&direction=desc&per_page=${PER_PAGE}&limit=${PER_PAGE}&page=${page}`
      const answer = await ask('GET', `/pulls?${query}`)
      if (answer.status === 404) throw notThere(api)
      const list = expectList(api, answer)
      found.push(...list.filter((item) => isFrom(item, api.owner, branch)).map((item) => readPull(api, item)))
      if (list.length < PER_PAGE) break
    }
    return found
  }
  const find = async (branch: string): Promise<PullRequest | undefined> => {
    const all = await listed(branch)
    return all.find(({ state }) => state === 'open') ?? all.sort((a, b) => b.number - a.number)[0]
  }
  const openOne = async (branch: string): Promise<PullRequest | undefined> => (await listed(branch)).find(({ state }) => state === 'open')

  const create = async ({ branch, title, body }: WantedPullRequest): Promise<PullRequest> => {
    const answer = await ask('POST', '/pulls', { title, body, head: branch, base: 'main' })
    if (answer.status === 201) return readPull(api, record(answer.body))
    // Opened by somebody else meanwhile, or by a call of ours whose answer was lost.
    const there = answer.status === 409 || answer.status === 422 ? await openOne(branch) : undefined
    if (!there) throw failed(api, `a pull request for ${branch} could not be opened`, answer)
    return there
  }

  return {
    find,
    async put(wanted) {
      const before = await openOne(wanted.branch)
      let pull = before ?? await create(wanted)
      const isOld = pull.title !== wanted.title || !sameText(pull.body, wanted.body)
      if (isOld) {
        const answer = await ask('PATCH', `/pulls/${pull.number}`, { title: wanted.title, body: wanted.body })
        if (answer.status !== 200 && answer.status !== 201) throw failed(api, `pull request ${pull.number} could not be updated`, answer)
        pull = { ...readPull(api, record(answer.body)), head: pull.head }
      }
      const notes = [...await putLabels(ask, isGitea, pull.number, wanted.labels), ...await putReviewers(ask, pull.number, wanted.reviewers)]
      return { pull, outcome: before ? (isOld ? 'updated' : 'same') : 'opened', notes }
    },
    async merge(number, head) {
      const answer = isGitea
        ? await ask('POST', `/pulls/${number}/merge`, { Do: 'merge', head_commit_id: head })
        : await ask('PUT', `/pulls/${number}/merge`, { sha: head, merge_method: 'merge' })
      if (answer.status === 200) return text(record(answer.body)['sha']) ?? ''
      if (answer.status === 409) throw refused(`pull request ${number} has other commits by now than were looked at`, { expected: `head ${head}`, fix: 'sync, look at it again, then merge' })
      throw refused(`${api.base} does not let pull request ${number} be merged: ${messageOf(answer)}`, { fix: 'see on its page what it waits for: reviews, checks' })
    },
    async isProtected(branch) {
      const answer = await ask('GET', `/branches/${encodeURIComponent(branch)}`)
      return answer.status === 200 && record(answer.body)['protected'] === true
    }
  }
}

async function putLabels(ask: Rest, isGitea: boolean, number: number, labels: readonly string[]): Promise<string[]> {
  if (labels.length === 0) return []
  const wanted: readonly (string | number)[] = isGitea ? await labelIds(ask, labels) : labels
  const answer = await ask('POST', `/issues/${number}/labels`, { labels: wanted })
  return answer.status < 300 ? [] : [`the labels were not taken: ${messageOf(answer)}`]
}

/** Gitea wants labels to be there, and their numbers. */
async function labelIds(ask: Rest, names: readonly string[]): Promise<number[]> {
  const answer = await ask('GET', `/labels?limit=${PER_PAGE}`)
  const known = new Map((Array.isArray(answer.body) ? answer.body : []).map((label) => [text(record(label)['name']) ?? '', record(label)['id']]))
  const ids: number[] = []
  for (const name of names) {
    const id = known.get(name) ?? record((await ask('POST', '/labels', { name, color: `#${LABEL_COLOUR}` })).body)['id']
    if (typeof id === 'number') ids.push(id)
  }
  return ids
}

async function putReviewers(ask: Rest, number: number, reviewers: readonly string[]): Promise<string[]> {
  const notes: string[] = []
  // One at a time: one that the host does not take, such as the author, would stop the others.
  for (const name of reviewers) {
    const team = name.includes('/') ? name.split('/').at(-1) : undefined
    const answer = await ask('POST', `/pulls/${number}/requested_reviewers`, team === undefined ? { reviewers: [name] } : { team_reviewers: [team] })
    if (answer.status >= 300) notes.push(`${name} was not asked to review: ${messageOf(answer)}`)
  }
  return notes
}

/** Hosts give line ends and trailing space back as they like. */
function sameText(a: string, b: string): boolean {
  const plain = (value: string): string => value.replaceAll('\r\n', '\n').trim()
  return plain(a) === plain(b)
}

function isFrom(item: Record<string, unknown>, owner: string, branch: string): boolean {
  const head = record(item['head'])
  const from = text(record(record(head['repo'])['owner'])['login']) ?? owner
  // A fork may have a branch of the same name: whoever pushes there must not come to be taken for us.
  return text(head['ref']) === branch && from.toLowerCase() === owner.toLowerCase()
}

function readPull(api: HostApi, item: Record<string, unknown>): PullRequest {
  const { number, html_url: page, title, body } = item
  const head = text(record(item['head'])['sha'])
  if (typeof number !== 'number' || head === undefined) throw environment(`${api.base} answers otherwise than a ${api.kind} API does`, { fix: 'see that the address of the API is right' })
  const isMerged = item['merged'] === true || typeof item['merged_at'] === 'string'
  const mergedBy = text(record(item['merged_by'])['login'])
  return {
    number, page: text(page) ?? '', title: text(title) ?? '', body: text(body) ?? '', head,
    state: item['state'] === 'open' ? 'open' : isMerged ? 'merged' : 'closed', ...(mergedBy !== undefined && { mergedBy })
  }
}

function expectList(api: HostApi, answer: RestAnswer): Record<string, unknown>[] {
  if (answer.status !== 200 || !Array.isArray(answer.body)) throw failed(api, 'the pull requests could not be listed', answer)
  return answer.body.map(record)
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)
const record = (value: unknown): Record<string, unknown> => (typeof value === 'object' && value !== null ? value as Record<string, unknown> : {})

/** What the host says of an error: its message and those of single fields. */
function messageOf({ status, body }: RestAnswer): string {
  const { message, errors } = record(body)
  const details = (Array.isArray(errors) ? errors : []).flatMap((error) => text(error) ?? text(record(error)['message']) ?? [])
  return [text(message) ?? `status ${status}`, ...details].join(': ').slice(0, 300)
}

function failed(api: HostApi, what: string, answer: RestAnswer): SkillLoopError {
  return environment(`${what}: ${messageOf(answer)} (${answer.status}, ${api.base})`)
}

function noAccess({ base, owner, repository }: HostApi, answer: RestAnswer): SkillLoopError {
  return environment(`${base} refuses: ${messageOf(answer)}`, { fix: `see that the token is valid and may write contents and pull requests of ${owner}/${repository}` })
}

function notThere({ base, owner, repository }: HostApi): SkillLoopError {
  return environment(`${base} shows no repository ${owner}/${repository}`, { fix: 'see that the address is right and the token may read it' })
}
