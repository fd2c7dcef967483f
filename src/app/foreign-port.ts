import type { ModelAnswer, ModelQuestion } from '../judges/ask-model.js'
import type { ModuleSource, RunningModule } from '../judges/run-module.js'

/** What the policy names that is not SkillLoop's own, and the means to use it; compose.ts makes the real one. */
export interface Foreign {
  /** Texts of the modules that the policy names, by evaluator; none for a file that is not there. */
  sources: ReadonlyMap<string, string>
  /** What this machine trusts: a hash by name. */
  pins(): Promise<Record<string, string>>
  pin(pins: Record<string, string>): Promise<void>
  runModule(source: ModuleSource): Promise<RunningModule>
  askModel(question: ModelQuestion): Promise<ModelAnswer>
  /** An environment variable of this process. */
  variable(name: string): string | undefined
}
