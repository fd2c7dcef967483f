import { refused } from '../kernel/errors.js'
import type { RedactionRules } from '../redaction/redaction-rules.js'
import { scanForSecrets, type SecretPlace } from '../redaction/scan.js'

/** What still has the form of a secret in a file's bytes. */
export function secretsIn(bytes: Uint8Array, rules: RedactionRules): SecretPlace[] {
  return scanForSecrets(Buffer.from(bytes).toString('utf8'), rules)
}

/**
 * The last gate before anything becomes an object of the repository, whoever writes it.
 * @throws SkillLoopError (1) naming what kind of secret it is and where, and nothing of it
 */
export function refuseSecrets(bytes: Uint8Array, rules: RedactionRules): void {
  const [secret, ...more] = secretsIn(bytes, rules)
  if (!secret) return
  throw refused(`what was to be stored still has what looks like a ${secret.kind}, in line ${secret.line}, column ${secret.column}${more.length > 0 ? `, and ${more.length} more` : ''}`, {
    expected: 'nothing secret: history is for ever', fix: 'take it out; or allow it under redaction.allow in the policy, with the reason. Nothing was stored'
  })
}
