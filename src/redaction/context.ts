import { SERVICES } from './services.js'

/** What is written beside a value. */
export interface Context {
  /** Kind for the mark. */
  kind: string
  /** A word that means a credential names the value. */
  named: boolean
  /** The name of a service whose keys have no form of their own is beside it. */
  service: boolean
  /** A word that often goes with credentials is beside it: api, access, login, a lone key. */
  hinted: boolean
  /** The syntax binds the value to a name: an assignment, a flag, an argument by name. */
  tight: boolean
  /** The value is an argument of a client's constructor. */
  call: boolean
}

const REACH = 160
/** So many words to the left of a value may say what it is. */
const WORDS = 9

const words = (list: string): Set<string> => new Set(list.split(/\s+/))

const KINDS: [kind: string, words: Set<string>][] = [
  ['token', words('token tokens tok bearer jwt pat credential credentials creds cred auth oauth authorization authentication authtoken accesstoken apitoken webhook hook webhooks refresh')],
  ['secret', words('secret secrets signing hmac clientsecret appsecret apisecret license licence sharedsecret')],
  ['password', words('password passwd passphrase pass pwd passcode passwort apppassword')],
  ['api-key', words('apikey apikeys accesskey authkey secretkey appkey privatekey licensekey masterkey serverkey userkey sharedkey securitykey consumerkey devkey clientkey hapikey apisid apiauth')]
]
const COMPOUND = /^[a-z0-9]{2,}(?:key|token|secret|passwd|password|apikey|auth)$/
const NO_COMPOUND = words('monkey donkey turkey hotkey jockey whiskey hockey lackey passkey pubkey publickey foreignkey primarykey cachekey sortkey partitionkey sitekey keykey rowkey hashkey mapkey groupkey subkey unkey onkey altkey shiftkey ctrlkey metakey objectkey indexkey tokenkey nonkey noauth unauth csrftoken xsrftoken pagetoken nexttoken')
/** A key that is spoken of with one of these is named by its fingerprint or made public. */
const PUBLIC = words('gpg pgp gnupg keyserver keyring dnskey dnssec pinned ssh')
/** Keys and tokens that are none: keys of tables and keyboards, tokens of languages and pages. */
const NO_KEY = words('gpg pgp ssh signature public pub primary foreign cache sort partition object idempotency dedupe map hash lookup row column index registry resource group query mutation event field prop property route translation i18n locale arrow shift ctrl alt meta hot unique composite host known site publishable publish anon routing storage s3 range react json session id')
const NO_TOKEN = words('page next prev previous continuation sync cursor csrf xsrf authenticity cancel cancellation stop eos bos pad mask lexer parse parser syntax')
/** Whatever is called so is a name or a digest of something, not a key to it. */
const DENIED = words(
  'id ids ray uuid uuids guid guids oid hash hashes sha sha1 sha224 sha256 sha384 sha512 md5 digest checksum checksums crc crc32 integrity commit commits committed revision rev revisions ref refs tree parent blob etag fingerprint thumbprint ' +
    'nonce salt cursor offset trace span traceparent correlation txid txhash transaction address wallet cid signature signatures sig alphabet charset chars base64 charactersets certificate cert cacert begin publickey pubkey public publishable sitekey anon measurement ' +
    'modulus exponent csrf xsrf snapshot nanoid ulid ksuid cuid objectid resolved tarball layer regex pattern glob sourcemap sourcemappingurl mappings inline buildid merge cherry rebase checkout branch head index diff'
)
/** Names that say that what stands under them is none. */
export const FEIGNED = words('invalid wrong fake dummy mock mocked bogus matching nonmatching mismatched malformed')
/** What is assigned to such a name is data, unless a credential is spoken of too. */
const DATA = words('name names file files filename path paths url uri urls href src image img icon font data content body text payload encoded encoding version build title description label slug host hostname domain email model type class classname style color selector xpath query sql message msg event job task run call tool request response req res result output input test expected actual want got sample fixture vector vectors seed iv plaintext ciphertext state challenge verifier bytes hex binary buffer node element key0 prefix suffix session sessionid container pod user username account tenant org organization project workspace channel device bucket number serial code locale lang date time timestamp created updated link video playlist document doc sheet spreadsheet folder drive package lock dependency bin n e x y d p q r s t tag aad')
const HINTS = words('api access login private key keys appid app client sdk subscription account user server')
const NEUTRAL = words('value val string text default content prod production dev development test staging live sandbox new old current primary secondary main env var is are was the a an for of with to my your our this that as and on in at use using set export const let final static public private def here')
const TAIL = /(?:([\w.$-]{1,64})["'`\])]{0,3}\s{0,4}(?:: {0,2}[A-Za-z&' ]{2,12})?\s{0,12}(?:[*_]{0,2}(:{0,3}=|=>|->|\?=|\+=|={1,3}|:)[*_]{0,2}\s{0,12}(?:[|>][+-]?\s{1,24})?|\|\s{1,8}|\s(?:is|was|as)\s{1,3}|(?<=["']),\s{1,4}(?=["']))|(?:^|\s)--?([A-Za-z][\w-]{0,40})\s{1,4}|[?&]([\w.-]{1,40})=)(?:[a-z]{1,2}(?=["']))?["'`([{<]{0,4}(?:(?:Bearer|Basic|Token|Bot|ApiKey|Key)\s)?$/i
const CALL = /(new\s+)?([\w.$:]{1,60})(?:<[\w<>]{0,20}>)?\(\s{0,4}["'`]{1,3}$/
const CONSTRUCTS = /(?:client|\binit|\.init|initialize|setup|configure|connect|login|authenticate|sdk|api|createclient)$/i
const NO_CONSTRUCT = /(?:buffer|big|bn|regexp|url|date|error|blob|decoder|encoder|uuid|objectid|hash|array|set|map|string|number|integer|decimal|hex|id|bytes|key|address|pubkey|request|uri|path|file|text|function|event|node)\w{0,6}$/i

/** What the text beside a value says of it; nothing where it says that it is none. */
export function judgeContext(text: string, start: number, end: number): Context | undefined {
  // What was cut short is an example.
  if (text.startsWith('...', end) || text[end] === '…') return undefined
  const statement = statementBefore(text, start)
  const tail = TAIL.exec(statement)
  const call = tail ? null : CALL.exec(statement)
  const name = tail?.[1] ?? tail?.[3] ?? tail?.[4]
  const context: Context = { kind: 'opaque-value', named: false, service: false, hinted: false, tight: Boolean(tail), call: false }
  if (/;base64,$|\bdata:|ENC\[/.test(statement)) return undefined
  const said = name !== undefined ? split(name) : []
  if (tail?.[1] !== undefined && !/[\s"'`{[(,;&?<>.*|@-]/.test(statement.charAt(tail.index - 1) || ' ')) context.tight = false
  const url = tail?.[4] !== undefined
  const verdict = judgeWords([...split(name !== undefined ? clauseBefore(statement, tail?.index ?? 0, said) : statement), ...said], context, url)
  if (verdict === 'denied') return undefined
  if (!context.named && verdict !== 'named') {
    const after = wordsAfter(text, end)
    if (after.length > 0) judgeWords(after, context, false)
  }
  if (call && (context.named || context.hinted || context.service)) context.tight = true
  if (context.named || context.service) return context
  if (context.tight && !context.hinted && !mayBeService(said)) return undefined
  if (call) context.call = (call[1] !== undefined || CONSTRUCTS.test(call[2] ?? '')) && !NO_CONSTRUCT.test(call[2] ?? '')
  return context
}

/** A name of several words says what stands under it; a single word that means no data may be anyone's. */
function mayBeService(said: string[]): boolean {
  const telling = said.filter((word) => !NEUTRAL.has(word) && !/^\d+$/.test(word))
  return telling.length === 1 && !DATA.has(telling[0] as string)
}

/** What a name by itself says of a value under it: a member of an object that was decoded. */
export function judgeName(name: string): Context | undefined {
  const said = split(name)
  const context: Context = { kind: 'opaque-value', named: false, service: false, hinted: false, tight: true, call: false }
  if (judgeWords(said, context, false) === 'denied') return undefined
  return context.named || context.service || context.hinted || mayBeService(said) ? context : undefined
}

/** Walks from the value outwards; the nearest word that says something decides. */
function judgeWords(list: string[], context: Context, url: boolean): 'denied' | 'named' | undefined {
  const near = list.slice(-WORDS)
  for (let i = near.length - 1; i >= 0; i--) {
    const word = near[i] as string
    const before = near[i - 1] ?? ''
    if (url && word === 'appid') context.hinted = context.service = true
    const kind = kindOf(word, before)
    if (kind === 'api-key' && /^keys?$/.test(word) && near.some((other) => PUBLIC.has(other))) return 'denied'
    if (kind && !context.named) {
      context.named = true
      context.kind = kind
    }
    if (SERVICES.has(word) || SERVICES.has(before + word) || SERVICES.has(word.replace(/(?:api|app|io|key|token|auth|client|sdk|hq|com)$/, ''))) context.service = true
    if (HINTS.has(word)) context.hinted = true
    if (FEIGNED.has(word) || (!context.named && (DENIED.has(word) || (NO_KEY.has(before) && /^keys?$/.test(word)) || (NO_TOKEN.has(before) && /^tokens?$/.test(word))))) return 'denied'
  }
  if (context.service && context.kind === 'opaque-value') context.kind = context.hinted ? 'api-key' : 'token'
  else if (context.hinted && context.kind === 'opaque-value') context.kind = 'api-key'
  return context.named ? 'named' : undefined
}

function kindOf(word: string, before: string): string | undefined {
  if (/^keys?$/.test(word)) return before === '' || NO_KEY.has(before) || NEUTRAL.has(before) ? undefined : 'api-key'
  if (/^tokens?$/.test(word) && NO_TOKEN.has(before)) return undefined
  for (const [kind, list] of KINDS) if (list.has(word)) return kind
  if (!COMPOUND.test(word) || NO_COMPOUND.has(word)) return undefined
  return /token$|auth$/.test(word) ? 'token' : /secret$/.test(word) ? 'secret' : /key$/.test(word) ? 'api-key' : 'password'
}

function split(text: string): string[] {
  return text.replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2').replaceAll(/([A-Z])([A-Z][a-z])/g, '$1 $2').toLowerCase().split(/[^a-z0-9]+/).filter(Boolean)
}

/** What is left of a value on its line; on the line before too where it stands alone. */
function statementBefore(text: string, start: number): string {
  const plain = text.slice(Math.max(0, start - REACH), start).replaceAll(/\\{1,8}[nr]/g, '\n').replaceAll(/\\{1,8}t/g, ' ').replaceAll('\\', '').replaceAll(/&quot;|&#39;/g, '"').replaceAll(/<key>([^<>\n]{1,60})<\/key>/gi, ' $1 = ').replaceAll(/<\/?(?:string|value|text|td|th|dd|dt|tr|code|span|p|li|b|strong|em|pre|name)(?:\s[^<>]{0,40})?>/gi, ' ')
  const lines = plain.split(/\r?\n/)
  const own = lines.pop() ?? ''
  if (/[A-Za-z]{2}/.test(own)) return own
  for (let back = 0; back < 2; back++) {
    const line = lines.pop()
    if (line === undefined) break
    if (/[A-Za-z]/.test(line)) return line.length <= 60 || /[:=>|-]\s*$/.test(line) ? `${line.slice(-100)}\n${own}` : own
  }
  return own
}

/** What stands before the name in the same clause: other members of a list speak of other values. */
function clauseBefore(statement: string, at: number, said: string[]): string {
  const before = statement.slice(0, at)
  if (said.length > 0 && said.every((word) => NEUTRAL.has(word))) return before
  return before.replace(/^[^]*[,;{}&|)?]/, '')
}

/** A comment or the rest of a sentence: … # acme key, … is my token. */
function wordsAfter(text: string, end: number): string[] {
  const rest = /^["'`),;]{0,4}\s{1,8}(?:#|\/\/|--|<!--|\/\*|\((?=[a-z])|(?:is|as)\s)([^\n\\]{3,60})/i.exec(text.slice(end, end + 80).replace(/^={1,2}/, ''))
  return rest?.[1] ? split(rest[1]).slice(0, 6) : []
}
