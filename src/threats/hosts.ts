/** What a destination is: this machine, a documentation's stand-in, a well-known service, a place made for catching data, a bare address, or unknown. */
export type HostKind = 'local' | 'placeholder' | 'known' | 'drop' | 'address' | 'unknown'

// Places where anybody receives, keeps or tunnels data without an account or under a throw-away name.
const DROP = /(?:^|\.)(?:webhook\.site|requestbin\.(?:com|net|io)|pipedream\.net|requestcatcher\.com|beeceptor\.com|hookbin\.com|ngrok(?:-free)?\.(?:io|app|dev)|trycloudflare\.com|loca\.lt|localtunnel\.me|serveo\.net|localhost\.run|bore\.pub|pastebin\.com|paste\.(?:ee|rs|gg)|pastes\.dev|dpaste\.(?:com|org)|rentry\.(?:co|org)|glot\.io|hastebin\.com|controlc\.com|ghostbin\.\w{2,5}|termbin\.com|ix\.io|sprunge\.us|transfer\.sh|file\.io|0x0\.st|bashupload\.com|temp\.sh|oshi\.at|anonfiles?\.\w{2,5}|gofile\.io|catbox\.moe|litterbox\.\w{2,9}|tmpfiles\.org|wetransfer\.com|mega\.nz|interact\.sh|oast\.\w{2,6}|burpcollaborator\.net|oastify\.com|canarytokens\.\w{2,5}|dnslog\.cn|ceye\.io|telegra\.ph|t\.me|bit\.ly|tinyurl\.com|is\.gd|cutt\.ly|rb\.gy|duckdns\.org|no-ip\.\w{2,4}|ddns\.net|hopto\.org|onion)$/
const DROP_PATHS = /(?:discord(?:app)?\.com\/api\/webhooks|api\.telegram\.org\/bot|hooks\.slack\.com\/services|script\.google\.com\/macros|maker\.ifttt\.com|hooks\.zapier\.com|docs\.google\.com\/forms)\//
const KNOWN = /(?:^|\.)(?:github\.com|githubusercontent\.com|gitlab\.com|bitbucket\.org|npmjs\.(?:com|org)|yarnpkg\.com|pypi\.org|pythonhosted\.org|python\.org|nodejs\.org|rubygems\.org|crates\.io|rust-lang\.org|golang\.org|go\.dev|docker\.(?:com|io)|ghcr\.io|google(?:apis|source)?\.com|gstatic\.com|amazonaws\.com|amazon\.com|azure\.com|microsoft\.com|microsoftonline\.com|windows\.net|live\.com|office\.com|apple\.com|openai\.com|anthropic\.com|claude\.(?:ai|com)|huggingface\.co|slack\.com|discord\.com|notion\.(?:so|com)|atlassian\.(?:com|net)|linear\.app|stripe\.com|paypal\.com|twilio\.com|sendgrid\.com|shopify\.com|salesforce\.com|hubspot\.com|airtable\.com|figma\.com|vercel\.com|netlify\.com|cloudflare\.com|heroku\.com|digitalocean\.com|fastly\.\w{2,4}|jsdelivr\.net|unpkg\.com|wikipedia\.org|wikimedia\.org|mozilla\.org|w3\.org|ietf\.org|iana\.org|unicode\.org|apache\.org|debian\.org|ubuntu\.com|kernel\.org|gnu\.org|x\.ai|x\.com|twitter\.com|facebook\.com|instagram\.com|reddit\.com|youtube\.com|linkedin\.com|spotify\.com|telegram\.org|zoom\.us|dropbox(?:api)?\.com|box\.com|mistral\.ai|groq\.com|deepseek\.com|openrouter\.ai|elevenlabs\.io|replicate\.com|pinecone\.io|supabase\.(?:co|com|io)|firebaseio\.com|mongodb\.(?:com|net)|sentry\.io|datadoghq\.com|virustotal\.com|shodan\.io|alphavantage\.co|coingecko\.com|binance\.com|openweathermap\.org|wttr\.in|arxiv\.org|nih\.gov|sec\.gov|readthedocs\.(?:io|org)|json-schema\.org|schema\.org|shields\.io|opensource\.org|nmap\.org|mitre\.org|elastic\.co|splunk\.com|grafana\.com|hashicorp\.com|terraform\.io|kubernetes\.io|k8s\.io|helm\.sh|brew\.sh|bun\.sh|astral\.sh|rustup\.rs|deno\.land|deno\.com|nixos\.org|get\.docker\.com|nodesource\.com|tailscale\.com|fly\.io|railway\.app|pulumi\.com|ollama\.com|gradle\.org|maven\.org|jfrog\.io|anaconda\.(?:com|org)|conda\.io|r-project\.org|pnpm\.io|volta\.sh|sdkman\.io|starship\.rs|ohmyz\.sh|agentskills\.io|modelcontextprotocol\.io)$/
const PLACEHOLDER = /(?:^|[.-])(?:yourdomain|your-?(?:domain|site|company|org|app|server|host|api)\w*|my-?(?:domain|site|app|server|company)|domain|company|acme|contoso|fabrikam|host|hostname|server|website|site|foo|bar)\.(?:com|org|net|io|local|tld|dev|edu|ai|app|co)$|^(?:host|hostname|server|domain|url|api|target|victim|attacker)$|[<>{}$%]|\.(?:local|internal|lan|corp|svc|localdomain|home\.arpa)$/
// RFC 2606 and 6761: names that are nobody's. Manuals write them bare or with an everyday first part; one that is
// made up to receive something (collect.example.com) stands for a real one.
const RESERVED = /^(?:(?:www|api|app|docs?|dev|staging|prod|production|db|database|mail|smtp|cdn|static|img|images|auth|sso|login|git|registry|proxy|dashboard|admin|blog|shop|store|test|demo|foo|bar|sub|my|host|server|node\d*|web\d*|v\d)\.){0,2}(?:example|test|invalid)(?:\.(?:com|org|net|io|edu|test|example|invalid|dev|local|co))?$|^(?:(?:www|api|app)\.)?[\w-]{1,20}\.(?:example|invalid)$/
const LOCAL = /^(?:localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|::1|\[::1?\]|host\.docker\.internal|10\.\d+\.\d+\.\d+|192\.168\.\d+\.\d+|172\.(?:1[6-9]|2\d|3[01])\.\d+\.\d+)$/
const RESOLVERS = /^(?:8\.8\.[84]\.[84]|1\.[01]\.[01]\.1|9\.9\.9\.9|208\.67\.22[02]\.22[02])$/
const ADDRESS = /^(?:\d{1,3}(?:\.\d{1,3}){3}|0x[0-9a-f]{8}|\d{8,10}|\[[0-9a-f:]+\])$/
// RFC 5737: addresses for documentation.
const DOCUMENTATION = /^(?:192\.0\.2|198\.51\.100|203\.0\.113)\.\d+$/

/** Classifies a host name, with the path where that decides. */
function hostKind(host: string, path = ''): HostKind {
  const name = host.toLowerCase().replace(/\.$/, '')
  if (LOCAL.test(name)) return 'local'
  if (DROP.test(name) || DROP_PATHS.test(`${name}${path}/`)) return 'drop'
  if (RESOLVERS.test(name)) return 'known'
  if (ADDRESS.test(name)) return DOCUMENTATION.test(name) ? 'placeholder' : 'address'
  if (PLACEHOLDER.test(name) || RESERVED.test(name)) return 'placeholder'
  return KNOWN.test(name) ? 'known' : 'unknown'
}

export interface Destination { host: string; kind: HostKind; at: number }

const URL_HOST = /\b(?:https?|ftp|wss?|git|ssh):\/\/(?:[\w.%~-]{1,60}(?::[^@\s/]{0,60})?@)?(\[[0-9a-f:]{2,40}\]|[\w<>{}$.-]{1,120})(?::\d{1,5})?((?:\/[\w.~%-]{0,80}){0,4})/gi
const BARE = /(?<![\w.@/-])(?:((?<=\b(?:to|at|server|host|address|ip|from|with)\s)(?<!(?:upgrad|updat|bump)\w{0,3}\sto\s)(?:\d{1,3}\.){3}\d{1,3}(?![\w.])|(?:\d{1,3}\.){3}\d{1,3}(?=:\d{2,5}\b|\/[a-z])|(?:[a-z0-9-]{1,40}\.){1,4}(?:com|net|org|io|co|xyz|top|site|online|ru|cn|su|tk|ml|info|biz|cloud|club|live|pw|icu)\b(?![.(])|(?:[a-z0-9-]{1,40}\.){1,4}(?:dev|app|cc|me|sh)(?=:\d{2,5}\b|\/\w)))(?::\d{2,5})?((?:\/[\w.~%-]{0,80}){0,4})(?![\w@])/gi
const EMAIL = /[\w.+-]{1,60}@((?:[a-z0-9-]{1,40}\.){1,4}[a-z]{2,12})\b/gi
const BUCKET = /\b(?:s3|gs|az|abfs|wasbs?|rsync|sftp|scp):\/\/([\w.$<>{}-]{1,80})/gi

/** Hosts named in a text by address. */
export function destinations(text: string): Destination[] {
  const found: Destination[] = []
  if (text.includes('://')) for (const match of text.matchAll(URL_HOST)) found.push({ host: (match[1] ?? '').toLowerCase(), kind: hostKind(match[1] ?? '', match[2]), at: match.index })
  for (const match of text.matchAll(BARE)) if (!/^(?:package|index|main|readme|config|node)\./i.test(match[1] ?? '')) found.push({ host: (match[1] ?? '').toLowerCase(), kind: hostKind(match[1] ?? '', match[2]), at: match.index })
  return found
}

/** Mail addresses and storage buckets named in a text. */
export function addresses(text: string): Destination[] {
  const found: Destination[] = []
  if (text.includes('@')) for (const match of text.matchAll(EMAIL)) found.push({ host: (match[1] ?? '').toLowerCase(), kind: hostKind(match[1] ?? ''), at: match.index })
  if (text.includes('://')) for (const match of text.matchAll(BUCKET)) found.push({ host: (match[1] ?? '').toLowerCase(), kind: /[<>{}$]/.test(match[1] ?? '') ? 'placeholder' : 'unknown', at: match.index })
  return found
}

/** The part of a host that is bought: `a.b.example.com` → `example.com`. */
export function registrable(host: string): string {
  return host.split('.').slice(-2).join('.')
}

/** The lists, for the hash of the rule set. */
export const HOSTS = [DROP, DROP_PATHS, KNOWN, PLACEHOLDER, RESERVED, LOCAL, ADDRESS].map((pattern) => pattern.source)
