import { ByteWriter, ParquetWriter } from 'hyparquet-writer'

type SchemaElement = ConstructorParameters<typeof ParquetWriter>[0]['schema'][number]

/** What a column holds. Text that is JSON stands for what has another shape in every record: a column has one type. */
type Type = 'text' | 'json' | 'boolean' | 'integer' | 'number' | { list: Type } | { members: Readonly<Record<string, Type>> }

const MESSAGES: Type = { list: { members: {
  role: 'text', content: 'text', reasoning_content: 'text', name: 'text', tool_call_id: 'text',
  tool_calls: { list: { members: { id: 'text', type: 'text', function: { members: { name: 'text', arguments: 'json' } } } } }
} } }

/** The columns of each kind of dataset, as Arrow's readers find them. */
const COLUMNS: Readonly<Record<string, Readonly<Record<string, Type>>>> = {
  sft: { messages: MESSAGES, tools: 'json' },
  dpo: { prompt: MESSAGES, chosen: MESSAGES, rejected: MESSAGES, tools: 'json', evidence: 'text' },
  reward: { chosen: MESSAGES, rejected: MESSAGES, tools: 'json', evidence: 'text' },
  kto: { prompt: MESSAGES, completion: MESSAGES, label: 'boolean', tools: 'json', evidence: 'text' },
  grpo: { prompt: MESSAGES, tools: 'json', task: 'text', outcome: 'number', checks: { list: { members: { kind: 'text', command: 'text', passed: 'boolean' } } } },
  sharegpt: { conversations: { list: { members: { from: 'text', value: 'text' } } }, tools: 'text' },
  trajectories: {
    conversations: { list: { members: { from: 'text', value: 'text' } } }, timestamp: 'text', model: 'text', completed: 'boolean',
    complexity: { members: { toolCalls: 'integer', uniqueTools: 'integer' } }
  }
}

const ROWS_A_GROUP = 500
const PRIMITIVE = { text: { type: 'BYTE_ARRAY', converted_type: 'UTF8' }, json: { type: 'BYTE_ARRAY', converted_type: 'UTF8' }, boolean: { type: 'BOOLEAN' }, integer: { type: 'INT32' }, number: { type: 'DOUBLE' } } as const

/** Lines of JSON as a Parquet file, a group of rows at a time. The same lines give the same bytes. */
export async function* parquetBytes(kind: string, lines: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const columns = Object.entries(COLUMNS[kind] ?? {})
  const writer = new ByteWriter()
  const file = new ParquetWriter({ writer, schema: [{ name: 'root', num_children: columns.length }, ...columns.flatMap(([name, type]) => schemaOf(name, type))], createdBy: 'skillloop' })
  let rows: Record<string, unknown>[] = []
  const writeRows = async (): Promise<Uint8Array> => {
    const columnData = columns.map(([name, type]) => ({ name, data: rows.map((row) => valueOf(row[name], type)) }))
    await file.write({ columnData, rowGroupSize: ROWS_A_GROUP })
    rows = []
    return take(writer)
  }
  for await (const line of lines) {
    rows.push(JSON.parse(line) as Record<string, unknown>)
    if (rows.length === ROWS_A_GROUP) yield await writeRows()
  }
  if (rows.length > 0) yield await writeRows()
  await file.finish()
  yield take(writer)
}

/** What was written since the last time; the writer goes on counting from there. */
function take(writer: ByteWriter): Uint8Array {
  const bytes = new Uint8Array(writer.getBuffer())
  writer.index = 0
  return bytes
}

/** Parquet's description of a column: lists in the form of three levels that the format asks for. */
function schemaOf(name: string, type: Type): SchemaElement[] {
  if (typeof type === 'string') return [{ name, repetition_type: 'OPTIONAL', ...PRIMITIVE[type] }]
  if ('list' in type) return [{ name, repetition_type: 'OPTIONAL', num_children: 1, converted_type: 'LIST' }, { name: 'list', repetition_type: 'REPEATED', num_children: 1 }, ...schemaOf('element', type.list)]
  const members = Object.entries(type.members)
  return [{ name, repetition_type: 'OPTIONAL', num_children: members.length }, ...members.flatMap(([member, of]) => schemaOf(member, of))]
}

function valueOf(value: unknown, type: Type): unknown {
  if (value === undefined || value === null) return undefined
  if (type === 'json') return typeof value === 'string' ? value : JSON.stringify(value)
  if (typeof type === 'string') return value
  if ('list' in type) return Array.isArray(value) ? value.map((item) => valueOf(item, type.list)) : undefined
  return Object.fromEntries(Object.entries(type.members).map(([member, of]) => [member, valueOf((value as Record<string, unknown>)[member], of)]))
}
