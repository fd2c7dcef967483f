import type { Evaluation } from '../../kernel/types.js'

/** How much each part weighs of what there is to learn from a session; together 1. */
export type LearningWeights = Readonly<Record<NonNullable<Evaluation['learning']>['parts'][number]['part'], number>>

export const learningWeights: LearningWeights = { succeeded: 0.4, tools: 0.2, recovered: 0.2, general: 0.2 }
