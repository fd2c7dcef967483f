import { sha256 } from '../../kernel/hash.js'
import { CODES } from '../../proposals/audit/codes.js'
import type { AuditResult } from './audit.js'

/** Findings as a SARIF 2.1.0 log; where no file is meant, the store's mark stands for the whole ref. */
export function auditSarif({ findings }: Pick<AuditResult, 'findings'>, version: string): object {
  const rules = [...new Set(findings.map(({ code }) => code))].sort()
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{
      tool: { driver: {
        name: 'skillloop', version,
        rules: rules.map((id) => ({
          id, shortDescription: { text: CODES[id].means }, help: { text: `Expected: ${CODES[id].expected}. To do: ${CODES[id].fix}.` },
          defaultConfiguration: { level: CODES[id].severity }, properties: { tags: ['security', 'governance'] }
        }))
      } },
      columnKind: 'utf16CodeUnits',
      results: findings.map(({ code, severity, ref, commit, path, what }) => ({
        ruleId: code, ruleIndex: rules.indexOf(code), level: severity, message: { text: `${what} (${ref}, commit ${commit})` },
        locations: [{ physicalLocation: { artifactLocation: { uri: (path ?? 'store.json').split('/').map((part) => encodeURIComponent(part.toWellFormed())).join('/') }, region: { startLine: 1 } } }],
        partialFingerprints: { 'skillloopAudit/v1': sha256([code, ref, commit, path ?? ''].join('\0')).slice(0, 32) },
        properties: { ref, commit }
      }))
    }]
  }
}
