import { resolve } from 'node:path'
import type { Connectable } from '../../app/setup.js'
import { badInput, EXIT, refused } from '../../kernel/errors.js'
import { plural } from '../../kernel/text.js'
import type { ConnectedSource } from '../../kernel/types.js'
import { command, worldOf, type GlobalArguments } from '../command.js'
import type { Io, Output } from '../io.js'
import { tickOutput } from '../tick.js'

// Enough for a first look at a machine that has years of sessions; the rest comes with the next ticks.
const MAX_SESSIONS = 500
const DATASET = 'skillloop-dataset/sft.jsonl'

export const setupCommand = command({
  name: 'setup',
  describe: 'connect the agents on this machine: from nothing to the first proposals',
  options: {
    connect: { type: 'string', array: true, describe: 'a runtime: hermes, claude-code, codex, pi, opencode, gemini-cli …; or <runtime>=<file or folder>' },
    'db-path': { type: 'string', describe: 'Hermes\' state.db, where it is not at its own place' },
    start: { type: 'boolean', default: false, describe: 'run one tick at once' },
    'auto-export': { type: 'boolean', default: false, describe: 'let ticks write the dataset too, when enough sessions pass' },
    'max-sessions': { type: 'number', default: MAX_SESSIONS, describe: 'new sessions that a tick takes in of each source; 0: all' },
    'min-score': { type: 'number', describe: 'lowest score of sessions in datasets' },
    'dataset-out': { type: 'string', describe: `file of the dataset; ${DATASET} when left out` },
    yes: { type: 'boolean', alias: 'y', default: false, describe: 'connect all that is found, do not ask' }
  },
  examples: [['setup --start', 'shows what it would read, asks, and runs one tick'], ['setup --connect claude-code --connect hermes --start --yes', 'the same without questions']],
  async run(args, io) {
    const project = resolve(io.cwd, args.path)
    const { findRuntimes, mergeSources, sourceFor } = await import('../../app/setup.js')
    if (args['db-path'] !== undefined && args.connect?.some((name) => /^hermes(-db)?$/.test(name)) === false) throw badInput('--db-path is of Hermes, which is not connected', { expected: '--connect hermes' })
    if (args['min-score'] !== undefined && args['min-score'] > 100) throw badInput('--min-score is no score', { expected: 'a whole number from 0 to 100' })
    const found = await findRuntimes(io)
    const wanted = args.connect ?? (args['db-path'] !== undefined ? ['hermes'] : undefined)
    const sources = wanted ? wanted.map((name) => sourceFor(name, args['db-path'], { cwd: io.cwd, project })) : await choose(found, args.yes, io)
    if (sources.length === 0) return { json: { found, connected: [] }, text: ['no runtime that is known here was found on this machine', 'next: skillloop setup --connect auto=<folder with sessions>'].join('\n'), code: EXIT.refused }
    const plan = describePlan(sources, found, project)
    if (!args.yes && io.ask && !/^(y(es)?)?$/i.test(await io.ask(`${plan}\nGo on? [Y/n] `))) throw refused('nothing was changed')
    const begun = await storeOf(args, io)
    const merged = await writePolicy(args, io, (known) => mergeSources(known, sources))
    const told = [plan, '', ...(begun ? [`made ${begun}`] : []), `connected: ${merged.map(({ runtime, paths }) => (paths ? `${runtime} (${paths.join(', ')})` : runtime)).join(', ')}`]
    if (!args.start) return { json: { found, connected: merged, ...(begun && { store: begun }) }, text: [...told, '', 'next: skillloop controller run'].join('\n') }
    const ran = await tickOutput(args, io)
    return { json: { found, connected: merged, ...(begun && { store: begun }), tick: ran.json }, text: [...told, '', firstSteps(ran)].join('\n'), code: ran.code ?? EXIT.done, quotes: true }
  }
})

/** Asked on a terminal; all with --yes; nothing is taken for granted elsewhere. */
async function choose(found: Connectable[], all: boolean, io: Io): Promise<ConnectedSource[]> {
  if (found.length === 0) return []
  const every = found.map(({ runtime }) => ({ runtime }))
  if (all) return every
  const list = found.map(describeFound).join('\n')
  if (!io.ask) throw refused(`${list}\nnothing was connected: there is nobody to ask`, { expected: '--connect <runtime>, or --yes for all of these' })
  const answer = (await io.ask(`${list}\nConnect which? Names, or all [all] `)).trim()
  if (answer === '' || answer === 'all') return every
  const names = answer.split(/[\s,]+/)
  const strange = names.find((name) => !found.some(({ runtime }) => runtime === name || runtime === `${name}-db`))
  if (strange !== undefined) throw badInput(`${strange} is none of these`, { expected: found.map(({ runtime }) => runtime).join(', ') })
  return every.filter(({ runtime }) => names.some((name) => runtime === name || runtime === `${name}-db`))
}

function describeFound({ runtime, describe, sessions, newest, where }: Connectable): string {
  return `  ${runtime.padEnd(12)} ${plural(sessions, runtime === 'hermes-db' ? 'session' : 'file')}${newest === undefined ? '' : `, newest ${newest.slice(0, 10)}`}   ${describe}, ${where}`
}

function describePlan(sources: readonly ConnectedSource[], found: readonly Connectable[], project: string): string {
  const rows = sources.map((source) => {
    const here = source.paths ? undefined : found.find(({ runtime }) => runtime === source.runtime)
    return here ? describeFound(here) : `  ${source.runtime.padEnd(12)} ${source.paths?.join(', ') ?? 'nothing there yet'}`
  })
  return ['will read, and never write to:', ...rows, `will write ${project}/.skillloop, and nothing outside of it; known forms of secrets are masked before anything is stored`].join('\n')
}

async function storeOf(args: GlobalArguments, io: Io): Promise<string | undefined> {
  const { init, hasStore } = await import('../../app/compose.js')
  const world = await worldOf(args, io)
  return await hasStore(world) ? undefined : (await init(world, undefined, io.cwd)).store
}

interface PolicyArguments extends GlobalArguments { 'auto-export': boolean; 'max-sessions': number; 'min-score'?: number | undefined; 'dataset-out'?: string | undefined }

async function writePolicy(args: PolicyArguments, io: Io, merge: (known: readonly ConnectedSource[]) => ConnectedSource[]): Promise<ConnectedSource[]> {
  const { withStore } = await import('../../app/compose.js')
  const { changePolicy } = await import('../../app/policy.js')
  return withStore(await worldOf(args, io), async (context) => {
    const sources = merge(context.policy.ingestion.sources)
    const changes = new Map<string, unknown>([['ingestion.sources', sources], ['ingestion.maxSessions', args['max-sessions']]])
    if (args['min-score'] !== undefined) changes.set('dataset.minScore', args['min-score'])
    if (args['auto-export'] || args['dataset-out'] !== undefined) changes.set('dataset.out', args['dataset-out'] ?? DATASET)
    if (args['auto-export']) changes.set('dataset.autoExport', true)
    await changePolicy(context, changes, 'setup: what a tick reads, and how far it goes', { who: await context.committer() })
    return sources
  })
}

function firstSteps(ran: Output): string {
  const proposals = (ran.json as { controller?: { proposals: { id: string }[] } }).controller?.proposals ?? []
  const [first] = proposals
  const body = ran.text.replace(/\n\nnext: .*$/s, '')
  return first
    ? `${body}\n\nnext:\n  skillloop review show ${first.id}      what would be learned, and why\n  skillloop review list                  all that waits\n  skillloop service install              a tick every hour`
    : `${body}\n\nnothing to propose yet: proposals come from rules and corrections that people state, and from work that succeeds again and again\nnext: skillloop distill --all --dry-run --explain`
}
