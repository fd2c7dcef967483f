import { resolve } from 'node:path'
import type { ScanResult } from '../../app/scan.js'
import { EXIT } from '../../kernel/errors.js'
import { plural } from '../../kernel/text.js'
import { command, worldOf, type GlobalArguments } from '../command.js'
import type { Io } from '../io.js'
import { describeFinding } from '../show/listed-proposal.js'

const LISTED = 50

export const scanCommand = command({
  name: 'scan [target]',
  describe: 'look for secrets, and for what a memory or skill must not contain',
  positionals: { target: { describe: 'a file or folder, such as somebody else\'s skills; or a trace' } },
  options: {
    all: { type: 'boolean', default: false, describe: 'every branch of the store as it is' },
    history: { type: 'boolean', default: false, describe: 'every commit that any ref reaches' },
    skills: { type: 'boolean', default: false, describe: 'what is in force or proposed, by today\'s rules' },
    format: { choices: ['text', 'sarif'] as const, default: 'text', describe: 'sarif for code scanning' }
  },
  examples: [['scan ./downloaded-skills', 'before anything of it is used'], ['scan --history', 'was a secret ever stored?'], ['scan latest', 'what pages and tools told in the newest session']],
  async run(args, io) {
    const { asSarif, expectOneTarget, isAlarming } = await import('../../app/scan.js')
    const target = args['target'] as string | undefined
    expectOneTarget([target !== undefined, args.all, args.history, args.skills])
    const result = await scanned(args, target, io)
    const code = isAlarming(result) ? EXIT.refused : EXIT.done
    if (args.format === 'sarif') {
      const sarif = asSarif(result)
      return { json: sarif, text: JSON.stringify(sarif, null, 2), code }
    }
    return { json: result, text: describeScan(result), code, quotes: true }
  }
})

async function scanned(args: GlobalArguments & Record<string, unknown>, target: string | undefined, io: Io): Promise<ScanResult> {
  const { withFilesOf, withIndex, withStore } = await import('../../app/compose.js')
  const { scanHistory, scanSkills, scanStore, scanTrace } = await import('../../app/scan.js')
  const world = await worldOf(args, io)
  if (args['history'] === true) return withStore(world, scanHistory)
  if (args['skills'] === true) return withIndex(world, scanSkills)
  if (target === undefined) return withIndex(world, scanStore)
  const files = await withFilesOf(world, resolve(io.cwd, target), target)
  return files ?? withIndex(world, (context) => scanTrace(context, target))
}

/** A scan for people: secrets, then what was found in each artifact, then what a session was told. */
function describeScan({ files, secrets, artifacts, overheard, leftOut }: ScanResult): string {
  const suspicious = artifacts.filter(({ report }) => report.findings.length > 0)
  const counts = (['safe', 'caution', 'dangerous'] as const).map((verdict) => `${artifacts.filter(({ report }) => report.verdict === verdict).length} ${verdict}`)
  return [
    ...secrets.slice(0, LISTED).map(({ where, path, kind, line, column }) => `${where}:${path}:${line}:${column}: looks like a secret: ${kind}`),
    ...(secrets.length > LISTED ? [`… and ${secrets.length - LISTED} more`] : []),
    ...suspicious.flatMap(({ where, artifact, report, accepted, rulesChanged }) => [
      `${where}:${artifact}: ${report.verdict}${accepted ? ', accepted when it was approved' : ''}${rulesChanged ? ', the rules have changed since it was approved' : ''}`, ...report.findings.map(describeFinding)
    ]),
    ...overheard.map(({ from, message, call, text }) => `told by ${from === 'web' ? 'a page or service of others' : 'a tool'}, message ${message} call ${call}, and held back: ${text}`),
    ...leftOut.map(({ path, reason }) => `left out: ${path}: ${reason}`),
    [...(files > 0 ? [`${plural(files, 'file')} scanned, ${plural(secrets.length, 'secret')} found`] : []), ...(artifacts.length > 0 ? [`${plural(artifacts.length, 'memory or skill', 'memories and skills')}: ${counts.join(', ')}`] : [])].join('; ')
  ].filter((line) => line !== '').join('\n')
}
