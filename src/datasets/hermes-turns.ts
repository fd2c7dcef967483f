import type { Turn } from './conversation.js'
import { plain } from './plain.js'
import { argumentsOf } from './tool-schemas.js'
import type { ChatTool, RenderSettings } from './types.js'

export interface HermesTurn { from: 'system' | 'human' | 'gpt' | 'tool'; value: string }

const FROM = { system: 'system', user: 'human', assistant: 'gpt' } as const

/**
 * Turns as {from, value} in the way of Hermes' function calling: `<think>`, then words, then a `<tool_call>` of JSON for
 * each call; their results in one following turn, a `<tool_response>` of JSON each.
 * @param think always: a turn without reasoning has an empty block, as in Hermes' own trajectories
 */
export function hermesTurns(turns: readonly Turn[], tools: readonly ChatTool[], { reasoning, toolTurn }: RenderSettings, { think }: { think: 'always' | 'where there is some' }): HermesTurn[] {
  const system = turns.filter(({ role }) => role === 'system').map(({ content }) => content)
  const opening = [...system, ...(tools.length > 0 ? [toolsText(tools)] : [])].join('\n\n')
  const said: HermesTurn[] = opening === '' ? [] : [{ from: 'system', value: opening }]
  let results = ''
  for (const { role, content, reasoning: thought, calls } of turns) {
    if (role === 'system') continue
    // A person's words after results that a human turn speaks are of the same turn.
    const held = results !== '' && role === 'user' && toolTurn === 'human'
    if (results !== '' && !held) said.push({ from: toolTurn, value: results })
    const thinking = role === 'assistant' ? thinkText(reasoning === 'keep' ? thought : '', think) : ''
    const made = calls.map((call) => block('tool_call', JSON.stringify({ name: plain(call.name), arguments: argumentsOf(call) })))
    said.push({ from: FROM[role], value: [held ? results : '', thinking, content, ...made].filter((part) => part !== '').join('\n') })
    results = calls.map(({ id, name, result }) => block('tool_response', JSON.stringify({ tool_call_id: plain(id), name: plain(name), content: plain(result) }))).join('\n')
  }
  if (results !== '') said.push({ from: toolTurn, value: results })
  return said
}

function thinkText(thought: string, think: 'always' | 'where there is some'): string {
  if (thought !== '') return block('think', thought)
  return think === 'always' ? '<think>\n</think>' : ''
}

function block(tag: string, text: string): string {
  return `<${tag}>\n${text}\n</${tag}>`
}

function toolsText(tools: readonly ChatTool[]): string {
  return `These functions can be called; their signatures are within <tools></tools>:\n${block('tools', JSON.stringify(tools))}\nA call is JSON of the function's name and its arguments: <tool_call>{"name": …, "arguments": {…}}</tool_call>`
}
