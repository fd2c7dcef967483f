import type { Command, Group } from './command.js'

/** A command as the list of all shows it; the rest is loaded when it is named. */
export interface Listed {
  name: string
  describe: string
  load(): Promise<Command | Group>
}

/** Every command, in the order of a session's way. To add one: a file in commands/ and a line here that says the same name and description. */
export const commands: readonly Listed[] = [
  { name: 'setup', describe: 'connect the agents on this machine: from nothing to the first proposals', load: async () => (await import('./commands/setup.js')).setupCommand },
  { name: 'init', describe: 'make .skillloop, a Git repository for what agents learn here', load: async () => (await import('./commands/init.js')).initCommand },
  { name: 'status', describe: 'where the store stands, and what to do next', load: async () => (await import('./commands/status.js')).statusCommand },
  { name: 'doctor', describe: 'what is wrong with the store, its sources and this machine, each with its remedy', load: async () => (await import('./commands/doctor.js')).doctorCommand },
  { name: 'sources', describe: 'agent runtimes on this machine, with sessions that were not taken in yet', load: async () => (await import('./commands/sources.js')).sourcesCommand },
  { name: 'ingest', describe: 'take in sessions, redacted, without writing to where they come from', load: async () => (await import('./commands/ingest.js')).ingestCommands },
  { name: 'traces', describe: 'sessions as they are stored', load: async () => (await import('./commands/traces.js')).tracesCommands },
  { name: 'rate <trace> <verdict>', describe: 'say how good a session was: good, bad, or 1 to 5', load: async () => (await import('./commands/judge.js')).rateCommand },
  { name: 'correct <trace>', describe: 'say that a message of a session was wrong', load: async () => (await import('./commands/judge.js')).correctCommand },
  { name: 'eval [id]', describe: 'judge sessions on what was observed in them', load: async () => (await import('./commands/eval.js')).evalCommand },
  { name: 'benchmark', describe: 'replay evaluators over the stored sessions and compare them', load: async () => (await import('./commands/benchmark.js')).benchmarkCommand },
  { name: 'distill [id]', describe: 'propose memories and skills, each on a branch', load: async () => (await import('./commands/distill.js')).distillCommand },
  { name: 'skills', describe: 'the skills in force, their versions and how they came to be', load: async () => (await import('./commands/skills.js')).skillsCommands },
  { name: 'memory', describe: 'the memories in force, their versions and how they came to be', load: async () => (await import('./commands/memory.js')).memoryCommands },
  { name: 'review', describe: 'look at proposals and decide, here or by git merge', load: async () => (await import('./commands/review.js')).reviewCommands },
  { name: 'rollback <name>', describe: 'put an earlier version of a skill or memory back, at once and on record', load: async () => (await import('./commands/rollback.js')).rollbackCommand },
  { name: 'rollout', describe: 'hand a new version of a skill to some first, and watch it', load: async () => (await import('./commands/rollout.js')).rolloutCommands },
  { name: 'why <place>', describe: 'who taught it this: from a line of a memory or skill to proposal, decision, evaluation, session and message', load: async () => (await import('./commands/why.js')).whyCommand },
  { name: 'impact <id>', describe: 'everything that came from a session or a proposal: memories, skills, folders, datasets', load: async () => (await import('./commands/impact.js')).impactCommand },
  { name: 'quarantine [trace]', describe: 'take a poisoned or private session out of every use, and open proposals to retire what came from it', load: async () => (await import('./commands/quarantine.js')).quarantineCommand },
  { name: 'forget <trace>', describe: 'take a session\'s content out of the ledger\'s history; what else carries it is named', load: async () => (await import('./commands/forget.js')).forgetCommand },
  { name: 'remote', describe: 'repositories elsewhere', load: async () => (await import('./commands/remote.js')).remoteCommands },
  { name: 'sync [remote]', describe: 'fetch what was decided elsewhere, merge it, and push what was decided here', load: async () => (await import('./commands/sync.js')).syncCommand },
  { name: 'github', describe: 'reviews and checks on GitHub', load: async () => (await import('./commands/github.js')).githubCommands },
  { name: 'apply', describe: 'put what is approved where agents read it, and take out of there what no longer is', load: async () => (await import('./commands/apply.js')).applyCommand },
  { name: 'adopt <name>', describe: 'propose what somebody changed in a skill or memory where it was applied', load: async () => (await import('./commands/adopt.js')).adoptCommand },
  { name: 'unapply', describe: 'take out of targets what apply put there; what is approved stays approved', load: async () => (await import('./commands/unapply.js')).unapplyCommand },
  { name: 'log', describe: 'the story of main: what was learned, when, and who said yes', load: async () => (await import('./commands/log.js')).logCommand },
  { name: 'export', describe: 'training data from sessions that pass the gates, approved knowledge, and scores', load: async () => (await import('./commands/export.js')).exportCommands },
  { name: 'dataset', describe: 'datasets by their manifests', load: async () => (await import('./commands/dataset.js')).datasetCommands },
  { name: 'compress <trace>', describe: 'a session as an export within a token budget would have it', load: async () => (await import('./commands/compress.js')).compressCommand },
  { name: 'training-plan <trainer>', describe: 'propose a training run, with what it takes and risks, on a branch for review', load: async () => (await import('./commands/training.js')).trainingPlanCommand },
  { name: 'training-config [trainer]', describe: 'files for a trainer, with the exact command; nothing is run', load: async () => (await import('./commands/training.js')).trainingConfigCommand },
  { name: 'training-result <plan>', describe: 'record what came of a run against its plan; it promotes nothing', load: async () => (await import('./commands/training.js')).trainingResultCommand },
  { name: 'check', describe: 'every stored file against its schema, hashes and references', load: async () => (await import('./commands/check.js')).checkCommand },
  { name: 'audit', describe: 'proves from the history that nothing was learned without a person\'s yes, or names the commits', load: async () => (await import('./commands/audit.js')).auditCommand },
  { name: 'scan [target]', describe: 'look for secrets, and for what a memory or skill must not contain', load: async () => (await import('./commands/scan.js')).scanCommand },
  { name: 'redact', describe: 'mask again what an older redactor, or another policy, let through', load: async () => (await import('./commands/redact.js')).redactCommand },
  { name: 'policy', describe: 'the rules of the store', load: async () => (await import('./commands/policy.js')).policyCommands },
  { name: 'report', describe: 'what came of it all', load: async () => (await import('./commands/report.js')).reportCommands },
  { name: 'controller', describe: 'what turns new sessions into proposals, up to the gate', load: async () => (await import('./commands/controller.js')).controllerCommands },
  { name: 'loop', describe: 'ticks again and again: until a condition holds, or every hour, day or week', load: async () => (await import('./commands/loop.js')).loopCommands },
  { name: 'watch', describe: 'follow the connected sources, and tick when sessions end; until Ctrl-C', load: async () => (await import('./commands/watch.js')).watchCommand },
  { name: 'service', describe: 'let the machine run ticks by itself', load: async () => (await import('./commands/service.js')).serviceCommands },
  { name: 'logs', describe: 'what ticks of the service said, the newest last', load: async () => (await import('./commands/logs.js')).logsCommand },
  { name: 'import', describe: 'take over what another system learned', load: async () => (await import('./commands/import.js')).importCommands },
  { name: 'maintain', describe: 'keep the store quick and small: join packs, remove what nothing reaches and what the policy keeps no longer', load: async () => (await import('./commands/maintain.js')).maintainCommand },
  { name: 'migrate', describe: 'bring a store of an older SkillLoop to the present format, in commits that can be reverted', load: async () => (await import('./commands/migrate.js')).migrateCommand },
  { name: 'index', describe: 'the SQLite index, which is derived and disposable', load: async () => (await import('./commands/index-rebuild.js')).indexCommands },
  { name: 'hooks', describe: 'let a runtime tell SkillLoop when a session is over', load: async () => (await import('./commands/hooks.js')).hooksCommands },
  { name: 'mcp', describe: 'serve approved skills and memories to an agent, over standard input and output (Model Context Protocol)', load: async () => (await import('./commands/mcp.js')).mcpCommand }
]
