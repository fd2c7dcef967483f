export type ClaimKind =
  | 'tests-pass' | 'build-passes' | 'lint-clean' | 'verified' | 'deployed' | 'changed' | 'fixed' | 'created' | 'done' | 'partly' | 'not-done'

/**
 * How one language says it. Sources are regular expressions over whole words (see phrases.ts).
 * `claims` are asked in order and the first fits; `admissions` need no negation and are asked before them.
 */
export interface LanguageCues {
  language: string
  /** Written without spaces between words. */
  unbroken?: true
  claims: readonly (readonly [ClaimKind, readonly string[]])[]
  admissions: readonly (readonly ['not-done' | 'partly', readonly string[]])[]
  /** Words that deny what follows them closely. */
  negations: readonly string[]
  /** Words that make of a statement a plan, a wish, a condition or a guess. */
  unreal: readonly string[]
}
