import type { Rule } from '../rule.js'
import { isPlaceholder, shannon } from '../values.js'

const SLACK = 'Slack API documentation: token types, incoming webhooks'
const MAIL = 'the mail services\' API documentation on keys'
const CHAT = 'the chat services\' developer documentation'

const random = (secret: string): boolean => !isPlaceholder(secret) && shannon(secret) > 3

/** Chat, mail and telephony. */
export const MESSAGING: readonly Rule[] = [
  { kind: 'slack-token', keywords: ['xoxb-', 'xoxp-', 'xoxa-', 'xoxr-', 'xoxs-', 'xoxo-', 'xoxd-', 'xoxc-', 'xoxe-', 'xoxe.'], pattern: /xox(?:e\.xox[bp]-\d-[A-Z0-9]{100,250}|e-\d-[A-Z0-9]{100,200}|[abcdeoprs]-(?:[A-Za-z0-9%+/=]{1,250}-){0,6}[A-Za-z0-9%+/=]{10,512})/i, source: SLACK, check: (token) => random(token) && /\d{5}/.test(token) },
  { kind: 'slack-token', keywords: ['xapp-'], pattern: /xapp-\d-[A-Z0-9]{6,24}-\d{6,24}-[a-z0-9]{32,128}/i, source: SLACK },
  { kind: 'slack-webhook', keywords: ['hooks.slack.com'], pattern: /hooks\.slack\.com\/(?:services|workflows|triggers)\/([A-Za-z0-9+/]{30,80})/, source: SLACK },
  { kind: 'discord-token', keywords: ['discord', 'bot '], pattern: /(?:discord\w{0,24}|bot)[^\n]{0,40}?[\s"'=:]([MNO][\w-]{23,25}\.[\w-]{6}\.[\w-]{27,40})/i, source: 'Discord developer documentation: bot tokens (user id in base64, time, HMAC)', check: random },
  { kind: 'discord-token', keywords: ['"mt', '"nt', '"od'], pattern: /"([MNO][TDjzAEIQUYcgkosw][\w-]{22,24}\.[\w-]{6}\.[\w-]{27,40})(?=")/, open: true, source: 'Discord developer documentation: bot tokens (user id in base64, time, HMAC)', check: random },
  { kind: 'discord-webhook', keywords: ['/api/webhooks/'], pattern: /\/api\/webhooks\/\d{17,20}\/([\w-]{60,80})/, open: true, source: 'Discord developer documentation: webhooks' },
  { kind: 'telegram-token', keywords: [':aa'], pattern: /\d{8,10}:AA[\w-]{32,33}/, lead: 11, source: 'Telegram bot API: authorizing your bot', check: random },
  { kind: 'teams-webhook', keywords: ['/incomingwebhook/'], pattern: /\/IncomingWebhook\/([0-9a-f]{32}\/[0-9a-f-]{36})/i, open: true, source: 'Microsoft Teams documentation: incoming webhooks' },
  { kind: 'google-chat-webhook', keywords: ['chat.googleapis.com'], pattern: /chat\.googleapis\.com\/v1\/spaces\/[\w-]{4,40}\/messages\?([\w=&%.-]{40,300})/, source: CHAT },
  { kind: 'teams-webhook', keywords: ['webhook.office.com'], pattern: /webhook\.office\.com\/webhookb2\/([\w@/-]{80,260})/, source: 'Microsoft Teams documentation: incoming webhooks' },
  { kind: 'sendgrid-key', keywords: ['sg.'], pattern: /SG\.[\w-]{20,24}\.[\w-]{39,50}/, source: MAIL },
  { kind: 'mailgun-key', keywords: ['key-', 'pubkey-'], pattern: /(?:pub)?key-[0-9a-f]{32}/, source: MAIL, check: random },
  { kind: 'mailgun-key', keywords: ['mailgun'], pattern: /mailgun[^\n]{0,40}?[\s"'=:]([0-9a-h]{32}-[0-9a-h]{8}-[0-9a-h]{8})/i, source: MAIL },
  { kind: 'mailchimp-key', keywords: ['-us'], pattern: /[0-9a-f]{32}-us\d{1,2}/, lead: 33, source: MAIL },
  { kind: 'brevo-key', keywords: ['xkeysib-', 'xsmtpsib-'], pattern: /x(?:key|smtp)sib-[0-9a-f]{64}-[A-Za-z0-9]{16}/, source: MAIL },
  { kind: 'resend-key', keywords: ['re_'], pattern: /re_[A-Za-z0-9]{7,9}_[A-Za-z0-9]{20,28}/, source: MAIL, check: (key) => random(key) && /\d/.test(key) && /[A-Z]/.test(key) },
  { kind: 'mandrill-key', keywords: ['md-'], pattern: /(?<![\w-])md-[A-Za-z0-9_-]{22}/, source: MAIL, check: (key) => /\d/.test(key) && /[A-Z]/.test(key) && shannon(key) > 3.8 },
  { kind: 'twilio-key', keywords: Array.from('0123456789abcdef', (digit) => `sk${digit}`), pattern: /SK[0-9a-f]{32}/, source: 'Twilio documentation: API keys' },
  { kind: 'klaviyo-key', keywords: ['pk_'], pattern: /pk_[0-9a-f]{34}/, source: MAIL },
  { kind: 'messagebird-key', keywords: ['messagebird'], pattern: /messagebird[^\n]{0,40}?[\s"'=:]([a-z0-9]{25})/i, source: CHAT, check: (key) => random(key) && /\d/.test(key) },
  { kind: 'plivo-token', keywords: ['plivo'], pattern: /plivo[^\n]{0,40}?[\s"'=:]([A-Za-z0-9_-]{40})/i, source: CHAT, check: (key) => random(key) && /\d/.test(key) },
  { kind: 'mailersend-token', keywords: ['mlsn.'], pattern: /mlsn\.[0-9a-f]{64}/, source: 'MailerSend API documentation: API tokens' },
  { kind: 'ably-key', keywords: ['ably'], pattern: /ably[^\n]{0,40}?[\s"'=:,(]([\w-]{6}\.[\w-]{6}:[\w-]{43})/i, source: 'Ably documentation: API keys (application, key id and secret)', check: random },
  { kind: 'telnyx-key', keywords: ['key0'], pattern: /KEY0[0-9A-F]{25,32}_[A-Za-z0-9]{20,24}/, source: 'Telnyx documentation: API v2 keys' },
  { kind: 'webex-token', keywords: ['_p0a1_', '_pf84_', '_pe93_', '_pc75_'], pattern: /[A-Za-z0-9]{64}_P[A-Z0-9]{3}_[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/, lead: 66, source: 'Webex developer documentation: bot and personal access tokens' },
  { kind: 'vk-token', keywords: ['vk1.a.'], pattern: /vk1\.a\.[\w-]{80,300}/, source: 'VK developer documentation: access tokens' },
  { kind: 'zoho-token', keywords: ['1000.'], pattern: /1000\.[0-9a-f]{32}\.[0-9a-f]{32}/, source: 'Zoho API documentation: OAuth tokens' }
]
