// Generated from schemas/ by `npm run generate`; edit the schemas instead.
/**
 * The evaluation has all of these tags.
 *
 * @minItems 1
 * @maxItems 100
 */
export type Tags = [string, ...string[]]
/**
 * The evaluation has none of these tags.
 *
 * @minItems 1
 * @maxItems 100
 */
export type Tags1 = [string, ...string[]]
/**
 * One of these holds.
 *
 * @minItems 1
 * @maxItems 100
 */
export type Conditions = [Condition, ...Condition[]]
/**
 * All of these hold.
 *
 * @minItems 1
 * @maxItems 100
 */
export type Conditions1 = [Condition, ...Condition[]]

export interface StoredFormats {
  Comment?: Comment
  Condition?: Condition
  DatasetManifest?: DatasetManifest
  Decision?: Decision
  Evaluation?: Evaluation
  TraceEvent?: TraceEvent
  MemoryFrontMatter?: MemoryFrontMatter
  Policy?: Policy
  ProposalFrontMatter?: ProposalFrontMatter
  Rewrite?: Rewrite
  RolloutStep?: RolloutStep
  Run?: Run
  SkillEval?: SkillEval
  SkillEvent?: SkillEvent
  SkillFrontMatter?: SkillFrontMatter
  StoreMarker?: StoreMarker
  Support?: Support
  Trace?: Trace
  TrainingPlan?: TrainingPlan
  TrainingResult?: TrainingResult
}
/**
 * What a person says of a proposal without deciding: comments/<proposal id>/<time>-<id>.json on main, where id is the first 12 hex digits of the SHA-256 of the file. On main and not on the branch, so that it moves no branch that is under review and outlives a squash, a rejection and a deleted branch. Never changed, never removed.
 */
export interface Comment {
  schemaVersion: 1
  proposal: string
  text: string
  /**
   * The commit of the proposal's branch that was looked at; absent where there was no branch.
   */
  head?: string
  at: string
  by: {
    name: string
    email: string
  }
}
/**
 * What an evaluation of a session must be like: every key that is given has to hold. Given on the command line, or kept by a loop that runs until it holds.
 */
export interface Condition {
  /**
   * The score is this or higher.
   */
  score_gte?: number
  /**
   * The score is this or lower.
   */
  score_lte?: number
  required_tags?: Tags
  forbidden_tags?: Tags1
  /**
   * The label is one of these.
   *
   * @minItems 1
   */
  labels?: ['success' | 'partial' | 'failure' | 'unknown', ...('success' | 'partial' | 'failure' | 'unknown')[]]
  /**
   * By kind of claim, which verdicts it may have: there is a claim of the kind, and each of them has one of these. * means every claim that was made, if any was.
   */
  claims?: {
    [k: string]:
      | ('verified' | 'contradicted' | 'unsupported')
      | ['verified' | 'contradicted' | 'unsupported', ...('verified' | 'contradicted' | 'unsupported')[]]
  }
  /**
   * The evaluation is by this evaluator.
   */
  evaluator?: string
  /**
   * The session began on this day, or at this time in UTC, or later.
   */
  since?: string
  /**
   * How often a loop tries at most: it ends then, whether or not the rest holds.
   */
  max_iterations?: number
  any?: Conditions
  all?: Conditions1
  not?: Condition1
}
/**
 * This does not hold.
 */
export interface Condition1 {
  /**
   * The score is this or higher.
   */
  score_gte?: number
  /**
   * The score is this or lower.
   */
  score_lte?: number
  required_tags?: Tags
  forbidden_tags?: Tags1
  /**
   * The label is one of these.
   *
   * @minItems 1
   */
  labels?: ['success' | 'partial' | 'failure' | 'unknown', ...('success' | 'partial' | 'failure' | 'unknown')[]]
  /**
   * By kind of claim, which verdicts it may have: there is a claim of the kind, and each of them has one of these. * means every claim that was made, if any was.
   */
  claims?: {
    [k: string]:
      | ('verified' | 'contradicted' | 'unsupported')
      | ['verified' | 'contradicted' | 'unsupported', ...('verified' | 'contradicted' | 'unsupported')[]]
  }
  /**
   * The evaluation is by this evaluator.
   */
  evaluator?: string
  /**
   * The session began on this day, or at this time in UTC, or later.
   */
  since?: string
  /**
   * How often a loop tries at most: it ends then, whether or not the rest holds.
   */
  max_iterations?: number
  any?: Conditions
  all?: Conditions1
  not?: Condition1
}
/**
 * Which records a dataset holds and where each came from: datasets/<name>/<id>.json on main. It rebuilds the files byte for byte wherever the traces are.
 */
export interface DatasetManifest {
  schemaVersion: 1
  /**
   * First 16 hex digits of SHA-256 over this manifest without id, createdAt and ledgerCommit: the same export again is the same manifest.
   */
  id: string
  name: string
  kind: 'sft' | 'dpo' | 'kto' | 'grpo' | 'reward' | 'sharegpt' | 'trajectories'
  createdAt: string
  generator: {
    /**
     * SkillLoop's version.
     */
    version: string
    /**
     * Version of the rules that turn a trace into a record; another one may not rebuild the same bytes.
     */
    recordVersion: number
    /**
     * SHA-256 over the code that made the records.
     */
    code?: string
  }
  options: {
    evaluator: string
    minScore: number
    /**
     * Scores counted that an earlier evaluator, configuration or form of the trace gave.
     */
    allowStale?: true
    splits: {
      [k: string]: number
    }
    /**
     * Only sessions that a person approved as examples.
     */
    requireApproval?: true
    /**
     * Only sessions evaluated as this.
     */
    label?: 'success' | 'partial' | 'failure' | 'unknown'
    /**
     * Only sessions whose evaluation has all of them.
     */
    tags?: string[]
    runtime?: string
    /**
     * Only sessions that began at this moment or later.
     */
    since?: string
    limit?: number
    /**
     * Of near-duplicates the best alone; absent: all, in one split.
     */
    nearDuplicates?: 'collapse'
    /**
     * Sessions that the score turned down are in a file of their own, split failed.
     */
    saveFailures?: true
    preferences?: {
      explicit: boolean
      corrections: boolean
      retries: boolean
    }
    /**
     * Files of which no passage may be in a record.
     */
    heldOut?: {
      name: string
      sha256: string
    }[]
    /**
     * Absent: JSON Lines.
     */
    format?: 'parquet'
    /**
     * Reasoning is in the records; absent: left out.
     */
    reasoning?: 'keep'
    /**
     * Absent: TRL's, with arguments as objects. openai: arguments as JSON text. axolotl: preferences with one last message a side.
     */
    shape?: 'openai' | 'axolotl'
    /**
     * Who speaks results in conversations of {from, value}; absent: tool.
     */
    toolTurn?: 'human'
    fit?: Fit
    /**
     * What tokens were counted with; absent: characters/4. Of a tokenizer.json its name and SHA-256.
     */
    tokenizer?: string
  }
  /**
   * The earlier manifest whose sessions stayed in their splits; not part of the id.
   */
  splitsFrom?: string
  /**
   * The ledger's tip when the traces were read.
   */
  ledgerCommit: string
  policySha256: string
  files: {
    name: string
    split: string
    sha256: string
    bytes: number
    records: number
    tokens: {
      /**
       * How tokens were counted; characters/4 is an estimate.
       */
      method: string
      total: number
      min: number
      mean: number
      max: number
    }
  }[]
  /**
   * In the order of the files' lines, split by split in the order of files.
   */
  records: {
    split: string
    trace: string
    traceSha256: string
    score: number
    evaluatorVersion: string
    /**
     * Of the canonical JSON of the evaluation that let it pass.
     */
    evaluationSha256?: string
    /**
     * Sessions of one task and near-identical ones share a group, and a group is never split.
     */
    group: string
    /**
     * The other sessions of the record, e.g. of a preference the rejected one.
     */
    with?: {
      trace: string
      traceSha256: string
      score: number
      evaluatorVersion: string
      evaluationSha256: string
    }[]
    /**
     * Which record of its sessions it is, and what speaks for it.
     */
    how?: {
      [k: string]: string | number | boolean
    }
    /**
     * Approved proposals that learned from its sessions.
     */
    proposals?: string[]
    /**
     * Of the record's line without its newline.
     */
    sha256: string
  }[]
  /**
   * Reason to number of traces left out.
   */
  excluded: {
    [k: string]: number
  }
}
/**
 * Conversations of more than maxTokens were compressed.
 */
export interface Fit {
  maxTokens: number
  threshold: number
  head: number
  tailTurns: number
  tailTokens: number
  summaryRatio: number
}
/**
 * What a person decided on a proposal, and on which bytes: decisions/<proposal id>/<time>-<verb>-<id>.json on main, where id is the first 12 hex digits of the SHA-256 of the file. Never changed, never removed.
 */
export interface Decision {
  schemaVersion: 1
  proposal: string
  verb: 'approve' | 'reject' | 'revoke' | 'apply'
  at: string
  by: {
    name: string
    email: string
  }
  reason?: string
  /**
   * Armoured signature of the person, of the canonical JSON of this decision without this key: SSH with the namespace skillloop-decision, or OpenPGP. In the file, so that a squash or a rebase on a host does not lose it.
   */
  signature?: string
  artifact: {
    path: string
    /**
     * The bytes decided on.
     */
    digest: string
    replaces?: string
  }
  /**
   * Ids of the decisions on this proposal that this one knew of. Two decisions of which neither knew the other, and which contradict each other, are a dispute.
   */
  after: string[]
  /**
   * The sessions that spoke for the proposal when it was decided.
   */
  support?: string[]
  /**
   * What the scan of the bytes decided on said at that time.
   */
  risk?: {
    verdict: 'safe' | 'caution' | 'dangerous'
    findings: number
    scanner: {
      version: number
      /**
       * SHA-256 over the rules as data.
       */
      rules: string
    }
    /**
     * Why the person accepts the risk; absent where there was none to accept.
     */
    accepted?: string
  }
  /**
   * Of an approve that put the bytes of an earlier version back.
   */
  rollback?: {
    /**
     * The version, as main's first parents number it.
     */
    to: number
    /**
     * The version that was in force until then; absent where none was.
     */
    from?: number
    /**
     * The commit on main that the bytes were taken from.
     */
    commit: string
  }
  applied?: {
    /**
     * Folder, or file that has a block, relative to the project where it is inside it; with its form before it where that is not told by the path, as in okf:docs/learned.
     */
    target: string
    /**
     * Path within the target to SHA-256 of what was written there.
     */
    files: {
      [k: string]: string
    }
    /**
     * What the paths are where they are no plain files: block, a marked part of a file that is otherwise not SkillLoop's, whose hash is that of the part with its lines ended by newlines; link, a symbolic link to a folder, whose hash is that of where it leads.
     */
    as?: 'block' | 'link'
    /**
     * Paths within the target that were taken away again, or that this artifact is no longer part of.
     */
    removed?: string[]
    /**
     * Path to SHA-256 of what stands there now, without this artifact: of a file that several are in.
     */
    leaves?: {
      [k: string]: string
    }
  }
}
/**
 * What one evaluator makes of one trace. Stored on the ledger as evaluations/<evaluator>/YYYY/MM/DD/<trace id>.json beside the trace's own date; earlier results stay in Git history. No time of its own: the commit has it, and evaluating again without a change commits nothing.
 */
export interface Evaluation {
  schemaVersion: 1
  traceId: string
  /**
   * The trace's content hash at the time; another one makes this evaluation stale.
   */
  traceSha256: string
  /**
   * SHA-256 of the ratings and corrections by people that were weighed; absent: nobody had said anything, or the evaluator doesn't hear it. Another one makes this evaluation stale.
   */
  eventsSha256?: string
  evaluator: {
    name: string
    version: string
    /**
     * Everything but the version that a result depends on: weights, a module's bytes, a judge's model and limits.
     */
    configSha256: string
    /**
     * module: code of the project's own, trusted on the machine that ran it; judge: a model's opinion, which another run may not repeat. Absent: one that comes with SkillLoop.
     */
    kind?: 'module' | 'judge'
  }
  score: number
  label: 'success' | 'partial' | 'failure' | 'unknown'
  confidence: number
  tags: string[]
  /**
   * Every point of the score: rule, points and where it was seen. They sum to the score: caps and bounds are items too.
   */
  points: {
    rule: string
    points: number
    note: string
    at?: Pointer[]
  }[]
  /**
   * What the assistant said it achieved, beside what was observed.
   */
  claims: {
    /**
     * tests-pass, build-passes, done, fixed, created, deployed, verified, not-done …
     */
    kind: string
    quote: string
    at: Pointer
    verdict: 'verified' | 'contradicted' | 'unsupported'
    /**
     * The observations that bear it out or contradict it.
     */
    by?: Pointer[]
  }[]
  /**
   * Reasons not to trust this score.
   */
  doubts: string[]
  learning?: Learning
}
/**
 * A place in the trace: index of the message, and of the tool call within it.
 */
export interface Pointer {
  message: number
  call?: number
}
/**
 * What there is to learn from the session, as far as it follows from this one trace. How it compares with other runs of its kind is worked out when somebody asks.
 */
export interface Learning {
  /**
   * The parts that apply, by the policy's weights.
   */
  value: number
  parts: {
    part: 'succeeded' | 'tools' | 'recovered' | 'general'
    value: number
    note: string
  }[]
  /**
   * How good an example of its task the session is.
   */
  quality: {
    /**
     * Calls that worked of those that tell; half of it where a person had to correct.
     */
    repeatability: number
    /**
     * Thirds: the request says enough, no question had to be asked back, nothing was corrected.
     */
    clarity: number
    /**
     * Different tools; five and more are 1.
     */
    toolDiversity: number
    /**
     * Different kinds of calls that failed and then worked; three and more are 1.
     */
    errorScenarios: number
  }
  work: {
    /**
     * Hash of the opening request's intent and the set of tools: what runs are compared by.
     */
    kind: string
    calls: number
    /**
     * Input and output, without what a cache served.
     */
    tokens?: number
    seconds?: number
  }
}
/**
 * What a person says of a session after the fact: events/YYYY/MM/<time>-<kind>-<id>.json on the ledger, where id is the first 12 hex digits of the SHA-256 of the file. Never changed, never removed.
 */
export interface TraceEvent {
  schemaVersion: 1
  /**
   * rating: how good the session was; correction: a message of it was wrong; example: whether it is one to learn from; quarantine: nothing may be learned from it; lift: it may again; forget: its content was taken out of the history, and this stays in its place.
   */
  kind: 'rating' | 'correction' | 'example' | 'quarantine' | 'lift' | 'forget'
  trace: string
  /**
   * The session as it was when this was said.
   */
  traceSha256: string
  /**
   * 1 bad … 5 good; of a rating.
   */
  rating?: number
  /**
   * Index of the message that was wrong; of a correction.
   */
  message?: number
  /**
   * good: to be learned from; bad: not to be; of an example. A person's later word takes the place of the earlier.
   */
  example?: 'good' | 'bad'
  /**
   * What makes it one; of an example.
   */
  why?: {
    /**
     * Of what was asked.
     */
    prompt?: string
    /**
     * Of where it was done: project, versions, state.
     */
    environment?: string
    /**
     * Of the tools and how they were used.
     */
    tools?: string
    /**
     * Of what came out, against what should.
     */
    expectedOutput?: string
  }
  note?: string
  /**
   * Ids of the quarantines that a lift ends: one that it did not know of stays.
   *
   * @minItems 1
   */
  lifts?: [string, ...string[]]
  /**
   * Of a forget: the SHA-256 of every form in which the session had been stored.
   *
   * @minItems 1
   */
  forms?: [string, ...string[]]
  at: string
  by: {
    name: string
    email: string
  }
}
/**
 * Front matter of memory/<type>/<slug>.md. The body is the lesson in one or a few sentences.
 */
export interface MemoryFrontMatter {
  schemaVersion: 1
  /**
   * semantic: facts and preferences; episodic: what happened in a run; procedural: rules for acting.
   */
  type: 'semantic' | 'episodic' | 'procedural'
  scope: 'user' | 'project' | 'environment'
  /**
   * Name of the project that a project memory is about, where it is known.
   */
  project?: string
  /**
   * The last day on which it is to be relied on, where the lesson itself names one.
   */
  until?: string
  subject: string
  proposal: string
}
/**
 * The rules of a store: policy.json on main. Changing them is a commit like any other; the policy in force for a commit is that of its first parent. Sections and keys that are left out have the defaults given here.
 */
export interface Policy {
  schemaVersion: 1
  ingestion?: {
    /**
     * A tool result longer than this keeps its head and tail; its full length and SHA-256 are kept with it.
     */
    maxToolResultBytes?: number
    /**
     * What a tick of the controller reads. What hooks reported is always read.
     *
     * @maxItems 50
     */
    sources?: ConnectedSource[]
    /**
     * New or changed sessions that a tick takes in of each source, the newest files first; the rest waits for the next tick. 0: all.
     */
    maxSessions?: number
    /**
     * A longer line of a JSONL file is skipped and counted.
     */
    maxLineBytes?: number
    /**
     * What is never taken in. Without tool: sessions that runtime and path mean are left out. With tool: results or arguments of its calls are dropped before anything is stored.
     *
     * @maxItems 200
     */
    deny?: DenyRule[]
  }
  /**
   * What is masked beside or in spite of what SkillLoop itself looks for. Patterns are in RE2 syntax and take linear time on any text.
   */
  redaction?: {
    /**
     * Values that look like secrets and are none.
     *
     * @maxItems 1000
     */
    allow?: Allowance[]
    /**
     * Secrets that only this project has.
     *
     * @maxItems 500
     */
    rules?: RedactionRule[]
    /**
     * Path of a gitleaks configuration whose rules and allow-lists are used too; empty: none. A file on the store's main branch, or else one of the project. The latter can be changed by whoever works there, an agent included, and with it what is masked: prefer the former.
     */
    gitleaks?: string
    /**
     * Kinds of secrets that are not looked for. A value that another kind means as well is masked all the same.
     *
     * @maxItems 200
     */
    off?: SwitchedOff[]
    /**
     * Personal data by kind: masked as what it is, the same person the same number within a session, or kept. Card and account numbers are of no use to a lesson, and masked when left out here. The others are what sessions are made of (authors of commits, hosts, paths), and the store is local: they are kept when left out; mask them where a store or a dataset is shared.
     */
    personal?: {
      /**
       * E-mail addresses; left out: keep.
       */
      email?: 'keep' | 'mask'
      /**
       * Phone numbers in international form, and North American ones; left out: keep.
       */
      phone?: 'keep' | 'mask'
      /**
       * Payment cards: known prefix and length, Luhn checksum; left out: mask.
       */
      card?: 'keep' | 'mask'
      /**
       * Bank accounts: length by country, modulo 97; left out: mask.
       */
      iban?: 'keep' | 'mask'
      /**
       * Public IP addresses; left out: keep.
       */
      ip?: 'keep' | 'mask'
      /**
       * Names of users in paths of home folders; left out: keep.
       */
      names?: 'keep' | 'mask'
    }
  }
  evaluation?: {
    /**
     * The evaluator whose scores gates look at.
     */
    evaluator?: string
    /**
     * Points by rule of the rubric, where they differ from its own table.
     */
    weights?: {
      [k: string]: number
    }
    /**
     * What a session's learning value is made of. One that is left out has the weight given here; they are read as shares of their sum.
     */
    learning?: {
      /**
       * The evaluator's label is success.
       */
      succeeded?: number
      /**
       * Three or more different tools were used.
       */
      tools?: number
      /**
       * Something failed, then worked, and the session succeeded.
       */
      recovered?: number
      /**
       * The request is general enough to come again.
       */
      general?: number
    }
    /**
     * Evaluators of the project's own. A policy comes with a clone: none of them runs before `skillloop eval trust <name>` on this machine, and again after each change of its bytes.
     *
     * @maxItems 20
     */
    evaluators?:
      | []
      | [EvaluatorModule]
      | [EvaluatorModule, EvaluatorModule]
      | [EvaluatorModule, EvaluatorModule, EvaluatorModule]
      | [EvaluatorModule, EvaluatorModule, EvaluatorModule, EvaluatorModule]
      | [EvaluatorModule, EvaluatorModule, EvaluatorModule, EvaluatorModule, EvaluatorModule]
      | [EvaluatorModule, EvaluatorModule, EvaluatorModule, EvaluatorModule, EvaluatorModule, EvaluatorModule]
      | [
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule
        ]
      | [
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule
        ]
      | [
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule
        ]
      | [
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule
        ]
      | [
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule
        ]
      | [
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule
        ]
      | [
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule
        ]
      | [
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule
        ]
      | [
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule
        ]
      | [
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule
        ]
      | [
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule
        ]
      | [
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule
        ]
      | [
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule
        ]
      | [
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule,
          EvaluatorModule
        ]
    /**
     * Models that give an opinion beside the deterministic score. Redacted text of sessions is sent to them. None is asked before `skillloop eval trust <name>` on this machine, and again after each change here.
     *
     * @maxItems 20
     */
    judges?:
      | []
      | [ModelJudge]
      | [ModelJudge, ModelJudge]
      | [ModelJudge, ModelJudge, ModelJudge]
      | [ModelJudge, ModelJudge, ModelJudge, ModelJudge]
      | [ModelJudge, ModelJudge, ModelJudge, ModelJudge, ModelJudge]
      | [ModelJudge, ModelJudge, ModelJudge, ModelJudge, ModelJudge, ModelJudge]
      | [ModelJudge, ModelJudge, ModelJudge, ModelJudge, ModelJudge, ModelJudge, ModelJudge]
      | [ModelJudge, ModelJudge, ModelJudge, ModelJudge, ModelJudge, ModelJudge, ModelJudge, ModelJudge]
      | [ModelJudge, ModelJudge, ModelJudge, ModelJudge, ModelJudge, ModelJudge, ModelJudge, ModelJudge, ModelJudge]
      | [
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge
        ]
      | [
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge
        ]
      | [
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge
        ]
      | [
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge
        ]
      | [
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge
        ]
      | [
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge
        ]
      | [
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge
        ]
      | [
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge
        ]
      | [
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge
        ]
      | [
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge
        ]
      | [
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge,
          ModelJudge
        ]
    /**
     * US dollars that all judges together may ever cost this store, by the costs on the ledger; 0: no judge is asked.
     */
    budget?: number
  }
  distillation?: {
    kinds?: ('memory' | 'skill')[]
    /**
     * Sessions needed for what a person said outright.
     */
    minSupportStated?: number
    /**
     * Distinct successful sessions needed for what is inferred.
     */
    minSupportInferred?: number
    /**
     * Tool calls that a session must have before skills are inferred from it.
     */
    complexityThreshold?: number
    /**
     * Messages of the person and the agent that such a session must have.
     */
    minTurns?: number
    /**
     * What its evaluation must say that there is to learn from it, 0 to 1; a session that a person called a good example needs none.
     */
    minLearningValue?: number
    /**
     * true: skills are inferred only from sessions that a person called good examples.
     */
    goodExamplesOnly?: boolean
    /**
     * How well a drafted skill must fit like sessions that it was not drawn from, 0 to 1.
     */
    minHeldOutFit?: number
    /**
     * New independent sessions before something rejected is proposed again.
     */
    minSupportAfterRejection?: number
    /**
     * Languages of what people say that may become a memory or the steps of a skill; a statement in another one is left out. Empty: all that are known. Which one a statement is in is told by its script and its small words, English where nothing says otherwise.
     *
     * @maxItems 10
     */
    languages?:
      | []
      | ['en' | 'es' | 'pt' | 'fr' | 'it' | 'de' | 'ru' | 'zh' | 'ja' | 'ko']
      | [
          'en' | 'es' | 'pt' | 'fr' | 'it' | 'de' | 'ru' | 'zh' | 'ja' | 'ko',
          'en' | 'es' | 'pt' | 'fr' | 'it' | 'de' | 'ru' | 'zh' | 'ja' | 'ko'
        ]
      | [
          'en' | 'es' | 'pt' | 'fr' | 'it' | 'de' | 'ru' | 'zh' | 'ja' | 'ko',
          'en' | 'es' | 'pt' | 'fr' | 'it' | 'de' | 'ru' | 'zh' | 'ja' | 'ko',
          'en' | 'es' | 'pt' | 'fr' | 'it' | 'de' | 'ru' | 'zh' | 'ja' | 'ko'
        ]
      | [
          'en' | 'es' | 'pt' | 'fr' | 'it' | 'de' | 'ru' | 'zh' | 'ja' | 'ko',
          'en' | 'es' | 'pt' | 'fr' | 'it' | 'de' | 'ru' | 'zh' | 'ja' | 'ko',
          'en' | 'es' | 'pt' | 'fr' | 'it' | 'de' | 'ru' | 'zh' | 'ja' | 'ko',
          'en' | 'es' | 'pt' | 'fr' | 'it' | 'de' | 'ru' | 'zh' | 'ja' | 'ko'
        ]
      | [
          'en' | 'es' | 'pt' | 'fr' | 'it' | 'de' | 'ru' | 'zh' | 'ja' | 'ko',
          'en' | 'es' | 'pt' | 'fr' | 'it' | 'de' | 'ru' | 'zh' | 'ja' | 'ko',
          'en' | 'es' | 'pt' | 'fr' | 'it' | 'de' | 'ru' | 'zh' | 'ja' | 'ko',
          'en' | 'es' | 'pt' | 'fr' | 'it' | 'de' | 'ru' | 'zh' | 'ja' | 'ko',
          'en' | 'es' | 'pt' | 'fr' | 'it' | 'de' | 'ru' | 'zh' | 'ja' | 'ko'
        ]
      | [
          'en' | 'es' | 'pt' | 'fr' | 'it' | 'de' | 'ru' | 'zh' | 'ja' | 'ko',
          'en' | 'es' | 'pt' | 'fr' | 'it' | 'de' | 'ru' | 'zh' | 'ja' | 'ko',
          'en' | 'es' | 'pt' | 'fr' | 'it' | 'de' | 'ru' | 'zh' | 'ja' | 'ko',
          'en' | 'es' | 'pt' | 'fr' | 'it' | 'de' | 'ru' | 'zh' | 'ja' | 'ko',
          'en' | 'es' | 'pt' | 'fr' | 'it' | 'de' | 'ru' | 'zh' | 'ja' | 'ko',
          'en' | 'es' | 'pt' | 'fr' | 'it' | 'de' | 'ru' | 'zh' | 'ja' | 'ko'
        ]
      | [
          'en' | 'es' | 'pt' | 'fr' | 'it' | 'de' | 'ru' | 'zh' | 'ja' | 'ko',
          'en' | 'es' | 'pt' | 'fr' | 'it' | 'de' | 'ru' | 'zh' | 'ja' | 'ko',
          'en' | 'es' | 'pt' | 'fr' | 'it' | 'de' | 'ru' | 'zh' | 'ja' | 'ko',
          'en' | 'es' | 'pt' | 'fr' | 'it' | 'de' | 'ru' | 'zh' | 'ja' | 'ko',
          'en' | 'es' | 'pt' | 'fr' | 'it' | 'de' | 'ru' | 'zh' | 'ja' | 'ko',
          'en' | 'es' | 'pt' | 'fr' | 'it' | 'de' | 'ru' | 'zh' | 'ja' | 'ko',
          'en' | 'es' | 'pt' | 'fr' | 'it' | 'de' | 'ru' | 'zh' | 'ja' | 'ko'
        ]
      | [
          'en' | 'es' | 'pt' | 'fr' | 'it' | 'de' | 'ru' | 'zh' | 'ja' | 'ko',
          'en' | 'es' | 'pt' | 'fr' | 'it' | 'de' | 'ru' | 'zh' | 'ja' | 'ko',
          'en' | 'es' | 'pt' | 'fr' | 'it' | 'de' | 'ru' | 'zh' | 'ja' | 'ko',
          'en' | 'es' | 'pt' | 'fr' | 'it' | 'de' | 'ru' | 'zh' | 'ja' | 'ko',
          'en' | 'es' | 'pt' | 'fr' | 'it' | 'de' | 'ru' | 'zh' | 'ja' | 'ko',
          'en' | 'es' | 'pt' | 'fr' | 'it' | 'de' | 'ru' | 'zh' | 'ja' | 'ko',
          'en' | 'es' | 'pt' | 'fr' | 'it' | 'de' | 'ru' | 'zh' | 'ja' | 'ko',
          'en' | 'es' | 'pt' | 'fr' | 'it' | 'de' | 'ru' | 'zh' | 'ja' | 'ko'
        ]
      | [
          'en' | 'es' | 'pt' | 'fr' | 'it' | 'de' | 'ru' | 'zh' | 'ja' | 'ko',
          'en' | 'es' | 'pt' | 'fr' | 'it' | 'de' | 'ru' | 'zh' | 'ja' | 'ko',
          'en' | 'es' | 'pt' | 'fr' | 'it' | 'de' | 'ru' | 'zh' | 'ja' | 'ko',
          'en' | 'es' | 'pt' | 'fr' | 'it' | 'de' | 'ru' | 'zh' | 'ja' | 'ko',
          'en' | 'es' | 'pt' | 'fr' | 'it' | 'de' | 'ru' | 'zh' | 'ja' | 'ko',
          'en' | 'es' | 'pt' | 'fr' | 'it' | 'de' | 'ru' | 'zh' | 'ja' | 'ko',
          'en' | 'es' | 'pt' | 'fr' | 'it' | 'de' | 'ru' | 'zh' | 'ja' | 'ko',
          'en' | 'es' | 'pt' | 'fr' | 'it' | 'de' | 'ru' | 'zh' | 'ja' | 'ko',
          'en' | 'es' | 'pt' | 'fr' | 'it' | 'de' | 'ru' | 'zh' | 'ja' | 'ko'
        ]
      | [
          'en' | 'es' | 'pt' | 'fr' | 'it' | 'de' | 'ru' | 'zh' | 'ja' | 'ko',
          'en' | 'es' | 'pt' | 'fr' | 'it' | 'de' | 'ru' | 'zh' | 'ja' | 'ko',
          'en' | 'es' | 'pt' | 'fr' | 'it' | 'de' | 'ru' | 'zh' | 'ja' | 'ko',
          'en' | 'es' | 'pt' | 'fr' | 'it' | 'de' | 'ru' | 'zh' | 'ja' | 'ko',
          'en' | 'es' | 'pt' | 'fr' | 'it' | 'de' | 'ru' | 'zh' | 'ja' | 'ko',
          'en' | 'es' | 'pt' | 'fr' | 'it' | 'de' | 'ru' | 'zh' | 'ja' | 'ko',
          'en' | 'es' | 'pt' | 'fr' | 'it' | 'de' | 'ru' | 'zh' | 'ja' | 'ko',
          'en' | 'es' | 'pt' | 'fr' | 'it' | 'de' | 'ru' | 'zh' | 'ja' | 'ko',
          'en' | 'es' | 'pt' | 'fr' | 'it' | 'de' | 'ru' | 'zh' | 'ja' | 'ko',
          'en' | 'es' | 'pt' | 'fr' | 'it' | 'de' | 'ru' | 'zh' | 'ja' | 'ko'
        ]
    model?: WordingModel
  }
  review?: {
    /**
     * Proposals open at once, the best first; the rest wait as candidates.
     */
    maxOpenProposals?: number
    /**
     * true: a merge by plain git counts only with a decision file; false: merging the proposed bytes unchanged approves them.
     */
    requireDecision?: boolean
    /**
     * Mail addresses of those who may decide, letters of either case; empty: anyone. Where there are any, only they may change this policy and allowed_signers.
     *
     * @maxItems 1000
     */
    reviewers?: string[]
    /**
     * false: whoever proposed or edited something does not count among those who approve it.
     */
    authorMayApprove?: boolean
    /**
     * How many different people must approve the same bytes.
     */
    requiredReviewers?: number
    /**
     * Distinct sessions that must speak for something before it may be approved.
     */
    minSupport?: number
    /**
     * Stricter or other terms for some of what is proposed. Of each key the last rule that has it and means the proposal counts.
     *
     * @maxItems 200
     */
    rules?: ReviewRule[]
    /**
     * What must bear a good signature of a key that allowed_signers on main names: nothing, each decision (in its file, or the commit that made it), or each commit on main that changes what is governed as well. Then changes of this policy and of allowed_signers must bear one too. The keys are those of the first parent's allowed_signers: a commit cannot vouch for itself.
     */
    signed?: 'none' | 'decisions' | 'commits'
  }
  /**
   * What follows from the verdict of the scan of a memory or skill. A scan is evidence for the reviewer, never a proof.
   */
  threats?: {
    /**
     * allow: nothing follows; warn: approving says so; confirm: approving needs the risk to be accepted.
     */
    caution?: 'allow' | 'warn' | 'confirm'
    /**
     * confirm: approving needs the risk to be accepted with a reason, by a person at a terminal; refuse: it cannot be approved.
     */
    dangerous?: 'confirm' | 'refuse'
    /**
     * true: an accepted risk counts once a second person has accepted it too.
     */
    secondReviewer?: boolean
  }
  dataset?: {
    minScore?: number
    /**
     * true: only sessions that a person approved are examples to train on.
     */
    requireApproval?: boolean
    /**
     * Whether the assistant's reasoning is in training data.
     */
    reasoning?: 'leave-out' | 'keep'
    /**
     * keep: all, in one split; collapse: the best alone.
     */
    nearDuplicates?: 'keep' | 'collapse'
    /**
     * Which preferences are exported, beside those that are stated outright.
     */
    preferences?: {
      /**
       * Pairs that a source states, and sessions of one task that people rated differently; true when left out.
       */
      explicit?: boolean
      /**
       * The answers before and after a person's correction; false when left out.
       */
      corrections?: boolean
      /**
       * Sessions of one task, one verifiably succeeded, one failed; false when left out.
       */
      retries?: boolean
    }
    /**
     * refuse: no record whose assistant says what the scan calls dangerous in a skill.
     */
    threats?: 'refuse' | 'allow'
    /**
     * The licence of datasets, as a Hugging Face licence id; empty: none is stated.
     */
    licence?: string
    /**
     * Sessions that must pass the gates before a dataset counts as ready.
     */
    minRecords?: number
    /**
     * Tokens, estimated, that a dataset must have to count as ready.
     */
    minTokens?: number
    /**
     * Shares of the splits of an automatic export, e.g. train=0.8,validation=0.1,test=0.1.
     */
    splits?: string
    /**
     * true: a tick writes the dataset to `out` whenever other sessions pass than the last time. Nothing is trained, and nothing is sent.
     */
    autoExport?: boolean
    /**
     * File that automatic exports write, relative to the project; with several splits each has its name in it.
     */
    out?: string
  }
  /**
   * Which training runs may be planned, and get files: training-plan and training-config refuse others (exit 1), also a plan that was approved before the rule.
   */
  training?: {
    /**
     * Trainers that files may be made for.
     */
    trainers?: ('trl' | 'unsloth' | 'axolotl')[]
    /**
     * Methods that may be used.
     */
    methods?: ('sft' | 'dpo' | 'kto' | 'grpo')[]
    /**
     * Base models that may be trained, as typed; * stands for any part of a name, as in Qwen/*. Empty: any.
     *
     * @maxItems 100
     */
    baseModels?: string[]
    /**
     * What a run may cost by its plan's estimate, in the currency of its price per GPU hour. 0: any. With a limit, a run needs a plan whose estimate has a cost.
     */
    maxCost?: number
  }
  /**
   * How long what nothing in force needs is kept; `maintain` removes it. What is on main and on the ledger is the record and is never removed by age.
   */
  retention?: {
    /**
     * Days after which an object that nothing reaches may be removed. Shorter than the longest command, it could take from one what it is about to commit.
     */
    unreachableDays?: number
    /**
     * Days after which the branch of a proposal that was rejected or revoked is let go, by its last decision or commit; the decision stays. It can't be reopened on this machine then. 0: kept for ever.
     */
    archiveDays?: number
    /**
     * Days after which history that a remote had and rewrote (refs/skillloop/kept) is let go, by its last commit. 0: kept for ever.
     */
    keptDays?: number
  }
  /**
   * Where `apply` puts what is approved when it is not told where, and how much. It writes only when somebody runs it.
   */
  apply?: {
    /**
     * Targets of a plain `apply`, by name or as folders inside the project: `claude`, `agents-md`, `okf:docs/learned`. Places of the user, outside the project, are never written because a policy says so: they are named on the command line.
     *
     * @maxItems 50
     */
    targets?: string[]
    /**
     * true: the target hermes-pending may put approved skills and memories into Hermes' own pending store, to be approved there once more. Nothing else of Hermes is ever written.
     */
    hermesPending?: boolean
    /**
     * Which memories go first where not all fit: scope as the target orders it; support, by doublings of the sessions that speak for it; recency, by the month of its last version; use, by doublings of the sessions that were seen to use it.
     *
     * @minItems 1
     * @maxItems 4
     */
    memoryOrder?:
      | ['scope' | 'support' | 'recency' | 'use']
      | ['scope' | 'support' | 'recency' | 'use', 'scope' | 'support' | 'recency' | 'use']
      | [
          'scope' | 'support' | 'recency' | 'use',
          'scope' | 'support' | 'recency' | 'use',
          'scope' | 'support' | 'recency' | 'use'
        ]
      | [
          'scope' | 'support' | 'recency' | 'use',
          'scope' | 'support' | 'recency' | 'use',
          'scope' | 'support' | 'recency' | 'use',
          'scope' | 'support' | 'recency' | 'use'
        ]
    /**
     * Characters for memories by the target's name, where fewer or more than its own are wanted: {"agents-md": 2000}. A limit that the agent itself sets is never passed.
     */
    limits?: {
      [k: string]: number
    }
  }
  /**
   * How a new version of a skill that is handed out to some first is judged. Evidence may be looked at after every session: the chances hold for all looks together.
   */
  rollout?: {
    /**
     * Where the new version is found to do harm. propose: a tick proposes to go back to the version before; perform: it also ends the rollout at once, so that nobody is dealt the new version any more; off: status says so, and nothing follows.
     */
    guard?: 'propose' | 'perform' | 'off'
    /**
     * How often, at most, a version that is as good may be called harmful.
     */
    alpha?: number
    /**
     * Sessions of known result with the new version before anything is said of it.
     */
    minSessions?: number
    /**
     * How much less often it may work and still be called no worse.
     */
    harmMargin?: number
  }
  /**
   * What was observed stays on this machine unless it is said here where it may go.
   */
  ledger?: {
    /**
     * Where `sync` may push the ledger to and take it from: host and path of a repository whatever the protocol, as in `github.example/team/store`, or the absolute path of a folder. Empty: nowhere.
     *
     * @maxItems 50
     */
    publishTo?: string[]
  }
  hosting?: {
    /**
     * How what was decided here comes to main elsewhere. pull-request: never by a push to main. With push, a main that its host protects is gone about by pull request all the same.
     */
    main?: 'push' | 'pull-request'
  }
  memory?: {
    /**
     * Memory services that approved memories may be looked up in and, where `write` says so, pushed to. None is spoken to but by a command that names it.
     *
     * @maxItems 20
     */
    backends?:
      | []
      | [MemoryBackend]
      | [MemoryBackend, MemoryBackend]
      | [MemoryBackend, MemoryBackend, MemoryBackend]
      | [MemoryBackend, MemoryBackend, MemoryBackend, MemoryBackend]
      | [MemoryBackend, MemoryBackend, MemoryBackend, MemoryBackend, MemoryBackend]
      | [MemoryBackend, MemoryBackend, MemoryBackend, MemoryBackend, MemoryBackend, MemoryBackend]
      | [MemoryBackend, MemoryBackend, MemoryBackend, MemoryBackend, MemoryBackend, MemoryBackend, MemoryBackend]
      | [
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend
        ]
      | [
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend
        ]
      | [
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend
        ]
      | [
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend
        ]
      | [
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend
        ]
      | [
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend
        ]
      | [
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend
        ]
      | [
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend
        ]
      | [
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend
        ]
      | [
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend
        ]
      | [
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend
        ]
      | [
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend
        ]
      | [
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend,
          MemoryBackend
        ]
  }
  /**
   * What agents may do through `skillloop mcp` besides reading.
   */
  mcp?: {
    /**
     * true: an agent may propose memories and changes of skills, for review. `skillloop mcp --allow-propose` allows it for one server.
     */
    propose?: boolean
    /**
     * Proposals of agents that may wait for review at once.
     */
    maxOpen?: number
    /**
     * Proposals of agents that may be made within any hour.
     */
    perHour?: number
  }
  store?: {
    /**
     * Wait until what a ref will point at is on disk before the ref is moved.
     */
    fsync?: boolean
  }
}
export interface ConnectedSource {
  /**
   * As in `skillloop ingest <runtime>`: claude-code, codex, hermes-db …; auto tells each file by its content.
   */
  runtime: string
  /**
   * Files, folders or globs, relative to the project, ~ being the home folder; of hermes-db the one database. The runtime's own place when left out.
   *
   * @minItems 1
   * @maxItems 50
   */
  paths?: [string, ...string[]]
}
export interface DenyRule {
  /**
   * Only sessions of this runtime, as in the paths of traces; a glob.
   */
  runtime?: string
  /**
   * Only sessions of this folder or below: a glob of the working directory, the repository's root or the source file. * stays within a folder, ** does not, ~ is anybody's home; one without a leading slash is looked for at any depth.
   */
  path?: string
  /**
   * Glob of tool names, letters of either case; with * for any characters.
   */
  tool?: string
  drop?: 'result' | 'arguments' | 'both'
  /**
   * Why; for whoever reads the policy later.
   */
  reason: string
}
export interface Allowance {
  /**
   * The whole value, as it is. It is kept in the store for ever: never a secret.
   */
  value?: string
  /**
   * Of the whole value, in RE2 syntax.
   */
  pattern?: string
  /**
   * Only as this kind; as any when left out.
   */
  kind?: string
  /**
   * Why; for whoever reads the policy later.
   */
  reason: string
}
export interface RedactionRule {
  /**
   * Kind of secret, as it will be in marks.
   */
  id: string
  /**
   * In RE2 syntax.
   */
  pattern: string
  /**
   * The pattern is tried only near one of these, in letters of either case; everywhere when left out, which takes longer.
   *
   * @maxItems 50
   */
  keywords?: string[]
  /**
   * The group of the pattern that is the secret; when left out the first that matched something, or the whole match where there is none.
   */
  group?: number
  /**
   * Bits a character that a secret must have more than.
   */
  entropy?: number
  /**
   * Why; for whoever reads the policy later.
   */
  reason?: string
}
export interface SwitchedOff {
  /**
   * Kind of secret, as in marks: github-token of [REDACTED:github-token#1].
   */
  kind: string
  /**
   * Only sessions of this runtime, as in the paths of traces; a glob.
   */
  runtime?: string
  /**
   * Only sessions of this folder or below: a glob of the working directory, the repository's root or the source file. * stays within a folder, ** does not, ~ is anybody's home; one without a leading slash is looked for at any depth.
   */
  path?: string
  /**
   * Why; for whoever reads the policy later.
   */
  reason: string
}
export interface EvaluatorModule {
  /**
   * A folder of the ledger's evaluations: none that an evaluator of SkillLoop has.
   */
  name: string
  /**
   * Path of an ES module on the store's main branch, or else in the project, of one file: `export default { name, version, weights, judge(trace, weights) }`.
   */
  module: string
  /**
   * Where they differ from the module's own.
   */
  weights?: {
    [k: string]: number
  }
  /**
   * What one session may take; 10 when left out.
   */
  seconds?: number
}
export interface ModelJudge {
  /**
   * A folder of the ledger's evaluations: none that an evaluator of SkillLoop has.
   */
  name: string
  /**
   * Base address of an OpenAI-compatible API, to which /chat/completions is added. https, or http on this machine.
   */
  endpoint: string
  model: string
  /**
   * Name of the environment variable that has the key; no key is sent when left out. Never the key.
   */
  keyVariable?: string
  /**
   * Price of a million tokens sent.
   */
  inputUsdPerMillion: number
  /**
   * Price of a million tokens answered.
   */
  outputUsdPerMillion: number
  /**
   * Longer sessions keep their head and tail; 48000 when left out.
   */
  maxInputCharacters?: number
  /**
   * 800 when left out.
   */
  maxOutputTokens?: number
  /**
   * What one answer may take; 60 when left out.
   */
  seconds?: number
  /**
   * For one session, where the endpoint is busy or broken; 3 when left out.
   */
  attempts?: number
}
/**
 * A model that may put the wording of skill drafts in order, for `distill --polish`; each step, command and fact of its answer has to be the draft's, or the answer is dropped. Redacted drafts and quotes are sent to it. None is asked without a budget here, or before `skillloop eval trust wording` on this machine.
 */
export interface WordingModel {
  /**
   * US dollars that wording may ever cost this store, by the costs on the ledger; 0 when left out.
   */
  budget?: number
  /**
   * How the endpoint is spoken to; openai when left out: LiteLLM, vLLM, Ollama and others.
   */
  provider?: 'openai' | 'anthropic'
  /**
   * Base address. When left out the environment tells it: LITELLM_BASE_URL, ANTHROPIC_API_KEY, OPENAI_API_KEY, a running Claude Code session, in this order.
   */
  endpoint?: string
  model?: string
  /**
   * Name of the environment variable that has the key of `endpoint`. Never the key.
   */
  keyVariable?: string
  /**
   * Price of a million tokens sent.
   */
  inputUsdPerMillion?: number
  /**
   * Price of a million tokens answered.
   */
  outputUsdPerMillion?: number
  /**
   * 6000 when left out.
   */
  maxOutputTokens?: number
  /**
   * What one answer may take; 120 when left out.
   */
  seconds?: number
  /**
   * For one draft, where the endpoint is busy or broken; 3 when left out.
   */
  attempts?: number
}
export interface ReviewRule {
  /**
   * Only what is of this kind; of any when left out.
   */
  kind?: 'memory' | 'skill' | 'training-plan'
  /**
   * Only what is at this path on main: a glob such as skills/deploy-*; anywhere when left out.
   */
  path?: string
  /**
   * Who may decide on it.
   *
   * @minItems 1
   * @maxItems 1000
   */
  reviewers?: [string, ...string[]]
  requiredReviewers?: number
  minSupport?: number
  /**
   * Why; for whoever reads the policy later.
   */
  reason?: string
}
export interface MemoryBackend {
  name: string
  /**
   * mem0: the hosted platform's API; mem0-server: the open-source server's; rest: any JSON API, described by `rest`.
   */
  kind: 'mem0' | 'mem0-server' | 'rest'
  /**
   * Base address: https, or http on this machine.
   */
  url: string
  /**
   * Name of the environment variable that has the token; none is sent when left out. Never the token.
   */
  tokenEnv?: string
  /**
   * true: `memory push` may add, change and delete there what is SkillLoop's own; false when left out.
   */
  write?: boolean
  /**
   * Whose memories: for mem0 one or more of user_id, agent_id, app_id, run_id; for rest the names that its templates use.
   */
  scope?: {
    [k: string]: string
  }
  /**
   * Keeps stores apart that share a scope of the service: only memories of the same space are taken for this store's own.
   */
  space?: string
  /**
   * What one answer may take; 30 when left out.
   */
  seconds?: number
  rest?: RestBackend
}
/**
 * How a JSON API is asked. `list` gives all memories of the scope, a page at a time; `search` those that are like {query}, or the list is searched here. In paths and bodies {id}, {text}, {query}, {metadata} and the names of `scope` stand for values; a string that is one of them alone becomes the value itself.
 */
export interface RestBackend {
  /**
   * The header that carries the token; `Authorization: Bearer {token}` when left out.
   */
  auth?: string
  list: RestCall
  search?: RestCall
  add: RestCall
  update: RestCall
  delete: RestCall
  history?: RestCall
  /**
   * Where a memory's parts stand in an item, as JSON pointers (RFC 6901).
   */
  item: {
    id: string
    text: string
    metadata: string
  }
}
export interface RestCall {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /**
   * Below the base address; values are percent-encoded.
   */
  path: string
  /**
   * JSON that is sent.
   */
  body?: {
    [k: string]: unknown
  }
  /**
   * Where the items stand in the answer; the answer itself when left out.
   */
  items?: string
  /**
   * Where the answer says how to go on: a value for {cursor}, none or null on the last page.
   */
  next?: string
}
/**
 * Front matter of proposals/<id>.md. It says what is proposed, on which bytes and from which evidence; whether it is in force is never written here, it follows from which files are on main.
 */
export interface ProposalFrontMatter {
  schemaVersion: 1
  /**
   * First 12 hex digits of SHA-256 over kind and subject: two machines that learn the same make the same proposal.
   */
  id: string
  kind: 'memory' | 'skill' | 'training-plan'
  /**
   * retire: the artifact is taken away; artifact.digest is then that of nothing, and replaces that of what stood there.
   */
  action: 'add' | 'update' | 'retire'
  /**
   * The normalized lesson, the same however it was worded or cased.
   */
  subject: string
  title: string
  artifact: {
    path: string
    /**
     * SHA-256 over the sorted list of the artifact's files and their SHA-256.
     */
    digest: string
    /**
     * SHA-256 over the sorted list of the artifact's files and their SHA-256.
     */
    replaces?: string
  }
  /**
   * stated: a person said it outright; inferred: drawn from what happened; imported: others made it, see source.
   */
  basis: 'stated' | 'inferred' | 'imported'
  source?: ImportSource
  /**
   * Empty only for a training plan, which rests on its dataset, and for what is imported.
   */
  evidence: Evidence[]
  /**
   * Each sentence and command of the artifact that is not SkillLoop's own wording, with whose it is.
   */
  origins?: Origin[]
  /**
   * Decisions on this id that this proposal knows of and comes after, e.g. an earlier rejection.
   */
  after?: string[]
  distiller: {
    name: string
    version: string
  }
}
/**
 * Where something imported is from.
 */
export interface ImportSource {
  /**
   * Host and path of the repository, or the name of the folder.
   */
  address: string
  /**
   * Within it; . for all of it.
   */
  path: string
  commit?: string
  /**
   * SHA-256 over the sorted list of the artifact's files and their SHA-256.
   */
  digest: string
  /**
   * As it is declared there; absent where nothing is.
   */
  license?: string
}
export interface Evidence {
  trace: string
  traceSha256: string
  /**
   * Index of the message in the trace.
   */
  message: number
  /**
   * Index of the tool call in that message.
   */
  call?: number
  quote: string
  /**
   * Who the quoted words are from; web: a page, issue, mail or service of others.
   */
  origin: 'person' | 'assistant' | 'tool' | 'web'
  /**
   * The trace's evaluation when this was proposed, where there was one.
   */
  score?: number
}
export interface Origin {
  /**
   * The sentence or command, cut to 400 characters.
   */
  text: string
  /**
   * Who said or did it, and whose words it repeats: a tool's output or file, or a page, issue, mail or service of others.
   *
   * @minItems 1
   */
  from: [
    'person' | 'assistant' | 'tool' | 'web' | 'imported',
    ...('person' | 'assistant' | 'tool' | 'web' | 'imported')[]
  ]
  /**
   * The tool call in whose result the words had stood before.
   */
  heard?: {
    trace: string
    message: number
    call: number
  }
}
/**
 * That a person had a session's content taken out of the ledger's history, and which commit became which: decisions/ledger/<time>-forget-<id>.json on main, where id is the first 12 hex digits of the SHA-256 of the file. The same commits with the same paths taken out become the same commits on every machine. Never changed, never removed.
 */
export interface Rewrite {
  schemaVersion: 1
  verb: 'forget'
  ref: 'refs/heads/ledger'
  trace: string
  /**
   * SHA-256 of every form in which the session had been stored.
   */
  forms: string[]
  at: string
  by: {
    name: string
    email: string
  }
  reason: string
  /**
   * The ledger's tip before.
   */
  from: string
  /**
   * What became of that commit.
   */
  to: string
  /**
   * What was taken out of every commit, and nothing else was.
   */
  paths: string[]
  /**
   * Each commit that changed, old to new.
   */
  commits: {
    [k: string]: string
  }
}
/**
 * A step of handing a new version of a skill out to some first: decisions/rollout/<time>-<verb>-<id>.json on main, where id is the first 12 hex digits of the SHA-256 of the file. Where a rollout stands follows from its steps; an abort ends it whatever else was said. Never changed, never removed.
 */
export interface RolloutStep {
  schemaVersion: 1
  /**
   * start: begins; set: another share; promote: everybody gets the new version; abort: everybody gets the one before, or none.
   */
  verb: 'start' | 'set' | 'promote' | 'abort'
  /**
   * Its id, the same in all its steps.
   */
  rollout: string
  skill: {
    path: string
    /**
     * The new version, by its bytes.
     */
    digest: string
    /**
     * The version before; absent where there is none.
     */
    previous?: string
  }
  /**
   * Share of sessions or folders that get the new version; of start and set.
   */
  percent?: number
  /**
   * Share that gets none, to compare with; of start and set.
   */
  without?: number
  at: string
  by: {
    name: string
    email: string
  }
  reason?: string
  /**
   * Of an abort by the harm guard: what it rests on.
   */
  guard?: {
    /**
     * What the new version was compared with.
     */
    against: 'previous' | 'none' | 'before'
    /**
     * That it works less often; 1/alpha is enough.
     */
    evidence: number
    alpha: number
    new: Count
    other: Count
  }
}
export interface Count {
  worked: number
  /**
   * Sessions whose result is known.
   */
  known: number
}
/**
 * Report of one command that took something in or changed it: runs/YYYY/MM/<id>.json on the ledger, committed together with what it did.
 */
export interface Run {
  schemaVersion: 1
  /**
   * UTC time and the first 12 hex digits of SHA-256 over the report without its id.
   */
  id: string
  /**
   * e.g. ingest hermes-db
   */
  command: string
  at: string
  /**
   * SkillLoop's version.
   */
  version: string
  counts: {
    [k: string]: number
  }
  /**
   * What models were asked, and what it cost.
   */
  spending?: Spending[]
  controller?: Tick
  /**
   * The first hundred things that were skipped.
   *
   * @maxItems 100
   */
  skipped: {
    where: string
    problem: string
  }[]
}
export interface Spending {
  /**
   * The judge's name; wording for drafts of skills.
   */
  judge: string
  model: string
  /**
   * Host that was asked.
   */
  endpoint: string
  /**
   * The session that was judged.
   */
  trace?: string
  /**
   * The proposal whose draft was worded.
   */
  proposal?: string
  /**
   * The skill whose evals were graded.
   */
  skill?: string
  promptSha256: string
  attempts: number
  inputTokens: number
  outputTokens: number
  usd: number
  /**
   * estimated: an attempt came without a count of tokens; the most that it can have cost is taken.
   */
  basis: 'reported' | 'estimated'
  /**
   * judged: answered with what was asked for; unusable: answered, but not with that; failed: no answer.
   */
  outcome: 'judged' | 'unusable' | 'failed'
}
/**
 * Of a tick of the controller: what each stage came to and what waits for a person. Counts are what changed on the ledger between its begin and its end, also where it was interrupted between.
 */
export interface Tick {
  /**
   * From its begin to its end.
   */
  seconds?: number
  peakMemoryMb?: number
  stages: TickStage[]
  /**
   * Proposals that came to be.
   *
   * @maxItems 100
   */
  proposals: {
    id: string
    kind: 'memory' | 'skill' | 'training-plan'
    title: string
  }[]
  /**
   * What was not proposed, and what it waits for: the first twenty.
   */
  candidates: {
    kind: 'memory' | 'skill'
    title: string
    waitsFor: string
  }[]
  /**
   * What waits for a person.
   */
  waits: {
    pending: number
    disputed: number
    altered: number
    /**
     * The proposal that has waited longest.
     */
    oldest?: string
  }
  /**
   * Whether the sessions that pass are enough for a dataset.
   */
  readiness: {
    ready: boolean
    records: number
    reasons: string[]
  }
}
export interface TickStage {
  name: 'ingest' | 'evaluate' | 'distill' | 'observe' | 'export'
  /**
   * partly: some of its items failed, the others are done.
   */
  outcome: 'done' | 'nothing-new' | 'partly' | 'failed' | 'off'
  seconds?: number
  note?: string
}
/**
 * How an agent did a skill's evals with and without the skill: skill-evals/<skill>/<time>-<id>.json on the ledger, where id is the first 12 hex digits of the SHA-256 of the file. Never changed, never removed. What the agent wrote is not kept, only what the assertions quote of it, redacted.
 */
export interface SkillEval {
  schemaVersion: 1
  skill: string
  /**
   * The skill's bytes that were tried.
   */
  digest: string
  /**
   * The proposal that they are from.
   */
  proposal?: string
  /**
   * The command that ran the agent, redacted.
   */
  runner: string
  /**
   * The most that one run might take.
   */
  seconds: number
  /**
   * Pairs of runs of each case.
   */
  trials: number
  /**
   * The policy's judge that graded assertions in free words; absent where nothing did.
   */
  judge?: string
  /**
   * @minItems 1
   */
  cases: [EvalCase, ...EvalCase[]]
  /**
   * @minItems 1
   */
  pairs: [EvalPair, ...EvalPair[]]
  /**
   * Why the result says less than it seems to.
   */
  doubts: string[]
  at: string
  by: {
    name: string
    email: string
  }
}
export interface EvalCase {
  id: string
  assertions: string[]
}
export interface EvalPair {
  case: string
  trial: number
  with: EvalArm
  without: EvalArm
}
export interface EvalArm {
  ended: 'exited' | 'signal' | 'timed-out' | 'too-much-output' | 'not-started'
  /**
   * Of a run that exited.
   */
  exitCode?: number
  /**
   * How long it took, in milliseconds.
   */
  ms: number
  /**
   * Whether every assertion that was graded holds; absent where none was.
   */
  passed?: boolean
  /**
   * One for each assertion of the case, in its order.
   */
  grades: EvalGrade[]
}
export interface EvalGrade {
  outcome: 'passed' | 'failed' | 'ungraded'
  /**
   * What of the output or of which file shows it, quoted, or why nothing was graded.
   */
  evidence: string
  /**
   * A model's opinion; absent for what was looked up.
   */
  by?: 'judge'
}
/**
 * That a session used a version of a skill, or was dealt one in a rollout: events/YYYY/MM/<time>-<kind>-<id>.json on the ledger, where id is the first 12 hex digits of the SHA-256 of the file. What is found in a stored session depends on nothing else, so that every machine writes the same file. Never changed, never removed.
 */
export interface SkillEvent {
  schemaVersion: 1
  /**
   * skill-use: it loaded or followed the skill; skill-assignment: a rollout dealt it the version that is named, or none.
   */
  kind: 'skill-use' | 'skill-assignment'
  skill: {
    path: string
    /**
     * The version, by its bytes; absent only of an assignment of none.
     */
    digest?: string
  }
  /**
   * runtime: the session's log shows that the agent loaded it; mcp: it was read from SkillLoop's MCP server; conformance: the session did most of its steps in their order; rollout: dealt, whether or not it was then used.
   */
  how: 'runtime' | 'mcp' | 'conformance' | 'rollout'
  /**
   * The session, where it was in the store when this was said. This or session is there.
   */
  trace?: string
  /**
   * The runtime's own id of the session.
   */
  session?: string
  /**
   * The rollout that dealt it.
   */
  rollout?: string
  /**
   * The session's start; where it is not known, the time of this observation.
   */
  at: string
}
/**
 * Front matter of skills/<name>/SKILL.md: the six fields of the Agent Skills specification (agentskills.io) and nothing else; provenance is in metadata as strings.
 */
export interface SkillFrontMatter {
  name: string
  description: string
  license?: string
  compatibility?: string
  metadata?: {
    [k: string]: string
  }
  'allowed-tools'?: string
}
/**
 * store.json in the first commit of main and of the ledger, the same bytes in every store, so that any two can be joined.
 */
export interface StoreMarker {
  format: 'skillloop'
  formatVersion: 1
  branch: 'main' | 'ledger'
}
/**
 * Further evidence for a proposal, from a session that came after it or that it does not quote for its many others: support/<proposal id>/<trace id>.json on the ledger. It moves no branch that is under review.
 */
export interface Support {
  schemaVersion: 1
  proposal: string
  /**
   * @minItems 1
   */
  evidence: [Evidence, ...Evidence[]]
}
/**
 * One session of one agent runtime, normalized and redacted. Stored on the ledger as traces/<runtime>/YYYY/MM/DD/<id>.json, by the UTC date of startedAt, or traces/<runtime>/undated/<first two hex of id>/<id>.json.
 */
export interface Trace {
  schemaVersion: 1
  /**
   * First 20 hex digits of SHA-256 over runtime and native session id, or over runtime and content where a session has no id of its own.
   */
  id: string
  /**
   * The agent runtime that wrote the session, e.g. hermes, generic.
   */
  runtime: string
  adapter: {
    name: string
    version: number
  }
  /**
   * The runtime's own session id.
   */
  nativeId?: string
  title?: string
  model?: string
  /**
   * Where the session took place in the runtime's own words, e.g. cli, telegram, cron, subagent.
   */
  channel?: string
  project?: {
    cwd?: string
    repositoryRoot?: string
    repositoryUrl?: string
    branch?: string
    commit?: string
  }
  /**
   * UTC, milliseconds.
   */
  startedAt?: string
  /**
   * UTC, milliseconds.
   */
  endedAt?: string
  end: {
    /**
     * complete: the assistant had the last word; interrupted: a turn or call was left unanswered; open: the runtime has not ended the session; error: it ended in an error of runtime or model.
     */
    state: 'complete' | 'interrupted' | 'error' | 'open' | 'unknown'
    /**
     * The runtime's own word for why it ended.
     */
    reason?: string
  }
  parent?: {
    nativeId: string
    /**
     * continuation: the same conversation goes on here; branch: forked from the parent; subagent: delegated by the parent; reset: started afresh from it.
     */
    relation: 'continuation' | 'branch' | 'subagent' | 'reset' | 'other'
  }
  messages: Message[]
  /**
   * Tool definitions that the model was given, where the source keeps them.
   */
  tools?: ToolDefinition[]
  usage?: Usage
  cost?: {
    usd: number
    basis: 'actual' | 'estimated'
  }
  /**
   * Verdicts that the source itself carries (reward, resolved, rating); kept apart from SkillLoop's evaluation.
   */
  outcomes?: {
    name: string
    value: number | boolean | string
  }[]
  /**
   * What else the source says of the session and later stages may use, e.g. explicit preference pairs.
   */
  metadata?: {
    [k: string]: unknown
  }
  /**
   * Which bytes this was read from; not part of the content hash, so that a moved file is not a new trace.
   */
  raw: {
    /**
     * File name without its folder: paths differ between machines.
     */
    name: string
    /**
     * Place inside the file, e.g. session 20260810_090000_a1b2c3 or line 4.
     */
    locator?: string
    bytes: number
    sha256: string
  }
  redaction: {
    version: number
    /**
     * SHA-256 of what the policy said on redaction and on dropped tools; absent where it said nothing but the defaults.
     */
    rules?: string
    /**
     * Kind of secret to number of places masked; dropped-result and dropped-arguments: calls of which the policy dropped that.
     */
    marks: {
      [k: string]: number
    }
  }
  /**
   * SHA-256 of the canonical JSON of this trace without raw and sha256.
   */
  sha256: string
}
export interface Message {
  id?: string
  /**
   * tool: only a result whose call is not in the trace; all others are joined to their calls.
   */
  role: 'system' | 'user' | 'assistant' | 'tool'
  /**
   * What was said, as text; parts that are not text appear as [image: image/png] and the like.
   */
  text: string
  reasoning?: string
  /**
   * UTC, milliseconds.
   */
  at?: string
  model?: string
  finishReason?: string
  /**
   * Written by the runtime, not by the person or the model whose role it carries.
   */
  injected?: true
  /**
   * Taken back by the user (rewind, rollback, abandoned branch).
   */
  undone?: true
  /**
   * Real history that the runtime has since summarised away from its context.
   */
  compacted?: true
  /**
   * Context copied from another session.
   */
  copied?: true
  toolCalls?: ToolCall[]
  /**
   * Of a tool message: the call it answered.
   */
  toolCallId?: string
  /**
   * Of a tool message: the tool that answered.
   */
  toolName?: string
  usage?: Usage
}
export interface ToolCall {
  id: string
  name: string
  /**
   * The decoded JSON arguments; the raw text where it is not JSON.
   */
  arguments: {} | unknown[] | string | number | boolean | null
  /**
   * The result as the model saw it, redacted; cut to the policy's size, head and tail kept. Absent when no result is known.
   */
  result?: string
  /**
   * UTF-8 length before the cut; present only where the result was cut.
   */
  resultBytes?: number
  /**
   * Of the redacted result before the cut; present only where the result was cut.
   */
  resultSha256?: string
  /**
   * cancelled: interrupted; rejected: refused by the person; unknown: no result, or one that does not say.
   */
  status: 'success' | 'error' | 'cancelled' | 'rejected' | 'unknown'
  exitCode?: number
  errorType?: string
  /**
   * UTC, milliseconds.
   */
  startedAt?: string
  /**
   * UTC, milliseconds.
   */
  endedAt?: string
  durationMs?: number
}
export interface Usage {
  /**
   * Without what was read from or written to a cache.
   */
  inputTokens?: number
  outputTokens?: number
  cacheReadTokens?: number
  cacheWriteTokens?: number
  reasoningTokens?: number
}
export interface ToolDefinition {
  name: string
  description?: string
  parameters?: {
    [k: string]: unknown
  }
}
/**
 * A training run that is proposed: training/plans/<name>.json, on a branch until a person approves it. Configurations follow from it; nothing is run.
 */
export interface TrainingPlan {
  schemaVersion: 1
  name: string
  trainer: 'trl' | 'unsloth' | 'axolotl'
  method: 'sft' | 'dpo' | 'kto' | 'grpo'
  profile: 'small-gpu' | 'single-gpu' | 'multi-gpu' | 'smoke'
  baseModel: string
  outputDir: string
  dataset: {
    /**
     * Of the manifest on main.
     */
    id: string
    name: string
    kind: string
    manifestSha256: string
    /**
     * Records by split.
     */
    splits: {
      [k: string]: number
    }
  }
  hyperparameters: {
    epochs: number
    /**
     * 0: all epochs.
     */
    maxSteps: number
    learningRate: number
    warmupRatio: number
    weightDecay: number
    batchSize: number
    gradientAccumulation: number
    gpus: number
    /**
     * Tokens after which a row is cut.
     */
    maxLength: number
    loraR: number
    loraAlpha: number
    loraDropout: number
    /**
     * Base weights in 4 bits (QLoRA).
     */
    quantized: boolean
    seed: number
    beta: number
    generations: number
    maxCompletionLength: number
    desirableWeight: number
    undesirableWeight: number
  }
  /**
   * Why a value is what it is, by hyperparameter.
   */
  why: {
    [k: string]: string
  }
  hardware: {
    name: string
    count: number
    memoryGiB: number
    /**
     * Peak of one GPU, dense, 16 bits.
     */
    teraflops: number
    /**
     * Share of the peak that training is assumed to reach.
     */
    utilisation: number
    pricePerGpuHour?: number
  }
  estimate: {
    tokens: number
    steps: number
    memoryGiB?: number
    /**
     * Whether the memory is enough by this estimate.
     */
    fits?: boolean
    hours?: number
    cost?: number
    /**
     * What the figures rest on.
     */
    assumptions: string[]
  }
  /**
   * What may go wrong.
   */
  risks: string[]
  /**
   * How the result is to be judged, before anybody uses it.
   */
  evaluation: string[]
  /**
   * Who has to say yes, to what.
   */
  approvals: string[]
  auto_run: false
  review_required: true
}
/**
 * What came of a run of an approved plan: training/results/<plan's proposal id>/<time>-<id>.json on main, where id is the first 12 hex digits of the SHA-256 of the file. It promotes nothing.
 */
export interface TrainingResult {
  schemaVersion: 1
  plan: string
  /**
   * Of the plan as it stood on main.
   */
  planDigest: string
  at: string
  by: {
    name: string
    email: string
  }
  status: 'finished' | 'failed' | 'stopped'
  metrics: {
    [k: string]: number
  }
  /**
   * What the run made, by its bytes; where it lies is not recorded.
   */
  artifact?: {
    /**
     * SHA-256 over the sorted list of the files and their SHA-256.
     */
    digest: string
    files: {
      [k: string]: string
    }
    bytes: number
  }
  note?: string
}
