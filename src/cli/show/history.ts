import type { Learned } from '../../app/learned.js'
import type { SkillUseSummary } from '../../app/use/uses.js'
import { excerpt, plural } from '../../kernel/text.js'
import type { ArtifactHistory, Turn, Version } from '../../app/history.js'

const day = (at: string): string => at.slice(0, 16).replace('T', ' ')

/** A memory or skill on two lines of a list. */
export function learnedRow({ name, path, state, version, at, by, says, applied, use }: Learned): string {
  const shown = path.startsWith('memory/') ? path.slice('memory/'.length, -'.md'.length) : name
  const what = state === 'in force' ? `v${version}` : `v${version}, ${state}`
  return [`${shown}  ${what}  ${day(at)}  by ${by}${applied.length > 0 ? `  → ${applied.join(', ')}` : ''}`, `    ${says}`, ...(use ? [`    ${useText(use)}`] : [])].join('\n')
}

/** How much a skill is used, in a clause. */
export function useText({ sessions, worked, failed, successRate, lastUsed, how }: SkillUseSummary): string {
  if (sessions === 0) return 'no use of it is on record'
  const ways = Object.entries(how).map(([way, count]) => `${count} by ${WAYS[way] ?? way}`).join(', ')
  const results = successRate === undefined ? 'no result known' : `${worked} worked, ${failed} failed, lately ${Math.round(successRate * 100)} %`
  return `used in ${plural(sessions, 'session')} (${ways}); ${results}${lastUsed === undefined ? '' : `; last ${lastUsed.slice(0, 10)}`}`
}

const WAYS: Readonly<Record<string, string>> = { runtime: 'its log', mcp: 'our server', conformance: 'its steps' }

/** What happened to one memory or skill, newest first. */
export function historyText({ path, entries, current }: ArtifactHistory): string {
  return [path, ...[...entries].reverse().map((entry) => entryText(entry, current))].join('\n')
}

function entryText(entry: Version | Turn, current: Version | undefined): string {
  if (entry.kind !== 'version') return `  ${''.padEnd(4)} ${day(entry.at)}  ${entry.reason.startsWith(entry.kind) ? entry.reason : `${entry.kind}: ${entry.reason}`}  (${entry.commit.slice(0, 10)}, ${entry.by})`
  return [
    `  ${`v${entry.number}`.padEnd(4)} ${day(entry.at)}  ${versionText(entry)}${entry.number === current?.number ? '  ← in force' : ''}`,
    `        from proposal ${entry.proposal}, which ${plural(entry.traces.length, 'session speaks', 'sessions speak')} for: ${entry.traces.slice(0, 4).map((trace) => trace.slice(0, 10)).join(', ')}${entry.traces.length > 4 ? ' …' : ''}`
  ].join('\n')
}

/** How a version came into force, in a clause. */
export function versionText({ decision, by, commit, sameAs }: Version): string {
  const back = decision?.rollback
  const how = back ? `rolled back${back.from === undefined ? '' : ` from v${back.from}`} to v${back.to} by ${by}` : decision ? `approved by ${by}` : `merged by ${by}, no decision recorded`
  return `${how}${decision?.reason ? `: ${excerpt(decision.reason, 120)}` : ''}${sameAs !== undefined && !back ? `, the same as v${sameAs}` : ''}  (${commit.slice(0, 10)})`
}
