import type { ApplyResult } from '../../app/apply.js'
import type { TargetStatus } from '../../app/apply-status.js'
import { plural } from '../../kernel/text.js'

/** What an apply or unapply did, or would do, with the differences that it left alone. */
export function appliedRows(result: ApplyResult, options: { dryRun: boolean }): string[] {
  const { target, written, removed, unchanged, refused, leftOut, changes = [], advice } = result
  return [
    ...written.map((path) => `  + ${path}`), ...removed.map((path) => `  - ${path}`),
    ...leftOut.map(({ path, reason }) => `  · ${path} left out: ${reason}`), ...refusedRows(refused),
    `${options.dryRun ? 'would write' : 'wrote'} ${plural(written.length, 'file')} to ${target}, ${removed.length} removed, ${unchanged.length} as they were, ${refused.length} refused`,
    ...(changes.length > 0 ? ['', ...changes] : []), ...(advice === undefined ? [] : ['', advice])
  ]
}

/** A target as `apply --status` tells it. */
export function statusRows({ target, state, write, remove, refused, leftOut }: TargetStatus): string[] {
  const todo = [...(write.length > 0 ? [`${write.length} to write`] : []), ...(remove.length > 0 ? [`${remove.length} to take out`] : []), ...(refused.length > 0 ? [`${refused.length} left alone`] : [])]
  return [
    `${target}  ${state}${todo.length > 0 ? `: ${todo.join(', ')}` : ''}`, ...write.map((path) => `  + ${path}`), ...remove.map((path) => `  - ${path}`),
    ...leftOut.map(({ path, reason }) => `  · ${path} left out: ${reason}`), ...refusedRows(refused)
  ]
}

function refusedRows(refused: ApplyResult['refused']): string[] {
  return refused.flatMap(({ path, reason, diff }) => [`  ! ${path}: ${reason}`, ...(diff === undefined ? [] : diff.trimEnd().split('\n').map((line) => `      ${line}`))])
}
