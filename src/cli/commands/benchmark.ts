import { readFile } from 'node:fs/promises'
import { basename, dirname, resolve } from 'node:path'
import { badInput, environment, EXIT } from '../../kernel/errors.js'
import { command, worldOf } from '../command.js'
import { describeBenchmark } from '../show/benchmark.js'

const LARGEST = 64 << 20

export const benchmarkCommand = command({
  name: 'benchmark',
  describe: 'replay evaluators over the stored sessions and compare them',
  options: {
    baseline: { type: 'string', default: 'rubric_legacy', describe: 'what the others are compared with' },
    candidates: { type: 'string', describe: 'evaluators, with commas between; the policy\'s when left out' },
    labels: { type: 'string', describe: 'CSV or JSON of what really became of runs: trace (or session, or file), success, and task where runs share one; else the outcomes that traces carry' },
    out: { type: 'string', describe: 'a file for the whole report as JSON' },
    tolerance: { type: 'string', default: '0.02', describe: 'how much of the area under the ROC curve a candidate may lose' }
  },
  examples: [['benchmark --labels labels.csv', 'the policy\'s evaluator beside rubric_legacy'], ['benchmark --baseline rubric --candidates mine --out report.json', 'for CI: exit 1 when mine is worse']],
  async run(args, io) {
    const tolerance = Number(args.tolerance)
    if (args.tolerance.trim() === '' || !(tolerance >= 0 && tolerance <= 1)) throw badInput(`--tolerance ${args.tolerance} is none`, { expected: 'a number from 0 to 1, such as 0.02' })
    const { withIndex, TargetFolder } = await import('../../app/compose.js')
    const { benchmark } = await import('../../app/benchmark.js')
    const labels = args.labels === undefined ? undefined : { file: args.labels, text: await readLabels(resolve(io.cwd, args.labels), args.labels) }
    const candidates = (args.candidates ?? '').split(',').map((name) => name.trim()).filter((name) => name !== '')
    const result = await withIndex(await worldOf(args, io), (context) => benchmark(context, { baseline: args.baseline, candidates, tolerance, ...(labels && { labels }) }))
    if (args.out !== undefined) {
      const out = resolve(io.cwd, args.out)
      await new TargetFolder(dirname(out), 0o600).write(basename(out), `${JSON.stringify(result, null, 2)}\n`)
    }
    return { json: result, text: describeBenchmark(result), code: result.worse.length > 0 ? EXIT.refused : EXIT.done }
  }
})

async function readLabels(path: string, name: string): Promise<string> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw environment(`${name} cannot be read`, { place: { file: name }, cause, expected: 'a file of labels', fix: 'name one that is there and may be read' })
  })
  if (bytes.length > LARGEST) throw badInput(`it has ${bytes.length} bytes`, { place: { file: name }, expected: `at most ${LARGEST}` })
  return bytes.toString('utf8')
}
