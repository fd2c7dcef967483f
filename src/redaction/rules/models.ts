import type { Rule } from '../rule.js'
import { isPlaceholder, isWordlike, shannon } from '../values.js'

const OPENAI = 'OpenAI API reference: authentication, project and service account keys'
const KEYS = 'the providers\' API documentation on keys'

const random = (secret: string): boolean => !isPlaceholder(secret) && shannon(secret) > 3
const digits = (secret: string): boolean => random(secret) && /\d/.test(secret)

/** Language models and what is used with them: keys that cost money by the token. */
export const MODELS: readonly Rule[] = [
  { kind: 'anthropic-key', keywords: ['sk-ant-'], pattern: /sk-ant-(?:[a-z]{2,8}\d{2}-)?[\w-]{24,250}/, source: 'Anthropic API documentation: API, admin and OAuth keys', check: random },
  { kind: 'openrouter-key', keywords: ['sk-or-'], pattern: /sk-or-(?:v\d-)?[0-9a-f]{48,64}/, source: KEYS, check: random },
  { kind: 'langfuse-key', keywords: ['sk-lf-', 'pk-lf-'], pattern: /[sp]k-lf-[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/, source: KEYS },
  { kind: 'helicone-key', keywords: ['sk-helicone-'], pattern: /sk-helicone-[a-z0-9-]{20,60}/, source: KEYS, check: digits },
  { kind: 'openai-key', keywords: ['sk-proj-', 'sk-svcacct-', 'sk-admin-', 'sk-none-', 'sk-service-'], pattern: /sk-(?:proj|svcacct|admin|None|service)-[\w-]{20,250}/, source: OPENAI, check: random },
  // A plain sk- is used by many that speak the same protocol; what follows must not read like words (task-…, risk-…).
  { kind: 'openai-key', keywords: ['sk-'], pattern: /(?<![\w-])sk-[A-Za-z0-9]{20,128}/, source: OPENAI, check: (key) => digits(key) && !isWordlike(key.slice(3)) },
  { kind: 'openai-session', keywords: ['sess-'], pattern: /sess-[A-Za-z0-9]{40}/, source: OPENAI, check: digits },
  { kind: 'groq-key', keywords: ['gsk_'], pattern: /gsk_[A-Za-z0-9]{48,56}/, source: KEYS, check: random },
  { kind: 'xai-key', keywords: ['xai-'], pattern: /xai-[A-Za-z0-9]{70,90}/, source: KEYS, check: random },
  { kind: 'perplexity-key', keywords: ['pplx-'], pattern: /pplx-[A-Za-z0-9]{40,64}/, source: KEYS, check: random },
  { kind: 'replicate-token', keywords: ['r8_'], pattern: /r8_[A-Za-z0-9]{37}/, source: KEYS, check: random },
  { kind: 'fireworks-key', keywords: ['fw_'], pattern: /fw_[A-Za-z0-9]{22,24}/, source: KEYS, check: (key) => digits(key) && /[A-Z]/.test(key) },
  { kind: 'together-key', keywords: ['tgp_v1_'], pattern: /tgp_v1_[\w-]{40,50}/, source: KEYS, check: random },
  { kind: 'cerebras-key', keywords: ['csk-'], pattern: /csk-[a-z0-9]{48}/, source: KEYS, check: digits },
  { kind: 'elevenlabs-key', keywords: ['sk_'], pattern: /sk_[0-9a-f]{48}/, source: KEYS },
  { kind: 'nvidia-key', keywords: ['nvapi-'], pattern: /nvapi-[\w-]{60,70}/, source: KEYS, check: random },
  { kind: 'pinecone-key', keywords: ['pcsk_'], pattern: /pcsk_[A-Za-z0-9]{5,8}_[A-Za-z0-9]{50,70}/, source: KEYS, check: random },
  { kind: 'langsmith-key', keywords: ['lsv2_'], pattern: /lsv2_(?:pt|sk)_[0-9a-f]{32}_[0-9a-f]{10}/, source: KEYS },
  { kind: 'tavily-key', keywords: ['tvly-'], pattern: /tvly-(?:dev-|prod-)?[A-Za-z0-9-]{30,50}/, source: KEYS, check: random },
  { kind: 'firecrawl-key', keywords: ['fc-'], pattern: /fc-[0-9a-f]{32}/, source: KEYS, check: random },
  { kind: 'jina-key', keywords: ['jina_'], pattern: /jina_[0-9a-f]{32}[\w-]{28}/, source: KEYS },
  { kind: 'voyage-key', keywords: ['pa-'], pattern: /(?<![\w-])pa-[A-Za-z0-9_-]{43}/, source: KEYS, check: (key) => digits(key) && /[A-Z]/.test(key) && shannon(key) > 4 },
  { kind: 'e2b-key', keywords: ['e2b_'], pattern: /e2b_[0-9a-f]{40}/, source: KEYS },
  { kind: 'wandb-key', keywords: ['wandb_v1_'], pattern: /wandb_v1_[\w-]{40,100}/, source: KEYS },
  { kind: 'apify-token', keywords: ['apify_api_', 'apify_proxy_'], pattern: /apify_(?:api|proxy)_[A-Za-z0-9]{30,40}/, source: KEYS },
  { kind: 'browserbase-key', keywords: ['bb_live_'], pattern: /bb_live_[\w-]{24,40}/, source: KEYS },
  { kind: 'runpod-key', keywords: ['rpa_'], pattern: /rpa_[A-Z0-9]{40,48}[a-z0-9]{0,8}/, source: KEYS, check: digits },
  { kind: 'cursor-key', keywords: ['key_', 'crsr_'], pattern: /(?:key|crsr)_[0-9a-f]{64}/, source: KEYS },
  { kind: 'modal-token', keywords: ['ak-', 'as-'], pattern: /(?<![\w-])a[ks]-[A-Za-z0-9]{22}/, source: KEYS, check: (key) => random(key) && /\d.*\d/.test(key) && /[a-z]/.test(key) && /[A-Z]/.test(key) },
  { kind: 'anyscale-key', keywords: ['esecret_'], pattern: /esecret_[a-z0-9]{20,40}/, source: KEYS, check: digits },
  { kind: 'trigger-key', keywords: ['tr_dev_', 'tr_prod_', 'tr_stg_'], pattern: /tr_(?:dev|prod|stg)_[A-Za-z0-9]{20,30}/, source: KEYS },
  { kind: 'coze-token', keywords: ['pat_'], pattern: /pat_[A-Za-z0-9]{64}/, source: KEYS, check: digits },
  { kind: 'mem0-key', keywords: ['m0-'], pattern: /m0-[A-Za-z0-9]{40}/, source: KEYS, check: digits },
  { kind: 'kaggle-token', keywords: ['kgat_'], pattern: /KGAT_[0-9a-f]{32}/, source: 'Kaggle documentation: API tokens' },
  { kind: 'inngest-key', keywords: ['signkey-'], pattern: /signkey-(?:prod|test|branch|staging)-[0-9a-f]{32,64}/, source: KEYS }
]
