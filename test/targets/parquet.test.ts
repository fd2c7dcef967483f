import { parquetReadObjects } from 'hyparquet'
import { describe, expect, it } from 'vitest'
import { parquetBytes } from '../../src/targets/parquet.js'

async function written(kind: string, rows: readonly object[]): Promise<Buffer> {
  async function* lines() { for (const row of rows) yield await Promise.resolve(JSON.stringify(row)) }
  const pieces: Uint8Array[] = []
  for await (const piece of parquetBytes(kind, lines())) pieces.push(piece)
  return Buffer.concat(pieces)
}
async function read(bytes: Buffer): Promise<Record<string, unknown>[]> {
  const copy = new Uint8Array(bytes)
  return parquetReadObjects({ file: copy.buffer })
}

const call = (given: unknown) => ({ id: 'a', type: 'function', function: { name: 't', arguments: given } })

describe('parquetBytes', () => {
  it('has messages as lists of structs, arguments and tools as JSON text', async () => {
    const tools = [{ type: 'function', function: { name: 't', parameters: { type: 'object', properties: { x: { type: 'string' } } } } }]
    const rows = await read(await written('sft', [
      { messages: [{ role: 'user', content: 'ä' }, { role: 'assistant', content: '', tool_calls: [call('{"x":"1"}')] }, { role: 'tool', tool_call_id: 'a', name: 't', content: 'r' }, { role: 'assistant', content: 'done' }], tools },
      { messages: [{ role: 'user', content: 'b' }, { role: 'assistant', content: 'c' }] }
    ]))
    const messages = rows[0]?.['messages'] as Record<string, unknown>[]
    expect(messages.map(({ role, content }) => [role, content])).toEqual([['user', 'ä'], ['assistant', ''], ['tool', 'r'], ['assistant', 'done']])
    expect(messages[1]?.['tool_calls']).toEqual([{ id: 'a', type: 'function', function: { name: 't', arguments: '{"x":"1"}' } }])
    expect(JSON.parse(rows[0]?.['tools'] as string)).toEqual(tools)
    expect((rows[1]?.['messages'] as unknown[]).length).toBe(2)
    expect(rows[1]?.['tools'] ?? null).toBeNull()
  })

  it('has labels, numbers and structs of their own types', async () => {
    const chat = [{ role: 'user', content: 'x' }]
    expect(await read(await written('kto', [{ prompt: chat, completion: chat, label: false, evidence: 'e' }]))).toMatchObject([{ label: false, evidence: 'e' }])
    expect(await read(await written('grpo', [{ prompt: chat, task: 't', outcome: 0.5, checks: [{ kind: 'test', command: 'c', passed: true }] }, { prompt: chat, task: 'u', outcome: null, checks: [] }])))
      .toMatchObject([{ outcome: 0.5, checks: [{ kind: 'test', command: 'c', passed: true }] }, { task: 'u' }])
    expect(await read(await written('trajectories', [{ conversations: [{ from: 'human', value: 'x' }], timestamp: null, model: 'm', completed: true, complexity: { toolCalls: 2, uniqueTools: 1 } }])))
      .toMatchObject([{ conversations: [{ from: 'human', value: 'x' }], model: 'm', completed: true, complexity: { toolCalls: 2, uniqueTools: 1 } }])
  })

  it('is the same bytes each time, over several groups of rows', async () => {
    const rows = Array.from({ length: 1203 }, (_, i) => ({ conversations: [{ from: 'human', value: `question ${i}` }, { from: 'gpt', value: 'x'.repeat(i % 50) }], tools: '[]' }))
    const bytes = await written('sharegpt', rows)
    expect(await written('sharegpt', rows)).toEqual(bytes)
    expect(await read(bytes)).toEqual(rows)
  })

  it('is a file also where there are no rows', async () => {
    expect(await read(await written('dpo', []))).toEqual([])
  })
})
