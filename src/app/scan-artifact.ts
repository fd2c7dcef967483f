import type { ArtifactFiles } from '../kernel/hash.js'
import type { RedactionRules } from '../redaction/redaction-rules.js'
import { scanFiles } from '../threats/scan.js'
import type { ThreatReport } from '../threats/types.js'
import { secretsIn } from './secret-guard.js'

// A private key has many lines, and what quotes it may begin at any of them.
const NEAR = 60

/** Scans an artifact. What a finding quotes is left out where it stands near a secret: a report goes to screens and logs. */
export function scanArtifact(files: ArtifactFiles, rules: RedactionRules): ThreatReport {
  const report = scanFiles(files)
  if (report.findings.length === 0) return report
  const secretLines = new Map([...files].map(([path, bytes]) => [path, secretsIn(bytes, rules).map(({ line }) => line)]))
  const findings = report.findings.map((finding) => (
    (secretLines.get(finding.file) ?? []).some((line) => finding.line >= line - 1 && finding.line <= line + NEAR) ? { ...finding, excerpt: '(not shown: a secret stands here)' } : finding
  ))
  return { ...report, findings }
}
