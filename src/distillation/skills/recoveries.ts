import type { ToolCall } from '../../kernel/types.js'
import type { PlacedCall } from '../../traces/live-messages.js'
import { readToolOutput } from '../../traces/tool-output.js'
import type { SessionLessons, Step } from '../types.js'
import { isExploring, shellCommand } from './steps.js'

// What goes wrong, by what tools say. Only these names are kept: a tool's output could hold anyone's words.
const ERRORS: readonly [RegExp, string][] = [
  [/command not found|not recognized as an internal|no such command|executable file not found/i, 'the command was not found'],
  [/cannot find module|module not found|no module named|could not resolve|unresolved import/i, 'a module was not found'],
  [/permission denied|eacces|operation not permitted/i, 'permission was denied'],
  [/no such file or directory|enoent|does not exist|cannot find (?:the )?(?:file|path)/i, 'a file or folder was not found'],
  [/connection refused|econnrefused|could not connect|connection reset/i, 'a connection was refused'],
  [/address already in use|eaddrinuse/i, 'a port was in use'],
  [/timed? ?out|etimedout|deadline exceeded/i, 'it timed out'],
  [/unauthorized|authentication failed|\b401\b|\b403\b|forbidden/i, 'access was refused'],
  [/merge conflict|conflict \(|non-fast-forward|rejected/i, 'Git refused it'],
  [/out of memory|heap out of memory|oomkilled/i, 'memory ran out'],
  [/unknown option|unrecognized (?:option|argument)|invalid option|unexpected argument|unknown flag/i, 'an option was not known'],
  [/version|engine|unsupported/i, 'a version did not fit']
]
const NEAR = 8

/** Error → recovery pairs: a step that failed and, shortly after, a changed one that did the same and worked. */
export function recoveriesOf(steps: readonly Step[], calls: readonly PlacedCall[]): SessionLessons['recoveries'] {
  const byPlace = new Map(calls.map(({ call, at }) => [`${at.message}.${at.call}`, call]))
  const found: SessionLessons['recoveries'] = []
  steps.forEach((failed, at) => {
    const call = byPlace.get(`${failed.message}.${failed.call}`)
    if (failed.succeeded || isExploring(failed) || !call || readToolOutput(call).failed !== true) return
    // Of several commands in one line it is not known which one failed.
    if (steps.filter((step) => step.message === failed.message && step.call === failed.call).length > 1) return
    const worked = steps.slice(at + 1, at + 1 + NEAR).find((step) => step.succeeded && isVariant(failed, step))
    if (worked) found.push({ failed, error: errorName(call), worked })
  })
  return found
}

/** What went wrong in a call, by a fixed list: never the tool's own words. */
export function errorName(call: ToolCall): string {
  const { text, exitCode } = readToolOutput(call)
  const name = ERRORS.find(([pattern]) => pattern.test(text.slice(0, 4000)))?.[1]
  return name ?? (exitCode === undefined || exitCode === 0 ? 'it failed' : `it failed with exit code ${exitCode}`)
}

// The same command with other options, or another program with the same arguments; the same line again is a mere retry.
function isVariant(failed: Step, worked: Step): boolean {
  if (failed.example === worked.example || shellCommand(failed.action) === undefined || shellCommand(worked.action) === undefined) return false
  const before = failed.example.split(' ')
  const after = worked.example.split(' ')
  if (before.length === after.length && before.slice(1).join(' ') === after.slice(1).join(' ')) return true
  if (failed.action !== worked.action) return false
  const kept = before.filter((word) => after.includes(word)).length
  return kept >= before.length * 0.6
}
