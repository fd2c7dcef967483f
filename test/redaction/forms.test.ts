import { expect, test } from 'vitest'
import { redactText } from '../../src/redaction/redact.js'
import { body } from './bodies.js'

const b = (alphabet: string, length: number, seed = 26): string => body(alphabet, length, seed)
const jwt = ['{"alg":"HS256","typ":"JWT"}', '{"sub":"1234567","name":"Ada"}'].map((part) => Buffer.from(part).toString('base64url')).join('.')

/** The everyday forms, as they stand in a session; what must be gone from each. */
const FORMS: [string, string, string][] = [
  ['AWS access key id', `aws_access_key_id = AKIA${b('base32', 16)}`, b('base32', 16)],
  ['AWS secret key', `AWS_SECRET_ACCESS_KEY=${b('base64', 40)}`, b('base64', 40)],
  ['GitHub classic token', `git clone https://ghp_${b('base62', 36)}@github.com/a/b`, b('base62', 36)],
  ['GitHub fine-grained token', `GH_TOKEN=github_pat_${b('base62', 22)}_${b('base62', 59)}`, b('base62', 59)],
  ['GitHub app token', `token ghs_${b('base62', 36)}`, b('base62', 36)],
  ['GitLab token', `PRIVATE-TOKEN: glpat-${b('base62', 20)}`, b('base62', 20)],
  ['Slack bot token', `xoxb-${b('digit', 12)}-${b('digit', 13)}-${b('base62', 24)}`, b('base62', 24)],
  ['Slack webhook', `https://hooks.slack.com/services/T${b('upper', 8)}/B${b('upper', 8)}/${b('base62', 24)}`, b('base62', 24)],
  ['Google API key', `AIza${b('base62', 35)}`, b('base62', 35)],
  ['Google client secret', `"client_secret":"GOCSPX-${b('base62', 28)}"`, b('base62', 28)],
  ['Stripe live key', `Stripe.api_key = 'sk_live_${b('base62', 24)}'`, b('base62', 24)],
  ['npm token', `//registry.example.org/:_authToken=npm_${b('base62', 36)}`, b('base62', 36)],
  ['PyPI token', `password = pypi-AgEIcHlwaS5vcmc${b('base62', 70)}`, b('base62', 70)],
  ['Hugging Face token', `HF_TOKEN=hf_${b('base62', 34)}`, b('base62', 34)],
  ['OpenAI key', `OPENAI_API_KEY=sk-proj-${b('base62', 48)}`, b('base62', 48)],
  ['Anthropic key', `x-api-key: sk-ant-api03-${b('base62', 93)}AA`, b('base62', 93)],
  ['JWT', `Authorization: Bearer ${jwt}.${b('base62', 43)}`, b('base62', 43)],
  ['PEM private key', `-----BEGIN RSA PRIVATE KEY-----\n${b('base64', 64)}\n${b('base64', 64, 9)}\n-----END RSA PRIVATE KEY-----`, b('base64', 64)],
  ['OpenSSH private key in JSON', JSON.stringify({ key: `-----BEGIN OPENSSH PRIVATE KEY-----\n${b('base64', 70)}\n-----END OPENSSH PRIVATE KEY-----\n` }), b('base64', 70)],
  ['PostgreSQL URL', 'postgres://ferry:Tr0ub4dor-and-3@db.example.org:5432/app', 'Tr0ub4dor-and-3'],
  ['MongoDB URL', 'mongodb+srv://app:p4ssW0rd-x9@cluster0.example.net/test', 'p4ssW0rd-x9'],
  ['Redis URL without a user', 'redis://:s3cr3tRedis9@cache.example.org:6379/0', 's3cr3tRedis9'],
  ['Basic authorization', `curl -H 'Authorization: Basic ${Buffer.from('admin:correct-horse-9').toString('base64')}' https://x.example.org`, Buffer.from('admin:correct-horse-9').toString('base64')],
  ['password in JSON', '{"user": "ada", "password": "hunter2-blue"}', 'hunter2-blue'],
  ['password in escaped JSON', '{\\"db\\": {\\"password\\": \\"hunter2-blue\\"}}', 'hunter2-blue'],
  ['cookie', `Cookie: session=${b('base62', 32)}; theme=dark`, b('base62', 32)]
]

test('twenty-six everyday forms of secrets', () => expect(FORMS).toHaveLength(26))
test.each(FORMS)('%s', (_, text, secret) => {
  for (const form of [text, JSON.stringify({ arguments: JSON.stringify({ text }) }), `log\n${JSON.stringify({ text })}\nend`]) {
    expect(redactText(form)).not.toContain(secret)
  }
})
test('a task\'s number is none', () => expect(redactText('task-1234567890 is done')).toBe('task-1234567890 is done'))
