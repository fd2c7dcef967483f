/** The texts of a record in order; arguments and schemas as JSON, as templates write them. */
export function textsOf(value: unknown, key = ''): string[] {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap((item) => textsOf(item, key))
  if (typeof value !== 'object' || value === null) return []
  if (key === 'arguments' || key === 'parameters') return [JSON.stringify(value)]
  return Object.entries(value).flatMap(([name, member]) => textsOf(member, name))
}

/**
 * What the assistant says in a record, which is what is trained on. Calls are not in it: what is dangerous as an
 * instruction is daily work in a shell.
 */
export function taughtText(value: unknown): string {
  const said: string[] = []
  const walk = (one: unknown): void => {
    if (Array.isArray(one)) one.forEach(walk)
    else if (typeof one === 'object' && one !== null) {
      const { role, content, from, value: told } = one as Record<string, unknown>
      if (role === 'assistant' && typeof content === 'string') said.push(content)
      else if (from === 'gpt' && typeof told === 'string') said.push(withoutCalls(told))
      else Object.values(one).forEach(walk)
    }
  }
  walk(value)
  return said.join('\n\n')
}

/** What a turn says beside the calls in it. */
function withoutCalls(text: string): string {
  const [open, close] = ['<tool_call>', '</tool_call>']
  let [kept, at] = ['', 0]
  for (let from = text.indexOf(open); from >= 0; from = text.indexOf(open, at)) {
    const end = text.indexOf(close, from)
    if (end < 0) break
    kept += text.slice(at, from)
    at = end + close.length
  }
  return kept + text.slice(at)
}
