import type { ToolCall, Trace } from '../../kernel/types.js'
import { liveCalls, liveMessages } from '../../traces/live-messages.js'
import { splitShell } from '../../traces/shell-split.js'
import { shellScript, toolName, toolPath } from '../../traces/tool-command.js'
import { readToolOutput } from '../../traces/tool-output.js'

/** That a session read a skill, as its log shows. */
export interface SkillLoad {
  name: string
  /** mcp: by a tool of SkillLoop's own server; runtime: by the runtime's tool for skills, or by reading its SKILL.md. */
  how: 'runtime' | 'mcp'
}

/** A new number makes every session be looked at anew. */
export const LOADS_VERSION = 'skill-loads 1'

// Claude Code and OpenCode have a tool `skill`, Hermes `skill_view`; the others are what servers and runtimes call theirs.
const LOADERS = new Set(['skill', 'skill_view', 'view_skill', 'skill_read', 'read_skill', 'load_skill', 'use_skill', 'activate_skill', 'get_skill'])
const NAME_KEYS = ['name', 'skill', 'skill_name', 'skillName', 'command', 'id']
const FILE = /(?:^|[\s/\\'"=])skills[/\\](?:[^\s'"]*[/\\])?([a-z0-9][a-z0-9-]{0,63})[/\\]SKILL\.md/g
const READERS = new Set(['cat', 'head', 'tail', 'less', 'more', 'bat', 'sed', 'nl', 'awk', 'type', 'Get-Content'])
const WRITES = /^(?:write|create|edit|multiedit|str_replace|apply_patch|patch|delete|remove|move|save)/

/** The skills that a session loaded, each once, by name. A call that failed or was refused loaded nothing. */
export function skillLoads(trace: Pick<Trace, 'messages'>): SkillLoad[] {
  const found = new Map<string, SkillLoad['how']>()
  for (const { call } of liveCalls(liveMessages(trace))) {
    if (call.status === 'error' || call.status === 'cancelled' || call.status === 'rejected') continue
    const loads = loadsOf(call)
    if (loads.length === 0 || readToolOutput(call).failed === true) continue
    // That we handed it out says which version it was: it goes before what the log shows by itself.
    for (const { name, how } of loads) if (found.get(name) !== 'mcp') found.set(name, how)
  }
  return [...found].map(([name, how]) => ({ name, how })).sort((a, b) => (a.name < b.name ? -1 : 1))
}

function loadsOf(call: ToolCall): SkillLoad[] {
  const own = toolName(call.name)
  if (LOADERS.has(own)) {
    const name = nameIn(call.arguments)
    return name === undefined ? [] : [{ name, how: /skillloop/i.test(call.name) ? 'mcp' : 'runtime' }]
  }
  const script = shellScript(call)
  if (script !== undefined) return splitShell(script).filter(({ words }) => READERS.has(words[0] ?? '')).flatMap(({ words }) => words.slice(1).flatMap(namesIn))
  return WRITES.test(own) ? [] : namesIn(toolPath(call) ?? '')
}

function namesIn(text: string): SkillLoad[] {
  return [...text.matchAll(FILE)].flatMap(([, name]) => (name === undefined ? [] : [{ name, how: 'runtime' as const }]))
}

/** `deploy` of `{"skill": "team:deploy"}`. */
function nameIn(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const given = NAME_KEYS.map((key) => (value as Record<string, unknown>)[key]).find((member) => typeof member === 'string')
  const own = typeof given === 'string' ? given.replace(/^\//, '').split(/[:/]/).filter((part) => part !== 'SKILL.md').at(-1) : undefined
  return own !== undefined && /^[a-z0-9][a-z0-9-]{0,63}$/.test(own) ? own : undefined
}
