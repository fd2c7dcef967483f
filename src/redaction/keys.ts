import { FEIGNED, judgeName, type Context } from './context.js'

/** What a key's name says of its value. */
export interface KeyClass {
  /** Kind for the mark. */
  kind: string
  /** strong: the value is a secret whatever it looks like; weak: if it looks like one; random: if nothing else can be its meaning. */
  strength: 'strong' | 'weak' | 'random'
  /** What a name says that says no more than `random`. */
  context?: Context
}

const TAILS = new Set('value val env prod production dev test staging live default main old new current primary secondary plain raw text string b64 base64'.split(' '))
const NOT_BEFORE_KEY = new Set(
  ('public primary foreign cache sort partition object idempotency dedupe map hash lookup row column index registry resource config storage state item entry node ' +
    'group query mutation path file event field prop property data json react route translation i18n locale message label menu option param parameter arrow shift ' +
    'ctrl alt meta hot short any each every this that no by on of for with from the press enter escape tab space up down left right home end page ' +
    'unique composite natural surrogate candidate bucket sts kms ssh gpg pgp host known plate answer turn low high ordering range search session redis').split(' ')
)
const NOT_BEFORE_TOKEN = new Set(
  'page next prev previous continuation sync cursor csrf xsrf authenticity cancel cancellation stop start eos bos pad unk mask sep cls end first last special syntax lexer parse parser punctuator keyword css design color word sub input output prompt completion cached reasoning total max min design'.split(' ')
)
const STRONG_KEYS = /(?:api|app|secret|secret_?access|private|auth|client|service|account|encryption|signing|master|shared_?access|subscription|webhook|deploy|admin|ssh_?private)_?keys?$/
const STRONG_TOKENS = /(?:api|access|auth|refresh|bearer|id|oauth|personal|private|service|session|security|deploy|bot|app|user|admin|client|jwt|verification|registration|runner)_?tokens?$/
const STRONG_SECRETS = /(?:client|api|app|application|consumer|shared|webhook|jwt|session|cookie|oauth|auth|signing|encryption|hmac|master|user|bot|token|access|server|django|flask|nextauth|rails)_?secrets?$|^secret_?key_?base$/

const classes = new Map<string, KeyClass | undefined>()

/** Is what stands under this key a secret? Takes names of any style: apiKey, DB_PASSWORD, x-auth-token. */
export function classifyKey(name: string): KeyClass | undefined {
  if (name.length > 80 || name.includes('[REDACTED')) return undefined
  if (!classes.has(name)) {
    if (classes.size > 20_000) classes.clear()
    classes.set(name, classify(name))
  }
  return classes.get(name)
}

function classify(name: string): KeyClass | undefined {
  const words = name.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2').replaceAll(/([A-Z])([A-Z][a-z])/g, '$1_$2').toLowerCase().split(/[^a-z0-9]+/).filter(Boolean)
  while (words.length > 1 && (TAILS.has(words.at(-1) ?? '') || /^v?\d+$/.test(words.at(-1) ?? ''))) words.pop()
  if (words.some((word) => FEIGNED.has(word))) return undefined
  const last = words.at(-1)?.replace(/(?<!\d)\d+$/, '') ?? ''
  const before = words.at(-2) ?? ''
  const joined = [...words.slice(0, -1), last].join('_')
  if (/(?:password|passwd|passphrase|passwort|passwords|userpass|dbpass|kennwort)$/.test(last) || (/^(?:pwd|passcode)$/.test(last) && !/old|cwd|get/.test(before))) return strong('password')
  if (last === 'pass' && words.length > 1 && /^(?:db|user|smtp|mail|mysql|pg|postgres|redis|ftp|admin|root|auth|basic|proxy|rabbitmq|mongo|sudo|my)$/.test(before)) return strong('password')
  if (last === 'authorization' && words.length <= 2) return strong('authorization')
  if (last === 'cookie' && (words.length === 1 || before === 'set' || before === 'session')) return weak('cookie')
  if (/(?:^|_)private_?key(?:_pem|_data)?$/.test(joined)) return strong('private-key')
  if (STRONG_KEYS.test(joined)) return strong('api-key')
  if (STRONG_TOKENS.test(joined) && last !== 'tokens' && !NOT_BEFORE_TOKEN.has(before)) return strong('token')
  if (STRONG_SECRETS.test(joined)) return strong('secret')
  if (/token$/.test(last) && !NOT_BEFORE_TOKEN.has(before)) return weak('token')
  if (/secret$/.test(last)) return weak('secret')
  if (/(?:^|[a-z]{3})key$/.test(last) && !/^pub(?:lic)?key$/.test(last) && (words.length > 1 ? !NOT_BEFORE_KEY.has(before) : last !== 'key' && !/^(?:hot|mon|tur|don|joc|whis|public|pub|primary|foreign|cache)key$/.test(last))) return weak('api-key')
  if (/^(?:credentials?|creds|auth|bearer|jwt|pat)$/.test(last)) return weak('token')
  const context = judgeName(name)
  return context && { kind: context.kind, strength: 'random', context }
}

function strong(kind: KeyClass['kind']): KeyClass {
  return { kind, strength: 'strong' }
}

function weak(kind: KeyClass['kind']): KeyClass {
  return { kind, strength: 'weak' }
}
