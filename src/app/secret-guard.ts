import { refused } from '../kernel/errors.js'
import type { Policy } from '../kernel/types.js'
import { compileRedactionPolicy } from '../redaction/compile-policy.js'
import type { RedactionRules } from '../redaction/redaction-rules.js'
import { scanForSecrets, type SecretPlace } from '../redaction/scan.js'

/**
 * The rules by which files are looked at that are stored already, or about to be: what the policy lets stand in
 * some sessions is let stand, since a file does not tell which session it is from; and whoever decides puts their
 * own name and address under it, so that personal data is not looked for.
 */
export function rulesForFiles(redaction: Policy['redaction'], files: { gitleaks?: string | undefined }): RedactionRules {
  const off = (redaction?.off ?? []).map(({ kind, reason }) => ({ kind, reason }))
  const personal = { email: 'keep', phone: 'keep', card: 'keep', iban: 'keep', ip: 'keep', names: 'keep' } as const
  return compileRedactionPolicy({ ...redaction, off, personal }, files)
}

/** What still has the form of a secret in a file's bytes. */
export function secretsIn(bytes: Uint8Array, rules: RedactionRules): SecretPlace[] {
  return scanForSecrets(Buffer.from(bytes).toString('utf8'), rules)
}

/**
 * The last gate before anything becomes an object of the repository, whoever writes it.
 * @throws SkillLoopError (1) naming what kind of secret it is and where, and nothing of it
 */
export function guardAgainstSecrets(rules: RedactionRules): (bytes: Uint8Array) => void {
  return (bytes) => {
    const [secret, ...more] = secretsIn(bytes, rules)
    if (!secret) return
    throw refused(`what was to be stored still has what looks like a ${secret.kind}, in line ${secret.line}, column ${secret.column}${more.length > 0 ? `, and ${more.length} more` : ''}`, {
      expected: 'nothing secret: history is for ever', fix: 'take it out; or allow it under redaction.allow in the policy, with the reason. Nothing was stored'
    })
  }
}
