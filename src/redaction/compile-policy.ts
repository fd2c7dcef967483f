import type { RE2JS } from 're2js'
import { badInput } from '../kernel/errors.js'
import { compileGlob, compileNameGlob } from '../kernel/glob.js'
import { sha256, sha256OfJson } from '../kernel/hash.js'
import type { Policy } from '../kernel/types.js'
import { compileAllowList } from './allow-lists.js'
import { PATTERN_STEPS } from './budget.js'
import { parseGitleaksConfig, type GitleaksConfig } from './gitleaks.js'
import { compileOwnRules, compilePattern, type OwnRule } from './own-rules.js'
import { DEFAULT_PERSONAL, DEFAULT_RULES, personalKinds, type RedactionRules, type Search, type Subject } from './redaction-rules.js'
import type { Finding } from './rule.js'

type RedactionPolicy = NonNullable<Policy['redaction']>

const PLACE = { file: 'policy.json' }

/**
 * What the policy says on redaction, ready for createRedactor() and scanForSecrets(). Equal policies and files have
 * equal hashes; reasons do not count.
 * @param files texts of the files that the policy names
 * @throws SkillLoopError (2) naming the rule that cannot be used, and why
 */
export function compileRedactionPolicy(policy: RedactionPolicy = {}, files: { gitleaks?: string | undefined } = {}): RedactionRules {
  const hash = hashOf(policy, files.gitleaks)
  if (hash === undefined) return DEFAULT_RULES
  if (policy.gitleaks && files.gitleaks === undefined) throw badInput(`the gitleaks configuration ${policy.gitleaks} is not there`, { place: PLACE, expected: 'a file on the store\'s main branch or in the project', fix: 'put it there, or empty redaction.gitleaks in the policy' })
  const gitleaks = policy.gitleaks && files.gitleaks !== undefined ? parseGitleaksConfig(files.gitleaks, policy.gitleaks) : undefined
  const own: OwnRule[] = (policy.rules ?? []).map(({ id, pattern, keywords = [], group, entropy }) => ({ kind: id, pattern, keywords: keywords.map((keyword) => keyword.toLowerCase()), group, entropy }))
  const theirs = gitleaks?.rules ?? []
  const finders = [[own, PLACE] as const, [theirs, { file: policy.gitleaks ?? '' }] as const].filter(([rules]) => rules.length > 0).map(([rules, place]) => compileOwnRules(rules, place))
  const findOwn: Search['findOwn'] = (text, budget, found) => {
    for (const find of finders) find(text, budget, found)
  }
  // A rule without keywords looks at every character, and at that of what is decoded.
  const extraSteps = 2 * PATTERN_STEPS * [...own, ...theirs].filter(({ keywords }) => keywords.length === 0).length
  const personal = personalKinds({ ...DEFAULT_PERSONAL, ...policy.personal })
  const accepting = compileAcceptance(policy, gitleaks)
  return { sha256: hash, search: (subject) => ({ personal, extraSteps, accepts: accepting(subject), ...(finders.length > 0 && { findOwn }) }) }
}

/** SHA-256 of all that changes what is masked; undefined where that is what the defaults say. */
function hashOf({ allow = [], rules = [], gitleaks = '', off = [], personal }: RedactionPolicy, gitleaksText: string | undefined): string | undefined {
  const without = (items: readonly object[]): object[] => items.map((item) => ({ ...item, reason: undefined }))
  const meant = {
    allow: without(allow), rules: without(rules), off: without(off), personal: { ...DEFAULT_PERSONAL, ...personal },
    gitleaks: gitleaks === '' ? '' : sha256(gitleaksText ?? '')
  }
  const hash = sha256OfJson(meant)
  return hash === sha256OfJson({ allow: [], rules: [], off: [], personal: DEFAULT_PERSONAL, gitleaks: '' }) ? undefined : hash
}

/** What is to be masked of what was found, for one subject. */
function compileAcceptance(policy: RedactionPolicy, gitleaks: GitleaksConfig | undefined): (subject: Subject) => NonNullable<Search['accepts']> {
  const values = new Map<string, Set<string | undefined>>()
  for (const { value, kind } of policy.allow ?? []) if (value !== undefined) values.set(value, (values.get(value) ?? new Set()).add(kind))
  const patterns = (policy.allow ?? []).flatMap(({ pattern, kind }, i) => (pattern === undefined ? [] : [{ kind, regex: compilePattern(pattern, `redaction.allow[${i}]`, PLACE) }]))
  const lists = (gitleaks?.allow ?? []).map((list, i) => compileAllowList(list, `the ${i + 1}. allow-list`, { file: policy.gitleaks ?? '' }))
  const switches = (policy.off ?? []).map(({ kind, runtime, path }) => ({ kind, isRuntime: runtime === undefined ? undefined : compileNameGlob(runtime), isPath: path === undefined ? undefined : compileGlob(path) }))
  return ({ runtime, paths = [] }) => {
    const off = new Set(gitleaks?.disabled)
    for (const { kind, isRuntime, isPath } of switches) {
      if ((isRuntime?.(runtime ?? '') ?? true) && (isPath === undefined || paths.some(isPath))) off.add(kind)
    }
    const tests = lists.map((list) => list(paths))
    return (finding, text, budget) => {
      if (off.has(finding.kind)) return false
      const kinds = values.get(finding.secret)
      if (kinds?.has(undefined) || kinds?.has(finding.kind)) return false
      budget.left -= PATTERN_STEPS * (patterns.length + tests.length) * finding.secret.length
      // Without budget the whole text will be masked; looking on would only take longer.
      if (budget.left < 0) return true
      return !isAllowedBy(patterns, finding) && !tests.some((test) => test(finding, text))
    }
  }
}

function isAllowedBy(patterns: readonly { kind: string | undefined; regex: RE2JS }[], { kind, secret }: Finding): boolean {
  return patterns.some((pattern) => (pattern.kind === undefined || pattern.kind === kind) && pattern.regex.matcher(secret).matches())
}
