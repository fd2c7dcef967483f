/**
 * What the trainers' documents say of a row: TRL's dataset formats, OpenAI's fine-tuning format, Axolotl's chat_template
 * datasets, ShareGPT and Hermes' trajectories. Each checker gives the problems of one row; none for one that loads.
 */
type Problems = string[]
type Value = Record<string, unknown>

const isObject = (value: unknown): value is Value => typeof value === 'object' && value !== null && !Array.isArray(value)

/** A list of chat messages: roles, calls and results as templates take them. */
export function chatProblems(value: unknown, { args = 'object', startsWith = ['system', 'user'] as readonly string[], endsWith = 'assistant' } = {}): Problems {
  if (!Array.isArray(value) || value.length === 0) return ['no messages']
  const problems: Problems = []
  const open: string[] = []
  let before = ''
  for (const [i, message] of (value as unknown[]).entries()) {
    if (!isObject(message)) return [`message ${i} is no object`]
    const { role, content, tool_calls: calls, tool_call_id: id, name, reasoning_content: thought, ...more } = message
    if (Object.keys(more).length > 0) problems.push(`message ${i} has ${Object.keys(more).join()}`)
    if (!['system', 'user', 'assistant', 'tool'].includes(role as string)) problems.push(`message ${i} is of ${String(role)}`)
    if (typeof content !== 'string') problems.push(`message ${i} has no text`)
    if (thought !== undefined && (role !== 'assistant' || typeof thought !== 'string')) problems.push(`message ${i} thinks`)
    if (i === 0 && !startsWith.includes(role as string)) problems.push(`begins with ${String(role)}`)
    if (role === 'system' && i > 0) problems.push('system later on')
    if (role === before && role !== 'tool' && !(role === 'assistant' && open.length === 0 && i > 0 && isObject((value as Value[])[i - 1]) && 'tool_calls' in ((value as Value[])[i - 1] ?? {}))) problems.push(`two of ${role} in a row at ${i}`)
    if (role === 'tool') {
      if (open.shift() !== id) problems.push(`result ${i} is not of the next call`)
      if (typeof name !== 'string') problems.push(`result ${i} has no name`)
    } else if (open.length > 0) problems.push(`call without a result before ${i}`)
    if (calls !== undefined) {
      if (role !== 'assistant' || !Array.isArray(calls) || calls.length === 0) problems.push(`calls of ${String(role)}`)
      for (const call of calls as Value[]) {
        const { id: callId, type, function: made } = call
        if (typeof callId !== 'string' || type !== 'function' || !isObject(made) || typeof made['name'] !== 'string') problems.push(`call of message ${i}`)
        const given = (made as Value)['arguments']
        if (args === 'object' ? !isObject(given) : typeof given !== 'string' || !isObject(JSON.parse(given))) problems.push(`arguments of message ${i} are no ${args}`)
        open.push(callId as string)
      }
    }
    before = role as string
  }
  if (open.length > 0) problems.push('calls without results at the end')
  if (endsWith !== before) problems.push(`ends with ${before}`)
  return problems
}

function toolsProblems(tools: unknown, ...chats: unknown[]): Problems {
  if (tools !== undefined && !Array.isArray(tools)) return ['tools are no list']
  const list = (tools ?? []) as Value[]
  const wrong = list.filter(({ type, function: of }) => type !== 'function' || !isObject(of) || typeof of['name'] !== 'string' || !isObject(of['parameters']) || of['parameters']['type'] !== 'object')
  const known = new Set(list.map(({ function: of }) => (of as Value)['name']))
  const called = chats.flat().flatMap((message) => ((message as Value)['tool_calls'] ?? []) as Value[]).map(({ function: made }) => (made as Value)['name'])
  return [...wrong.map((tool) => `tool ${JSON.stringify(tool)}`), ...called.filter((name) => !known.has(name)).map((name) => `${String(name)} was called and is no tool`)]
}

function only(row: Value, ...names: string[]): Problems {
  return Object.keys(row).filter((name) => !names.includes(name)).map((name) => `a column ${name}`)
}

const answer = { startsWith: ['assistant'] }

export const ROW_PROBLEMS: Readonly<Record<string, (row: Value) => Problems>> = {
  sft: (row) => [...only(row, 'messages', 'tools'), ...chatProblems(row['messages']), ...toolsProblems(row['tools'], row['messages'])],
  dpo: (row) => [
    ...only(row, 'prompt', 'chosen', 'rejected', 'tools', 'evidence'), ...chatProblems(row['prompt'], { endsWith: 'user' }), ...chatProblems(row['chosen'], answer), ...chatProblems(row['rejected'], answer),
    ...toolsProblems(row['tools'], row['prompt'], row['chosen'], row['rejected']), ...(JSON.stringify(row['chosen']) === JSON.stringify(row['rejected']) ? ['no difference'] : []), ...(typeof row['evidence'] === 'string' ? [] : ['no evidence'])
  ],
  reward: (row) => [...only(row, 'chosen', 'rejected', 'tools', 'evidence'), ...chatProblems(row['chosen']), ...chatProblems(row['rejected']), ...toolsProblems(row['tools'], row['chosen'], row['rejected'])],
  kto: (row) => [
    ...only(row, 'prompt', 'completion', 'label', 'tools', 'evidence'), ...chatProblems(row['prompt'], { endsWith: 'user' }), ...chatProblems(row['completion'], answer),
    ...toolsProblems(row['tools'], row['prompt'], row['completion']), ...(typeof row['label'] === 'boolean' ? [] : ['no label'])
  ],
  grpo: (row) => [
    ...only(row, 'prompt', 'tools', 'task', 'outcome', 'checks'), ...chatProblems(row['prompt'], { endsWith: 'user' }), ...toolsProblems(row['tools']),
    ...(row['outcome'] === null || typeof row['outcome'] === 'number' ? [] : ['no outcome']), ...(Array.isArray(row['checks']) && (row['outcome'] !== null || row['checks'].length > 0) ? [] : ['nothing to verify'])
  ],
  sharegpt: (row) => [...only(row, 'conversations', 'tools'), ...hermesProblems(row['conversations'], { think: false }), ...(row['tools'] === undefined || Array.isArray(JSON.parse(row['tools'] as string)) ? [] : ['tools'])],
  trajectories: (row) => [
    ...only(row, 'conversations', 'timestamp', 'model', 'completed', 'complexity'), ...hermesProblems(row['conversations'], { think: true, isWhole: row['completed'] === true }),
    ...(typeof row['completed'] === 'boolean' ? [] : ['not told whether it was completed'])
  ]
}

/** {from, value} turns: the model and the other side take turns, each result answers a call of the turn before. */
function hermesProblems(value: unknown, { think, isWhole = true, results = 'tool' }: { think: boolean; isWhole?: boolean; results?: string }): Problems {
  if (!Array.isArray(value)) return ['no conversations']
  const turns = (value as { from: string; value: string }[]).filter(({ from }) => from !== 'system')
  const problems: Problems = turns[0]?.from === 'human' ? [] : ['does not begin with a human']
  if ((value as { from: string }[]).findLastIndex(({ from }) => from === 'system') > 0) problems.push('system later on')
  turns.forEach(({ from, value: text }, i) => {
    if (typeof text !== 'string') problems.push(`turn ${i} has no text`)
    if (from === turns[i - 1]?.from) problems.push(`two of ${from} in a row`)
    if (from === 'gpt' && think && !text.startsWith('<think>')) problems.push(`turn ${i} does not begin with <think>`)
    const made = from === 'gpt' ? [...text.matchAll(/<tool_call>\n(.*)\n<\/tool_call>/g)].map(([, json]) => (JSON.parse(json ?? '') as Value)['name']) : []
    const answered = turns[i + 1]?.from === results ? [...(turns[i + 1]?.value ?? '').matchAll(/<tool_response>\n(.*)\n<\/tool_response>/g)].map(([, json]) => (JSON.parse(json ?? '') as Value)['name']) : []
    if (from === 'gpt' && JSON.stringify(made) !== JSON.stringify(answered)) problems.push(`results after turn ${i} are of ${answered.join()}, its calls of ${made.join()}`)
  })
  if (isWhole && turns.at(-1)?.from !== 'gpt') problems.push('does not end with the model')
  return problems
}
