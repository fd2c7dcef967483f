import { stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ServiceKind, ServiceMachine } from '../../app/service.js'
import { command, worldOf, type Group } from '../command.js'
import type { Io } from '../io.js'

const KINDS = ['launchd', 'systemd', 'cron', 'task-scheduler'] as const
const DEFAULT_SECONDS = 3600
/** Where runtimes keep their sessions depends on these; a service is started without them. */
const VARIABLES = ['CLAUDE_CONFIG_DIR', 'CODEX_HOME', 'HERMES_HOME', 'GEMINI_CLI_HOME', 'PI_CODING_AGENT_DIR', 'XDG_DATA_HOME', 'XDG_CONFIG_HOME']

const install = command({
  name: 'install',
  describe: 'write what makes this machine run `loop tick` again and again; prints the commands that start it',
  options: {
    kind: { choices: KINDS, describe: 'by the system when left out' },
    'interval-seconds': { type: 'number', describe: 'the pause between two ticks; what `loop schedule` says, else an hour, when left out' },
    'dry-run': { type: 'boolean', default: false, describe: 'show the files, write none' }
  },
  async run(args, io) {
    const { withStore, localMemo } = await import('../../app/compose.js')
    const { installService } = await import('../../app/service.js')
    const { readSchedule } = await import('../../app/loop.js')
    const machine = await machineOf(io)
    const kind = args.kind ?? await kindHere()
    return withStore(await worldOf(args, io), async (context) => {
      const memo = localMemo(context, 'loop.json')
      const schedule = await readSchedule(memo)
      const seconds = args['interval-seconds'] ?? (schedule.intervalSeconds || DEFAULT_SECONDS)
      const plan = await installService(context, machine, kind, seconds, { dryRun: args['dry-run'] })
      if (!args['dry-run']) await memo.write({ ...schedule, intervalSeconds: seconds })
      const text = args['dry-run']
        ? plan.files.map(({ path, bytes }) => `${path}:\n${textOf(bytes)}`).join('\n')
        : [...plan.files.map(({ path }) => `wrote ${path}`), '', 'nothing was started; to start it:', ...plan.activate.map((line) => `  ${line}`), 'to see whether it runs:', `  ${plan.look}`].join('\n')
      return { json: { kind, intervalSeconds: seconds, files: plan.files.map(({ path, bytes }) => ({ path, text: textOf(bytes) })), activate: plan.activate, deactivate: plan.deactivate, look: plan.look }, text }
    })
  }
})

const status = command({
  name: 'status',
  describe: 'which service was written, and whether its files are still so',
  async run(args, io) {
    const { withStore } = await import('../../app/compose.js')
    const { serviceStatus } = await import('../../app/service.js')
    const machine = await machineOf(io)
    const found = await withStore(await worldOf(args, io), (context) => serviceStatus(context, machine))
    const text = found.installed
      ? [`${found.kind ?? ''}, every ${found.intervalSeconds ?? 0} s`, ...found.files.map(({ path, state }) => `  ${state.padEnd(10)} ${path}`), 'whether it runs, the system knows:', `  ${found.look ?? ''}`].join('\n')
      : 'no service is installed: skillloop service install'
    return { json: found, text }
  }
})

const uninstall = command({
  name: 'uninstall',
  describe: 'remove just what was written; prints the commands that end it',
  async run(args, io) {
    const { withStore } = await import('../../app/compose.js')
    const { uninstallService } = await import('../../app/service.js')
    const machine = await machineOf(io)
    const result = await withStore(await worldOf(args, io), (context) => uninstallService(context, machine))
    return { json: result, text: [...result.removed.map((path) => `removed ${path}`), '', 'if it was started, to end it:', ...result.deactivate.map((line) => `  ${line}`)].join('\n') }
  }
})

async function machineOf(io: Io): Promise<ServiceMachine> {
  const { TargetFolder } = await import('../../app/compose.js')
  const home = io.env['HOME'] ?? homedir()
  const variables = VARIABLES.flatMap((name) => { const value = io.env[name]; return value ? [[name, value] as const] : [] })
  return {
    places: { home, configHome: io.env['XDG_CONFIG_HOME'] || join(home, '.config') }, program: process.execPath, script: fileURLToPath(new URL('../bin.js', import.meta.url)),
    variables: Object.fromEntries(variables), folder: (path) => new TargetFolder(path, 0o600)
  }
}

async function kindHere(): Promise<ServiceKind> {
  if (process.platform === 'darwin') return 'launchd'
  if (process.platform === 'win32') return 'task-scheduler'
  if (process.platform !== 'linux') return 'cron'
  return await stat('/run/systemd/system').then(() => true, () => false) ? 'systemd' : 'cron'
}

function textOf(bytes: Uint8Array): string {
  const [first, second] = bytes
  return first === 0xff && second === 0xfe ? Buffer.from(bytes).toString('utf16le').slice(1) : Buffer.from(bytes).toString('utf8')
}

export const serviceCommands: Group = { name: 'service', describe: 'let the machine run ticks by itself', commands: [install, status, uninstall] }
