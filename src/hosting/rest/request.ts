import { environment, SkillLoopError } from '../../kernel/errors.js'

/** What the client needs of the world; tests give it a clock and a sleep of their own. */
export interface RestWorld {
  now(): number
  sleep(ms: number): Promise<void>
}

export interface RestOptions {
  base: string
  headers: Readonly<Record<string, string>>
  world: RestWorld
}

export interface RestAnswer {
  status: number
  /** Decoded JSON; undefined where there is none. */
  body: unknown
}

/** Asks a REST API; `path` begins with a slash. Answers of 4xx are returned, not thrown. @throws SkillLoopError (3) */
export type Rest = (method: string, path: string, body?: object) => Promise<RestAnswer>

const ATTEMPTS = 5
const CALL_MS = 30_000
const LONGEST_WAIT_MS = 120_000
const LARGEST_ANSWER = 8 << 20
const REDIRECTS = 3

/**
 * A client of a JSON API in which every call is bounded in time and size, and asked again where the host is busy or
 * broken: it must be safe to repeat. Waits as long as the host says (Retry-After, x-ratelimit-reset), or twice as
 * long each time.
 */
export function restClient({ base, headers, world }: RestOptions): Rest {
  return async (method, path, body) => {
    let problem = ''
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const answer = await ask(`${base}${path}`, { method, headers, body }).catch((error: unknown) => (error instanceof Error ? error : new Error(String(error))))
      if (answer instanceof Error) {
        if (answer instanceof SkillLoopError) throw answer
        problem = answer.name === 'TimeoutError' ? `no answer within ${CALL_MS / 1000} seconds` : 'it could not be reached, or broke off'
      } else {
        if (!isBusy(answer)) return { status: answer.status, body: answer.body }
        problem = `it answered ${answer.status}`
      }
      const wait = (answer instanceof Error ? undefined : waitAsked(answer.headers, world.now())) ?? 1000 * 2 ** (attempt - 1)
      if (wait > LONGEST_WAIT_MS) throw unavailable(base, `${problem} and wants to be asked again in ${Math.ceil(wait / 60_000)} minutes`)
      if (attempt < ATTEMPTS) await world.sleep(wait)
    }
    throw unavailable(base, `${problem}, ${ATTEMPTS} times`)
  }
}

interface Raw extends RestAnswer { headers: Headers }
interface Call { method: string; headers: Readonly<Record<string, string>>; body: object | undefined }

async function ask(url: string, { method, headers, body }: Call, redirects = REDIRECTS): Promise<Raw> {
  const response = await fetch(url, {
    method, redirect: 'manual', signal: AbortSignal.timeout(CALL_MS),
    headers: { ...headers, ...(body && { 'content-type': 'application/json' }) }, ...(body && { body: JSON.stringify(body) })
  })
  const location = response.headers.get('location')
  if ([301, 302, 307, 308].includes(response.status) && location !== null) {
    await response.body?.cancel()
    const next = new URL(location, url)
    // A repository that was renamed; a token goes to no other host.
    if (next.origin !== new URL(url).origin || redirects === 0) throw environment(`${new URL(url).origin} sends on to ${next.origin}`, { fix: 'give the address that the repository has now' })
    return ask(next.href, { method, headers, body }, redirects - 1)
  }
  return { status: response.status, headers: response.headers, body: parsed(await bounded(response)) }
}

async function bounded(response: Response): Promise<string> {
  const parts: Uint8Array[] = []
  let size = 0
  // The body of a fetch is async iterable in Node.
  for await (const part of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += part.length
    if (size > LARGEST_ANSWER) throw environment(`the answer of ${new URL(response.url).origin} has more than ${LARGEST_ANSWER} bytes`)
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

/** source: GitHub Docs, rate limits: 403 or 429 with retry-after, or with x-ratelimit-remaining 0. */
function isBusy({ status, headers }: Raw): boolean {
  if (status === 429 || status >= 500) return true
  return status === 403 && (headers.has('retry-after') || headers.get('x-ratelimit-remaining') === '0')
}

/** Milliseconds: Retry-After in seconds or as a date (RFC 9110, 10.2.3), or until x-ratelimit-reset in epoch seconds. */
function waitAsked(headers: Headers, now: number): number | undefined {
  const after = headers.get('retry-after')?.trim()
  if (after !== undefined && /^\d{1,9}$/.test(after)) return Number(after) * 1000
  if (after !== undefined && !Number.isNaN(Date.parse(after))) return Math.max(0, Date.parse(after) - now)
  const reset = headers.get('x-ratelimit-reset')
  return headers.get('x-ratelimit-remaining') === '0' && reset !== null && /^\d{1,12}$/.test(reset) ? Math.max(0, Number(reset) * 1000 - now) : undefined
}

function unavailable(base: string, problem: string): SkillLoopError {
  return environment(`${new URL(base).host}: ${problem}`, { fix: 'nothing is half done that cannot be done again: repeat the command later' })
}
