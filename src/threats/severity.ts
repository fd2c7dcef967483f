import type { Severity, ThreatFinding, Verdict } from './types.js'

const ORDER: readonly Severity[] = ['low', 'medium', 'high', 'critical']

/** 0 for low to 3 for critical. */
export function rank(severity: Severity): number {
  return ORDER.indexOf(severity)
}

/** A severity some steps up or down, within low and critical. */
export function shift(severity: Severity, steps: number): Severity {
  return ORDER[Math.max(0, Math.min(ORDER.length - 1, rank(severity) + steps))] ?? severity
}

/** The lower of two severities. */
export function atMost(severity: Severity, limit: Severity): Severity {
  return rank(severity) > rank(limit) ? limit : severity
}

/** One critical finding is dangerous; medium or high asks for caution; low findings are for information. */
export function verdictOf(findings: readonly ThreatFinding[]): Verdict {
  const worst = Math.max(0, ...findings.map((finding) => rank(finding.severity)))
  return worst === 3 ? 'dangerous' : worst > 0 ? 'caution' : 'safe'
}
