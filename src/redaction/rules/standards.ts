import type { Rule } from '../rule.js'
import { isPlaceholder, isWordlike, looksRandom, shannon } from '../values.js'

const PEM = 'RFC 7468 and RFC 4880: textual encodings of keys'
const URI = 'RFC 3986, section 3.2.1: userinfo'
const HTTP = 'RFC 7617 (Basic), RFC 6750 (Bearer)'
const CLI = 'the programs\' manual pages'

// Whose URLs are nearly always written with a real password; elsewhere user:password@ is mostly documentation.
const DATABASES = /(?:postgres(?:ql)?|mysql|mariadb|mongodb|rediss?|valkeys?|amqps?|mssql|sqlserver|oracle|clickhouse|cockroachdb|couchbases?|neo4j|bolt|kafka|nats|mqtts?|ldaps?|smtps?|imaps?|ftps?|sftp|ssh|jdbc:[a-z0-9]{1,20}|cloudinary|influxdb|cassandra|tcp|stratum\+tcp)(?:\+[a-z0-9_]{1,16})?$/i
const STANDS_FOR = /^(?:\$|%[({]|\{|<|\*+$|\.{3}|…|x{3,}$|\[REDACTED|:)|[{}<>]|\*{3}|\$\(/

/** Standard forms: keys as PEM, tokens as JWT, passwords in URLs and headers, on command lines and in files for them. */
export const STANDARDS: readonly Rule[] = [
  // The body ends at the next five dashes; a cut block with no end is taken as far as it looks like base64.
  { kind: 'private-key', keywords: ['-----begin'], pattern: /-----BEGIN (?:[A-Z0-9]{2,12} ){0,4}PRIVATE KEY(?: BLOCK)?-----(?:(?:(?!-----)[^]){0,65536}-----END (?:[A-Z0-9]{2,12} ){0,4}PRIVATE KEY(?: BLOCK)?-----|(?:(?:Proc-Type|DEK-Info|Version|Comment)[^\n\\]{0,200}|[^A-Za-z0-9+/=-]{1,24}(?:\\{0,4}[nr](?=[\\\s]|[A-Za-z0-9+/]{16}))?|[A-Za-z0-9+/=]{4,8192}){1,2048})/, open: true, source: PEM, check: (block) => block.replace(/-----[^-]*-----/g, '').replaceAll(/\\[nr]|[^A-Za-z0-9+/]/g, '').length >= 16 && !/\.{3}|x{8}|your|<[a-z]/i.test(block.slice(0, 200)) },
  { kind: 'private-key', keywords: ['private-lines:'], pattern: /Private-Lines: \d{1,3}\s{1,2}((?:[A-Za-z0-9+/=]{4,80}\s{1,2}){1,200})/i, open: true, source: 'PuTTY documentation: private key file format' },
  { kind: 'jwt', keywords: ['eyj'], pattern: /eyJ[\w-]{8,4096}\.(?:eyJ[\w-]{2,16384}\.[\w-]{0,1400}|[\w-]{0,1024}\.[\w-]{8,64}\.[\w-]{4,16384}\.[\w-]{10,64})/, source: 'RFC 7519 (JWT), RFC 7515 and 7516 (compact serialization)', check: (token) => shannon(token) > 3 },
  { kind: 'url-password', keywords: ['://'], pattern: /:\/\/[^\s:@/?#'"`<>\\]{0,128}:([^\s/'"`<>\\]{1,256}|[^\s'"`<>\\@]{1,256})@(?=[\w.[%$(-])/, open: true, generic: true, source: URI, check: isUrlPassword },
  { kind: 'url-token', keywords: ['://'], pattern: /:\/\/([\w.~%-]{16,256})(?::(?:x-oauth-basic|x-token-auth|x|X|api)?)?@(?=[\w.-])/, open: true, generic: true, source: URI, check: (user, text, start) => looksRandom(user, 16) && !/sentry|glitchtip|bugsnag/i.test(text.slice(start, start + user.length + 60)) },
  { kind: 'basic-auth', keywords: ['basic '], pattern: /basic\s{1,4}([A-Za-z0-9+/_-]{8,1024}={0,2})/i, generic: true, source: HTTP, check: (value) => /^[\x20-\x7e]*:[\x20-\x7e]*$/.test(Buffer.from(value, 'base64').toString('latin1')) && !isPlaceholder(value) },
  { kind: 'bearer-token', keywords: ['bearer ', 'bearer%20'], pattern: /bearer(?:\s{1,4}|%20)([\w.~+/=|-]{12,4096})/i, source: HTTP, generic: true, check: (value) => looksRandom(value, 12) },
  { kind: 'netrc-password', keywords: ['machine '], pattern: /machine\s{1,8}(?:localhost|[\w-]{1,64}\.[\w.-]{1,128})\s{1,8}login\s{1,8}[^\s]{1,128}\s{1,8}password\s{1,8}([^\s"'\\]{3,256})/, generic: true, source: 'netrc(5)' },
  { kind: 'basic-auth', keywords: ['-u ', '-u"', '-u\'', '--user '], pattern: /(?<=\s)(?:-u|--user)\s{0,4}\\{0,4}["']?[^\s:'"\\$]{1,128}:([^\s'"\\]{3,256})/, open: true, generic: true, source: 'curl(1): --user', check: (value, text, start) => !STANDS_FOR.test(value) && !isPlaceholder(value) && /\b(?:curl|http|https|xh|wget)\b/i.test(text.slice(Math.max(0, start - 500), start)) },
  { kind: 'basic-auth', keywords: ['-u ', '-u"', '-u\'', '--user '], pattern: /(?<=\s)(?:-u|--user)\s{0,4}\\{0,4}["']?([\w.~+/=-]{16,256}):(?:x|X|api_token|api)?(?=[\s'"\\]|$)/, open: true, generic: true, source: 'curl(1): --user, a key as the user', check: (value) => looksRandom(value, 16) },
  { kind: 'secret-token', keywords: ['secret-token:'], pattern: /secret-token:([\w.~%!$&'()*+,;=:@/-]{12,512})/i, source: 'RFC 8959: the "secret-token" URI scheme', check: (token) => looksRandom(token, 12) },
  { kind: 'password', keywords: ['sshpass '], pattern: /sshpass\s{1,4}-p\s{0,4}\\{0,4}["']?([^\s"'\\]{3,128})/, generic: true, source: CLI },
  { kind: 'password', keywords: ['mysql', 'mariadb'], pattern: /(?:mysql|mysqldump|mysqladmin|mariadb)\s(?:[^\n|;&]{0,200}?\s)?-p\\{0,4}["']?([^\s"'\\-][^\s"'\\]{2,127})/, generic: true, source: CLI },
  { kind: 'password', keywords: ['docker login', 'podman login', 'helm registry', 'redis-cli', 'ldapsearch', 'net use'], pattern: /(?:(?:docker|podman) login\s[^\n|;&]{0,200}?(?<=\s)-p\s{0,4}|helm registry login\s[^\n|;&]{0,200}?(?<=\s)-p\s{0,4}|redis-cli\s[^\n|;&]{0,200}?(?<=\s)-a\s{1,4}|ldapsearch\s[^\n|;&]{0,200}?(?<=\s)-w\s{1,4})\\{0,4}["']?([^\s"'\\-][^\s"'\\]{2,127})/, generic: true, source: CLI },
  { kind: 'password', keywords: ['-passin', '-passout', 'pass:'], pattern: /-pass(?:in|out)?\s{1,4}["']?pass:([^\s"']{3,128})/, generic: true, source: 'openssl-passphrase-options(1)' },
  { kind: 'password', keywords: ['chpasswd'], pattern: /chpasswd\s{0,4}<<<\s{0,4}["']?[\w.-]{1,64}:([^\s"']{3,128})/, generic: true, source: CLI },
  { kind: 'wireguard-key', keywords: ['privatekey', 'presharedkey'], pattern: /(?:PrivateKey|PresharedKey)\s{0,4}=\s{0,4}([A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=)/i, source: 'wg(8): configuration file' },
  { kind: 'password-hash', keywords: ['$2a$', '$2b$', '$2y$', '$argon2', '$6$', '$5$'], pattern: /\$(?:2[aby]\$\d{2}\$[./A-Za-z0-9]{53}|argon2(?:id|i|d)\$v=\d{1,3}\$[\w=,]{5,60}\$[A-Za-z0-9+/]{8,64}\$[A-Za-z0-9+/]{16,128}|[56]\$(?:rounds=\d{1,9}\$)?[./A-Za-z0-9]{4,16}\$[./A-Za-z0-9]{43,86})/, open: true, source: 'crypt(5), argon2 encoded hashes', check: (hash) => shannon(hash) > 3.5 },
  { kind: 'password', keywords: ['password=', 'pwd='], pattern: /(?:password|pwd)=(?=([^;"'\s&<>\\]{3,256}))\1(?=;|["'])/i, source: 'ADO.NET and ODBC connection strings', generic: true, check: (value, text, start) => !STANDS_FOR.test(value) && /(?:server|data source|host|uid|user id|user|database|initial catalog|endpoint)\s{0,2}=/i.test(text.slice(Math.max(0, start - 400), start).replace(/^[^]*\n/, '')) }
]

/** In a database's URL any password counts; elsewhere the words that documentation uses for one do not. */
function isUrlPassword(password: string, text: string, start: number): boolean {
  // A port and a path with an at sign in it are no password.
  if (STANDS_FOR.test(password) || password.includes('[REDACTED') || /^\d{2,5}\//.test(password)) return false
  const before = text.slice(Math.max(0, start - 300), start)
  const scheme = before.slice(0, before.lastIndexOf('://'))
  // user:password@ is what manuals write.
  if (/:\/\/(?:user|username|usr|me|foo|\w?user\w?):$/i.test(before) && /^(?:p|pw|pwd|pass|passwd|password|secret|bar)$/i.test(password)) return false
  if (DATABASES.test(scheme)) return true
  if (/^\d{1,5}$/.test(password) && /:\/\/[\w.-]*:$/.test(before)) return false
  return !isPlaceholder(password) && !/^(?:p|pw|pass\w*|secret|\w{1,3})$/i.test(password) && !(isWordlike(password) && !/\d/.test(password) && password.length > 20)
}
