import { sha256 } from '../kernel/hash.js'
import type { Severity, ThreatReport } from './types.js'

const LEVEL: Readonly<Record<Severity, string>> = { low: 'note', medium: 'warning', high: 'error', critical: 'error' }
// GitHub Docs, "SARIF support for code scanning": over 9.0 is critical, 7.0 to 8.9 high, 4.0 to 6.9 medium.
const SCORE: Readonly<Record<Severity, string>> = { low: '2.0', medium: '5.0', high: '8.0', critical: '9.5' }

/**
 * Reports as a SARIF 2.1.0 log with one run. A finding's address is the report's prefix and its file, encoded
 * as a relative URI; the fingerprint does not depend on the line.
 */
export function toSarif(reports: { uriPrefix: string; report: ThreatReport }[]): object {
  const found = reports.flatMap(({ uriPrefix, report }) => report.findings.map((finding) => ({ uri: uriOf(uriPrefix, finding.file), finding })))
  const rules = [...new Map(found.map(({ finding }) => [finding.rule, finding])).values()].sort((a, b) => a.rule < b.rule ? -1 : 1)
  const scanner = reports[0]?.report.scanner
  const seen = new Map<string, number>()
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{
      tool: { driver: {
        name: 'skillloop', ...(scanner && { semanticVersion: `${scanner.version}.0.0`, properties: { rulesHash: scanner.rules } }),
        rules: rules.map(({ rule, message, category, severity }) => ({
          id: rule, shortDescription: { text: message }, defaultConfiguration: { level: LEVEL[severity] },
          properties: { tags: ['security', category], 'security-severity': SCORE[severity] }
        }))
      } },
      columnKind: 'utf16CodeUnits',
      results: found.map(({ uri, finding }) => {
        const print = sha256([finding.rule, uri, finding.excerpt].join('\0')).slice(0, 32)
        const count = (seen.get(print) ?? 0) + 1
        seen.set(print, count)
        return {
          ruleId: finding.rule, ruleIndex: rules.findIndex(({ rule }) => rule === finding.rule), level: LEVEL[finding.severity],
          message: { text: `${finding.message}${finding.seenThrough.length > 0 ? ` Seen through: ${finding.seenThrough.join(', ')}.` : ''} ${finding.excerpt}` },
          locations: [{ physicalLocation: { artifactLocation: { uri }, region: { startLine: finding.line } } }],
          partialFingerprints: { 'skillloopFinding/v1': `${print}:${count}` },
          properties: { category: finding.category, severity: finding.severity, seenThrough: finding.seenThrough }
        }
      })
    }]
  }
}

function uriOf(prefix: string, file: string): string {
  return `${prefix.replace(/\/?$/, prefix === '' ? '' : '/')}${file}`.split('/').map((part) => encodeURIComponent(part.toWellFormed())).join('/')
}
