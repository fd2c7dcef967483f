import { environment } from '../kernel/errors.js'

/** What is asked of a model, and how long and how often. */
export interface ModelQuestion {
  /** Base address, without /chat/completions. */
  endpoint: string
  model: string
  /** Sent as a bearer token; no key when left out. */
  key?: string | undefined
  system: string
  user: string
  maxOutputTokens: number
  /** For one attempt. */
  seconds: number
  attempts: number
}

/** What came of it. What a failed attempt cost is not known; an answer may tell. */
export interface ModelAnswer {
  /** How often it was sent. */
  attempts: number
  /** Attempts without an answer that was read, which may have cost something all the same. */
  lost: number
  /** The model's words; absent where there was no answer. */
  text?: string
  usage?: { inputTokens: number; outputTokens: number }
  /** Why there is no answer, without anything that the endpoint said. */
  problem?: string
}

const LARGEST_ANSWER = 1 << 20
const LONGEST_WAIT_MS = 60_000
const FIRST_WAIT_MS = 1000

type Attempt = { text: string; usage?: NonNullable<ModelAnswer['usage']> } | { problem: string; again: boolean; sent: boolean; waitMs?: number | undefined }

/**
 * Asks a model behind an OpenAI-compatible endpoint (source: OpenAI API reference, "Create chat completion").
 * A busy or broken endpoint (408, 409, 429, 5xx, no connection, no answer in time) is asked again, after the time it
 * asks for or twice as long each time. Redirects are not followed: the key goes where the policy says and nowhere else.
 * @throws SkillLoopError (3) for an address that is neither https nor this machine
 */
export async function askModel(question: ModelQuestion, wait: (ms: number) => Promise<void> = sleep): Promise<ModelAnswer> {
  const url = addressOf(question.endpoint)
  let lost = 0
  for (let attempt = 1; ; attempt++) {
    const result = await tryOnce(url, question)
    if ('text' in result) return { attempts: attempt, lost, ...result }
    if (result.sent) lost++
    if (!result.again || attempt >= question.attempts) return { attempts: attempt, lost, problem: result.problem }
    await wait(Math.min(LONGEST_WAIT_MS, result.waitMs ?? FIRST_WAIT_MS * 2 ** (attempt - 1)))
  }
}

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/

function addressOf(endpoint: string): URL {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined
  if (!url || !(url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.test(url.hostname)))) {
    throw environment(`${endpoint} is no address that sessions may be sent to`, { place: { file: 'policy.json' }, expected: 'https://…, or http:// on this machine' })
  }
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/chat/completions`
  return url
}

async function tryOnce(url: URL, { model, key, system, user, maxOutputTokens, seconds }: ModelQuestion): Promise<Attempt> {
  const body = JSON.stringify({ model, temperature: 0, max_tokens: maxOutputTokens, messages: [{ role: 'system', content: system }, { role: 'user', content: user }] })
  let response: Response
  try {
    response = await fetch(url, {
      method: 'POST', body, redirect: 'error', signal: AbortSignal.timeout(seconds * 1000),
      headers: { 'content-type': 'application/json', ...(key !== undefined && { authorization: `Bearer ${key}` }) }
    })
  } catch (error) {
    return failed(error, seconds)
  }
  if (!response.ok) {
    await response.body?.cancel().catch(() => undefined)
    const again = [408, 409, 429].includes(response.status) || response.status >= 500
    // Of an error the server says before it began; 4xx cost nothing, a broken server may have worked.
    return { problem: `the endpoint answered ${response.status}`, again, sent: response.status >= 500, waitMs: retryAfter(response.headers.get('retry-after')) }
  }
  try {
    return readCompletion(await bounded(response))
  } catch (error) {
    return failed(error, seconds)
  }
}

function failed(error: unknown, seconds: number): Attempt {
  const timedOut = error instanceof DOMException && error.name === 'TimeoutError'
  return { problem: timedOut ? `no answer within ${seconds} seconds` : 'the endpoint could not be reached, or broke off', again: true, sent: true }
}

async function bounded(response: Response): Promise<string | undefined> {
  const parts: Uint8Array[] = []
  let size = 0
  // The body of a fetch is async iterable in Node.
  for await (const part of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += part.length
    if (size > LARGEST_ANSWER) return undefined
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

function readCompletion(body: string | undefined): Attempt {
  if (body === undefined) return { problem: `the answer has more than ${LARGEST_ANSWER} bytes`, again: false, sent: true }
  const value = parsed(body) as { choices?: { message?: { content?: unknown } }[]; usage?: { prompt_tokens?: unknown; completion_tokens?: unknown } } | undefined
  const content = Array.isArray(value?.choices) ? value.choices[0]?.message?.content : undefined
  if (typeof content !== 'string') return { problem: 'the answer is no chat completion', again: true, sent: true }
  const { prompt_tokens: input, completion_tokens: output } = value?.usage ?? {}
  return { text: content, ...(isCount(input) && isCount(output) && { usage: { inputTokens: input, outputTokens: output } }) }
}

const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

/** Seconds (RFC 9110, 10.2.3); a date is not read, and the usual wait stands. */
function retryAfter(value: string | null): number | undefined {
  return value !== null && /^\d{1,6}$/.test(value.trim()) ? Number(value) * 1000 : undefined
}

const sleep = async (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms))
