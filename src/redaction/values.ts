// Letter pairs that make up most of English text and of identifiers; of random letters they are a sixth.
const COMMON = new Uint8Array(26 * 26)
for (const pair of (
  'th he in er an re on at en nd ti es or te of ed is it al ar st to nt ng se ha as ou io le ve co me de hi ri ro ic ne ea ra ce li ch ' +
    'll be ma si om ur ca el ta la ns di fo ho pe ec pr no ct us ac ot il tr ly nc et ut ss so rs un lo wa ge ie wh ee wi em ad ol rt po we ' +
    'na ul ni ts mo ow pa im mi ai sh ir su id os iv ia am fi ci vi pl ey ke ap ag sk oc ck'
).split(' ')) COMMON[(pair.charCodeAt(0) - 97) * 26 + pair.charCodeAt(1) - 97] = 1

/** What is judged by its letters is judged by so many of them: what a look costs must not grow with the text. */
const ENOUGH = 160

/** Bits of entropy a character, by the text's own frequencies. */
export function shannon(whole: string): number {
  const length = Math.min(whole.length, ENOUGH)
  const counts = new Uint16Array(256)
  for (let i = 0; i < length; i++) {
    const code = whole.charCodeAt(i) & 255
    counts[code] = (counts[code] as number) + 1
  }
  let bits = 0
  for (const count of counts) if (count > 0) bits -= (count / length) * Math.log2(count / length)
  return bits
}

/** Does a text read like words or an identifier rather than like random characters? */
export function isWordlike(text: string): boolean {
  const { pairs, share } = countPairs(text)
  return pairs >= 4 && share >= 0.45 && pairs / Math.min(text.length, ENOUGH) > 0.4
}

/** Are letters so unlike those of words that no digits are needed to tell? */
export function isUnpronounceable(text: string): boolean {
  const { pairs, share } = countPairs(text)
  return pairs >= 12 && share < 0.36
}

/** How many pairs of neighbouring letters there are, and how many of them are common in words. */
function countPairs(text: string): { pairs: number; share: number } {
  const length = Math.min(text.length, ENOUGH)
  let pairs = 0
  let common = 0
  let previous = -1
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i) | 32
    const letter = code >= 97 && code <= 122 && text.charCodeAt(i) >= 65 ? code - 97 : -1
    if (letter >= 0 && previous >= 0) {
      pairs++
      common += COMMON[previous * 26 + letter] as number
    }
    previous = letter
  }
  return { pairs, share: pairs === 0 ? 0 : common / pairs }
}

const PLACEHOLDER_PARTS =
  /x{4}|\*{3}|\.{3}|…|0{8}|(?<![a-z])(?:your|insert|enter|replace)(?![a-z])|(?:your|my|the)[-_ ](?:[a-z]{1,16}[-_ ]){0,3}(?:key|token|secret|password|pass)|example|placeholder|change[-_]?me|redacted|dummy|sample|not[-_]a[-_]real|abcdefghij|^(?:[a-z0-9]{1,12}[-_]){0,4}1234567890abc|^(?:[a-z]{2,12}[-_]){0,4}(?:0?123456789|987654321)\d*[a-z]{0,6}$|todo|^[a-z]{0,8}123456789012|<[a-z_ -]+>/i
const REFERENCE =
  /^(?:\$[\w{(]|\{\{|\{[\w.:$ -]*\}$|<[^<>]*>$|%[\w]+%$|%[sdv]$|@[\w.{(]|`|=|!(?:Ref|Sub|GetAtt|vault)|ENC\[|vault:|op:\/\/|env\(|(?:process\.env|import\.meta|os\.environ|os\.getenv|getenv|System\.getenv|ENV\[|env\.|secrets\.|vars\.|var\.|config\.|settings\.|self\.|this\.|args\.|opts\.|options\.|params\.|props\.|req\.|request\.|res\.|response\.|ctx\.|input\.|data\.|local\.|module\.)[\w.[('"])/i
const WORDS = new Set(
  ('password passwd passphrase pass pwd secret secrets token tokens key keys apikey bearer basic digest none null nil undefined true false yes no on off ' +
    'string str text char varchar bytes buffer number int integer bool boolean object array any unknown void never optional required hidden masked ' +
    'empty unset default test testing foo bar baz foobar qwerty user username email admin root guest auto manual inherit write read ' +
    'username:password user:password user:pass user:passwd').split(' ')
)

/** Is a value something that stands for a secret, rather than one: a placeholder, a reference, an earlier mark? */
export function isPlaceholder(text: string): boolean {
  if (text.includes('[REDACTED')) return true
  const value = text.slice(0, ENOUGH)
  if (WORDS.has(value.toLowerCase()) || PLACEHOLDER_PARTS.test(value) || REFERENCE.test(value)) return true
  return hasFewCharacters(value.replace(/^[A-Za-z]{2,8}[-_.]/, ''), Math.min(3, value.length / 3))
}

/** Base64 of what begins a public key or a certificate: DER of RFC 5280 and 8410, SSH wire format of RFC 4253. */
export function isPublicKey(value: string): boolean {
  return /^(?:MFkwEwYHKoZI|MHYwEAYHKoZI|MII[BC]IjANBgkqhki|MCowBQYDK2V|MIGfMA0GCSqG|MII[C-H][\w+/]{2}C|AAAAB3NzaC|AAAAC3NzaC|AAAAE2VjZHNh|AwEAA)/.test(value)
}

function hasFewCharacters(text: string, most: number): boolean {
  const seen = new Set<number>()
  for (let i = 0; i < text.length && seen.size <= most; i++) seen.add(text.charCodeAt(i))
  return seen.size <= most
}

const TOKEN_CHARACTERS = /^[\w+/=.~:!@#$%^*|\\-]+$/
const NOT_RANDOM = /^(?:https?:\/\/|\.{0,2}\/|~\/|[A-Za-z]:\\|sha\d{3}-|sha(?:1|256|512):|\d{4}-\d{2}-\d{2}|v?\d+\.\d+\.\d+)/

/** Does a value look like it was made by a random generator? Hashes and UUIDs do; the key tells those apart. */
export function looksRandom(whole: string, least = 16): boolean {
  if (whole.length < least || whole.length > 2048) return false
  const value = whole.slice(0, ENOUGH)
  if (!TOKEN_CHARACTERS.test(value) || NOT_RANDOM.test(value) || isPlaceholder(value)) return false
  let digits = 0
  for (let i = 0; i < value.length; i++) if (value.charCodeAt(i) >= 48 && value.charCodeAt(i) <= 57) digits++
  if (digits === value.length) return value.length >= 16 && new Set(value).size >= 6
  if (shannon(value) < (value.length < 20 ? 2.7 : 3)) return false
  if (/^[0-9a-f-]+$/i.test(value)) return digits >= 3
  if (isWordlike(value) && !isJumbled(value, digits)) return false
  return digits >= 2 || (value.length >= 20 && /[a-z]/.test(value) && /[A-Z]/.test(value)) || (value.length >= 16 && isUnpronounceable(value))
}

/** Do small letters, capitals and digits take turns more often than in any name? Pairs of letters may then be common by chance. */
function isJumbled(value: string, digits: number): boolean {
  if (value.length < 20 || digits < 3) return false
  let turns = 0
  let previous = classOf(value.charCodeAt(0))
  for (let i = 1; i < value.length; i++) {
    const now = classOf(value.charCodeAt(i))
    if (now !== previous) turns++
    previous = now
  }
  return turns >= value.length / 2
}

function classOf(code: number): number {
  return code >= 48 && code <= 57 ? 1 : code >= 65 && code <= 90 ? 2 : code >= 97 && code <= 122 ? 3 : 4
}

/** Could a value be a password, by its form: letters with digits or signs, no blanks? */
export function looksLikePassword(value: string, least = 6): boolean {
  return value.length >= least && value.length <= 512 && !/\s/.test(value) && /[A-Za-z]/.test(value) && /\d|[!@#$%^&*?~+]/.test(value)
}
