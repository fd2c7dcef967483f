import { readAssertion } from '../evaluation/skill-evals/assertions.js'
import { EVALS_FILE, readEvals, type EvalTask } from '../evaluation/skill-evals/read-evals.js'
import { badInput, refused, SkillLoopError } from '../kernel/errors.js'
import { artifactDigest, type ArtifactFiles } from '../kernel/hash.js'
import { plural } from '../kernel/text.js'
import { splitShell } from '../traces/shell-split.js'
import { compareArtifact } from './artifacts.js'
import type { Context } from './context.js'
import { nameOf } from './history.js'
import { showLearned } from './learned.js'
import { proposalViews, type ProposalView } from './proposals.js'
import { isUnacceptedDanger, riskOf } from './risk.js'

export interface EvalRequest {
  /** The agent's command; `{prompt}` in it is the prompt, which is else on standard input. */
  runner: string
  trials: number
  seconds: number
  judge?: string
  /** Ids of the cases to run; all when left out. */
  cases?: readonly string[]
}

/** What would be run, before anything is. */
export interface EvalPlan extends EvalRequest {
  skill: string
  digest: string
  proposal: string
  files: ArtifactFiles
  tasks: EvalTask[]
  argv: string[]
  /** How often the agent would be started. */
  runs: number
  doubts: string[]
}

const MOST_TRIALS = 100
/** Below this many pairs an interval of a difference is so wide that it hardly says anything. */
const SMALL = 20

/**
 * Plans a skill's evals: the one in force of that name, else the bytes that a proposal would put there.
 * @param installed folders of the user that have a skill of that name already
 * @throws SkillLoopError (1) for a skill that may not reach an agent, (2) for what cannot be run
 */
export async function planSkillEval(context: Context, name: string, request: EvalRequest, installed: (skill: string) => Promise<string[]>): Promise<EvalPlan> {
  const { view, skill, files } = await skillNamed(context, name)
  if (request.trials < 1 || request.trials > MOST_TRIALS) throw badInput(`--n ${request.trials} is not used`, { expected: `1 to ${MOST_TRIALS}` })
  if (request.seconds < 1) throw badInput('--seconds 0 is no time to do anything in', { expected: 'a whole number of seconds' })
  const tasks = chosen(readEvals(files, skill), request.cases)
  for (const { assertions } of tasks) for (const text of assertions) readAssertion(text, `skills/${skill}/${EVALS_FILE}`)
  if (isUnacceptedDanger(context, await riskOf(context, view))) {
    throw refused(`the scan of ${skill} says dangerous, and nobody has accepted that: it is put before no agent`, { fix: `read skillloop review show ${view.id}` })
  }
  const [pairs, there] = [tasks.length * request.trials, await installed(skill)]
  return {
    ...request, skill, files, tasks, argv: argvOf(request.runner), digest: artifactDigest(files), proposal: view.id, runs: 2 * pairs,
    doubts: [
      ...(pairs < SMALL ? [`a small sample: ${plural(pairs, 'pair')} of runs`] : []),
      ...(request.trials > 1 ? ['trials of one case are alike: the interval takes them for independent, and is narrower than it should be'] : []),
      ...(there.length > 0 ? [`an agent may have loaded ${there.join(', ')} in the runs without the skill, too`] : [])
    ]
  }
}

async function skillNamed(context: Context, name: string): Promise<{ view: ProposalView; skill: string; files: ArtifactFiles }> {
  const views = proposalViews(context)
  try {
    const { history, files } = await showLearned(context, 'skill', name, undefined)
    const view = views.find(({ id }) => id === history.current?.proposal)
    if (view) return { view, skill: nameOf(history.path), files }
  } catch (error) {
    if (!(error instanceof SkillLoopError) || error.code !== 2) throw error
  }
  const found = views.filter(({ id, front, standing }) => id.startsWith(name) && standing.state === 'pending' && front?.kind === 'skill' && front.action !== 'retire')
  const [view, another] = found
  if (!view?.front || another) throw badInput(`${name} is ${another ? 'the beginning of several proposals' : 'no skill in force and no proposal of one that is pending'}`, { expected: 'a skill in force, or the id of a proposal of one', fix: 'see skillloop skills list and skillloop review list' })
  return { view, skill: nameOf(view.front.artifact.path), files: (await compareArtifact(context, view)).proposed }
}

function chosen(tasks: EvalTask[], ids: readonly string[] | undefined): EvalTask[] {
  const unknown = ids?.find((id) => !tasks.some((task) => task.id === id))
  if (unknown !== undefined) throw badInput(`there is no case ${unknown}`, { expected: `one of: ${tasks.map(({ id }) => id).join(', ')}` })
  return ids === undefined ? tasks : tasks.filter(({ id }) => ids.includes(id))
}

const PROMPT = '{prompt}'

/** The runner as a program and its arguments. @throws SkillLoopError (2) for a line of shell: no shell reads it */
function argvOf(runner: string): string[] {
  const [part, ...more] = splitShell(runner)
  if (!part || part.words.length === 0) throw badInput('--runner names no program', { expected: 'an agent\'s command that takes a prompt, e.g. "claude -p" or "codex exec {prompt}"' })
  if (more.length > 0 || part.writesTo.length > 0) throw badInput('--runner is a line of shell, and no shell reads it', { expected: 'one program with its arguments', fix: 'wrap it: --runner "sh -c \'…\'", with the prompt on standard input' })
  if (part.words.some((word) => word !== PROMPT && word.includes(PROMPT))) throw badInput(`${PROMPT} stands within an argument`, { expected: `${PROMPT} as an argument of its own, so that nothing in it can be taken for more than words` })
  return part.words
}

/** Whether the prompt is an argument; else it is on standard input. */
export function commandFor(argv: readonly string[], prompt: string): { argv: string[]; prompt: string } {
  return argv.includes(PROMPT) ? { argv: argv.map((word) => (word === PROMPT ? prompt : word)), prompt: '' } : { argv: [...argv], prompt }
}
