import { createPrefilter } from '../../kernel/prefilter.js'
import { addresses, destinations, registrable, type Destination } from '../hosts.js'
import type { Prose } from '../markdown.js'
import { lineAt } from '../text.js'
import { ACTIONS } from './features-actions.js'
import { DECEIT } from './features-deceit.js'
import { FEATURES } from './features.js'
import type { FeatureName, IntentRule } from './rules.js'

/** One sentence of a file with where it stands. */
export interface Sentence {
  text: string
  line: number
  kind: Prose['kind']
  through: readonly string[]
  features: Map<FeatureName, boolean>
  /** Which patterns it could match, by their numbers. */
  may?: Uint8Array
  hosts?: Destination[]
}

const LONGEST = 480
const ENDS = /[.!?;](?=\s)|[。！？；]/g

/** Parts prose into sentences of at most 480 characters. */
export function sentencesOf(prose: Prose): Sentence[] {
  const { text } = prose
  const found: Sentence[] = []
  let from = 0
  const take = (to: number): void => {
    for (let start = from; start < to; start += LONGEST) {
      // A long stretch without an end is read in overlapping pieces.
      const piece = text.slice(start === from ? start : start - 80, Math.min(to, start + LONGEST))
      if (piece.trim().length > 3) found.push({ text: piece.trim().toLowerCase(), line: lineAt(prose, start + Math.max(0, piece.search(/\S/))), kind: prose.kind, through: prose.through, features: new Map() })
    }
    from = to
  }
  for (const { index } of text.matchAll(ENDS)) {
    // Not after "e.g." and its like, nor a list's number.
    if (/(?:\b(?:e\.g|i\.e|etc|vs|cf|no|fig|mr|ms|dr)|(?:^|\s)\d{1,2})$/i.test(text.slice(Math.max(0, index - 6), index))) continue
    take(index + 1)
  }
  take(text.length)
  return found
}

/** What is the same for all sentences of an artifact: how often it names each domain. */
export interface Surroundings { domains: ReadonlyMap<string, number>; name: string }

// Verbs whose order is taken back by a "never" before them.
const TURNED = new Set<FeatureName>(['send', 'put', 'gather', 'destroy', 'write', 'expose', 'alter', 'plant', 'falsify', 'overrideVerb', 'switchOff', 'fetch', 'obey', 'install', 'ask', 'promote', 'paste', 'encrypt', 'mining', 'permissive', 'noAsk', 'claim', 'run', 'elevate', 'remote', 'agentFile', 'favour', 'swindle', 'accept', 'coOwner', 'looseShell', 'inbound', 'livingOrders', 'homeHunt', 'gitForce', 'plainSecret', 'pay', 'misjudge', 'pretend', 'cheatTests', 'scaleFigures', 'ownPrompt', 'keepBusy', 'obeyData', 'theirs', 'highRights', 'copiesItself', 'weakly', 'lie', 'secretly'])
const NOT = /\b(?:never|not|impossible to|don't|don’t|avoid|without|refuse to|instead of|rather than|cannot|can't|won't|shouldn't|mustn't|no|nor|prevents?|prohibits?|forbidden to|must not|isn't|aren't|doesn't)\b(?!\s(?:only|forget|fail|hesitate|just|omit|skip|neglect|miss|matter|need|have|stop|later|until))[^,;:]{0,28}$/

/** Whether the sentence has a feature that is its own. */
function has(sentence: Sentence, name: FeatureName, around: Surroundings): boolean {
  let known = sentence.features.get(name)
  if (known === undefined) {
    known = compute(sentence, name, around)
    sentence.features.set(name, known)
  }
  return known
}

interface Feature { pattern: RegExp; number: number; turned: boolean }

const PATTERNS: ReadonlyMap<string, Feature> = new Map(Object.entries({ ...FEATURES, ...ACTIONS, ...DECEIT })
  .map(([name, pattern], number) => [name, { pattern: new RegExp(pattern.source, 'gu'), number, turned: TURNED.has(name as FeatureName) }]))
const mayMatch = createPrefilter([...PATTERNS.values()].map(({ pattern }) => pattern))
const API_REQUEST = /\b(?:authorization|bearer|x-api-key|api[- ]key (?:in|as|from|via|header)|header|sign(?:ed)? up|dashboard|settings page|console)\b/
const SECURITY_CONTACT = /\b(?:vulnerabilit\w{1,3}|security (?:issue|bug|problem|report|concern)|conduct|abuse|contact|questions?|feedback|support@|maintainers?|issue tracker|bug reports?|report (?:a |any )?(?:bugs?|issues?)|licen[cs]e@|sponsor\w{0,4}|authors?|copyright|this software|permission is hereby|public licen[cs]e|reported by|mailing list|mail-archive)\b/
const CONDITION = /^(?:if|when|whenever|for|should)\b(?!.{0,80}\b(?:no|none|zero|nothing|empty|clean|pass\w{0,3}|fails?|failed|not|valid|succe\w{2,6}|safe|absent|missing|false|without)\b.{0,60},)[^,]{3,90},/

function compute(sentence: Sentence, name: FeatureName, around: Surroundings): boolean {
  const { text } = sentence
  switch (name) {
    case 'outside': return hostsOf(sentence).some(({ kind }) => kind !== 'local')
    case 'outsideUnknown': return hostsOf(sentence).some(isStrange)
    case 'lone': return hostsOf(sentence).some((host) => isStrange(host) && text.slice(host.at - 2, host.at) !== '](' && (around.domains.get(registrable(host.host)) ?? 0) <= 1 && !around.name.includes(registrable(host.host).split('.')[0] ?? ''))
    case 'drop': return hostsOf(sentence).some(({ kind }) => kind === 'drop')
    case 'address': return hostsOf(sentence).some(({ kind }) => kind === 'address')
    case 'mail': return addresses(text).some(({ at, kind }) => text.charAt(at + 1) !== ':' && kind !== 'placeholder' && text.includes('@'))
    case 'hidden': return sentence.kind === 'comment' || sentence.kind === 'hidden'
    case 'apiRequest': return API_REQUEST.test(text)
    case 'unrelatedCondition': return CONDITION.test(text)
    case 'securityContact': return SECURITY_CONTACT.test(text)
  }
  const feature = PATTERNS.get(name)
  if (!feature || !couldMatch(sentence)[feature.number]) return false
  const { pattern, turned } = feature
  pattern.lastIndex = 0
  if (!turned) return pattern.test(text)
  for (let tries = 0, match = pattern.exec(text); match; match = pattern.exec(text)) {
    if (!NOT.test(text.slice(Math.max(0, match.index - 48), match.index))) return true
    if (++tries > 6) return false
    if (match[0] === '') pattern.lastIndex++
  }
  return false
}

function couldMatch(sentence: Sentence): Uint8Array {
  return (sentence.may ??= mayMatch(sentence.text))
}

/** A rule with the numbers of the patterns that it cannot do without. */
interface PreparedRule { rule: IntentRule; needs: readonly number[] }

export function prepareRule(rule: IntentRule): PreparedRule {
  return { rule, needs: rule.all.flatMap((name) => PATTERNS.get(name)?.number ?? []) }
}

/** False where the rule cannot hold for the sentence: most rules, for most sentences, at the cost of a look. */
export function couldHold({ needs }: PreparedRule, sentence: Sentence): boolean {
  const may = couldMatch(sentence)
  for (const need of needs) if (!may[need]) return false
  return true
}

function isStrange({ kind }: Destination): boolean {
  return kind === 'unknown' || kind === 'drop' || kind === 'address'
}

function hostsOf(sentence: Sentence): Destination[] {
  sentence.hosts ??= [...destinations(sentence.text), ...addresses(sentence.text)]
  return sentence.hosts
}

/** Whether a rule holds for the sentence at `index`; neighbours count where they are close by. */
export function holds(rule: IntentRule, sentences: readonly Sentence[], index: number, around: Surroundings): boolean {
  const sentence = sentences[index]
  if (!sentence || !rule.all.every((name) => has(sentence, name, around))) return false
  if (rule.none?.some((name) => has(sentence, name, around))) return false
  if (rule.any && !rule.any.some((name) => has(sentence, name, around))) return false
  if (!rule.near) return true
  const close = [sentence, sentences[index - 1], sentences[index + 1]].filter((one) => one !== undefined && Math.abs(one.line - sentence.line) <= 4 && (one.kind === 'hidden' || one.kind === 'comment') === (sentence.kind === 'hidden' || sentence.kind === 'comment')) as Sentence[]
  return rule.near.some((name) => close.some((one) => has(one, name, around)))
}
