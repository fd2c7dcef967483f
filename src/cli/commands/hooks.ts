import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { HookPlan } from '../../app/hooks.js'
import { badInput, refused } from '../../kernel/errors.js'
import { command, type GlobalArguments, type Group } from '../command.js'
import type { Io, Output } from '../io.js'

const RUNTIMES = ['claude-code', 'codex', 'pi', 'hermes'] as const
const PI_TEMPLATE = fileURLToPath(new URL('../../../templates/pi/skillloop.ts', import.meta.url))

const options = {
  user: { type: 'boolean', default: false, describe: 'for all projects of this user instead of this one (Claude Code, Pi)' },
  yes: { type: 'boolean', alias: 'y', default: false, describe: 'do not ask' },
  'dry-run': { type: 'boolean', default: false, describe: 'show the change, make none' }
} as const
const positionals = { runtime: { describe: RUNTIMES.join(', ') } }

const show = command({
  name: 'show <runtime>',
  describe: 'what to place where, so that the runtime tells SkillLoop about its sessions',
  positionals,
  options: { user: options.user },
  async run(args, io) {
    const plan = await planFor(args, io, true)
    return { json: plan, text: [plan.advice, ...(plan.path && plan.after !== plan.before ? ['', await diffOf(plan)] : [])].join('\n') }
  }
})

const install = command({ name: 'install <runtime>', describe: 'make that change, after showing it and asking', positionals, options, run: async (args, io) => change(args, io, true) })
const uninstall = command({ name: 'uninstall <runtime>', describe: 'take it back; what is not SkillLoop\'s stays', positionals, options, run: async (args, io) => change(args, io, false) })

type HookArguments = GlobalArguments & Record<string, unknown>

async function change(args: HookArguments, io: Io, wanted: boolean): Promise<Output> {
  const plan = await planFor(args, io, wanted)
  if (plan.path === undefined) return { json: { changed: false, advice: plan.advice }, text: plan.advice }
  if (plan.after === plan.before) return { json: { changed: false, path: plan.path }, text: `${plan.path} is as it should be` }
  const diff = await diffOf(plan)
  if (args['dry-run'] === true) return { json: { changed: false, path: plan.path, diff }, text: diff }
  if (args['yes'] !== true && !await confirm(`${diff}\nWrite this to ${plan.path}? [y/N] `, io)) throw refused('nothing was changed', { fix: 'answer y, or give --yes' })
  const { TargetFolder } = await import('../../app/compose.js')
  const folder = new TargetFolder(dirname(plan.path))
  const backup = `${basename(plan.path)}.before-skillloop`
  // The first backup is the one from before SkillLoop; later ones would overwrite it.
  if (plan.before !== '' && await folder.read(backup) === undefined) await folder.write(backup, plan.before)
  if (plan.after === '') await folder.remove(basename(plan.path))
  else await folder.write(basename(plan.path), plan.after)
  return { json: { changed: true, path: plan.path, diff }, text: `${diff}\nwrote ${plan.path}` }
}

async function planFor(args: HookArguments, io: Io, wanted: boolean): Promise<HookPlan> {
  const { planClaudeHooks, planCodexNotify, planPiExtension, adviseHermes } = await import('../../app/hooks.js')
  const runtime = String(args['runtime'])
  const bin = { program: process.execPath, args: [fileURLToPath(new URL('../bin.js', import.meta.url))] }
  const base = args['user'] === true ? homedir() : resolve(io.cwd, args.path)
  switch (runtime) {
    case 'claude-code': {
      // The local file is the one that is not shared: the command names this machine's folders.
      const path = args['user'] === true ? join(io.env['CLAUDE_CONFIG_DIR'] ?? join(base, '.claude'), 'settings.json') : join(base, '.claude', 'settings.local.json')
      return planClaudeHooks(path, textOf(path), bin, wanted)
    }
    case 'codex': {
      const path = join(io.env['CODEX_HOME'] ?? join(homedir(), '.codex'), 'config.toml')
      return planCodexNotify(path, textOf(path), bin, wanted)
    }
    case 'pi': {
      const path = args['user'] === true ? join(base, '.pi', 'agent', 'extensions', 'skillloop.ts') : join(base, '.pi', 'extensions', 'skillloop.ts')
      return planPiExtension(path, textOf(path), readFileSync(PI_TEMPLATE, 'utf8'), bin, wanted)
    }
    case 'hermes': return adviseHermes(bin)
    default: throw badInput(`there are no hooks for ${runtime}`, { expected: RUNTIMES.join(', ') })
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

async function diffOf(plan: HookPlan): Promise<string> {
  const { createTwoFilesPatch } = await import('diff')
  const path = plan.path ?? ''
  return createTwoFilesPatch(plan.before === '' ? '/dev/null' : path, plan.after === '' ? '/dev/null' : path, plan.before, plan.after).replace(/^=+\n/, '')
}

/** Asks on a terminal, never elsewhere. */
async function confirm(question: string, io: Io): Promise<boolean> {
  if (!io.ask) throw refused(`${question.split('\n').slice(0, -1).join('\n')}\nnothing was changed: there is nobody to ask`, { fix: 'run it on a terminal, or give --yes' })
  return /^y(es)?$/i.test(await io.ask(question))
}

export const hooksCommands: Group = { name: 'hooks', describe: 'let a runtime tell SkillLoop when a session is over', commands: [show, install, uninstall] }
