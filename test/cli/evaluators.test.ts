import { describe, expect, it } from 'vitest'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { git } from '../helpers/temporary.js'
import { allObjects, bothWays, cli, cliJson, expectCivil, expectSound, ingest, newProject, sessionLine, write, type Project } from './support.js'

const run = (project: Project, ...args: string[]) => cli(args, { cwd: project.root })
const json = (project: Project, ...args: string[]) => cliJson(args, { cwd: project.root })

/** Changes the policy as a person does: in the file, with a commit. */
function setPolicy(project: Project, evaluation: object): void {
  const policy = JSON.parse(readFileSync(join(project.store, 'policy.json'), 'utf8')) as { evaluation?: object }
  write(project.store, 'policy.json', JSON.stringify({ ...policy, evaluation: { ...policy.evaluation, ...evaluation } }, null, 2))
  git(project.store, 'commit', '-qam', 'policy')
}

const module = (body: string, name = 'mine'): string => `export default { name: '${name}', version: '1.0.0', weights: { length: 2 }, ${body} }\n`
const GOOD = module("judge(trace, weights) { const score = Math.min(100, weights.length * trace.messages.length); return { score, label: 'unknown', points: [{ rule: 'length', points: score, note: 'messages' }] } }")

async function projectWith(source: string, more: object = {}): Promise<Project> {
  const project = newProject()
  await ingest(project, `${sessionLine('s1')}\n${sessionLine('s2')}\n`)
  write(project.root, 'mine.mjs', source)
  setPolicy(project, { evaluators: [{ name: 'mine', module: 'mine.mjs', ...more }] })
  return project
}

describe("an evaluator of the user's own", () => {
  it('runs only where it is trusted, as it was when it was trusted', async () => {
    const project = await projectWith(GOOD)
    const refused = await run(project, 'eval', '--all', '--evaluator', 'mine')
    expectCivil(refused, 1)
    expect(refused.stderr).toContain('skillloop eval trust mine')
    expectCivil(await run(project, 'eval', 'trust', 'mine'), 1) // nobody to ask
    const asked = await cli(['eval', 'trust', 'mine'], { cwd: project.root, answer: 'y' })
    expectCivil(asked, 0)
    expect(asked.stdout + asked.stderr).toMatch(/runs mine\.mjs, \d+ bytes, SHA-256 [0-9a-f]{64}/)
    expect(await json(project, 'eval', '--all', '--evaluator', 'mine')).toMatchObject({ evaluator: 'mine', evaluations: [{ score: 4 }, { score: 4 }] })
    write(project.root, 'mine.mjs', GOOD.replace('1.0.0', '1.0.1'))
    const changed = await run(project, 'eval', '--all', '--evaluator', 'mine')
    expectCivil(changed, 1)
    expect(changed.stderr).toContain('has changed since it was agreed to')
    expectCivil(await run(project, 'eval', 'trust', 'mine', '--yes'), 0)
    expect(await json(project, 'eval', '--stale', '--evaluator', 'mine')).toMatchObject({ fresh: 0 })
    expectCivil(await run(project, 'eval', 'trust', 'mine', '--revoke'), 0)
    expectCivil(await run(project, 'eval', '--all', '--evaluator', 'mine'), 1)
    expectSound(project)
  })

  it('leaves its results in history, marked as its own, beside the others', async () => {
    const project = await projectWith(GOOD, { weights: { length: 10 } })
    await run(project, 'eval', 'trust', 'mine', '--yes')
    await run(project, 'eval', '--all')
    await run(project, 'eval', '--all', '--evaluator', 'mine')
    expect(await json(project, 'eval', 'show', 's1')).toMatchObject({ shown: [{ evaluation: { evaluator: { name: 'rubric' } } }, { fresh: true, evaluation: { score: 20, evaluator: { name: 'mine', version: '1.0.0', kind: 'module' } } }] })
    expect(git(project.store, 'log', '--format=%s', 'ledger')).toContain('eval mine: 2 traces')
    expect(await json(project, 'status')).toMatchObject({ otherEvaluations: [{ evaluator: 'mine', fresh: 2 }] })
    setPolicy(project, { evaluators: [{ name: 'mine', module: 'mine.mjs', weights: { length: 11 } }] })
    expect(await json(project, 'status')).toMatchObject({ otherEvaluations: [{ evaluator: 'mine', stale: 2 }] })
  })

  it.each<[string, string, RegExp]>([
    ['throws', module("judge() { throw new Error('no idea') }"), /threw Error - no idea|threw Error: no idea/], ['gives nothing', module('judge() {}'), /gave no evaluation/], ['gives a score that its points do not sum to', module("judge: () => ({ score: 50, label: 'success', points: [] })"), /its points are 0 together, its score is 50/],
    ['gives a score out of bounds', module("judge: () => ({ score: 101, label: 'success', points: [{ rule: 'x', points: 101, note: '' }] })"), /gave no evaluation/], ['has no default export', 'export const x = 1\n', /has no default export/], ['is no JavaScript', 'this is no code', /could not be loaded/],
    ['imports another file', "import './other.mjs'\nexport default {}\n", /could not be loaded/], ['has another name', GOOD.replace("'mine'", "'yours'"), /calls itself "yours"/], ['has no version', 'export default { name: "mine", judge() {} }', /has no version/],
    ['never ends', module('judge() { for (;;); }'), /took longer than 0\.3 seconds/], ['never answers', module('judge: () => new Promise(() => {})'), /took longer than 0\.3 seconds/], ['ends its thread', module('judge() { process.exit(0) }'), /ended its thread/],
    ['fails after its first session', `let seen = 0\n${module("judge() { if (seen++ > 0) throw new Error('enough'); return { score: 0, label: 'unknown', points: [] } }")}`, /threw Error: enough/],
    ['leaves a promise that breaks', module("judge() { Promise.reject(new Error('too late')); return { score: 0, label: 'unknown', points: [] } }"), /ended with too late/]
  ])('that %s: one error that names the file, and nothing is stored', async (_, source, problem) => {
    // Only what never answers has to be waited for.
    const project = await projectWith(source, /longer/.test(problem.source) ? { seconds: 0.3 } : {})
    await run(project, 'eval', 'trust', 'mine', '--yes')
    const before = git(project.store, 'rev-parse', 'ledger')
    const failed = await run(project, 'eval', '--all', '--evaluator', 'mine')
    expect(failed.code, failed.stderr).toBe(2)
    expect(failed.stderr).toMatch(problem)
    expect(failed.stderr).toContain('mine.mjs')
    expect(failed.stderr).not.toMatch(/\n\s+at |this is a bug/)
    expect(git(project.store, 'rev-parse', 'ledger')).toBe(before)
    expectSound(project)
  })

  it('is trusted by a command with options of its own', async () => {
    const project = newProject()
    const { stdout } = await run(project, 'eval', 'trust', '--help')
    expect(stdout).toContain('--revoke')
    expect(stdout).not.toContain('--stale')
    const refused = await run(project, 'eval', 'trust', 'mine', '--all')
    expectCivil(refused, 2)
    expect(refused.stderr).toContain('Unknown argument: all')
  })

  it('stores nothing that looks like a secret, and exports the rest as JSON, whatever it holds', async () => {
    const saying = (note: string): string => module(`judge: () => ({ score: 1, label: 'unknown', points: [{ rule: 'x', points: 1, note: ${JSON.stringify(note)} }] })`)
    const secret = `ghp_${'Zx9Yw8Vu7Ts6Rq5Po4Nm3Lk2Ji1Hg0Fe9Dc8'}`
    const project = await projectWith(saying(`the token ${secret}`))
    const trusted = async () => { await run(project, 'eval', 'trust', 'mine', '--yes'); return run(project, 'eval', '--all', '--evaluator', 'mine') }
    const refused = await trusted()
    expectCivil(refused, 1)
    expect(refused.stdout + refused.stderr + allObjects(project.store)).not.toContain(secret)
    write(project.root, 'mine.mjs', saying('said "quoted", {"a": "b"} \\ and\na line'))
    expectCivil(await trusted(), 0)
    for (const format of ['otel', 'phoenix', 'langfuse']) {
      expectCivil(await run(project, 'export', 'evaluations', '--format', format, '--evaluator', 'mine', '--out', 'x.jsonl'), 0)
      const lines = readFileSync(join(project.root, 'x.jsonl'), 'utf8').trim().split('\n')
      expect(lines.map((line) => JSON.stringify(JSON.parse(line)).includes('+1 said \\"quoted\\", {\\"a\\": \\"b\\"} \\\\ and a line'))).toEqual([true, true])
    }
  })

  it('must have a name of its own, and a file that is there', async () => {
    const project = newProject()
    await ingest(project, sessionLine('s1'))
    setPolicy(project, { evaluators: [{ name: 'mine', module: 'gone.mjs' }] })
    const gone = await run(project, 'eval', '--all', '--evaluator', 'mine')
    expectCivil(gone, 2)
    expect(gone.stderr).toContain('gone.mjs')
    write(project.root, 'mine.mjs', GOOD.replace("'mine'", "'rubric'"))
    setPolicy(project, { evaluators: [{ name: 'rubric', module: 'mine.mjs' }] })
    const clash = await run(project, 'eval', '--all')
    expectCivil(clash, 2)
    expect(clash.stderr).toContain('SkillLoop has an evaluator of that name')
    const unknown = await run(project, 'eval', '--all', '--evaluator', 'nobody')
    expectCivil(unknown, 2)
    expect(unknown.stderr).toMatch(/rubric, rubric_legacy/)
  })
})

describe('a changed weight', () => {
  it('makes evaluations stale: status counts them, exports leave them out, eval --stale refreshes them', async () => {
    const project = newProject()
    await ingest(project, `${sessionLine('s1')}\n${sessionLine('s2')}\n`)
    await run(project, 'eval', '--all')
    setPolicy(project, { weights: { base: 80, 'no-evidence-cap': 100 } })
    expect(await json(project, 'status')).toMatchObject({ evaluations: { fresh: 0, stale: 2 } })
    const { text } = await bothWays(['export', 'sft', '--out', 'd.jsonl', '--min-score', '0', '--dry-run'], { cwd: project.root }, 0)
    expect(text).toContain('2 left out: evaluation is stale')
    expect(await json(project, 'export', 'sft', '--out', 'd.jsonl', '--min-score', '0', '--dry-run', '--allow-stale')).toMatchObject({ manifest: { options: { allowStale: true } } })
    expect(await json(project, 'eval', '--stale')).toMatchObject({ evaluations: [{}, {}], fresh: 0 })
    expect(await json(project, 'eval', '--stale')).toMatchObject({ evaluations: [], fresh: 2 })
    setPolicy(project, { weights: { 'no-such-rule': 1 } })
    const wrong = await run(project, 'eval', '--stale')
    expectCivil(wrong, 2)
    expect(wrong.stderr).toContain('no-such-rule')
    expectSound(project)
  })
})
