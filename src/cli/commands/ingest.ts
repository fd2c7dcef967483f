import type { IngestResult } from '../../app/ingest.js'
import { badInput, EXIT, placeText } from '../../kernel/errors.js'
import { plural } from '../../kernel/text.js'
import { command, worldOf, type GlobalArguments, type Group } from '../command.js'
import type { Io, Output } from '../io.js'

const LISTED = 20

const common = {
  'allow-skips': { type: 'boolean', default: false, describe: 'exit 0 even when something was skipped' },
  'dry-run': { type: 'boolean', default: false, describe: 'read and count, store nothing' }
} as const

/** Runtimes whose sessions are files; the same as the adapters' registry, which is not loaded for --help. */
export const FILE_RUNTIMES: readonly { name: string; describe: string; hasPlace: boolean }[] = [
  { name: 'claude-code', describe: 'Claude Code: sessions with their subagents, or stream-json output', hasPlace: true },
  { name: 'codex', describe: 'Codex CLI: rollouts, packed ones too', hasPlace: true },
  { name: 'pi', describe: 'Pi: sessions of its coding agent', hasPlace: true },
  { name: 'opencode', describe: 'OpenCode: its database, or the storage folder of older releases', hasPlace: true },
  { name: 'gemini-cli', describe: 'Gemini CLI: chats', hasPlace: true },
  { name: 'openhands', describe: 'OpenHands: events of a session, or the resolver\'s output', hasPlace: true },
  { name: 'hermes', describe: 'what `hermes sessions export` wrote', hasPlace: false },
  { name: 'otel-genai', describe: 'OpenTelemetry GenAI spans as OTLP/JSON', hasPlace: false },
  { name: 'atif', describe: 'ATIF trajectories of Harbor and Terminal-Bench', hasPlace: false },
  { name: 'swe-agent', describe: 'SWE-agent and mini-SWE-agent trajectories', hasPlace: false },
  { name: 'tau-bench', describe: 'tau-bench trials with their reward', hasPlace: false },
  { name: 'openai-chat', describe: 'chat JSON Lines as for fine-tuning', hasPlace: false },
  { name: 'sharegpt', describe: 'ShareGPT conversations, and Hermes trajectories', hasPlace: false },
  { name: 'generic', describe: 'JSON or JSON Lines of any make: a message a line, a session a line, a whole document', hasPlace: false }
]

const fromFiles = FILE_RUNTIMES.map(({ name, describe, hasPlace }) => command({
  name: `${name} ${hasPlace ? '[source..]' : '<source..>'}`,
  describe,
  positionals: { source: { describe: `files, folders, globs, or - for standard input${hasPlace ? '; the runtime\'s own place when left out' : ''}` } },
  options: common,
  run: async (args, io) => ingestFrom(name, args, io)
}))

const auto = command({
  name: 'auto <source..>',
  describe: 'files of any of these, each told by its content',
  positionals: { source: { describe: 'files, folders or globs' } },
  options: common,
  examples: [['ingest auto ~/.claude/projects logs/', 'whatever is in there']],
  run: async (args, io) => ingestFrom('auto', args, io)
})

async function ingestFrom(adapter: string, args: GlobalArguments & Record<string, unknown>, io: Io): Promise<Output> {
  const { withStore, localMemo } = await import('../../app/compose.js')
  const { planReading, openFile } = await import('../../app/sources.js')
  const { ingestFiles } = await import('../../app/ingest-files.js')
  const source = ((args['source'] ?? []) as (string | number)[]).map(String)
  const plan = await planReading(adapter, source, io)
  const result = await withStore(await worldOf(args, io), async (context) => (
    ingestFiles(context, plan.inputs, plan.skips, openFile, localMemo(context, 'files.json'), `ingest ${adapter}`, { dryRun: args['dry-run'] === true })
  ))
  const output = await withSpool(tellIngest(result, args), args, io)
  if (plan.detected.length === 0) return output
  const told = plan.detected.slice(0, LISTED).map((item) => `${item.adapter.padEnd(12)} ${item.file}`)
  const more = plan.detected.length > LISTED ? [`… and ${plan.detected.length - LISTED} more files`] : []
  return { ...output, text: [...told, ...more, output.text].join('\n'), json: { ...output.json as object, detected: plan.detected } }
}

const hermesDb = command({
  name: 'hermes-db',
  describe: 'Hermes Agent\'s state.db, read without writing to it; only what changed since the last time',
  options: {
    ...common,
    'db-path': { type: 'string', describe: 'the database; $HERMES_HOME/state.db or ~/.hermes/state.db when left out' },
    'session-id': { type: 'string', describe: 'this session' },
    latest: { type: 'boolean', default: false, describe: 'the session that was active last' },
    since: { type: 'string', describe: 'sessions active since this date, e.g. 2026-08-01' },
    all: { type: 'boolean', default: false, describe: 'read all sessions again, whatever is remembered' }
  },
  examples: [['ingest hermes-db', 'what is new'], ['ingest hermes-db --db-path backup/state.db --all', 'another database, whole']],
  async run(args, io) {
    const { withStore, localMemo } = await import('../../app/compose.js')
    const { hermesDatabase } = await import('../../app/sources.js')
    const { ingestDatabase } = await import('../../app/ingest-hermes.js')
    const { 'session-id': sessionId, latest, since } = args
    if ([sessionId !== undefined, latest, since !== undefined, args.all].filter(Boolean).length > 1) throw badInput('which sessions?', { expected: 'one of --session-id, --latest, --since, --all, or none for what is new' })
    const database = hermesDatabase(args['db-path'], { ...io, note: (text) => io.stderr(`note: ${text}\n`) })
    const selection = { ...(sessionId !== undefined && { sessionId }), ...(latest && { latest }), ...(since !== undefined && { since }) }
    const result = await withStore(await worldOf(args, io), async (context) => ingestDatabase(
      context, (isUnchanged) => database.read(selection, isUnchanged), localMemo(context, database.memoName), 'ingest hermes-db', { everything: args.all, dryRun: args['dry-run'] }
    ))
    return withSpool(tellIngest(result, args), args, io)
  }
})

const spool = command({
  name: 'spool',
  describe: 'what hooks reported of sessions that are over; every other ingest does this too',
  options: common,
  run: async (args, io) => (await fromSpool(args, io)) ?? { text: 'the spool is empty', json: { ingested: 0 } }
})

async function fromSpool(args: GlobalArguments & Record<string, unknown>, io: Io): Promise<Output | undefined> {
  const { withStore } = await import('../../app/compose.js')
  const { spoolOf } = await import('../../app/sources.js')
  const { ingestSpool } = await import('../../app/ingest-spool.js')
  const result = await withStore(await worldOf(args, io), async (context) => (
    ingestSpool(context, spoolOf(context.repository.root, context.policy.ingestion, io), { dryRun: args['dry-run'] === true })
  ))
  return result && tellIngest(result, args)
}

/** A hook can't wait for an ingest, so whichever comes next takes in what it left. */
async function withSpool(output: Output, args: GlobalArguments & Record<string, unknown>, io: Io): Promise<Output> {
  const spooled = await fromSpool(args, io)
  if (!spooled) return output
  return { text: `${output.text}\n\nfrom hooks:\n${spooled.text}`, json: { ...output.json as object, spool: spooled.json }, code: Math.max(output.code ?? 0, spooled.code ?? 0) }
}

function tellIngest(result: IngestResult, args: Record<string, unknown>): Output {
  const { ingested, updated, unchanged, skipped, denied, torn, masked, traces, commit } = result
  const secrets = Object.entries(masked).map(([kind, count]) => `${count} ${kind}`)
  const text = [
    ...skipped.slice(0, LISTED).map(({ place, problem, expected }) => `skipped ${placeText(place)}: ${problem}${expected ? ` (expected ${expected})` : ''}`),
    ...(skipped.length > LISTED ? [`… and ${skipped.length - LISTED} more`] : []),
    `${plural(ingested, 'session')} ingested, ${updated} updated, ${unchanged} unchanged, ${skipped.length} skipped${args['dry-run'] === true ? ' (dry run: nothing stored)' : ''}`,
    ...reasons(denied),
    ...(torn > 0 ? [`${plural(torn, 'last line')} not finished yet: read when whole`] : []),
    ...(secrets.length > 0 ? [`masked before storing: ${secrets.join(', ')}`] : []),
    ...(commit ? [`ledger is at ${commit.slice(0, 10)}`, '', 'next: skillloop eval --stale'] : [])
  ].join('\n')
  const json = { ingested, updated, unchanged, torn, skipped: skipped.map(({ place, ...skip }) => ({ ...place, ...skip })), denied: denied.map(({ place, reason }) => ({ ...place, reason })), traces, masked, ...(commit && { commit }) }
  return { json, text, code: skipped.length > 0 && args['allow-skips'] !== true ? EXIT.input : EXIT.done }
}

/** What the policy leaves out, told by its reasons. */
function reasons(denied: IngestResult['denied']): string[] {
  const counts = new Map<string, number>()
  for (const { reason } of denied) counts.set(reason, (counts.get(reason) ?? 0) + 1)
  return [...counts].map(([reason, count]) => `${plural(count, 'session')} left out by the policy: ${reason}`)
}

export const ingestCommands: Group = { name: 'ingest', describe: 'take in sessions, redacted, without writing to where they come from', commands: [auto, ...fromFiles, hermesDb, spool] }
