export type ClaimKind =
  | 'tests-pass' | 'build-passes' | 'lint-clean' | 'verified' | 'deployed' | 'changed' | 'fixed' | 'created' | 'done' | 'partly' | 'not-done'

/**
 * How one language says it. Sources are regular expressions over whole words (see phrases.ts).
 * `claims` are asked in order and the first fits; `admissions` need no negation and are asked before them.
 */
export interface LanguageCues {
  language: string
  /** Letters without which a text is not in it, as a regular expression: asked once for each text. */
  script?: string
  /** Written without spaces between words, or with endings on them: a phrase may stand between letters. */
  unbroken?: true
  claims: readonly (readonly [ClaimKind, readonly string[]])[]
  admissions: readonly (readonly ['not-done' | 'partly', readonly string[]])[]
  /** Words that deny what follows them closely. */
  negations: readonly string[]
  /** Words that make of a statement a plan, a wish, a condition or a guess. */
  unreal: readonly string[]
}
