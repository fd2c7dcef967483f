import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { SkillLoopError } from '../../src/kernel/errors.js'
import { askModel, type ModelQuestion } from '../../src/judges/ask-model.js'

const open: (() => void)[] = []
afterEach(() => { for (const close of open.splice(0)) close() })

/** A server that answers the nth question with the nth answer, and the last one ever after. */
async function endpoint(...answers: ((response: ServerResponse) => void)[]): Promise<{ url: string; count: () => number }> {
  let count = 0
  const server = createServer((request, response) => {
    request.resume().on('end', () => answers[Math.min(count++, answers.length - 1)]?.(response))
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  open.push(() => { server.closeAllConnections(); server.close() })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, count: () => count }
}

const status = (code: number, headers: Record<string, string> = {}) => (response: ServerResponse): void => void response.writeHead(code, headers).end('no')
const fine = (response: ServerResponse): void => void response.end(JSON.stringify({ choices: [{ message: { content: 'yes' } }], usage: { prompt_tokens: 3, completion_tokens: 1 } }))
const question = (endpoint: string, more: Partial<ModelQuestion> = {}): ModelQuestion => ({ endpoint, model: 'm', system: 's', user: 'u', maxOutputTokens: 9, seconds: 5, attempts: 4, ...more })

/** Asks without ever waiting, and tells how long it would have waited. */
async function ask(endpoint: string, more: Partial<ModelQuestion> = {}) {
  const waits: number[] = []
  const answer = await askModel(question(endpoint, more), (ms) => { waits.push(ms); return Promise.resolve() })
  return { answer, waits }
}

describe('asking a model', () => {
  it('waits as long as a busy endpoint asks for, within a minute, and else twice as long each time', async () => {
    const { url } = await endpoint(status(429, { 'retry-after': '7' }), status(503, { 'retry-after': '86400' }), status(500, { 'retry-after': 'Wed, 21 Oct 2026 07:28:00 GMT' }), fine)
    expect(await ask(url)).toEqual({ waits: [7000, 60_000, 4000], answer: { attempts: 4, lost: 2, text: 'yes', usage: { inputTokens: 3, outputTokens: 1 } } })
  })
  it('gives up after its attempts', async () => {
    const { url, count } = await endpoint(status(429))
    expect(await ask(url, { attempts: 3 })).toEqual({ waits: [1000, 2000], answer: { attempts: 3, lost: 0, problem: 'the endpoint answered 429' } })
    expect(count()).toBe(3)
  })
  it.each([400, 401, 403, 404, 422])('does not ask again after %d, which would be the same answer', async (code) => {
    const { url, count } = await endpoint(status(code))
    expect(await ask(url)).toEqual({ waits: [], answer: { attempts: 1, lost: 0, problem: `the endpoint answered ${code}` } })
    expect(count()).toBe(1)
  })
  it('counts an answer that did not come in time as one that may have cost something', async () => {
    const { url } = await endpoint(() => undefined)
    expect((await ask(url, { seconds: 0.05, attempts: 2 })).answer).toEqual({ attempts: 2, lost: 2, problem: 'no answer within 0.05 seconds' })
  })
  it('takes no usage that is none', async () => {
    const { url } = await endpoint((response) => void response.end('{"choices":[{"message":{"content":"yes"}}],"usage":{"prompt_tokens":-1,"completion_tokens":1e99}}'))
    expect((await ask(url)).answer).toEqual({ attempts: 1, lost: 0, text: 'yes' })
  })
  it.each(['http://example.com/v1', 'http://localhost.example.com', 'http://127.0.0.1.example.com', 'http://[::2]/', 'ftp://localhost/', 'file:///etc/passwd', 'no address', 'https://me:hidden-word@example.com/v1'])('sends nothing to %s', async (address) => {
    const refused = await ask(address).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(SkillLoopError)
    expect((refused as SkillLoopError).message).not.toContain('hidden-word')
  })
})
