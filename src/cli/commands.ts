import type { Command, Group } from './command.js'
import { applyCommand } from './commands/apply.js'
import { benchmarkCommand } from './commands/benchmark.js'
import { checkCommand } from './commands/check.js'
import { controllerCommands } from './commands/controller.js'
import { datasetCommands } from './commands/dataset.js'
import { distillCommand } from './commands/distill.js'
import { doctorCommand } from './commands/doctor.js'
import { evalCommand } from './commands/eval.js'
import { exportCommands } from './commands/export.js'
import { hooksCommands } from './commands/hooks.js'
import { indexCommands } from './commands/index-rebuild.js'
import { ingestCommands } from './commands/ingest.js'
import { initCommand } from './commands/init.js'
import { correctCommand, rateCommand } from './commands/judge.js'
import { logCommand } from './commands/log.js'
import { logsCommand } from './commands/logs.js'
import { loopCommands } from './commands/loop.js'
import { policyCommands } from './commands/policy.js'
import { redactCommand } from './commands/redact.js'
import { reviewCommands } from './commands/review.js'
import { scanCommand } from './commands/scan.js'
import { serviceCommands } from './commands/service.js'
import { setupCommand } from './commands/setup.js'
import { skillsCommands } from './commands/skills.js'
import { sourcesCommand } from './commands/sources.js'
import { statusCommand } from './commands/status.js'
import { tracesCommands } from './commands/traces.js'

/** Every command, in the order of a session's way. To add one: a file in commands/ and a line here. */
export const commands: readonly (Command | Group)[] = [
  setupCommand, initCommand, statusCommand, doctorCommand, sourcesCommand, ingestCommands, tracesCommands, rateCommand, correctCommand, evalCommand, benchmarkCommand, distillCommand, skillsCommands, reviewCommands,
  applyCommand, logCommand, exportCommands, datasetCommands, checkCommand, scanCommand, redactCommand, policyCommands, controllerCommands, loopCommands, serviceCommands, logsCommand, indexCommands, hooksCommands
]
