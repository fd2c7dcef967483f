import type { Rule } from '../rule.js'
import { isPlaceholder, shannon } from '../values.js'

const KEYS = 'the services\' documentation on API keys and tokens'
const NEW_RELIC = 'New Relic documentation: API keys'

const random = (secret: string): boolean => !isPlaceholder(secret) && shannon(secret) > 2.8

/** Monitoring, analytics and feature flags. */
export const MONITORING: readonly Rule[] = [
  { kind: 'grafana-token', keywords: ['glsa_'], pattern: /glsa_[A-Za-z0-9]{32}_[0-9A-Fa-f]{8}/, source: 'Grafana documentation: service account tokens', check: random },
  { kind: 'grafana-token', keywords: ['glc_'], pattern: /glc_[A-Za-z0-9+/]{32,400}={0,3}/, source: 'Grafana Cloud documentation: access policies', check: random },
  { kind: 'grafana-token', keywords: ['eyjrijoi'], pattern: /eyJrIjoi[A-Za-z0-9]{60,400}={0,3}/, source: 'Grafana documentation: legacy API keys, base64 of a JSON object' },
  { kind: 'new-relic-key', keywords: ['nrak-', 'nrii-', 'nrjs-', 'nriq-', 'nrra-', 'nraa-'], pattern: /NR(?:AK-[A-Z0-9]{27}|II-[\w-]{32}|JS-[0-9a-f]{19}|IQ-[\w-]{32}|RA-[0-9a-f]{42}|AA-[0-9a-f]{27})/i, source: NEW_RELIC },
  { kind: 'new-relic-key', keywords: ['nral'], pattern: /[0-9a-f]{36}NRAL/, lead: 37, source: NEW_RELIC },
  { kind: 'sentry-token', keywords: ['sntrys_'], pattern: /sntrys_eyJ[A-Za-z0-9+/=_-]{40,400}_[A-Za-z0-9+/]{43}/, source: 'Sentry documentation: organization auth tokens', check: random },
  { kind: 'sentry-token', keywords: ['sntryu_'], pattern: /sntryu_[0-9a-f]{64}/, source: 'Sentry documentation: personal tokens', check: random },
  { kind: 'dynatrace-token', keywords: ['dt0c01.', 'dt0s'], pattern: /dt0[a-z]\d{2}\.[A-Z0-9]{8,24}\.[A-Z0-9]{64}/i, source: 'Dynatrace documentation: access token format' },
  { kind: 'honeycomb-key', keywords: ['hcaik_', 'hcamk_', 'hcxik_', 'hcbik_'], pattern: /hc[abx][im]k_[a-z0-9]{26,58}/i, source: KEYS },
  { kind: 'posthog-key', keywords: ['phx_', 'phs_'], pattern: /ph[xs]_[A-Za-z0-9]{43,60}/, source: KEYS },
  { kind: 'launchdarkly-key', keywords: ['sdk-', 'api-', 'mob-'], pattern: /(?:sdk|api|mob)-[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/, source: KEYS },
  { kind: 'statsig-key', keywords: ['secret-', 'console-'], pattern: /(?:secret|console)-[A-Za-z0-9]{40,50}/, source: KEYS, check: (key) => /\d/.test(key) && shannon(key) > 4 },
  { kind: 'configcat-key', keywords: ['configcat-sdk-'], pattern: /configcat-sdk-\d\/[\w-]{22}\/[\w-]{22}/, source: KEYS },
  { kind: 'rootly-key', keywords: ['rootly_'], pattern: /rootly_[0-9a-f]{64}/, source: KEYS },
  { kind: 'logfire-token', keywords: ['pylf_v'], pattern: /pylf_v\d_[a-z]{2,8}_[A-Za-z0-9]{40,60}/, source: KEYS },
  { kind: 'axiom-token', keywords: ['xaat-', 'xapt-'], pattern: /xa[ap]t-[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/, source: KEYS },
  { kind: 'segment-token', keywords: ['sgp_'], pattern: /sgp_[A-Za-z0-9]{64}/, source: 'Segment documentation: Public API tokens', check: (token) => random(token) && /[A-Z]/.test(token) },
  { kind: 'checkly-key', keywords: ['cu_'], pattern: /cu_[0-9a-f]{32}/, source: 'Checkly documentation: user API keys' },
  { kind: 'coralogix-key', keywords: ['cxtp_', 'cxup_', 'cxth_', 'cxet_'], pattern: /cx(?:tp|up|th|et)_[A-Za-z0-9]{30}/, source: 'Coralogix documentation: API keys' },
  { kind: 'pagerduty-token', keywords: ['pagerduty'], pattern: /(?:pagerduty[^\n]{0,40}?[\s"'=:])(u\+[A-Za-z0-9_-]{18}|[A-Za-z0-9]{20})/i, source: KEYS, check: (key) => random(key) && /\d/.test(key) && /[a-z]/i.test(key) },
  { kind: 'confluent-key', keywords: ['cflt'], pattern: /cflt[A-Za-z0-9+/]{50,70}/, source: KEYS, check: random }
]
