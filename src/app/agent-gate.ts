import { parseMarkdown } from '../kernel/front-matter.js'
import { artifactDigest, type ArtifactFiles } from '../kernel/hash.js'
import { isOneFile } from '../kernel/layout.js'
import type { ThreatReport } from '../threats/types.js'
import { problemsOfFile } from './check-file.js'
import type { Context } from './context.js'
import { nameOf } from './history.js'
import type { ProposalView } from './proposals.js'
import { quarantined } from './quarantine.js'
import { isUnacceptedDanger, riskOf } from './risk.js'
import { scanArtifact } from './scan-artifact.js'
import { secretsIn } from './secret-guard.js'
import { decidedOf, taintOf } from './taint.js'

/** What is found in bytes whoever asks, by path and digest. Of this process alone: whoever could write a file of it could have anything served. */
export type Inspected = Map<string, { verdict: ThreatReport['verdict']; flaw?: string }>

/** Why something approved may not reach an agent, whatever the way; undefined where it may. */
export type AgentGate = (view: ProposalView, files: ArtifactFiles) => Promise<string | undefined>

/**
 * The last gate before agents: apply, the MCP server, bundles and taps all ask it. What is approved passes with the bytes
 * that were decided on, not from a session in quarantine, with no danger that nobody accepted, no secret, and in the format
 * that agents read.
 * @param inspected what was found in bytes before; what is looked at is added
 */
export function agentGate(context: Context, views: readonly ProposalView[], inspected: Inspected = new Map()): AgentGate {
  const out = new Set(quarantined(context).keys())
  const decided = out.size > 0 ? decidedOf(views) : []
  return async (view, files) => {
    const path = view.onMain?.artifact.path ?? ''
    const digest = artifactDigest(files)
    if (digest !== view.mainDigest) return 'its bytes are not those that were decided on'
    const [tainted] = taintOf(view, decided, out)
    if (tainted !== undefined) return `it rests on ${tainted} in quarantine`
    const key = `${path} ${digest}`
    const found = inspected.get(key) ?? inspect(context, path, files)
    inspected.set(key, found)
    if (found.verdict !== 'safe' && isUnacceptedDanger(context, await riskOf(context, view))) {
      return 'its scan says dangerous, and nobody has accepted that: read skillloop review show, then approve it with --accept-risk, or revoke it'
    }
    return found.flaw
  }
}

function inspect({ fileRules }: Context, path: string, files: ArtifactFiles): { verdict: ThreatReport['verdict']; flaw?: string } {
  const flaw = secretOf(files, fileRules) ?? misshapen(path, files)
  return { verdict: scanArtifact(files, fileRules).verdict, ...(flaw !== undefined && { flaw }) }
}

function secretOf(files: ArtifactFiles, rules: Context['fileRules']): string | undefined {
  for (const [name, bytes] of files) {
    const [secret] = secretsIn(bytes, rules)
    if (secret) return `${name} has what looks like a secret (${secret.kind}), in line ${secret.line}: edit or revoke it`
  }
  return undefined
}

function misshapen(path: string, files: ArtifactFiles): string | undefined {
  const main = isOneFile(path) ? path : `${path}/SKILL.md`
  const bytes = isOneFile(path) ? [...files.values()][0] : files.get('SKILL.md')
  const problem = bytes ? problemsOfFile(main, bytes)[0] ?? (isOneFile(path) ? undefined : misnamed(path, bytes)) : 'is missing'
  return problem === undefined ? undefined : `${main.split('/').at(-1) ?? main}: ${problem}`
}

/** Agents look a skill up by its folder. */
function misnamed(path: string, bytes: Uint8Array): string | undefined {
  const { data, body } = parseMarkdown(Buffer.from(bytes).toString('utf8'), { file: path })
  if (data['name'] !== nameOf(path)) return 'its name is not that of its folder'
  return body.trim() === '' ? 'it has no instructions' : undefined
}
