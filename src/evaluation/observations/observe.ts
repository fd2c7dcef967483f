import type { ToolCall } from '../../kernel/types.js'
import type { PlacedCall } from '../../traces/live-messages.js'
import { shellScript, toolName, toolPath } from '../../traces/tool-command.js'
import { readToolOutput, type ToolOutput } from '../../traces/tool-output.js'
import { kindOfServiceTool } from './service-tool.js'
import { observeShell } from './shell.js'
import type { CallOutcome, Observation, ObservationKind } from './types.js'

/** What was observed in a session, in order, and how each call went. */
export interface Observed { observations: Observation[]; calls: CallOutcome[] }

/** Tool names by kind, in lower case; for names that are not listed the patterns below decide. */
const BY_NAME: Readonly<Record<string, ObservationKind>> = {
  write: 'write', create: 'write', multiedit: 'edit', edit: 'edit', patch: 'edit', apply_patch: 'edit', str_replace: 'edit', insert: 'edit', replace: 'edit',
  read: 'read', cat: 'read', view: 'read', ls: 'read', notebookread: 'read', read_many_files: 'read', notebookedit: 'edit', write_to_file: 'write',
  grep: 'search', glob: 'search', find: 'search', codebase_search: 'search', tool_search: 'search', toolsearch: 'search', websearch: 'web', webfetch: 'web', fetch: 'web',
  execute_code: 'command', python: 'command', run_python: 'command', jupyter: 'command', ipython: 'command', execute_ipython_cell: 'command', code_execution: 'command', bashoutput: 'command'
}

const BY_PATTERN: readonly [RegExp, ObservationKind][] = [
  [/^(?:web|browser)_|_web$|^fetch_url/, 'web'],
  [/^git_/, 'vcs'],
  [/^run_tests?$|^execute_tests?$/, 'test'],
  [/^(?:write|create|save)_(?:\w+_)?(?:file|content)s?$/, 'write'],
  [/^(?:edit|replace|update|modify|patch)_(?:\w+_)?(?:file|content|in_file)s?$|^(?:search_and_replace|replace_in_file|edit_file|insert_line)$/, 'edit'],
  [/^(?:read|view|open|get|show)_(?:\w+_)?(?:file|directory|dir)s?(?:_\w+)?$|^list_(?:files|directory|dir)(?:_|$)/, 'read'],
  [/^(?:search|find|grep|glob)_(?:files?|code|content|dir|in_files?)(?:_|$)/, 'search']
]

/** Observes the calls of a session. Refused and interrupted calls are told, but show nothing. */
export function observe(calls: readonly PlacedCall[]): Observed {
  const observed: Observed = { observations: [], calls: [] }
  const written = new Set<string>()
  for (const { call, at } of calls) {
    const output = readToolOutput(call)
    const seen = observeCall(call, output)
    for (const one of seen) {
      const observation: Observation = { ...one, at }
      if (one.kind === 'read' && one.ok !== false && one.paths.some((path) => written.has(baseName(path)))) observation.shows = 'read-back'
      if (one.kind === 'write' || one.kind === 'edit') for (const path of one.paths) written.add(baseName(path))
      observed.observations.push(observation)
    }
    observed.calls.push(outcomeOf(call, output, seen, at))
  }
  return observed
}

function observeCall(call: ToolCall, output: ToolOutput): Omit<Observation, 'at'>[] {
  const script = shellScript(call)
  if (script !== undefined) return observeShell(script, output)
  const kind = kindOfTool(call)
  const path = toolPath(call)
  const seen: Omit<Observation, 'at'> = { kind, ok: output.failed === undefined ? undefined : !output.failed, what: call.name, paths: path === undefined ? [] : [path] }
  if (kind === 'command') seen.shows = 'run'
  return [seen]
}

function kindOfTool(call: ToolCall): ObservationKind {
  const name = toolName(call.name)
  const named = Object.hasOwn(BY_NAME, name) ? BY_NAME[name] : BY_PATTERN.find(([pattern]) => pattern.test(name))?.[1]
  if (named) return named
  // Editors with one tool for everything say in an argument what they do.
  if (/edit/.test(name) && typeof call.arguments === 'object' && call.arguments !== null && 'command' in call.arguments) {
    const { command } = call.arguments as { command: unknown }
    return command === 'view' ? 'read' : command === 'create' ? 'write' : 'edit'
  }
  return kindOfServiceTool(call.name) ?? 'other'
}

function outcomeOf(call: ToolCall, output: ToolOutput, seen: readonly Omit<Observation, 'at'>[], at: PlacedCall['at']): CallOutcome {
  const main = seen.find(({ ok }) => ok === false) ?? seen.find(({ kind }) => kind !== 'other') ?? seen[0]
  const outcome = { at, kind: main?.kind ?? 'other', what: main?.what ?? call.name }
  if (call.status === 'rejected' || call.status === 'cancelled') return { ...outcome, state: 'refused' }
  if (seen.some(({ ok }) => ok === false)) return { ...outcome, state: 'failed' }
  if (output.failed === false) return { ...outcome, state: 'ok' }
  // The call failed, but no single command of it is to blame: a probe, or one of several.
  const harmless = seen.every(({ kind }) => kind === 'read' || kind === 'search' || kind === 'other')
  return { ...outcome, state: output.failed && !harmless ? 'failed' : 'unknown' }
}

function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)
}
