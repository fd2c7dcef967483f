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
      else if (from === 'gpt' && typeof told === 'string') said.push(told.replace(/<tool_call>[^]*?<\/tool_call>/g, ''))
      else Object.values(one).forEach(walk)
    }
  }
  walk(value)
  return said.join('\n\n')
}
