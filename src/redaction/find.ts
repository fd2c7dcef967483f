import { ASSIGNMENT_KEYWORDS, probeAssignment } from './assignments.js'
import { PROBE_STEPS, type Budget } from './budget.js'
import { COOKIE_KEYWORDS, probeCookie } from './cookies.js'
import { findInBase64, findInPercentEncoded } from './encoded.js'
import { compileKeywords } from '../kernel/keywords.js'
import { KUBERNETES_KEYWORDS, probeKubernetesSecret } from './kubernetes.js'
import { findOpaqueValues } from './opaque.js'
import { findPersonal } from './personal/personal.js'
import type { Search } from './redaction-rules.js'
import { compileRule, type Finding, type Probe } from './rule.js'
import { RULES } from './rules/index.js'

/** How many encodings inside one another are looked through. */
const DEEPEST = 3

const probes = new Map<string, Probe[]>()
function onKeywords(keywords: readonly string[], probe: Probe): void {
  for (const keyword of keywords) probes.set(keyword, [...(probes.get(keyword) ?? []), probe])
}
for (const rule of RULES) onKeywords(rule.keywords, compileRule(rule))
onKeywords(ASSIGNMENT_KEYWORDS, probeAssignment)
onKeywords(COOKIE_KEYWORDS, probeCookie)
onKeywords(KUBERNETES_KEYWORDS, probeKubernetesSecret)

const keywordList = [...probes.keys()]
const probeList = [...probes.values()]
const scanKeywords = compileKeywords(keywordList)

/**
 * All secrets in a text, in order and apart from one another; also personal data, as far as it is asked for.
 * @param budget what is left of it tells whether the text could be searched to its end
 */
export function findSecrets(text: string, search: Search, budget: Budget, depth = 0): Finding[] {
  if (text.length < 4) return []
  const found: Finding[] = []
  scanKeywords(text, (keyword, start, end) => {
    for (const probe of probeList[keyword] as Probe[]) {
      budget.left -= PROBE_STEPS
      if (budget.left >= 0) probe(text, start, end, found)
    }
  })
  findOpaqueValues(text, found)
  search.findOwn?.(text, budget, found)
  if (depth < DEEPEST) {
    const look = (decoded: string, within: Search): Finding[] => {
      budget.left -= decoded.length
      return budget.left < 0 ? [] : findSecrets(decoded, within, budget, depth + 1)
    }
    // A run of base64 is masked whole: too much for an address somewhere in it.
    findInBase64(text, (decoded) => look(decoded, search.personal.size > 0 ? { ...search, personal: NOTHING } : search), found)
    findInPercentEncoded(text, (decoded) => look(decoded, search), found)
  }
  const accepted = (list: Finding[]): Finding[] => (search.accepts ? list.filter((finding) => search.accepts?.(finding, text, budget) ?? true) : list)
  const secrets = joinOverlapping(accepted(found))
  const personal = search.personal.size > 0 ? joinOverlapping(accepted(findPersonal(text, search.personal))) : []
  return personal.length > 0 ? withoutOverlap(secrets, personal) : secrets
}

/** What is part of a secret is no address: it goes with the secret, or is looked at again once that is masked. */
function withoutOverlap(secrets: Finding[], personal: Finding[]): Finding[] {
  let next = 0
  const apart = personal.filter(({ start, end }) => {
    while (next < secrets.length && (secrets[next] as Finding).end <= start) next++
    return (secrets[next]?.start ?? Infinity) >= end
  })
  return [...secrets, ...apart].sort((a, b) => a.start - b.start)
}

const NOTHING: Search['personal'] = new Set()

/** Overlapping findings become one: named after the one that knows the form, else the one that covers most. */
function joinOverlapping(found: Finding[]): Finding[] {
  if (found.length < 2) return found
  const joined: Finding[] = []
  for (const finding of found.sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = joined.at(-1)
    if (!last || finding.start >= last.end) joined.push({ ...finding })
    else {
      if (last.generic && !finding.generic) Object.assign(last, { kind: finding.kind, secret: finding.secret, generic: false })
      last.end = Math.max(last.end, finding.end)
    }
  }
  return joined
}
