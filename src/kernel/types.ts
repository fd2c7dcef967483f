/** The stored formats as types, generated from schemas/, and what the rooms share beside them. */
export type {
  Comment, Condition, ConnectedSource, DatasetManifest, Decision, Evaluation, Evidence, ImportSource, MemoryFrontMatter, Message, Origin, Pointer, Policy, ProposalFrontMatter,
  EvalArm, EvalGrade, EvalPair, EvaluatorModule, ModelJudge, ReviewRule, Rewrite, Run, SkillEval, SkillFrontMatter, Support, Tick, TickStage, ToolCall, ToolDefinition, Trace, TraceEvent, TrainingPlan, TrainingResult, Usage, WordingModel
} from './generated/types.js'
