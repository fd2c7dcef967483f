import type { FullPolicy } from '../policy/policy.js'
import { DEFAULT_RULES, withoutPersonal, type RedactionRules } from '../redaction/redaction-rules.js'
import { readNamedFile } from '../store/named-file.js'
import { readPins, writePins } from '../store/pins.js'
import type { Repository } from '../store/repository.js'
import type { Foreign } from './foreign-port.js'

/**
 * What the policy adds to the evaluators. What this machine trusts is kept in Git's own folder: nothing that is
 * cloned, pulled or checked out ever comes to be there.
 */
export async function foreignOf({ evaluation }: FullPolicy, repository: Repository, variable: Foreign['variable']): Promise<Foreign> {
  const sources = new Map<string, string>()
  for (const { name, module } of evaluation.evaluators) {
    const source = await readNamedFile(repository, module)
    if (source !== undefined) sources.set(name, source)
  }
  return {
    sources, variable,
    pins: async () => readPins(repository.gitdir), pin: async (pins) => writePins(repository.gitdir, pins),
    runModule: async (source) => (await import('../judges/run-module.js')).runModule(source),
    askModel: async (question) => (await import('../judges/ask-model.js')).askModel(question)
  }
}

/** The policy's rules on redaction, compiled. What compiles them is loaded only where the policy has any. */
export async function redactionOf({ redaction }: FullPolicy, repository: Repository): Promise<RedactionRules> {
  const { allow, rules, gitleaks, off, personal } = redaction
  if (allow.length + rules.length + off.length + gitleaks.length + Object.keys(personal).length === 0) return DEFAULT_RULES
  const { compileRedactionPolicy } = await import('../redaction/compile-policy.js')
  return compileRedactionPolicy(redaction, { gitleaks: gitleaks === '' ? undefined : await readNamedFile(repository, gitleaks) })
}

/** A file does not tell which sessions it is from: what the policy lets stand in some of them is let stand in files. */
export async function fileRulesOf(full: FullPolicy, redaction: RedactionRules, repository: Repository): Promise<RedactionRules> {
  const { off } = full.redaction
  if (!off.some(({ path, runtime }) => path !== undefined || runtime !== undefined)) return withoutPersonal(redaction)
  return withoutPersonal(await redactionOf({ ...full, redaction: { ...full.redaction, off: off.map(({ kind, reason }) => ({ kind, reason })) } }, repository))
}
