import { environment } from '../kernel/errors.js'

/** What is asked of a model, and how long and how often. */
export interface ModelQuestion {
  /** openai: an OpenAI-compatible API (LiteLLM, vLLM, Ollama …); anthropic: the Messages API. openai when left out. */
  protocol?: ModelProtocol
  /** Base address, without /chat/completions or /v1/messages. */
  endpoint: string
  model: string
  /** Sent as a bearer token, or as the x-api-key of anthropic; no key when left out. */
  key?: string | undefined
  /** The key is a bearer token of anthropic. */
  bearer?: boolean
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

export type ModelProtocol = 'openai' | 'anthropic'

const LARGEST_ANSWER = 1 << 20
const LONGEST_WAIT_MS = 60_000
const FIRST_WAIT_MS = 1000

type Attempt = { text: string; usage?: NonNullable<ModelAnswer['usage']> } | { problem: string; again: boolean; sent: boolean; waitMs?: number | undefined }

/**
 * Asks a model behind an endpoint (sources: OpenAI API reference, "Create chat completion"; Anthropic API reference,
 * "Create a Message", version 2023-06-01).
 * A busy or broken endpoint (408, 409, 429, 5xx, no connection, no answer in time) is asked again, after the time it
 * asks for or twice as long each time. Redirects are not followed: the key goes where the policy says and nowhere else.
 * @throws SkillLoopError (3) for an address that is neither https nor this machine
 */
export async function askModel(question: ModelQuestion, wait: (ms: number) => Promise<void> = sleep): Promise<ModelAnswer> {
  const { protocol = 'openai' } = question
  const url = addressOf(question.endpoint, PROTOCOLS[protocol].path)
  let lost = 0
  for (let attempt = 1; ; attempt++) {
    const result = await tryOnce(url, question)
    if ('text' in result) return { attempts: attempt, lost, ...result }
    if (result.sent) lost++
    if (!result.again || attempt >= question.attempts) return { attempts: attempt, lost, problem: result.problem }
    await wait(Math.min(LONGEST_WAIT_MS, result.waitMs ?? FIRST_WAIT_MS * 2 ** (attempt - 1)))
  }
}

/** How an API is spoken to. */
interface Protocol {
  path: string
  bodyOf(question: ModelQuestion): unknown
  headersOf(question: ModelQuestion): Record<string, string>
  read(value: unknown): { content: unknown; input?: unknown; output?: unknown }
}

const members = (value: unknown): Record<string, unknown> => (typeof value === 'object' && value !== null ? value as Record<string, unknown> : {})
const first = (value: unknown): Record<string, unknown> => members(Array.isArray(value) ? value[0] : undefined)

const PROTOCOLS: Readonly<Record<ModelProtocol, Protocol>> = {
  openai: {
    path: '/chat/completions',
    bodyOf: ({ model, system, user, maxOutputTokens }) => ({ model, temperature: 0, max_tokens: maxOutputTokens, messages: [{ role: 'system', content: system }, { role: 'user', content: user }] }),
    headersOf: ({ key }) => (key === undefined ? {} : { authorization: `Bearer ${key}` }),
    read(value) {
      const { choices, usage } = members(value)
      const { prompt_tokens: input, completion_tokens: output } = members(usage)
      return { content: members(first(choices)['message'])['content'], input, output }
    }
  },
  anthropic: {
    path: '/v1/messages',
    bodyOf: ({ model, system, user, maxOutputTokens }) => ({ model, temperature: 0, max_tokens: maxOutputTokens, system, messages: [{ role: 'user', content: user }] }),
    headersOf: ({ key, bearer }) => ({ 'anthropic-version': '2023-06-01', ...(key !== undefined && (bearer ? { authorization: `Bearer ${key}` } : { 'x-api-key': key })) }),
    read(value) {
      const { content, usage } = members(value)
      const { input_tokens: input, output_tokens: output } = members(usage)
      return { content: Array.isArray(content) ? members(content.find((block) => members(block)['type'] === 'text'))['text'] : undefined, input, output }
    }
  }
}

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/

function addressOf(endpoint: string, path: string): URL {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined
  if (!url || !(url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.test(url.hostname)))) {
    throw environment(`${endpoint} is no address that sessions may be sent to`, { place: { file: 'policy.json' }, expected: 'https://…, or http:// on this machine' })
  }
  if (url.username !== '' || url.password !== '') throw environment('the endpoint has a name or a password in its address', { place: { file: 'policy.json' }, expected: 'an address alone, and the key in the environment variable that keyVariable names' })
  url.pathname = `${url.pathname.replace(/(?<!\/)\/+$/, '')}${path}`
  return url
}

async function tryOnce(url: URL, question: ModelQuestion): Promise<Attempt> {
  const { protocol = 'openai', seconds } = question
  const api = PROTOCOLS[protocol]
  let response: Response
  try {
    response = await fetch(url, {
      method: 'POST', body: JSON.stringify(api.bodyOf(question)), redirect: 'error', signal: AbortSignal.timeout(seconds * 1000),
      headers: { 'content-type': 'application/json', ...api.headersOf(question) }
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
    return readAnswer(await bounded(response), api)
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

function readAnswer(body: string | undefined, api: Protocol): Attempt {
  if (body === undefined) return { problem: `the answer has more than ${LARGEST_ANSWER} bytes`, again: false, sent: true }
  const { content, input, output } = api.read(parsed(body))
  if (typeof content !== 'string') return { problem: 'the answer is not what the endpoint promises', again: true, sent: true }
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
