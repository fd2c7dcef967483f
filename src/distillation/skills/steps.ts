import { printable } from '../../kernel/text.js'
import type { ToolCall } from '../../kernel/types.js'
import { commandKind } from '../../evaluation/observations/command-kind.js'
import { kindOfServiceTool } from '../../evaluation/observations/service-tool.js'
import type { PlacedCall } from '../../traces/live-messages.js'
import { parseCommands } from '../../traces/shell-command.js'
import { splitShell } from '../../traces/shell-split.js'
import { peelWrappers } from '../../traces/shell-wrappers.js'
import { shellScript, toolName, toolPath } from '../../traces/tool-command.js'
import { readToolOutput } from '../../traces/tool-output.js'
import type { Step } from '../types.js'

// A session's later calls add nothing to a procedure that its first thousand do not show.
const MAX_STEPS = 1000
const MAX_EXAMPLE = 400

/** What was done, step by step: a shell line of several commands gives several. Cancelled and refused calls are left out. */
export function stepsOf(calls: readonly PlacedCall[]): Step[] {
  const steps: Step[] = []
  for (const { call, at } of calls) {
    if (call.status === 'cancelled' || call.status === 'rejected') continue
    const result = resultOf(call)
    const script = shellScript(call)
    const parts = script === undefined ? [toolStep(call)] : shellSteps(script)
    for (const part of parts) steps.push({ ...part, message: at.message, call: at.call, ...result })
    if (steps.length >= MAX_STEPS) break
  }
  return steps
}

// Unknown is not success: a step counts only where its result says that it worked.
function resultOf(call: ToolCall): Pick<Step, 'succeeded' | 'failed'> {
  const { failed, running } = readToolOutput(call)
  return failed === true ? { succeeded: false, failed } : { succeeded: failed === false && running !== true }
}

type Action = Pick<Step, 'action' | 'example'>

function shellSteps(script: string, depth = 0): Action[] {
  return splitShell(script).flatMap(({ words }) => {
    const inner = depth < 3 ? peelWrappers(words).script : undefined
    if (inner !== undefined) return shellSteps(inner, depth + 1)
    const example = bounded(words.map(shellWord).join(' '))
    const command = parseCommands(example)[0]
    // `cd x &&` only says where; scripts read from a here-document are no steps to repeat.
    if (!command || command.program === '' || command.program === 'cd') return []
    const name = [command.program, command.subcommand].filter(Boolean).join(' ')
    return /^[\w.@:+/ -]{1,80}$/.test(name) ? [{ action: `terminal: ${name}`, example }] : []
  })
}

/** The action of a shell command as a skill writes it, its parameters as `<name>`. */
export function actionOfCommand(command: string): string | undefined {
  return shellSteps(command.replaceAll(/[<>]/g, ''))[0]?.action
}

/** A word as it must be typed in a shell, quoted where needed. */
export function shellWord(word: string): string {
  if (word !== '' && /^[\w@%+=:,./~^-]+$/.test(word)) return word
  return /["$`\\!]/.test(word) && !word.includes('\'') ? `'${word}'` : `"${word.replaceAll(/["\\$`]/g, '\\$&')}"`
}

// Tools of different runtimes for the same thing, by their names.
const FAMILIES: readonly [RegExp, string][] = [
  [/^(?:read|read_file|view|open_file|cat|view_file|readfile|read_many_files)$/, 'read_file'],
  [/^(?:write|write_file|create_file|writefile|save_file)$/, 'write_file'],
  [/^(?:edit|edit_file|multiedit|str_replace|str_replace_editor|str_replace_based_edit_tool|apply_patch|patch|replace|edit_block|notebookedit|replace_in_file)$/, 'edit_file'],
  [/^(?:grep|glob|search|search_files|find|find_files|ls|list_files|list_directory|list_dir|codebase_search|file_search|grep_search|search_code|semantic_search)$/, 'search_files'],
  [/^(?:web_?fetch|web_?search|fetch|browse|google_web_search|web_extract|browser_.*)$/, 'web']
]

function toolStep(call: ToolCall): Action {
  const own = toolName(call.name).replaceAll(/[^a-z0-9_]/g, '').slice(0, 60) || 'tool'
  const action = FAMILIES.find(([pattern]) => pattern.test(own))?.[1] ?? own
  const path = toolPath(call)
  if (path !== undefined) return { action, example: bounded(`${action} ${shellWord(path)}`) }
  const values = typeof call.arguments === 'object' && call.arguments !== null && !Array.isArray(call.arguments) ? Object.entries(call.arguments) : []
  // Long or nested values are content, not parameters.
  const shown = values.filter(([key, value]) => /^\w{1,40}$/.test(key) && (typeof value === 'number' || typeof value === 'boolean' || (typeof value === 'string' && value.length <= 80 && !value.includes('\n'))))
  return { action, example: bounded([action, ...shown.map(([key, value]) => `${key}=${shellWord(String(value))}`)].join(' ')) }
}

function bounded(example: string): string {
  return printable(example.replaceAll(/\s+/g, ' ').trim().slice(0, MAX_EXAMPLE).toWellFormed())
}

const EXPLORING_TOOL = /^(?:read_file|search_files|web|todo\w*|update_plan|think|task\w*|agent|memory|clarify|ask\w*|exit_?plan\w*|enter_?plan\w*|session_search|skill\w*|list_\w+|wait\w*|kill\w*|bash_?output|write_stdin|delegate_task|send_message)$/
const EXPLORING_COMMAND = /^(?:git (?:status|log|diff|show|branch|rev-parse|ls-files|remote|blame|grep|config|reflog|describe|ls-remote|fetch|stash|worktree)|docker (?:ps|logs|images|inspect)|kubectl (?:get|logs|describe)|gh (?:pr|issue|run|api|repo)|npm (?:ls|list|view|outdated|why|config)|pip (?:list|show|freeze)|\w+ --?(?:version|help)|systemctl (?:status|is-active)|journalctl|sqlite3)\b/

/** A step that looks around or keeps notes: it is how the agent finds its way, not what the procedure is. */
export function isExploring(step: Pick<Step, 'action' | 'example'>): boolean {
  const command = shellCommand(step.action)
  if (command === undefined) return EXPLORING_TOOL.test(step.action)
  // `gh pr create` and `git branch -d` change things; the look-ups of the same programs don't.
  if (/^gh \w+ (?:create|merge|upload|edit|close)\b/.test(step.example)) return false
  if (EXPLORING_COMMAND.test(command) || /(?:^| )(?:--version|--help|-h)$/.test(step.example)) return true
  const kind = kindOf(step)
  return kind === 'read' || kind === 'search' || kind === 'web' || kind === 'other'
}

/** A step by which a service's tool changed something for somebody: `cancel_reservation`. */
export function changesService({ action }: Pick<Step, 'action'>): boolean {
  return shellCommand(action) === undefined && kindOfServiceTool(action) === 'change' && !FILE_ACTION.test(action)
}

/** A tool by which a person takes over. */
export function handsOver(action: string): boolean {
  return shellCommand(action) === undefined && kindOfServiceTool(action) === 'hand-over'
}

const FILE_ACTION = /^(?:write_file|edit_file|create_file|delete_file|move_file|create_directory)$/

/** What kind of observation a step makes, e.g. test or build. */
export function kindOf(step: Pick<Step, 'action' | 'example'>): string {
  const parsed = shellCommand(step.action) === undefined ? undefined : parseCommands(step.example)[0]
  return parsed ? commandKind(parsed) : 'other'
}

/** Program and sub-command of a shell step; undefined for another tool's. */
export function shellCommand(action: string): string | undefined {
  return action.startsWith('terminal: ') ? action.slice('terminal: '.length) : undefined
}
