import { codeBlocks, filesNamed, languageOf, shellLines } from '../../distillation/skills/code-blocks.js'
import { SkillLoopError } from '../../kernel/errors.js'
import { parseMarkdown } from '../../kernel/front-matter.js'
import type { ArtifactFiles } from '../../kernel/hash.js'
import { MAIN } from '../../kernel/layout.js'
import type { Evidence } from '../../kernel/types.js'
import { problemsOf } from '../../kernel/validate.js'
import { parseCommands } from '../../traces/shell-command.js'
import { splitShell } from '../../traces/shell-split.js'
import { artifactFiles } from '../artifacts.js'
import type { Context } from '../context.js'
import { proposalViews } from '../proposals.js'
import { proposeWithdrawal } from '../propose-withdrawal.js'
import { scanArtifact } from '../scan-artifact.js'
import { skillUsesOf, summarizeUse, type SkillUseSummary } from '../use/uses.js'
import { knownSkills } from '../use/versions.js'
import type { HealthPort } from './port.js'

interface Ailment {
  /** broken: following it fails; doubt: to be looked at. */
  severity: 'broken' | 'doubt'
  what: 'spec' | 'syntax' | 'command' | 'file' | 'scan' | 'check' | 'use'
  file: string
  line?: number
  says: string
}

export interface SkillHealth {
  name: string
  path: string
  version: number
  use: SkillUseSummary
  /** stale: not used for long, or not at all; harmful: it lately fails more often than it works. */
  mark: 'healthy' | 'broken' | 'stale' | 'harmful'
  ailments: Ailment[]
  /** What could not be looked at here, e.g. for want of a parser. */
  unchecked: string[]
  /** 0 upward: how much it matters, by its use and by what is wrong. The list is in this order. */
  priority: number
  /** A proposal to retire it, where one was made. */
  proposed?: string
}

const MAKER = { name: 'skill-health', version: '1.0.0' }
const DAY = 86_400_000
// Unused for so long, a skill costs attention and gives nothing.
const STALE_DAYS = 90
const ENOUGH_USES = 10
const LEAST_SUCCESS = 0.5
const WEIGHT: Record<Ailment['severity'], number> = { broken: 3, doubt: 1 }

/**
 * Looks at every skill in force: the standard, syntax of its code, programs on this machine, files, today's scan, use.
 * Nothing of a skill is run, but its declared checks with `runChecks` in a sandbox.
 */
export async function skillHealth(context: Context, port: HealthPort, options: { runChecks?: boolean; propose?: boolean } = {}): Promise<SkillHealth[]> {
  const main = await context.repository.tip(MAIN)
  const uses = skillUsesOf(context)
  const found: SkillHealth[] = []
  for (const { name, path, history } of await knownSkills(context)) {
    const { current } = history
    if (!current) continue
    const files = await artifactFiles(main, { path })
    const use = summarizeUse(uses.get(path) ?? [])
    const unchecked = new Set<string>()
    const ailments = [...specAilments(name, files), ...syntaxAilments(files, port, unchecked), ...commandAilments(files, port), ...fileAilments(files), ...scanAilments(context, files), ...(options.runChecks ? checkAilments(files, port, unchecked) : [])]
    const days = (context.clock.now() - Date.parse(use.lastUsed ?? current.at)) / DAY
    const isHarmful = use.worked + use.failed >= ENOUGH_USES && (use.successRate ?? 1) < LEAST_SUCCESS
    if (days >= STALE_DAYS) ailments.push({ severity: 'doubt', what: 'use', file: path, says: `${use.lastUsed === undefined ? 'no use is on record' : 'not used'} for ${Math.floor(days)} days` })
    if (isHarmful) ailments.push({ severity: 'broken', what: 'use', file: path, says: `of its sessions lately ${Math.round((use.successRate ?? 0) * 100)} % worked` })
    const isBroken = ailments.some(({ severity, what }) => severity === 'broken' && what !== 'use')
    const mark = isHarmful ? 'harmful' : isBroken ? 'broken' : days >= STALE_DAYS ? 'stale' : 'healthy'
    // What is used much and is broken comes first; logarithms, since a hundred uses are not a hundred times one.
    const priority = Math.round(ailments.reduce((sum, { severity }) => sum + WEIGHT[severity], 0) * (1 + Math.log2(1 + use.sessions)) * 10) / 10
    found.push({ name, path, version: current.number, use, mark, ailments, unchecked: [...unchecked].sort(), priority })
  }
  found.sort((a, b) => b.priority - a.priority || (a.path < b.path ? -1 : 1))
  if (options.propose) for (const each of found) await proposeRetirement(context, each)
  return found
}

async function proposeRetirement(context: Context, health: SkillHealth): Promise<void> {
  if (health.mark !== 'stale' && health.mark !== 'harmful') return
  const view = proposalViews(context).find(({ standing, onMain }) => standing.state === 'approved' && onMain?.artifact.path === health.path && onMain.action !== 'retire')
  if (!view?.onMain || view.mainDigest === undefined) return
  const evidence = view.onMain.evidence.map((item): Evidence => ({ ...item, quote: '' }))
  const made = await proposeWithdrawal(context, {
    path: health.path, digest: view.mainDigest, maker: MAKER, evidence, why: health.ailments.map(({ says }) => `${says[0]?.toUpperCase() ?? ''}${says.slice(1)}.`),
    against: [health.mark === 'stale' ? 'What is seldom needed may still be needed; only uses that left a trace are on record.' : 'Its sessions may have failed for other reasons; see skillloop rollback for an earlier version.']
  })
  if (made) health.proposed = made.id
}

function textOf(files: ArtifactFiles, name: string): string {
  return Buffer.from(files.get(name) ?? []).toString('utf8')
}

function specAilments(name: string, files: ArtifactFiles): Ailment[] {
  const broken = (says: string): Ailment => ({ severity: 'broken', what: 'spec', file: 'SKILL.md', says })
  try {
    const { data, body } = parseMarkdown(textOf(files, 'SKILL.md'), { file: 'SKILL.md' })
    return [
      ...problemsOf('skill', data).map(broken), ...(data['name'] === name ? [] : [broken(`is named ${String(data['name'])}, its folder ${name}`)]),
      ...(body.split('\n').length > 500 ? [{ ...broken('is longer than 500 lines'), severity: 'doubt' as const }] : [])
    ]
  } catch (error) {
    return [broken(error instanceof SkillLoopError ? error.message : 'cannot be read')]
  }
}

function syntaxAilments(files: ArtifactFiles, port: HealthPort, unchecked: Set<string>): Ailment[] {
  return [...files.keys()].flatMap((file) => {
    const text = textOf(files, file)
    const own = languageOf(/\.(\w+)$/.exec(file)?.[1] ?? '')
    const blocks = file.endsWith('.md') ? codeBlocks(text) : own ? [{ language: own, text, line: 1 }] : []
    return blocks.flatMap((block): Ailment[] => {
      // What is to be filled in is no syntax of any shell.
      const problem = port.syntax(block.language, block.language === 'sh' ? block.text.replaceAll(/<([\w -]+)>/g, 'X') : block.text)
      if (problem === null) unchecked.add(`syntax of ${block.language}: no parser here`)
      return problem === undefined || problem === null ? [] : [{ severity: file.endsWith('.md') ? 'doubt' : 'broken', what: 'syntax', file, line: block.line, says: `${block.language}: ${problem}` }]
    })
  })
}

const BUILT_IN = new Set('cd export set unset source . echo printf test [ [[ if then else fi for while do done case esac read return exit eval exec trap wait local declare alias true false pwd type command shift break continue umask ulimit pushd popd'.split(' '))

function commandAilments(files: ArtifactFiles, port: HealthPort): Ailment[] {
  const programs = shellLines(textOf(files, 'SKILL.md')).flatMap((line) => splitShell(line.replaceAll(/[<>]/g, '')).flatMap(({ words }) => parseCommands(words.join(' ')).map(({ program }) => program)))
  const missing = [...new Set(programs)].filter((program) => /^[\w.+-]+$/.test(program) && !BUILT_IN.has(program) && !port.has(program)).sort()
  return missing.map((program) => ({ severity: 'broken', what: 'command', file: 'SKILL.md', says: `${program} is not on this machine's PATH` }))
}

function fileAilments(files: ArtifactFiles): Ailment[] {
  return [...files.keys()].filter((file) => file.endsWith('.md')).flatMap((file) => {
    const folder = file.includes('/') ? file.slice(0, file.lastIndexOf('/') + 1) : ''
    // From a reference both its own folder and the skill's are meant, by whoever wrote it.
    return filesNamed(textOf(files, file)).filter((path) => !files.has(path) && !files.has(folder + path) && ![...files.keys()].some((each) => each.startsWith(`${path.replace(/\/$/, '')}/`)))
      .map((path): Ailment => ({ severity: 'broken', what: 'file', file, says: `${path} is not in the skill` }))
  })
}

function scanAilments(context: Context, files: ArtifactFiles): Ailment[] {
  const { findings, verdict } = scanArtifact(files, context.fileRules)
  return findings.map(({ file, line, message, severity }) => ({ severity: verdict === 'dangerous' && (severity === 'high' || severity === 'critical') ? 'broken' : 'doubt', what: 'scan', file, line, says: message }))
}

/** The scripts that a skill declares as its checks: scripts/check* and scripts/verify*. */
function checkAilments(files: ArtifactFiles, port: HealthPort, unchecked: Set<string>): Ailment[] {
  return [...files.keys()].filter((file) => /^scripts\/(?:check|verify)[\w-]*\.(?:sh|py|m?js)$/.test(file)).sort().flatMap((file): Ailment[] => {
    const ran = port.sandboxed?.(files, file)
    if (!ran) unchecked.add(`${file}: no sandbox here (bubblewrap)`)
    return !ran || ran.code === 0 ? [] : [{ severity: 'broken', what: 'check', file, says: `ended with ${ran.code ?? 'a signal'}: ${ran.output.split('\n').filter((line) => line.trim() !== '').at(-1)?.slice(0, 200) ?? ''}` }]
  })
}
