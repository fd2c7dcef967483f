import type { RedactionRules } from '../redaction/redaction-rules.js'
import { scanForSecrets } from '../redaction/scan.js'
import { scanFiles } from '../threats/scan.js'
import type { ContaminationCheck } from './contamination.js'
import { taughtText, textsOf } from './row-texts.js'
import type { Row } from './types.js'

/** What the final bytes of a record are held against. */
export interface Scans {
  /** What counts as a secret or as personal data: a session may have been stored by an older redactor or another policy. */
  secrets?: RedactionRules
  /** True to leave out records that would teach the assistant to say what no skill may say. */
  threats?: boolean
  /** Benchmarks that must not be trained on. */
  heldOut?: ContaminationCheck
}

/** Why a record's line may not be written; undefined where it may. */
export function refuseLine(line: string, row: Row, { secrets, threats, heldOut }: Scans): string | undefined {
  const [secret] = secrets ? scanForSecrets(line, secrets) : []
  if (secret) return `has what looks like a secret or personal data (${secret.kind}): see redact --stale`
  const benchmark = heldOut?.overlaps(textsOf(row).join('\n'))
  if (benchmark !== undefined) return `overlaps with the held-out data of ${benchmark}`
  if (threats && scanFiles(new Map([['taught.md', Buffer.from(taughtText(row))]])).verdict === 'dangerous') return 'what it teaches looks dangerous: see scan'
  return undefined
}
