import type { PersonalKind } from '../redaction-rules.js'
import type { Finding } from '../rule.js'
import type { AddPersonal } from './add.js'
import { findEmails } from './emails.js'
import { findIps } from './ips.js'
import { findCards, findIbans } from './money.js'
import { findPhones } from './phones.js'
import { findUserNames } from './user-names.js'

const FINDERS: readonly [PersonalKind, string, (text: string, add: AddPersonal) => void][] = [
  ['card', 'card', findCards], ['iban', 'iban', findIbans], ['email', 'email', findEmails], ['phone', 'phone', findPhones], ['ip', 'ip', findIps], ['names', 'user-name', findUserNames]
]

/** Personal data of the kinds that are asked for; the secret of each is what all ways of writing it have in common. */
export function findPersonal(text: string, kinds: ReadonlySet<PersonalKind>): Finding[] {
  const found: Finding[] = []
  for (const [kind, mark, find] of FINDERS) {
    if (kinds.has(kind)) find(text, (start, end, same) => found.push({ start, end, kind: mark, secret: same, generic: true }))
  }
  return found
}
