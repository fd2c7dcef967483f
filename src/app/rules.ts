import { sha256OfJson } from '../kernel/hash.js'
import type { Trace } from '../kernel/types.js'
import { createRedactor, REDACTOR_VERSION } from '../redaction/redact.js'
import type { Subject } from '../redaction/redaction-rules.js'
import type { SealLimits, TraceRedactor } from '../traces/seal.js'
import type { StoreContext } from './context.js'

/** A session as rules that are about some sessions only see it. */
export function subjectOf(session: Pick<Trace, 'runtime' | 'project'>, files: readonly string[]): Required<Subject> {
  const { cwd, repositoryRoot } = session.project ?? {}
  return { runtime: session.runtime, paths: [cwd, repositoryRoot, ...files].filter((path) => path !== undefined) }
}

/** SHA-256 of what the policy says on what a trace holds, as traces keep it; undefined where it says nothing but the defaults. */
export function rulesOf({ redaction, deny }: Pick<StoreContext, 'redaction' | 'deny'>): string | undefined {
  if (redaction.sha256 === undefined && deny.dropSha256 === undefined) return undefined
  return sha256OfJson({ redaction: redaction.sha256, drops: deny.dropSha256 })
}

/** What threads that work on one store must have alike: the policy may change while they start. */
export function agreementOf(context: Pick<StoreContext, 'redaction' | 'deny' | 'policySha256' | 'version'>): string {
  return [context.version, context.policySha256, rulesOf(context) ?? ''].join(' ')
}

/** What a memo of sources that were read is good for: void with another redactor, other rules, another limit. */
export function readingVersion(context: Pick<StoreContext, 'redaction' | 'deny' | 'policy'>): string {
  return [REDACTOR_VERSION, context.policy.ingestion.maxToolResultBytes, rulesOf(context), context.deny.sha256].filter((part) => part !== undefined).join('.')
}

/** What a session is sealed with: a redactor of its own under the policy's rules, and what is cut and dropped. */
export function sealingOf(context: Pick<StoreContext, 'redaction' | 'deny' | 'policy'>, subject: Required<Subject>): { redactor: TraceRedactor; limits: SealLimits } {
  const { deny, redaction, policy } = context
  return {
    redactor: { ...createRedactor(redaction, subject), version: REDACTOR_VERSION, rules: rulesOf(context) },
    limits: { maxToolResultBytes: policy.ingestion.maxToolResultBytes, ...(deny.dropSha256 !== undefined && { dropsFor: deny.dropsFor(subject) }) }
  }
}
