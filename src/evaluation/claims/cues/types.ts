export type ClaimKind =
  | 'tests-pass' | 'build-passes' | 'lint-clean' | 'verified' | 'deployed' | 'changed' | 'fixed' | 'created' | 'done' | 'partly' | 'not-done'

/**
 * How one language says it. Sources are regular expressions over whole words (see phrases.ts).
 * `claims` are asked in order and the first fits; `admissions` need no negation and are asked before them.
 */
export interface LanguageCues {
  language: string
  /** Letters or words without any of which a text is not in it, as a regular expression: asked once for each text. */
  script?: string
  /** Phrases may stand between letters: written without spaces between words, or with particles and endings that join on. */
  unbroken?: true
  claims: readonly (readonly [ClaimKind, readonly string[]])[]
  admissions: readonly (readonly ['not-done' | 'partly', readonly string[]])[]
  /** Words that deny what follows them closely. */
  negations: readonly string[]
  /** Words that deny what they follow closely; `^` is the end of the claim. */
  negationsAfter?: readonly string[]
  /** Negations that a claim's own pattern may hold: "no errors", "without problems". */
  without?: readonly string[]
  /** Words that make of a statement a plan, a wish, a condition or a guess. */
  unreal: readonly string[]
  /** The same, behind the statement; `^` is the end of the claim. */
  unrealAfter?: readonly string[]
  /** Words that begin a clause of its own. */
  contrasts?: readonly string[]
}
