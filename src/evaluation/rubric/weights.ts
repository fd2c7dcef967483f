/**
 * Points of the rubric, the one table. The policy's `evaluation.weights` replaces single ones.
 *
 * Where they come from: checks that were observed after the last edit separate success from failure best
 * (on labelled coding runs an AUC of 0.73 alone), word lists, error counts and call counts badly; so
 * evidence gives most of the points, words of success none unless evidence bears them out, and errors
 * as such cost nothing. 70 is the default gate of datasets: base, work and one good check with a claim it
 * bears out reach it, no amount of words does.
 */
export const rubricWeights = {
  /** Where a session starts of which nothing is known. */
  base: 42,
  /** At least one tool call worked. */
  worked: 5,
  /** The last test run went well, on what was last edited; before the last edit it says less. */
  'tests-passed': 25,
  'tests-passed-before-edit': 5,
  /** A test script ended well without saying what it tested. */
  'tests-uncounted': 12,
  'tests-failed': -20,
  'build-passed': 10,
  'build-failed': -15,
  'lint-passed': 4,
  'lint-failed': -5,
  /** A program was run to its end after the last edit. */
  ran: 12,
  /** A service answered after the last edit. */
  'service-answered': 6,
  'service-failed': -10,
  /** What was written was looked at again. */
  'read-back': 12,
  /** Files were read or searched before the first was changed: work on what is there, not on a guess. */
  'looked-first': 10,
  /** The agent's own plan, as it last wrote it down, has open steps. */
  'plan-unfinished': -12,
  /** Edits, and no check that went well after the last of them, nor one that failed. */
  unverified: -10,
  'claim-verified': 8,
  'claim-unsupported': -4,
  /** Must cost more than an honest admission, so that claiming never pays. */
  'claim-contradicted': -30,
  'admitted-failure': -18,
  'admitted-partly': -10,
  /** The last answer qualifies its result: an attempt, a limit, an approximation. Not charged beside an admission. */
  'answer-hedged': -8,
  /** The last answer asks for what it needs in order to go on: the work is not done. */
  'answer-awaits': -6,
  /** There were tools, and none was called. */
  'tools-unused': -15,
  /**
   * Where an agent serves somebody through a service's tools, nothing can be tested and little undone: each change that
   * nobody looked at again is a risk of its own, at most three times.
   */
  'unchecked-change': -6,
  /** A change for which the person's words before it were no consent. */
  'unagreed-change': -6,
  /** The agent said that it may not, and did it after all. */
  'gave-way': -6,
  /** The agent declined or handed over to a person, and changed nothing: what may not be done was not done. */
  'held-back': 10,
  /** The last test, build or service check failed and the last answer does not say so: dearer than to admit it. */
  'failure-unmentioned': -20,
  /** The last turn has no answer; shared by the turns that have one. */
  'answer-missing': -15,
  'error-recovered': 3,
  'error-unresolved': -8,
  interrupted: -12,
  'ended-in-error': -20,
  /** Each time a person had to correct, at most three times. */
  'user-correction': -8,
  /** A person's last word was a correction. */
  'user-rejected': -15,
  'user-accepted': 20,
  /** The same where the person cannot see what was done, only what the agent says of it. */
  'user-accepted-unseen': 5,
  'user-thanked': 0,
  /** Percentage of the score that outcomes carried by the source decide: they outweigh any heuristic. */
  'outcome-share': 80,
  /** Percentage that people's ratings decide, over all else. */
  'rating-share': 90,
  /** The most a session gets of which a person called a message wrong; below the default gate. */
  'corrected-cap': 60,
  /** The most a session without any evidence gets: unknown is not success. Below the default gate. */
  'no-evidence-cap': 65,
  /** The most a session with a contradicted claim gets. */
  'contradicted-cap': 45
} as const satisfies Readonly<Record<string, number>>

export type RubricRule = keyof typeof rubricWeights
