import type { Rule } from '../rule.js'
import { isPlaceholder, shannon } from '../values.js'

const STRIPE = 'Stripe documentation: API keys, webhook signing secrets'
const SHOPIFY = 'Shopify developer documentation: access token prefixes'
const SQUARE = 'Square developer documentation: access tokens'
const PAYMENT = 'the payment services\' API documentation on keys'

const random = (secret: string): boolean => !isPlaceholder(secret) && shannon(secret) > 2.8

/** Payments and shops: keys that move money. */
export const PAYMENTS: readonly Rule[] = [
  { kind: 'stripe-key', keywords: ['sk_live_', 'sk_test_', 'sk_prod_', 'rk_live_', 'rk_test_', 'rk_prod_'], pattern: /[sr]k_(?:live|test|prod)_[A-Za-z0-9]{10,250}/, source: STRIPE, check: random },
  { kind: 'stripe-webhook-secret', keywords: ['whsec_'], pattern: /whsec_[A-Za-z0-9+/]{24,64}={0,2}/, source: STRIPE, check: random },
  { kind: 'shopify-token', keywords: ['shpat_', 'shpca_', 'shppa_', 'shpss_', 'shpua_', 'shptka_'], pattern: /shp(?:at|ca|pa|ss|ua|tka)_[0-9a-f]{32,38}/i, source: SHOPIFY, check: random },
  { kind: 'square-token', keywords: ['sq0'], pattern: /sq0(?:atp|csp|idp)-[\w-]{22,43}/, source: SQUARE, check: random },
  { kind: 'square-token', keywords: ['eaaa'], pattern: /EAAA[A-Za-z0-9_+=-]{56,60}/, source: SQUARE, check: (token) => shannon(token) > 4 && /\d/.test(token) },
  { kind: 'paypal-token', keywords: ['access_token$'], pattern: /access_token\$(?:production|sandbox)\$[0-9a-z]{16}\$[0-9a-f]{32}/, source: PAYMENT },
  { kind: 'plaid-token', keywords: ['access-sandbox-', 'access-development-', 'access-production-'], pattern: /access-(?:sandbox|development|production)-[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/, source: PAYMENT },
  { kind: 'razorpay-key', keywords: ['rzp_live_', 'rzp_test_'], pattern: /rzp_(?:live|test)_[A-Za-z0-9]{14,24}/, source: PAYMENT, check: random },
  { kind: 'flutterwave-key', keywords: ['flwseck'], pattern: /FLWSECK(?:_TEST)?-[0-9a-h]{12,32}(?:-X)?/i, source: PAYMENT },
  { kind: 'adyen-key', keywords: ['aqe'], pattern: /AQE[a-z]hmfu[\w+/=-]{60,250}/, source: PAYMENT },
  { kind: 'lob-key', keywords: ['live_', 'test_'], pattern: /(?<![\w-])(?:live|test)_(?:pub_)?[0-9a-f]{31,35}/, source: PAYMENT },
  { kind: 'shippo-token', keywords: ['shippo_'], pattern: /shippo_(?:live|test)_[0-9a-f]{40}/, source: PAYMENT },
  { kind: 'easypost-key', keywords: ['ezak', 'eztk'], pattern: /EZ[AT]K[A-Za-z0-9]{54}/i, source: PAYMENT },
  { kind: 'duffel-token', keywords: ['duffel_'], pattern: /duffel_(?:test|live)_[\w=-]{43}/, source: PAYMENT },
  { kind: 'gocardless-token', keywords: ['live_', 'sandbox_'], pattern: /(?<![\w-])(?:live|sandbox)_[\w=-]{40}/, source: PAYMENT, check: (token) => /\d/.test(token) && /[A-Z]/.test(token) && shannon(token) > 4 },
  { kind: 'cashfree-key', keywords: ['cfsk_'], pattern: /cfsk_ma_(?:prod|test)_[0-9a-f]{32}_[0-9a-f]{8}/, source: PAYMENT },
  { kind: 'freemius-key', keywords: ['sk_'], pattern: /(?<=secret_key["']?\s{0,8}(?:=>|=|:)\s{0,8}["'])sk_[^\s"']{29}/, open: true, source: 'Freemius documentation: SDK integration', check: (key) => !isPlaceholder(key) && shannon(key) > 4 },
  { kind: 'paddle-key', keywords: ['pdl_live_', 'pdl_sdbx_'], pattern: /pdl_(?:live|sdbx)_apikey_[a-z0-9]{26}_[A-Za-z0-9]{22}_[A-Za-z0-9]{3}/, source: 'Paddle developer documentation: API keys' },
  { kind: 'polar-token', keywords: ['polar_'], pattern: /polar_(?:oat|pat|at_[ou]|rt_[ou]|cs|cst|ci|whs)_[A-Za-z0-9]{37,48}/, source: 'Polar documentation: token prefixes', check: random },
  { kind: 'ramp-secret', keywords: ['ramp_sec_'], pattern: /ramp_sec_[A-Za-z0-9]{40,60}/, source: PAYMENT },
  { kind: 'persona-key', keywords: ['persona_'], pattern: /persona_(?:production|sandbox)_[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/, source: 'Persona documentation: API keys' },
  { kind: 'sumup-key', keywords: ['sup_sk_'], pattern: /sup_sk_[A-Za-z0-9]{30,50}/, source: PAYMENT },
  { kind: 'mollie-key', keywords: ['live_', 'test_'], pattern: /(?<![\w-])(?:live|test)_[A-Za-z0-9]{30}/, source: PAYMENT, check: (key) => /\d/.test(key) && /[A-Z]/.test(key) && /[a-z]/.test(key.slice(5)) && shannon(key) > 4 }
]
