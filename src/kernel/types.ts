/** The stored formats as types, generated from schemas/, and what the rooms share beside them. */
export type {
  Comment, Condition, ConnectedSource, DatasetManifest, Decision, Evaluation, Evidence, ImportSource, MemoryFrontMatter, Message, Origin, Pointer, Policy, ProposalFrontMatter,
  EvalArm, EvalGrade, EvalPair, EvaluatorModule, MemoryBackend, ModelJudge, RestBackend, RestCall, ReviewRule, Rewrite, RolloutStep, Run, SkillEval, SkillEvent, SkillFrontMatter, Support, Tick, TickStage, ToolCall, ToolDefinition, Trace, TraceEvent, TrainingPlan, TrainingResult, Usage, WordingModel
} from './generated/types.js'
