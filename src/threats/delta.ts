import type { ThreatFinding, ThreatReport } from './types.js'

/**
 * What a scan found that the one before did not. Findings are the same where rule, file and text are; their
 * line may have moved. Two of a kind count as two.
 */
export function newFindings(before: ThreatReport | undefined, after: ThreatReport): { added: ThreatFinding[]; kept: ThreatFinding[]; gone: ThreatFinding[] } {
  const left = new Map<string, ThreatFinding[]>()
  for (const finding of before?.findings ?? []) {
    const key = keyOf(finding)
    left.set(key, [...left.get(key) ?? [], finding])
  }
  const added: ThreatFinding[] = []
  const kept: ThreatFinding[] = []
  for (const finding of after.findings) {
    if (left.get(keyOf(finding))?.shift()) kept.push(finding)
    else added.push(finding)
  }
  return { added, kept, gone: [...left.values()].flat() }
}

// A finding that became more severe is a new one.
function keyOf({ rule, file, excerpt, severity }: ThreatFinding): string {
  return [rule, severity, file, excerpt.replaceAll(/\s+/g, ' ')].join('\0')
}
