import type { Budget } from './budget.js'
import type { Finding } from './rule.js'

/** Kinds of personal data, as the policy names them. */
export type PersonalKind = 'email' | 'phone' | 'card' | 'iban' | 'ip' | 'names'
export type PersonalSwitches = Readonly<Record<PersonalKind, 'keep' | 'mask'>>

/** What is known of the session that a text is from: rules may be about some sessions only. */
export interface Subject {
  runtime?: string
  /** Working directory, repository's root, source files. */
  paths?: readonly string[]
}

/** What is looked for in the texts of one subject, beside the rules that are built in. */
export interface Search {
  personal: ReadonlySet<PersonalKind>
  /** Adds what the policy's own rules find. */
  findOwn?: (text: string, budget: Budget, found: Finding[]) => void
  /** Is this to be masked? False for what the policy allows or has switched off. */
  accepts?: (finding: Finding, text: string, budget: Budget) => boolean
  /** Steps a character that the policy's own rules may take beside the usual. */
  extraSteps: number
}

/** What a policy makes of redaction, compiled. */
export interface RedactionRules {
  /** SHA-256 of what the policy says; undefined where it says nothing but the defaults. */
  readonly sha256: string | undefined
  search(subject: Subject): Search
}

/** Of no use to a lesson: masked. What sessions are made of (authors, hosts, paths) is kept: the store is local. */
export const DEFAULT_PERSONAL: PersonalSwitches = { email: 'keep', phone: 'keep', card: 'mask', iban: 'mask', ip: 'keep', names: 'keep' }

/** The kinds that are switched on. */
export function personalKinds(switches: PersonalSwitches): ReadonlySet<PersonalKind> {
  return new Set((Object.keys(switches) as PersonalKind[]).filter((kind) => switches[kind] === 'mask'))
}

/** The same rules without personal data: whoever decides puts their own name and address under it. */
export function withoutPersonal(rules: RedactionRules): RedactionRules {
  return { sha256: rules.sha256, search: (subject) => ({ ...rules.search(subject), personal: new Set() }) }
}

const defaultSearch: Search = { personal: personalKinds(DEFAULT_PERSONAL), extraSteps: 0 }

/** What a store without a word on redaction in its policy has. */
export const DEFAULT_RULES: RedactionRules = { sha256: undefined, search: () => defaultSearch }

/** Rules with the personal data of others: what may leave the store is held against both. */
export function withPersonalOf(rules: RedactionRules, others: RedactionRules): RedactionRules {
  return { sha256: rules.sha256, search: (subject) => ({ ...rules.search(subject), personal: others.search(subject).personal }) }
}
