import type { ArtifactFiles } from '../../kernel/hash.js'
import { badInput } from '../../kernel/errors.js'

/** Where a skill keeps what it is tried by. */
export const EVALS_FILE = 'evals/evals.json'

/** One case to try a skill by. */
export interface EvalTask {
  id: string
  prompt: string
  /** What a good answer is, in words; nothing is compared with it but by a judge. */
  expected: string
  /** Paths within the skill of what the agent finds in its folder. */
  files: string[]
  /** In words, or in one of the forms that can be looked up; see readAssertion(). */
  assertions: string[]
}

const MOST_CASES = 200
const MOST_ASSERTIONS = 100
const LONGEST = 100_000
const LONGEST_ASSERTION = 2000

/**
 * The cases of a skill (source: agentskills.io, evaluating skills: `skill_name`, `evals[]{id, prompt, expected_output,
 * files, assertions}`).
 * @throws SkillLoopError (2) naming the case and what was expected of it
 */
export function readEvals(files: ArtifactFiles, skill: string): EvalTask[] {
  const file = `skills/${skill}/${EVALS_FILE}`
  const wrong = (problem: string, expected: string) => badInput(problem, { place: { file }, expected })
  const bytes = files.get(EVALS_FILE)
  if (!bytes) throw badInput(`the skill ${skill} has no ${EVALS_FILE}`, { expected: 'cases to try it by: { "skill_name": …, "evals": [{ "id": 1, "prompt": …, "assertions": [ … ] }] }', fix: 'propose it with cases; skillloop distill drafts some' })
  const list = listIn(bytes)
  if (!list || list.length === 0) throw wrong('there are no cases in it', 'JSON with a list "evals" of at least one case')
  if (list.length > MOST_CASES) throw wrong(`it has ${list.length} cases`, `at most ${MOST_CASES}`)
  const tasks = list.map((given, at) => taskOf(given, (problem, expected) => wrong(`case ${at + 1} ${problem}`, expected)))
  const twice = tasks.find(({ id }, at) => tasks.findIndex((other) => other.id === id) !== at)
  if (twice) throw wrong(`two cases have the id ${twice.id}`, 'an id of its own for each case')
  for (const { id, files: named } of tasks) {
    const missing = named.find((path) => !files.has(path))
    if (missing !== undefined) throw wrong(`case ${id} names the file ${missing}, which the skill does not have`, 'paths of files within the skill, such as evals/files/input.csv')
  }
  return tasks
}

function listIn(bytes: Uint8Array): unknown[] | undefined {
  try {
    const value = JSON.parse(Buffer.from(bytes).toString('utf8')) as unknown
    const list: unknown = typeof value === 'object' && value !== null && 'evals' in value ? value.evals : undefined
    return Array.isArray(list) ? list : undefined
  } catch {
    return undefined
  }
}

function taskOf(given: unknown, wrong: (problem: string, expected: string) => Error): EvalTask {
  const { id, prompt, expected_output: expected, files = [], assertions = [] } = (typeof given === 'object' && given !== null ? given : {}) as Record<string, unknown>
  if ((typeof id !== 'number' && typeof id !== 'string') || String(id).trim() === '' || String(id).length > 200) throw wrong('has no id', 'a number or a short text')
  if (typeof prompt !== 'string' || prompt.trim() === '' || prompt.length > LONGEST) throw wrong('has no prompt', `what the agent is asked, at most ${LONGEST} characters`)
  if (!Array.isArray(files) || !files.every((path) => typeof path === 'string')) throw wrong('has files that are no list of paths', 'e.g. "files": ["evals/files/input.csv"]')
  if (!Array.isArray(assertions) || assertions.length > MOST_ASSERTIONS) throw wrong('has assertions that are no list, or too many', `at most ${MOST_ASSERTIONS} sentences`)
  const texts = assertions.map((one: unknown) => (typeof one === 'string' ? one : JSON.stringify(one)).trim())
  if (texts.some((text) => text === '' || text.length > LONGEST_ASSERTION)) throw wrong('has an assertion that is empty or too long', `at most ${LONGEST_ASSERTION} characters`)
  return { id: String(id), prompt, expected: typeof expected === 'string' ? expected.slice(0, LONGEST) : '', files, assertions: texts }
}
