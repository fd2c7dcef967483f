import type { HostKind } from '../hosts.js'
import type { Severity, ThreatCategory } from '../types.js'

/** What a piece of code does that is harmless or not by what stands beside it. */
export type Fact = 'secret' | 'environment' | 'private' | 'gathers' | 'encodes' | 'sends' | 'downloads' | 'runs' | 'decodes' | 'evaluates' | 'encrypts' | 'removes' | 'home'

/** A pattern over code, whatever its language; each is bounded. */
export interface CodeRule {
  id: string
  category: ThreatCategory
  severity: Severity
  pattern: RegExp
  message: string
  /** Severity by the host that the line names, where that decides. */
  hosts?: Partial<Record<HostKind | 'none', Severity>>
  /** A line that also has this is left alone. */
  unless?: RegExp
}

export interface FactRule { fact: Fact; pattern: RegExp }
