import type { Formats } from '../../src/kernel/validate.js'

const id12 = '0123456789ab', id20 = '0123456789abcdef0123', hex64 = '0'.repeat(64), digest = `sha256:${hex64}`
const at = '2026-08-10T09:00:00.000Z'
const evidence = { trace: id20, traceSha256: hex64, message: 0, quote: 'Never force-push to main.', origin: 'person' } as const

const hyperparameters = { epochs: 1, maxSteps: 0, learningRate: 0.0002, warmupRatio: 0.03, weightDecay: 0, batchSize: 1, gradientAccumulation: 16, gpus: 1, maxLength: 4096, loraR: 16, loraAlpha: 32, loraDropout: 0.05, quantized: false, seed: 42, beta: 0.1, generations: 8, maxCompletionLength: 1024, desirableWeight: 1, undesirableWeight: 1 }

/** The smallest document of each format, and what must not pass for one. */
export const examples: { [N in keyof Formats]: { valid: Formats[N]; invalid: [name: string, change: Record<string, unknown>][] } } = {
  trace: {
    valid: {
      schemaVersion: 1, id: id20, runtime: 'hermes', adapter: { name: 'hermes-db', version: 1 }, end: { state: 'complete' }, raw: { name: 'state.db', bytes: 1, sha256: hex64 },
      messages: [{ role: 'user', text: 'hi' }, { role: 'assistant', text: '', toolCalls: [{ id: 'c1', name: 'terminal', arguments: { command: 'ls' }, result: 'a', status: 'success' }] }],
      redaction: { version: 1, marks: {} }, sha256: hex64
    },
    invalid: [['an id of another length', { id: 'abc' }], ['an unknown role', { messages: [{ role: 'developer', text: '' }] }], ['a local time', { startedAt: '2026-08-10 09:00' }], ['a runtime that escapes its folder', { runtime: '../x' }], ['a mark counted zero', { redaction: { version: 1, marks: { key: 0 } } }]]
  },
  evaluation: {
    valid: { schemaVersion: 1, traceId: id20, traceSha256: hex64, evaluator: { name: 'rubric', version: '1.0.0', configSha256: hex64 }, score: 80, label: 'success', confidence: 0.5, tags: ['tests-pass'], points: [{ rule: 'base', points: 50, note: 'base' }], claims: [{ kind: 'done', quote: 'Done.', at: { message: 1 }, verdict: 'unsupported' }], doubts: [] },
    invalid: [['a score above 100', { score: 101 }], ['a score with decimals', { score: 0.5 }], ['an unknown label', { label: 'good' }], ['an evaluator whose name is a path', { evaluator: { name: 'a/b', version: '1.0.0', configSha256: hex64 } }]]
  },
  proposal: {
    valid: { schemaVersion: 1, id: id12, kind: 'memory', action: 'add', subject: 'never force-push main', title: 'Never force-push to main', artifact: { path: 'memory/procedural/never-force-push.md', digest }, basis: 'stated', evidence: [evidence], distiller: { name: 'rules', version: '1.0.0' } },
    invalid: [['no evidence', { evidence: [] }], ['a plan where memories are', { kind: 'training-plan', evidence: [] }], ['a memory among the plans', { artifact: { path: 'training/plans/x.json', digest } }], ['a path outside', { artifact: { path: 'memory/../policy.json', digest } }], ['a path into a skill', { artifact: { path: 'skills/a/SKILL.md', digest } }], ['a status', { status: 'approved' }], ['a bare digest', { artifact: { path: 'skills/a', digest: hex64 } }]]
  },
  support: {
    valid: { schemaVersion: 1, proposal: id12, evidence: [{ ...evidence, call: 0, score: 70 }] },
    invalid: [['no evidence', { evidence: [] }], ['evidence from nowhere', { evidence: [{ ...evidence, origin: 'nowhere' }] }]]
  },
  decision: {
    valid: { schemaVersion: 1, proposal: id12, verb: 'approve', at, by: { name: 'Ada', email: 'ada@example.org' }, artifact: { path: 'skills/release', digest }, after: [] },
    invalid: [['an unknown verb', { verb: 'merge' }], ['nobody', { by: { name: '', email: '' } }], ['an id that is none', { after: ['x'] }], ['a time without milliseconds', { at: '2026-08-10T09:00:00Z' }]]
  },
  memory: {
    valid: { schemaVersion: 1, type: 'procedural', scope: 'project', project: 'shop', subject: 'never force-push main', proposal: id12 },
    invalid: [['an unknown type', { type: 'working' }], ['an unknown scope', { scope: 'world' }]]
  },
  skill: {
    valid: { name: 'release-a-version', description: 'Releases a version. Use when asked to release.', metadata: { proposal: id12 } },
    invalid: [['capitals', { name: 'Release' }], ['a double hyphen', { name: 'a--b' }], ['an edge hyphen', { name: '-a' }], ['markup in the description', { description: '<b>' }], ['a description too long', { description: 'x'.repeat(1025) }], ['metadata that is no text', { metadata: { version: 1 } }]]
  },
  policy: {
    valid: { schemaVersion: 1, dataset: { minScore: 80 } },
    invalid: [['a score beyond 100', { dataset: { minScore: 101 } }], ['an unknown key', { review: { autoApprove: true } }], ['an unknown kind', { distillation: { kinds: ['weights'] } }], ['a review rule that says nothing', { review: { rules: [{}] } }], ['a review rule without reviewers', { review: { rules: [{ reviewers: [] }] } }]]
  },
  'dataset-manifest': {
    valid: {
      schemaVersion: 1, id: '0123456789abcdef', name: 'sft', kind: 'sft', createdAt: at, generator: { version: '0.1.0', recordVersion: 1 }, options: { evaluator: 'rubric', minScore: 70, splits: { train: 1 } }, ledgerCommit: '0'.repeat(40), policySha256: hex64,
      files: [{ name: 'sft.jsonl', split: 'train', sha256: hex64, bytes: 10, records: 1, tokens: { method: 'characters/4', total: 3, min: 3, mean: 3, max: 3 } }],
      records: [{ split: 'train', trace: id20, traceSha256: hex64, score: 80, evaluatorVersion: '1.0.0', group: id20, sha256: hex64 }], excluded: { 'not evaluated': 1 }
    },
    invalid: [['a name that is a path', { name: '../x' }], ['a share of nothing', { options: { evaluator: 'rubric', minScore: 70, splits: { train: 0 } } }], ['an unknown kind', { kind: 'poetry' }], ['a reason that excluded nothing', { excluded: { stale: 0 } }]]
  },
  run: {
    valid: { schemaVersion: 1, id: `20260810t090000000z-${id12}`, command: 'ingest generic', at, version: '0.1.0', counts: { ingested: 1 }, skipped: [{ where: 'a.jsonl:3', problem: 'not JSON' }] },
    invalid: [['a negative count', { counts: { ingested: -1 } }], ['101 skipped things', { skipped: Array(101).fill({ where: 'a', problem: 'b' }) }], ['a tick without its stages', { controller: { waits: { pending: 0, disputed: 0, altered: 0 } } }]]
  },
  comment: {
    valid: { schemaVersion: 1, proposal: id12, text: 'Why not for every branch?', head: '0'.repeat(40), at, by: { name: 'Ada', email: 'ada@example.org' } },
    invalid: [['no words', { text: '' }], ['a head that is no commit', { head: 'main' }], ['nobody', { by: { name: '', email: '' } }], ['a verdict', { verb: 'approve' }]]
  },
  rollout: {
    valid: { schemaVersion: 1, verb: 'start', rollout: id12, skill: { path: 'skills/release', digest, previous: digest }, percent: 10, without: 0, at, by: { name: 'Ada', email: 'ada@example.org' } },
    invalid: [['a share above all', { percent: 101 }], ['a memory', { skill: { path: 'memory/semantic/x.md', digest } }], ['an unknown verb', { verb: 'pause' }]]
  },
  'skill-event': {
    valid: { schemaVersion: 1, kind: 'skill-use', skill: { path: 'skills/release', digest }, how: 'runtime', trace: id20, at },
    invalid: [['a file of a skill', { skill: { path: 'skills/release/SKILL.md', digest } }], ['a way of knowing that there is not', { how: 'guess' }]]
  },
  'skill-eval': {
    valid: {
      schemaVersion: 1, skill: 'deploy', digest, proposal: id12, runner: 'claude -p', seconds: 600, trials: 1, cases: [{ id: '1', assertions: ['exit code: 0'] }],
      pairs: [{ case: '1', trial: 1, with: { ended: 'exited', exitCode: 0, ms: 12, passed: true, grades: [{ outcome: 'passed', evidence: 'it exited with 0' }] }, without: { ended: 'timed-out', ms: 600_000, grades: [] } }],
      doubts: ['a small sample: 1 pair of runs'], at, by: { name: 'Ada', email: 'ada@example.org' }
    },
    invalid: [['no pairs', { pairs: [] }], ['no case', { cases: [] }], ['no trials', { trials: 0 }], ['a name that is a path', { skill: '../deploy' }], ['nobody', { by: { name: '', email: '' } }]]
  },
  event: {
    valid: { schemaVersion: 1, kind: 'rating', trace: id20, traceSha256: hex64, rating: 4, note: 'quick', at, by: { name: 'Ada', email: 'ada@example.org' } },
    invalid: [['six stars', { rating: 6 }], ['an unknown kind', { kind: 'applause' }], ['nobody', { by: { name: '', email: '' } }], ['a message before the first', { message: -1 }], ['an example of no kind', { kind: 'example', example: 'fair' }], ['reasons that say nothing', { kind: 'example', why: {} }], ['a reason that is not asked for', { kind: 'example', why: { mood: 'good' } }]]
  },
  rewrite: {
    valid: { schemaVersion: 1, verb: 'forget', ref: 'refs/heads/ledger', trace: id20, forms: [hex64], at, by: { name: 'Ada', email: 'ada@example.org' }, reason: 'asked for', from: '0'.repeat(40), to: '1'.repeat(40), paths: [`traces/pi/undated/01/${id20}.json`], commits: { ['0'.repeat(40)]: '1'.repeat(40) } },
    invalid: [['no reason', { reason: '' }], ['another branch', { ref: 'refs/heads/main' }], ['a commit that became nothing', { commits: { ['0'.repeat(40)]: '' } }], ['another verb', { verb: 'rebase' }]]
  },
  condition: {
    valid: { score_gte: 70 },
    invalid: [['a score beyond 100', { score_gte: 101 }], ['an unknown label', { labels: ['great'] }], ['no way of several', { any: [] }], ['an unknown key further down', { not: { score: 3 } }], ['no tries', { max_iterations: 0 }]]
  },
  store: {
    valid: { format: 'skillloop', formatVersion: 1, branch: 'main' },
    invalid: [['a later version', { formatVersion: 2 }], ['another branch', { branch: 'dev' }]]
  },
  'training-plan': {
    valid: { schemaVersion: 1, name: 'sft-qwen', trainer: 'trl', method: 'sft', profile: 'single-gpu', baseModel: 'Qwen/Qwen3-0.6B', outputDir: 'out', dataset: { id: '0123456789abcdef', name: 'sft', kind: 'sft', manifestSha256: hex64, splits: { train: 3 } }, hyperparameters, why: {}, hardware: { name: 'NVIDIA L4', count: 1, memoryGiB: 24, teraflops: 121, utilisation: 0.3 }, estimate: { tokens: 10, steps: 1, assumptions: [] }, risks: [], evaluation: [], approvals: [], auto_run: false, review_required: true },
    invalid: [['one that runs by itself', { auto_run: true }], ['one without a review', { review_required: false }], ['an unknown trainer', { trainer: 'mine' }], ['a setting of nobody\'s', { hyperparameters: { ...hyperparameters, exec: 'x' } }], ['a name that is a path', { name: '../x' }]]
  },
  'training-result': {
    valid: { schemaVersion: 1, plan: id12, planDigest: digest, at, by: { name: 'Ada', email: '' }, status: 'finished', metrics: { eval_loss: 0.8 }, artifact: { digest, files: { 'adapter_model.safetensors': hex64 }, bytes: 1 } },
    invalid: [['a promotion', { promoted: true }], ['a figure that is none', { metrics: { loss: 'low' } }], ['nobody', { by: { name: '', email: '' } }]]
  }
}
