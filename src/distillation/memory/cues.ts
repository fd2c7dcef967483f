import { createPrefilter } from '../../kernel/prefilter.js'

/** What a cue speaks for or against; the same groups in every language. */
export type CueGroup =
  | 'remember' | 'durable' | 'never' | 'always' | 'stop' | 'prefer' | 'would-prefer' | 'wish' | 'declared' | 'plural-rule' | 'convention'
  | 'generality' | 'contrast' | 'must' | 'prohibition' | 'condition' | 'condition-first' | 'style-order' | 'reason' | 'fact' | 'change' | 'happened'
  | 'practice' | 'everywhere' | 'exists' | 'requirement' | 'conduct' | 'past-time' | 'generic' | 'consequence' | 'then-do'
  | 'question' | 'polite-request' | 'hypothesis' | 'one-off' | 'narrative' | 'complaint' | 'joke' | 'report' | 'task'

/** What a group of cues weighs, and how a reviewer reads it. */
interface CueMeaning {
  weight: number
  says: string
}

// Weights are sums to compare with one threshold: a strong cue carries a sentence alone, weak ones need a
// second, and any mark of the moment (a question, "this file", "for now") outweighs a single cue.
export const CUE_MEANINGS: Readonly<Record<CueGroup, CueMeaning>> = {
  remember: { weight: 0.7, says: 'asks to remember it' },
  durable: { weight: 0.6, says: 'meant to last ("from now on", "every time")' },
  never: { weight: 0.65, says: 'a rule with "never"' },
  always: { weight: 0.65, says: 'a rule with "always"' },
  stop: { weight: 0.6, says: 'asks to stop or avoid doing something' },
  prefer: { weight: 0.65, says: 'states a preference' },
  'would-prefer': { weight: 0.4, says: 'states a preference, softly' },
  wish: { weight: 0.35, says: 'says what is liked, wanted or disliked' },
  declared: { weight: 0.6, says: 'declares how the project or the person is' },
  'plural-rule': { weight: 0.5, says: 'a rule about all things of a kind' },
  convention: { weight: 0.45, says: 'says what "we" do' },
  generality: { weight: 0.25, says: 'marked as general ("here", "everywhere", "in this project")' },
  contrast: { weight: 0.25, says: 'contrasts with an alternative' },
  must: { weight: 0.2, says: 'an obligation' },
  prohibition: { weight: 0.3, says: 'a prohibition' },
  condition: { weight: 0.3, says: 'tied to a recurring situation' },
  'condition-first': { weight: 0.25, says: 'a condition, then what to do' },
  'style-order': { weight: 0.25, says: 'tells how to do things' },
  reason: { weight: 0.15, says: 'gives a reason' },
  fact: { weight: 0.3, says: 'a fact about a part of the project' },
  change: { weight: 0.35, says: 'says what has changed for good' },
  happened: { weight: 0.6, says: 'tells what happened before and why' },
  practice: { weight: 0.25, says: 'says how "we" do it' },
  everywhere: { weight: 0, says: 'in general' },
  exists: { weight: 0.4, says: 'says what is there already' },
  requirement: { weight: 0.5, says: 'says what something needs to work' },
  conduct: { weight: 0.25, says: 'about how the agent works or writes' },
  generic: { weight: 0.25, says: 'about all of a kind, not one' },
  consequence: { weight: 0.3, says: 'draws a rule from a fact ("so no …")' },
  'then-do': { weight: -0.5, says: 'ends in an order for now' },
  'past-time': { weight: -0.5, says: 'about a past day' },
  question: { weight: -1, says: 'a question' },
  'polite-request': { weight: 0, says: 'a request in the form of a question' },
  hypothesis: { weight: -0.5, says: 'a hypothesis' },
  'one-off': { weight: -0.5, says: 'about this moment only' },
  narrative: { weight: -0.5, says: 'tells what was done' },
  complaint: { weight: -0.6, says: 'describes a state or a complaint' },
  joke: { weight: -0.8, says: 'an idiom or a joke' },
  report: { weight: -0.6, says: 'reports what others say' },
  task: { weight: -0.35, says: 'an order for now' }
}

/** The cues of one language: alternations of regular expressions, on lower-case text without accents in Latin script. */
export interface LanguageCues {
  code: string
  /** Frequent small words that tell the language from others in the same script; none where the script does. */
  words?: readonly string[]
  cues: Partial<Record<CueGroup, readonly string[]>>
  /** Openers of a correction: what follows corrects what the agent did. */
  correction: readonly string[]
  /** Words that make a list's header a general rule ("Rules:", "Conventions"). */
  rules: readonly string[]
  /** Openers to be dropped from the statement ("please remember that", "also"). */
  openers: readonly string[]
  /** Words without weight in a subject: politeness, durability, obligation. */
  filler: readonly string[]
  /** All ways of saying no; each becomes the same mark in a subject. */
  negation: readonly string[]
  /** True where words are not set apart by spaces. */
  unspaced?: true
}

/** A language's cues made ready to match. */
export interface CompiledLanguage {
  code: string
  words: ReadonlySet<string>
  groups: readonly [CueGroup, RegExp][]
  /** Which of the groups could be in a text, by their order. */
  mayHold: (plain: string) => Uint8Array
  correction: RegExp
  rules: RegExp
  openers: RegExp
  filler: RegExp
  negation: RegExp
}

/** Compiles a table; patterns match whole words, except in scripts without spaces. */
export function compileCues(table: LanguageCues): CompiledLanguage {
  const whole = (patterns: readonly string[], flags = 'u'): RegExp => {
    if (patterns.length === 0) return /(?!)/u
    const either = `(?:${patterns.join('|')})`
    // A cue that itself begins or ends with punctuation or a space brings its own border.
    return new RegExp(table.unspaced ? either : `(?:(?<![\\p{L}\\p{N}_])|(?=[,;:—–-]))${either}(?:(?<=[ ,])|(?![\\p{L}\\p{N}_]))`, flags)
  }
  return {
    code: table.code,
    words: new Set(table.words),
    groups: Object.entries(table.cues).map(([group, patterns]) => [group as CueGroup, whole(patterns)]),
    mayHold: createPrefilter(Object.values(table.cues).map((patterns) => patterns.map((source) => ({ source })))),
    correction: new RegExp(`^(?:${table.correction.join('|')})${table.unspaced ? '' : '(?![\\p{L}\\p{N}_])'}`, 'u'),
    rules: whole(table.rules),
    openers: new RegExp(`^(?:(?:${table.openers.join('|')})${table.unspaced ? '' : '(?![\\p{L}\\p{N}_])'}[\\s,:，、：—–-]*)+`, 'iu'),
    filler: whole(table.filler, 'gu'),
    negation: whole(table.negation, 'gu')
  }
}
