import { compileGlob, compileNameGlob } from '../kernel/glob.js'
import { sha256OfJson } from '../kernel/hash.js'
import type { Policy } from '../kernel/types.js'

type DenyRule = NonNullable<NonNullable<Policy['ingestion']>['deny']>[number]

/** A session as rules see it. */
interface DeniedSubject {
  runtime: string
  /** Working directory, repository's root, source files. */
  paths: readonly string[]
}

/** What of a tool's calls is not kept. */
interface Drop { result: boolean; arguments: boolean }

/** What is never taken in. */
export interface DenyRules {
  /** SHA-256 of all rules; undefined where there is none. */
  sha256: string | undefined
  /** SHA-256 of those that change what a trace holds; undefined where there is none. */
  dropSha256: string | undefined
  /** Why a session is left out; undefined where it is not. */
  reasonAgainst(session: DeniedSubject): string | undefined
  /** What is dropped of a session's calls, by the tool's name. */
  dropsFor(session: DeniedSubject): (tool: string) => Drop
}

/** The policy's deny rules, ready for use. Letters of either case count as one: a rule must not fail for their sake. */
export function compileDeny(rules: readonly DenyRule[]): DenyRules {
  const compiled = rules.map(({ runtime, path, tool, drop, reason }) => {
    const isRuntime = runtime === undefined ? undefined : compileNameGlob(runtime)
    const isPath = path === undefined ? undefined : compileGlob(path, { ignoreCase: true })
    return {
      reason, tool: tool === undefined ? undefined : compileNameGlob(tool), drop: { result: drop !== 'arguments', arguments: drop === 'arguments' || drop === 'both' },
      isAbout: (session: DeniedSubject): boolean => (isRuntime?.(session.runtime) ?? true) && (isPath === undefined || session.paths.some(isPath))
    }
  })
  const whole = compiled.filter(({ tool }) => tool === undefined)
  const parts = compiled.filter(({ tool }) => tool !== undefined)
  const hash = (list: readonly DenyRule[]): string | undefined => (list.length === 0 ? undefined : sha256OfJson(list.map((rule) => ({ ...rule, reason: undefined }))))
  return {
    sha256: hash(rules), dropSha256: hash(rules.filter(({ tool }) => tool !== undefined)),
    reasonAgainst: (session) => whole.find(({ isAbout }) => isAbout(session))?.reason,
    dropsFor: (session) => {
      const about = parts.filter(({ isAbout }) => isAbout(session))
      return (name) => {
        const meant = about.filter(({ tool }) => tool?.(name))
        return { result: meant.some(({ drop }) => drop.result), arguments: meant.some(({ drop }) => drop.arguments) }
      }
    }
  }
}
