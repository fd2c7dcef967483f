import { canonicalJson } from '../../kernel/canonical-json.js'
import { excerpt } from '../../kernel/text.js'
import type { ArtifactFiles } from '../../kernel/hash.js'
import { textFile } from '../finding.js'
import type { Draft } from './draft.js'
import type { SharedStep } from './align.js'
import { shellCommand } from './steps.js'

/**
 * Cases to try a skill by, with and without it: `evals/evals.json` with `skill_name` and `evals[]{id, prompt,
 * expected_output, files, assertions}` (source: agentskills.io, evaluating skills). What is asserted is what the sessions
 * have in common, so that nothing of a single session stands in it.
 */
export function evalsFile(name: string, draft: Draft, shared: readonly SharedStep[], sources: number): ArtifactFiles {
  const needed = shared.filter(({ taken }) => taken.size === sources).map(({ action }) => shellCommand(action) ?? action)
  const actions = [...new Set(needed.length > 0 ? needed : shared.map(({ action }) => shellCommand(action) ?? action))]
  const inOrder = actions.slice(1).map((action, at) => `"${actions[at]}" is used before "${action}".`)
  const task = draft.title.toLowerCase()
  const cases = [
    {
      id: 1, prompt: `Please do this here: ${task}. Ask for whatever is missing.`,
      expected_output: draft.success?.[0] ?? draft.goal, files: [],
      assertions: [...actions.map((action) => `The agent uses "${action}".`), ...inOrder, ...draft.verification.map((check) => excerpt(check, 300))]
    },
    {
      id: 2, prompt: `What would have to be done for this: ${task}? Only explain; change nothing.`,
      expected_output: 'An explanation; nothing is run that changes anything.', files: [],
      assertions: [`The agent does not use "${actions.at(-1)}".`, ...(draft.inputs.length > 0 ? ['The answer names what has to be known before.'] : [])]
    },
    ...draft.gotchas.slice(0, 3).map((gotcha, at) => ({
      id: 3 + at, prompt: `Please do this here: ${task}.`, expected_output: `The agent gets past this, or avoids it: ${excerpt(gotcha, 300)}`, files: [], assertions: [excerpt(gotcha, 300)]
    }))
  ]
  return textFile('evals/evals.json', canonicalJson({ skill_name: name, evals: cases }))
}
