import type { Context } from '../../app/context.js'
import type { Kind } from '../../app/learned.js'
import type { ArtifactFiles } from '../../kernel/hash.js'
import { plural } from '../../kernel/text.js'
import { command, worldOf, type Command } from '../command.js'

const WORDS = {
  skill: { group: 'skills', one: 'a skill, by name or path', many: 'skills' },
  memory: { group: 'memory', one: 'a memory, by name, path or the beginning of its name', many: 'memories' }
} as const

/** list, show, log, diff and tag, which are the same for skills and for memories. */
export function learnedCommands(kind: Kind): Command[] {
  const { group, one, many } = WORDS[kind]
  const name = { describe: one }
  return [
    command({
      name: 'list',
      describe: `${many} that are in force, with their version and where they were applied`,
      options: { all: { type: 'boolean', default: false, describe: 'those that were taken back, retired or altered too' } },
      async run(args, io) {
        const { withIndex } = await import('../../app/compose.js')
        const { listLearned } = await import('../../app/learned.js')
        const { learnedRow } = await import('../show/history.js')
        const rows = await withIndex(await worldOf(args, io), (context) => listLearned(context, kind, { all: args.all }))
        const nothing = `no ${many} ${args.all ? 'were ever approved' : 'are in force'}${args.all ? '' : `; skillloop ${group} list --all shows what once was, skillloop review list what waits`}`
        return { json: rows, text: rows.map(learnedRow).join('\n') || nothing, quotes: true }
      }
    }),
    command({
      name: 'show <name> [at]',
      describe: `${kind === 'skill' ? 'a skill' : 'a memory'} as agents load it, in force or as it was in a version`,
      positionals: { name, at: { describe: 'e.g. v1; the one in force when left out' } },
      async run(args, io) {
        const { withIndex } = await import('../../app/compose.js')
        const { showLearned, useOf } = await import('../../app/learned.js')
        const { useText, versionText } = await import('../show/history.js')
        const { history, version, files, evals, use } = await withIndex(await worldOf(args, io), async (context) => {
          const shown = await showLearned(context, kind, String(args['name']), optional(args['at']))
          if (kind === 'memory') return { ...shown, evals: { json: {}, lines: [] }, use: undefined }
          return { ...shown, evals: await evalsShown(context, shown.files, shown.history.path.split('/').at(-1) ?? ''), use: useOf(context, shown.history) }
        })
        const texts = [...files].map(([path, bytes]) => ({ path: kind === 'skill' ? `${history.path}/${path}` : history.path, text: Buffer.from(bytes).toString('utf8') }))
        const last = history.entries.at(-1)
        const standing = history.current?.number === version.number ? 'in force' : history.current ? `not in force: that is v${history.current.number}` : `not in force${last && last.kind !== 'version' ? `: ${last.kind}, ${last.reason}` : ''}`
        const text = [`${history.path} v${version.number}, ${standing}`, `${versionText(version)}, from proposal ${version.proposal}`, ...(use ? [useText(use)] : []), ...evals.lines, ...texts.flatMap((file) => ['', `──── ${file.path}`, file.text.trimEnd()]), '────'].join('\n')
        return { json: { path: history.path, inForce: history.current?.number === version.number, version, ...(use && { use }), files: Object.fromEntries(texts.map((file) => [file.path, file.text])), ...evals.json }, text, quotes: true }
      }
    }),
    command({
      name: 'log [name]',
      describe: 'every version: when, who said yes, from which proposal and sessions',
      positionals: { name },
      async run(args, io) {
        const { withIndex } = await import('../../app/compose.js')
        const { logLearned } = await import('../../app/learned.js')
        const { historyText } = await import('../show/history.js')
        const found = await withIndex(await worldOf(args, io), (context) => logLearned(context, kind, optional(args['name'])))
        return { json: found, text: found.map(historyText).join('\n\n') || `no ${many} were ever approved`, quotes: true }
      }
    }),
    command({
      name: 'diff <name> <from> [to]',
      describe: 'two versions side by side',
      positionals: { name, from: { describe: 'a version, e.g. v1' }, to: { describe: 'another; the one in force when left out' } },
      async run(args, io) {
        const { withIndex } = await import('../../app/compose.js')
        const { compareVersions } = await import('../../app/learned.js')
        const { unifiedDiff } = await import('../show/diff.js')
        const { path, from, to, comparison } = await withIndex(await worldOf(args, io), (context) => compareVersions(context, kind, String(args['name']), String(args['from']), optional(args['to'])))
        const diff = unifiedDiff(path, comparison)
        return { json: { path, from: from.number, to: to.number, diff }, text: diff || `${path}: v${from.number} and v${to.number} are the same`, quotes: true }
      }
    }),
    command({
      name: 'tag [name]',
      describe: 'name each version by a Git tag, for browsing with plain Git',
      positionals: { name },
      async run(args, io) {
        const { withIndex } = await import('../../app/compose.js')
        const { tagVersions } = await import('../../app/learned.js')
        const tagged = await withIndex(await worldOf(args, io), (context) => tagVersions(context, kind, optional(args['name'])))
        const made = tagged.filter(({ was }) => was === 'made').length
        const lines = tagged.map(({ tag, commit, was }) => `${was === 'made' ? '+' : was === 'there' ? ' ' : '!'} ${tag}  ${commit.slice(0, 10)}${was === 'elsewhere' ? '  the tag means another commit; it was left alone' : ''}`)
        return { json: tagged, text: [...lines, `${plural(made, 'tag')} made; the versions themselves do not depend on tags`].join('\n') }
      }
    })
  ]
}

/** How the skill's evals went that were run, those on just these bytes first. */
async function evalsShown(context: Context, files: ArtifactFiles, skill: string): Promise<{ json: object; lines: string[] }> {
  const { evalsOf } = await import('../../app/eval-skill.js')
  const { skillEvalRow } = await import('../show/skill-eval.js')
  const all = evalsOf(context, skill, files)
  const here = all.filter(({ isOnThese }) => isOnThese)
  if (all.length === 0) return { json: {}, lines: [] }
  return {
    json: { evals: all.map(({ result, uplift }) => ({ ...result, uplift })) },
    lines: here.length > 0 ? here.slice(0, 3).map(({ result, uplift }) => `evals ${skillEvalRow(result, uplift)}`) : [`evals were run on other versions only, last ${all[0]?.result.at.slice(0, 10) ?? ''}`]
  }
}

const optional = (value: unknown): string | undefined => (typeof value === 'string' || typeof value === 'number' ? String(value) : undefined)
