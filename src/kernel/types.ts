/** The stored formats as types, generated from schemas/, and what the rooms share beside them. */
export type {
  Comment, Condition, ConnectedSource, DatasetManifest, Decision, Evaluation, Evidence, MemoryFrontMatter, Message, Origin, Pointer, Policy, ProposalFrontMatter,
  EvaluatorModule, ModelJudge, ReviewRule, Rewrite, RolloutStep, Run, SkillEvent, SkillFrontMatter, Support, Tick, TickStage, ToolCall, ToolDefinition, Trace, TraceEvent, TrainingPlan, TrainingResult, Usage, WordingModel
} from './generated/types.js'
