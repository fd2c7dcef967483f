/** The stored formats as types, generated from schemas/, and what the rooms share beside them. */
export type {
  Condition, ConnectedSource, DatasetManifest, Decision, Evaluation, Evidence, MemoryFrontMatter, Message, Origin, Pointer, Policy, ProposalFrontMatter,
  EvaluatorModule, ModelJudge, Run, SkillFrontMatter, Support, Tick, TickStage, ToolCall, ToolDefinition, Trace, TraceEvent, Usage, WordingModel
} from './generated/types.js'
