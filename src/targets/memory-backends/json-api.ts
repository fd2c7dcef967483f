import { environment, SkillLoopError } from '../../kernel/errors.js'
import { Unsure } from './types.js'

export interface ApiOptions {
  /** For messages, e.g. `work`. */
  name: string
  base: string
  headers: Readonly<Record<string, string>>
  /** For one attempt. */
  seconds: number
  /** Waits; tests give one that does not. */
  sleep: (ms: number) => Promise<void>
}

export interface ApiAnswer { status: number; body: unknown }

/** One call. `reads`: may be asked again whatever happened; a write only where the service refused to begin. */
export type JsonApi = (method: string, path: string, options: { body?: unknown; reads: boolean }) => Promise<ApiAnswer>

const ATTEMPTS = 5
const FIRST_WAIT_MS = 1000
const LONGEST_WAIT_MS = 60_000
const LARGEST_ANSWER = 8 << 20
const LARGEST_REQUEST = 1 << 20
const DEEPEST = 64
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/

/** Where memories may be sent to: https, or this machine. @throws SkillLoopError (3) */
function expectAddress(base: string, name: string): URL {
  const url = URL.canParse(base) ? new URL(base) : undefined
  if (!url || url.username !== '' || url.password !== '' || !(url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.test(url.hostname)))) {
    throw environment(`${name}: its url is no address that memories may be sent to`, { place: { file: 'policy.json' }, expected: 'https://… without a name or password, or http:// on this machine' })
  }
  return url
}

/**
 * A client of a JSON API for memories. A busy service (429, 503) is asked again after the time that it names, a broken
 * one (5xx, no answer) only where nothing is written. Redirects are not followed: what is sent goes where the policy says.
 */
export function jsonApi({ name, base, headers, seconds, sleep }: ApiOptions): JsonApi {
  const root = expectAddress(base, name).href.replace(/(?<!\/)\/+$/, '')
  return async (method, path, { body, reads }) => {
    const sent = body === undefined ? undefined : JSON.stringify(body)
    if (sent !== undefined && sent.length > LARGEST_REQUEST) throw environment(`${name}: a request of ${sent.length} bytes is not sent`, { expected: `at most ${LARGEST_REQUEST}` })
    let problem = ''
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const answer = await tryOnce(`${root}${path}`, { method, headers, seconds, ...(sent !== undefined && { sent }) })
      if ('body' in answer && !isBusy(answer.status) && answer.status < 500) return expectAllowed(name, answer)
      problem = 'problem' in answer ? answer.problem : `it answered ${answer.status}`
      // 429 and 503 say that it did not begin; of anything else nobody knows.
      if (!reads && !('body' in answer && isBusy(answer.status))) throw new Unsure(`${name}: ${problem}`)
      const wait = 'body' in answer ? answer.waitMs ?? FIRST_WAIT_MS * 2 ** (attempt - 1) : FIRST_WAIT_MS * 2 ** (attempt - 1)
      if (wait > LONGEST_WAIT_MS) throw environment(`${name}: ${problem} and wants to be asked again in ${Math.ceil(wait / 60_000)} minutes`, { fix: 'do it again then; nothing is doubled' })
      if (attempt < ATTEMPTS) await sleep(wait)
    }
    throw environment(`${name}: ${problem}, ${ATTEMPTS} times`, { fix: 'do it again later; nothing is doubled' })
  }
}

interface Call { method: string; headers: Readonly<Record<string, string>>; seconds: number; sent?: string }

async function tryOnce(url: string, { method, headers, seconds, sent }: Call): Promise<(ApiAnswer & { waitMs?: number | undefined }) | { problem: string }> {
  try {
    const response = await fetch(url, {
      method, redirect: 'manual', signal: AbortSignal.timeout(seconds * 1000),
      headers: { accept: 'application/json', ...headers, ...(sent !== undefined && { 'content-type': 'application/json' }) }, ...(sent !== undefined && { body: sent })
    })
    if (response.status >= 300 && response.status < 400) {
      await response.body?.cancel()
      throw environment(`${new URL(url).host} sends on to another address, which is not followed`, { place: { file: 'policy.json' }, fix: 'put the address there that it has now' })
    }
    const text = await bounded(response)
    return { status: response.status, body: parsed(text), waitMs: retryAfter(response.headers.get('retry-after')) }
  } catch (error) {
    if (error instanceof SkillLoopError) throw error
    return { problem: error instanceof Error && error.name === 'TimeoutError' ? `no answer within ${seconds} seconds` : 'it could not be reached, or broke off' }
  }
}

function expectAllowed(name: string, answer: ApiAnswer): ApiAnswer {
  if (answer.status === 401 || answer.status === 403) throw environment(`${name}: it answered ${answer.status}: the token is missing, wrong or not allowed to`, { place: { file: 'policy.json' }, fix: 'set the environment variable that tokenEnv names' })
  return answer
}

async function bounded(response: Response): Promise<string> {
  const parts: Uint8Array[] = []
  let size = 0
  // The body of a fetch is async iterable in Node.
  for await (const part of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += part.length
    if (size > LARGEST_ANSWER) throw environment(`an answer of ${new URL(response.url).host} has more than ${LARGEST_ANSWER} bytes`)
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return depthOf(text) > DEEPEST ? undefined : value
  } catch {
    return undefined
  }
}

/** Brackets open at once, at most: no less than the value's depth. */
function depthOf(text: string): number {
  let [open, deepest] = [0, 0]
  for (const sign of text) {
    if (sign === '[' || sign === '{') deepest = Math.max(deepest, ++open)
    else if (sign === ']' || sign === '}') open--
  }
  return deepest
}

const isBusy = (status: number): boolean => status === 429 || status === 503

/** Milliseconds, of seconds or a date (RFC 9110, 10.2.3). */
function retryAfter(value: string | null): number | undefined {
  const given = value?.trim()
  if (given !== undefined && /^\d{1,9}$/.test(given)) return Number(given) * 1000
  const at = given === undefined ? NaN : Date.parse(given)
  return Number.isNaN(at) ? undefined : Math.max(0, at - Date.now())
}
