import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { problemsOf } from '../../src/kernel/validate.js'
import { skillloop } from '../helpers/skillloop.js'
import { git } from '../helpers/temporary.js'
import { bothWays, cli, cliJson, expectCivil, expectSound, ingest, newProject, write, type Project } from './support.js'

/** A session in which tests passed or failed, whatever the agent says. */
const session = (id: string, passed: boolean, says: string): string => JSON.stringify({
  session_id: id, started_at: '2026-08-01T10:00:00Z',
  messages: [
    { role: 'user', content: `fix bug ${id}` },
    { role: 'assistant', content: '', tool_calls: [{ id: `c${id}`, type: 'function', function: { name: 'terminal', arguments: JSON.stringify({ command: 'npm test' }) } }] },
    { role: 'tool', tool_call_id: `c${id}`, content: passed ? '12 passed, 0 failed' : '3 failed, 9 passed' }, { role: 'assistant', content: says }
  ]
})

let project: Project
let labels: string
const run = (...args: string[]) => cli(args, { cwd: project.root })

beforeEach(async () => {
  project = newProject()
  const sessions = Array.from({ length: 8 }, (_, i) => session(`s${i}`, i % 2 === 0, i % 2 === 0 ? 'The error is gone.' : 'Done, completed, success.'))
  expectCivil(await ingest(project, `${sessions.join('\n')}\n`), 0)
  labels = write(project.root, 'labels.csv', `session,success,task\n${Array.from({ length: 8 }, (_, i) => `s${i},${i % 2 === 0 ? 1 : 0},task ${i >> 1}`).join('\n')}\nnobody,1,x\n`)
})

describe('benchmark', () => {
  it('tells evidence from words, in text and in JSON, and says which labels mean nothing here', async () => {
    const { text, json } = await bothWays(['benchmark', '--labels', labels], { cwd: project.root }, 0)
    expect(json).toMatchObject({
      baseline: 'rubric_legacy', labelled: 8, traces: 8, labelsFrom: 'file', worse: [], unmatched: [{ id: 'nobody', line: 10, why: 'no trace' }],
      evaluators: [{ name: 'rubric_legacy', ranking: { byTask: 0.5 } }, { name: 'rubric', ranking: { byTask: 1, tasks: 4, successes: 4 }, gate: { precision: 1, recall: 1 }, versus: { difference: 0.5, worse: false } }]
    })
    for (const part of ['area under the ROC curve 1.000', 'precision 1.000, recall 1.000', 'beside rubric_legacy: area +0.500', 'nobody']) expect(text).toContain(part)
  })
  it('ends with 1 where a candidate is worse than the baseline, unless the tolerance says otherwise', async () => {
    const worse = await run('benchmark', '--baseline', 'rubric', '--candidates', 'rubric_legacy', '--labels', labels)
    expectCivil(worse, 1)
    expect(worse.stdout).toContain('rubric_legacy')
    expectCivil(await run('benchmark', '--baseline', 'rubric', '--candidates', 'rubric_legacy', '--labels', labels, '--tolerance', '1'), 0)
  })
  it('writes the report to a file that only its owner reads, and stores nothing', async () => {
    const before = git(project.store, 'for-each-ref')
    expectCivil(await run('benchmark', '--labels', labels, '--out', 'report.json'), 0)
    expect(JSON.parse(readFileSync(join(project.root, 'report.json'), 'utf8'))).toMatchObject({ labelled: 8 })
    expect(statSync(join(project.root, 'report.json')).mode & 0o77).toBe(0)
    expect(git(project.store, 'for-each-ref')).toBe(before)
    expectSound(project)
  })
  it('works without labels, and says that there are none', async () => {
    expect(await cliJson(['benchmark'], { cwd: project.root })).toMatchObject({ labelled: 0, labelsFrom: 'none', evaluators: [{ distribution: { count: 8 } }, {}] })
  })
  it.each<[string[], RegExp]>([
    [['--baseline', 'nobody'], /nobody/], [['--candidates', 'rubric,nobody'], /nobody/], [['--tolerance', 'much'], /--tolerance much/], [['--tolerance', '-1'], /tolerance/]
  ])('refuses %j', async (args, problem) => {
    const refused = await run('benchmark', ...args)
    expectCivil(refused, 2)
    expect(refused.stderr).toMatch(problem)
  })
  it('refuses labels that are none, with the line', async () => {
    const refused = await run('benchmark', '--labels', write(project.root, 'bad.csv', 'trace,success\ns1,perhaps\n'))
    expectCivil(refused, 2)
    expect(refused.stderr).toMatch(/bad\.csv:2|bad\.csv, line 2/)
    expectCivil(await run('benchmark', '--labels', 'nowhere.csv'), 3)
  })
  it('gives a label by the end of a path only where no other label ends so, and after labels by id', async () => {
    const own = newProject()
    expectCivil(await cli(['ingest', 'generic', write(own.root, 'here/run.jsonl', session('s1', true, 'ok'))], { cwd: own.root }), 0)
    const labelled = async (...lines: string[]) => cliJson(['benchmark', '--labels', write(own.root, 'labels.csv', ['file,success', ...lines, ''].join('\n'))], { cwd: own.root })
    expect(await labelled('there/run.jsonl,1')).toMatchObject({ labelled: 1, unmatched: [] })
    expect(await labelled('there/run.jsonl,1', 'elsewhere/run.jsonl,0')).toMatchObject({ labelled: 0, unmatched: [{ line: 2, why: 'no trace' }, { line: 3, why: 'no trace' }] })
    expect(await labelled('s1,1', 'there/s1,0')).toMatchObject({ labelled: 1, unmatched: [{ id: 'there/s1' }], evaluators: [{ models: [{ successes: 1 }] }, {}] })
  })
  it('shows no evaluator what sources keep beside a session, where verdicts stand too', async () => {
    const own = newProject()
    const sessions = Array.from({ length: 6 }, (_, i) => JSON.stringify({ session_id: `s${i}`, metadata: { explanation: i % 2 === 0 ? 'it was right' : 'it was not' }, messages: [{ role: 'user', content: `question ${i}` }, { role: 'assistant', content: 'ok' }] }))
    expectCivil(await ingest(own, `${sessions.join('\n')}\n`), 0)
    write(own.root, 'peeks.mjs', "export default { name: 'peeks', version: '1.0.0', judge(trace) { const score = JSON.stringify(trace).includes('it was right') ? 100 : 0; return { score, label: 'unknown', points: [{ rule: 'x', points: score, note: '' }] } } }")
    const policy = JSON.parse(readFileSync(join(own.store, 'policy.json'), 'utf8')) as { evaluation?: object }
    write(own.store, 'policy.json', JSON.stringify({ ...policy, evaluation: { ...policy.evaluation, evaluators: [{ name: 'peeks', module: 'peeks.mjs' }] } }))
    git(own.store, 'commit', '-qam', 'an evaluator')
    expectCivil(await cli(['eval', 'trust', 'peeks', '--yes'], { cwd: own.root }), 0)
    const answers = write(own.root, 'labels.csv', `session,success\n${sessions.map((_, i) => `s${i},${i % 2 === 0 ? 1 : 0}`).join('\n')}\n`)
    expect(await cliJson(['eval', '--all', '--evaluator', 'peeks'], { cwd: own.root })).toMatchObject({ evaluations: expect.arrayContaining([expect.objectContaining({ score: 100 })]) as unknown })
    expect(await cliJson(['benchmark', '--candidates', 'peeks', '--labels', answers], { cwd: own.root })).toMatchObject({ evaluators: [{}, { name: 'peeks', ranking: { byTask: 0.5 } }] })
  })
  it('ends as a process with the same code, and prints JSON and nothing else', () => {
    const worse = skillloop(['benchmark', '--baseline', 'rubric', '--candidates', 'rubric_legacy', '--labels', labels, '--json'], { cwd: project.root })
    expectCivil(worse, 1)
    expect(JSON.parse(worse.stdout)).toMatchObject({ worse: ['rubric_legacy'] })
  })
  it('takes the outcomes that traces carry away before anything judges, and compares with them', async () => {
    const own = newProject()
    const trials = Array.from({ length: 6 }, (_, i) => ({ task_id: i, trial: 0, reward: i % 2, info: {}, traj: [{ role: 'user', content: `please book flight ${i}` }, { role: 'assistant', content: 'ok' }] }))
    expectCivil(await cli(['ingest', 'tau-bench', write(own.root, 'trials.json', JSON.stringify(trials))], { cwd: own.root }), 0)
    // All six are alike but for their outcome: whoever tells them apart has seen the answer.
    expect(await cliJson(['benchmark'], { cwd: own.root })).toMatchObject({ labelsFrom: 'outcomes', labelled: 6, evaluators: [{ ranking: { byTask: 0.5 } }, { ranking: { byTask: 0.5 } }] })
  })
})

describe('evaluations for other systems', () => {
  interface Attribute { key: string; value: Record<string, unknown> }
  const lines = async (format: string): Promise<Record<string, unknown>[]> => {
    expectCivil(await run('eval', '--all'), 0)
    expectCivil(await run('export', 'evaluations', '--format', format, '--out', `${format}.jsonl`), 0)
    return readFileSync(join(project.root, `${format}.jsonl`), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>)
  }
  it('OpenTelemetry: gen_ai.evaluation.result events as OTLP/JSON', async () => {
    const documents = await lines('otel')
    expect(documents).toHaveLength(8)
    const [record] = (documents[0] as { resourceLogs: { scopeLogs: { logRecords: { eventName: string; timeUnixNano: string; attributes: Attribute[] }[] }[] }[] }).resourceLogs[0]?.scopeLogs[0]?.logRecords ?? []
    expect(record?.eventName).toBe('gen_ai.evaluation.result')
    expect(record?.timeUnixNano).toMatch(/^\d{19}$/)
    const attributes = new Map(record?.attributes.map(({ key, value }) => [key, Object.values(value)[0]]))
    expect(attributes.get('gen_ai.evaluation.name')).toBe('rubric')
    expect(attributes.get('gen_ai.evaluation.score.value')).toEqual(expect.any(Number))
    expect(attributes.get('gen_ai.evaluation.score.label')).toMatch(/success|partial|failure|unknown/)
    expect(attributes.get('gen_ai.conversation.id')).toMatch(/^s\d$/)
  })
  it('Phoenix: annotations of sessions', async () => {
    for (const row of await lines('phoenix')) expect(row).toMatchObject({ session_id: expect.stringMatching(/^s\d$/) as string, name: 'rubric', annotator_kind: 'CODE', result: { score: expect.any(Number) as number } })
  })
  it('Langfuse: scores with an id, so that a second upload is an update', async () => {
    const rows = await lines('langfuse')
    expect(new Set(rows.map(({ id }) => id)).size).toBe(8)
    for (const row of rows) expect(row).toMatchObject({ sessionId: expect.stringMatching(/^s\d$/) as string, name: 'rubric', dataType: 'NUMERIC' })
  })
  it('leaves out what is stale unless told otherwise, and writes nothing in a dry run', async () => {
    expectCivil(await run('eval', '--all'), 0)
    const policy = JSON.parse(readFileSync(join(project.store, 'policy.json'), 'utf8')) as { evaluation?: object }
    write(project.store, 'policy.json', JSON.stringify({ ...policy, evaluation: { ...policy.evaluation, weights: { base: 41 } } }))
    git(project.store, 'commit', '-qam', 'another weight')
    expectCivil(await run('eval', 's3'), 0)
    const exported = (...args: string[]) => cliJson(['export', 'evaluations', '--format', 'langfuse', '--out', 'x.jsonl', ...args], { cwd: project.root })
    expect(await exported('--dry-run')).toMatchObject({ written: 1, stale: 7 })
    expect(existsSync(join(project.root, 'x.jsonl'))).toBe(false)
    expect(await exported()).toMatchObject({ written: 1, stale: 7 })
    expect(readFileSync(join(project.root, 'x.jsonl'), 'utf8').trim().split('\n').map((line) => (JSON.parse(line) as { sessionId: string }).sessionId)).toEqual(['s3'])
    expect(await exported('--allow-stale')).toMatchObject({ written: 8, stale: 7 })
    expect(await cliJson(['eval', '--stale'], { cwd: project.root })).toMatchObject({ fresh: 1, evaluations: Array.from({ length: 7 }, () => ({})) })
    expect(await exported()).toMatchObject({ written: 8, stale: 0 })
  })
  it('counts what is not evaluated', async () => {
    const own = newProject()
    await ingest(own, session('n1', true, 'ok'))
    expect(await cliJson(['export', 'evaluations', '--format', 'otel', '--out', 'x.jsonl'], { cwd: own.root })).toMatchObject({ written: 0, missing: 1 })
  })
  it('what is stored is a valid evaluation', async () => {
    await run('eval', '--all')
    const paths = git(project.store, 'ls-tree', '-r', '--name-only', 'ledger', 'evaluations').trim().split('\n')
    for (const path of paths) expect(problemsOf('evaluation', JSON.parse(git(project.store, 'show', `ledger:${path}`)))).toEqual([])
  })
})
