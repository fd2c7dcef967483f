import { CUE_MEANINGS, type CompiledLanguage, type CueGroup } from './cues.js'
import { languageOf, plainText } from './languages/index.js'

/** How a sentence was judged. */
export interface Score {
  /** The sum of what speaks for and against; a lesson from THRESHOLD up. */
  total: number
  groups: ReadonlySet<CueGroup>
  signals: string[]
  language: CompiledLanguage
}

/** What the sentence's surroundings add. */
export interface Context {
  /** The turn corrects the agent. */
  correction?: boolean
  /** The sentence stands in a list under a header that announces rules. */
  rules?: boolean
  /** The message answers a question that the agent asked. */
  answers?: boolean
  /** Length of the person's own words in the message: long ones are mostly documents. */
  length?: number
}

/** From here up a sentence is taken for a lesson. */
export const THRESHOLD = 0.5

// Any of these makes an order one for always, so that the order itself no longer speaks against it.
const LASTING: readonly CueGroup[] = ['durable', 'never', 'always', 'stop', 'prefer', 'remember', 'declared', 'plural-rule', 'condition-first']
// These strengthen other cues; alone, even several of them say little.
const SUPPORTING: ReadonlySet<CueGroup> = new Set(['generality', 'contrast', 'must', 'reason'])
// With any of these, a place or name in the sentence is what the sentence is about.
const PLACED: readonly CueGroup[] = ['fact', 'convention', 'change', 'exists', 'requirement']
// What "everywhere" makes a rule of.
const ORDERS: readonly CueGroup[] = ['must', 'prohibition', 'convention', 'practice', 'style-order', 'contrast']
// What is chosen when asked holds for what was asked; what is said for always does not.
const CHOICES: ReadonlySet<CueGroup> = new Set(['prefer', 'would-prefer', 'wish', 'style-order'])
const LASTING_ANSWER: ReadonlySet<CueGroup> = new Set(['durable', 'never', 'always', 'remember', 'generality', 'reason', 'everywhere', 'conduct'])
const LATIN = /^(?:en|es|pt|fr|it|de)$/

/** Weighs the cues of one sentence; code and quoted words in it count for nothing. */
export function scoreSentence(sentence: string, context: Context = {}): Score {
  const masked = codeMasked(sentence)
  const plain = plainText(masked)
  const language = languageOf(plain)
  const groups = new Set<CueGroup>()
  const may = language.mayHold(plain)
  language.groups.forEach(([group, pattern], i) => { if (may[i] && pattern.test(plain)) groups.add(group) })
  // "Drafts until CI is green": the state is the rule's condition.
  if (groups.has('complaint') && RULED.some((group) => groups.has(group)) && language.groups.every(([group, pattern]) => group !== 'complaint' || !pattern.test(plain.replace(CONCEDED, '').replaceAll(SUBORDINATE, ' ')))) groups.delete('complaint')
  const dated = groups.has('change') && groups.has('past-time')
  if (/[?？]["')\]]?$/.test(plain)) groups.add('question')
  if (/[\u{1f600}-\u{1f606}\u{1f609}\u{1f61c}-\u{1f61d}\u{1f923}]/u.test(plain)) groups.add('joke')
  reconcile(groups)
  if (context.rules) groups.delete('task')

  let total = 0
  const signals: string[] = []
  const count = (weight: number, says: string): void => {
    total += weight
    if (weight !== 0) signals.push(`${says} (${weight > 0 ? '+' : '−'}${Math.abs(weight)})`)
  }
  for (const group of groups) count(CUE_MEANINGS[group].weight, CUE_MEANINGS[group].says)
  if (groups.has('everywhere') && ORDERS.some((group) => groups.has(group))) count(0.3, 'an obligation everywhere')
  if (dated) count(0.2, 'says since when')
  if (groups.has('fact') && groups.has('must') && groups.size === 2) count(-0.1, 'may be what is to be built')
  if (groups.has('condition') && groups.has('task')) count(0.55, 'an order for every time this comes up')
  if (!context.rules && total > 0 && ![...groups].some((group) => CUE_MEANINGS[group].weight > 0 && !isWeak(group, groups))) count(-0.2, 'nothing but weak signs')
  // Where something is found is what later sessions look up.
  if (PLACED.some((group) => groups.has(group)) && (/xcodex|\bhttps?:|(?<![\w.-])[\w.-]+\/[\w./-]+|:\d{2,5}\b|\b\d{4,5}\b|\bv?\d+\.\d+|(?:node|python|java|go|ruby|php|rust|postgres|mysql|ubuntu|version|bun|deno|redis) ?v?\d|(?:called|named) [\w-]+|\b(?:utc|gmt)\b/.test(plain) || /[A-Z]{2}_[A-Z]/.test(masked))) count(0.25, 'names a place, port, version or command')
  // What somebody wants instead, this once, corrects nothing that lasts.
  if (context.correction && [...groups].some((group) => group !== 'wish' && group !== 'would-prefer' && CUE_MEANINGS[group].weight > 0)) count(0.25, 'part of a correction')
  if (context.answers && ![...groups].some((group) => LASTING_ANSWER.has(group)) && [...groups].some((group) => CHOICES.has(group))) count(-0.25, 'answers what the agent asked')
  if (context.rules) count(0.5, 'stands in a list of rules')
  if (context.length !== undefined && context.length > 1500) count(context.length > 4000 ? -0.3 : -0.15, 'part of a very long message')
  if (plain.length > 280) count(-0.2, 'a long sentence')
  if (isTooShort(plain, language)) count(-1, 'too short to stand alone')
  return { total: Math.round(total * 100) / 100, groups, signals, language }
}

// "When you do this, that may happen" tells of something; only with an order it is a rule.
function isWeak(group: CueGroup, groups: ReadonlySet<CueGroup>): boolean {
  return SUPPORTING.has(group) || (group === 'condition' && !groups.has('task') && !ORDERS.some((order) => groups.has(order)))
}

// What two cues mean together is not always what each means alone.
function reconcile(groups: Set<CueGroup>): void {
  const lasting = LASTING.some((group) => groups.has(group))
  if (groups.has('polite-request')) groups.delete('question')
  if (lasting) groups.delete('task')
  // What is wrong in a condition is what the rule is for.
  if (groups.has('condition-first')) groups.delete('complaint')
  // What breaks without something tells what it needs; "last month" dates a change.
  if (groups.has('requirement')) groups.delete('complaint')
  if (groups.has('change')) groups.delete('past-time')
  // "Until recently …, now …": the now is the lasting one.
  if (groups.has('change') && groups.has('declared')) groups.delete('one-off')
  // How the agent is to work is no task.
  if (groups.has('conduct') && groups.has('style-order')) groups.delete('task')
  if (groups.has('convention')) groups.delete('practice')
  // "Stop repeating what you did" tells of the past only to say what to stop.
  if (groups.has('stop')) groups.delete('narrative')
  // Always and never with a standing mark are one rule, not two.
  if (groups.has('never')) groups.delete('prohibition')
  if (groups.has('prefer')) groups.delete('would-prefer')
  if (groups.has('declared')) for (const weaker of ['plural-rule', 'convention', 'fact'] as const) groups.delete(weaker)
  if (groups.has('plural-rule')) groups.delete('fact')
}

const RULED: readonly CueGroup[] = ['plural-rule', 'never', 'always', 'declared', 'prohibition']
// "A plan is fine but never apply it": what is granted before the rule.
const CONCEDED = /^[^,;.]{3,60},? but (?=(?:please )?(?:never|always|don't|do not|only)\b)/
const SUBORDINATE = /\b(?:until|unless|once|when|whenever|while) [^,.;]{2,60}/g
// Slashes between words are mostly "or".
const EITHER = /^(?:and\/or|either\/or|red\/green|read\/write|yes\/no|on\/off|he\/she|s\/he|true\/false|input\/output|pass\/fail|start\/stop|before\/after|client\/server)$/i
const CODE = /`[^`]*`|(?<![\w/.-])(?:[\w@~.-]+\/)+[\w.@{}*-]*(?<![.])|(?<![\w.-])\.?[\w-]+\.(?:[cm]?[jt]sx?|json[lc]?|ya?ml|toml|md|mdx|go|py|rb|rs|java|kt|swift|sh|sql|css|scss|html|txt|csv|env|lock|prisma|proto|tf|xml|ini|cfg|conf|gradle|php|cs|cpp|h)(?!\w)|(?<!\w)[a-z]+[a-z0-9]*[A-Z]\w*(?!\w)|(?<!\w)[a-z0-9]+(?:_[a-z0-9]+)+(?!\w)|(?<!\w)\w+\(\)/g
// Names of styles of writing names, and of programs, are no code.
const NAMES = /^(?:camelCase|snake_case|iOS|iPhone|macOS|eBay|npmJS|mTLS|gRPC|jQuery|vSphere|eSLint)$/

/** The sentence with code, paths and identifiers as `xcodex`, and quoted words as `xquotex`: neither is said by the person. */
function codeMasked(sentence: string): string {
  return sentence.replaceAll(CODE, (code) => EITHER.test(code) || NAMES.test(code) || /^https?:/.test(code) ? code : 'xcodex')
    .replaceAll(/"[^"]{8,300}"|“[^”]{8,300}”|«[^»]{8,300}»|「[^」]{4,200}」|(?<![\p{L}\p{N}])'[^']{20,200}'(?![\p{L}\p{N}])/gu, 'xquotex')
}

function isTooShort(plain: string, language: CompiledLanguage): boolean {
  if (!LATIN.test(language.code) && language.code !== 'ru') return plain.length < 5
  return (plain.match(/[\p{L}\p{N}]+/gu) ?? []).length < 3
}
