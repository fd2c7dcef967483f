import type { Rule } from '../rule.js'
import { isPlaceholder, shannon } from '../values.js'

const KEYS = 'the services\' API documentation on tokens'
const META = 'Meta for Developers: access tokens'

const random = (secret: string): boolean => !isPlaceholder(secret) && shannon(secret) > 3
const mixed = (secret: string): boolean => random(secret) && /\d/.test(secret) && /[a-z]/.test(secret) && /[A-Z]/.test(secret)

/** Planning, documents, design, customers and social networks. */
export const WORK: readonly Rule[] = [
  { kind: 'linear-key', keywords: ['lin_api_', 'lin_oauth_', 'lin_wh_'], pattern: /lin_(?:api|oauth|wh)_[A-Za-z0-9]{32,64}/, source: 'Linear developer documentation: API keys' },
  { kind: 'notion-token', keywords: ['ntn_', 'secret_'], pattern: /(?:ntn_[A-Za-z0-9]{40,50}|secret_[A-Za-z0-9]{43})/, source: 'Notion developer documentation: authorization', check: mixed },
  { kind: 'airtable-token', keywords: ['pat'], pattern: /pat[A-Za-z0-9]{14}\.[0-9a-f]{64}/, source: 'Airtable documentation: personal access tokens' },
  { kind: 'asana-token', keywords: ['0/1', '1/1', '2/1'], pattern: /[012]\/\d{16}(?:\/\d{16})?:[0-9a-f]{32}/, source: 'Asana developer documentation: personal access tokens' },
  { kind: 'clickup-token', keywords: ['pk_'], pattern: /pk_\d{6,9}_[A-Z0-9]{32}/, source: KEYS },
  { kind: 'figma-token', keywords: ['figd_', 'figu_', 'figo_'], pattern: /fig[duo](?:r|h)?_[\w-]{40,64}/, source: KEYS },
  { kind: 'typeform-token', keywords: ['tfp_'], pattern: /tfp_[\w.=-]{59}/, source: KEYS },
  { kind: 'contentful-token', keywords: ['cfpat-'], pattern: /CFPAT-[\w-]{43}/, source: KEYS },
  { kind: 'frameio-token', keywords: ['fio-u-'], pattern: /fio-u-[\w=-]{64}/i, source: KEYS },
  { kind: 'dropbox-token', keywords: ['sl.'], pattern: /(?<![\w.-])sl\.(?:u\.)?[\w-]{130,1600}/, source: 'Dropbox developer documentation: short-lived tokens' },
  { kind: 'hubspot-token', keywords: ['pat-na', 'pat-eu'], pattern: /pat-(?:na|eu)\d-[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/, source: KEYS },
  { kind: 'salesforce-token', keywords: ['00d'], pattern: /00D[A-Za-z0-9]{12}(?:[A-Za-z0-9]{3})?![\w.]{80,260}/, source: 'Salesforce documentation: session ids' },
  { kind: 'zapier-webhook', keywords: ['hooks.zapier.com'], pattern: /hooks\.zapier\.com\/hooks\/catch\/(\d{4,10}\/[a-z0-9]{5,12})/, source: KEYS },
  { kind: 'facebook-token', keywords: ['eaa'], pattern: /(?<![+/])EAA[A-Za-z0-9]{80,400}(?![+/=])/, source: META, check: mixed },
  { kind: 'instagram-token', keywords: ['igq', 'igaa'], pattern: /(?<![+/])IG(?:Q|AA)[\w-]{80,300}(?![+/=])/, source: META, check: mixed },
  { kind: 'twitter-bearer-token', keywords: ['aaaaaaaaaaaaaaaaaaaa'], pattern: /A{20,24}[A-Za-z0-9%]{60,140}/, source: 'X developer documentation: bearer tokens', check: (token) => shannon(token) > 3.5 },
  { kind: 'rapidapi-key', keywords: ['msh'], pattern: /[0-9a-z]{10}msh[0-9a-z]{15}p1[0-9a-z]{5}jsn[0-9a-z]{12}/, lead: 11, source: KEYS },
  { kind: 'mapbox-token', keywords: ['sk.eyj', 'tk.eyj', 'pk.eyj'], pattern: /[stp]k\.[A-Za-z0-9]{40,120}\.[\w-]{20,24}/, source: KEYS, check: (token) => shannon(token) > 3.5 || token.startsWith('pk.') },
  { kind: 'mapbox-token', keywords: ['mapbox'], pattern: /mapbox\w{0,24}[^\n]{0,12}?[\s"'=:>,]{1,24}([ps]k\.[A-Za-z0-9]{40,120}\.[\w-]{20,24})/i, source: KEYS },
  { kind: 'adafruit-key', keywords: ['aio_'], pattern: /aio_[A-Za-z0-9]{28}/, source: KEYS, check: mixed },
  { kind: 'adobe-secret', keywords: ['p8e-', 's8e'], pattern: /(?:p8e-|s8e)[a-z0-9-]{28,40}/i, source: 'Adobe developer documentation: OAuth client secrets', check: (key) => random(key) && /\d/.test(key) },
  { kind: 'lichess-token', keywords: ['lip_', 'lio_'], pattern: /li[po]_[A-Za-z0-9]{20,24}/, source: KEYS, check: mixed },
  { kind: 'thunderstore-token', keywords: ['tss_'], pattern: /tss_[A-Za-z0-9]{30,40}/, source: KEYS, check: mixed },
  { kind: 'stytch-secret', keywords: ['secret-live-', 'secret-test-'], pattern: /secret-(?:live|test)-[\w=-]{36}/, source: KEYS },
  { kind: 'onfido-token', keywords: ['api_live', 'api_sandbox'], pattern: /api_(?:live|sandbox)(?:_(?:us|ca))?\.[\w-]{11}\.[\w-]{32}/, source: KEYS },
  { kind: 'maxmind-key', keywords: ['_mmk'], pattern: /[A-Za-z0-9]{6}_[A-Za-z0-9]{29}_mmk/, lead: 37, source: KEYS },
  { kind: 'intra42-secret', keywords: ['s-s4t2'], pattern: /s-s4t2(?:ud|af)-[0-9a-f]{64}/, source: KEYS },
  { kind: 'ghost-key', keywords: ['ghost'], pattern: /ghost[^\n]{0,40}?[\s"'=:]([0-9a-f]{24}:[0-9a-f]{64})/i, source: 'Ghost documentation: Admin API keys (id and secret)' },
  { kind: 'sanity-token', keywords: ['sk'], pattern: /(?<![+/=])sk[A-Za-z0-9]{78,178}(?![+/=])/, source: 'Sanity documentation: API tokens', check: (token) => mixed(token) && shannon(token) > 4.5 },
  { kind: 'liveblocks-key', keywords: ['sk_dev_', 'sk_prod_'], pattern: /sk_(?:dev|prod)_[\w-]{40,80}/, source: KEYS, check: mixed },
  { kind: 'svix-token', keywords: ['testsk_'], pattern: /testsk_[\w-]{30,60}(?:\.(?:eu|us|in|ca|au))?/, source: 'Svix documentation: authentication', check: mixed },
  { kind: 'bitwarden-token', keywords: ['0.'], pattern: /0\.[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\.[A-Za-z0-9]{30}:[A-Za-z0-9+/]{22}==/, open: true, source: 'Bitwarden documentation: Secrets Manager access tokens' },
  { kind: 'unkey-key', keywords: ['unkey_'], pattern: /unkey_[A-Za-z0-9]{20,40}/, source: KEYS, check: random },
  { kind: 'ubidots-token', keywords: ['bbff-', 'bbus-'], pattern: /BB(?:FF|US)-[A-Za-z0-9]{30,36}/, source: KEYS },
]
