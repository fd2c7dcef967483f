import { ASSIGNMENT_KEYWORDS, probeAssignment } from './assignments.js'
import { COOKIE_KEYWORDS, probeCookie } from './cookies.js'
import { findInBase64, findInPercentEncoded } from './encoded.js'
import { compileKeywords } from './keywords.js'
import { KUBERNETES_KEYWORDS, probeKubernetesSecret } from './kubernetes.js'
import { findOpaqueValues } from './opaque.js'
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

/** All secrets in a text, in order and apart from one another. */
export function findSecrets(text: string, depth = 0): Finding[] {
  if (text.length < 4) return []
  const found: Finding[] = []
  scanKeywords(text, (keyword, start, end) => {
    for (const probe of probeList[keyword] as Probe[]) probe(text, start, end, found)
  })
  findOpaqueValues(text, found)
  if (depth < DEEPEST) {
    const look = (decoded: string): Finding[] => findSecrets(decoded, depth + 1)
    findInBase64(text, look, found)
    findInPercentEncoded(text, look, found)
  }
  return found.length > 1 ? joinOverlapping(found) : found
}

/** Overlapping findings become one: named after the one that knows the form, else the one that covers most. */
function joinOverlapping(found: Finding[]): Finding[] {
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
