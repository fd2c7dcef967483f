import { describe, expect, it } from 'vitest'
import { redactText } from '../../src/redaction/redact.js'
import { SERVICES } from '../../src/redaction/services.js'
import { body } from './bodies.js'

// Invented services: what is masked here is masked without any list.
const names = ['quorvex', 'zendrift', 'plomato', 'brixela', 'tarnwick', 'oxbowly', 'vintagrid', 'kestrella', 'mudlarkio', 'yonderpay', 'frobnicast', 'heliobase']
const uuid = (seed: number): string => [8, 4, 4, 4, 12].map((length, i) => body('hex', length, seed + i)).join('-')
const shapes: ((seed: number) => string)[] = [
  (seed) => body('hex', 32, seed), (seed) => body('hex', 40, seed), (seed) => body('hex', 64, seed), uuid, (seed) => body('base62', 20, seed), (seed) => body('base62', 32, seed), (seed) => body('base62', 64, seed),
  (seed) => body('lower', 24, seed), (seed) => body('lower', 40, seed), (seed) => body('upper', 32, seed), (seed) => `${body('base62', 16, seed)}.${body('base62', 32, seed + 1)}`, (seed) => body('base64', 44, seed), (seed) => `live_${body('base62', 24, seed)}`
]
const words = ['key', 'token', 'secret', 'api key', 'api_key', 'apikey', 'auth token', 'access token', 'pat', 'secret key', 'license key']
const snake = (text: string): string => text.replaceAll(' ', '_')
const camel = (text: string): string => text.replaceAll(/[ _](\w)/g, (_, letter: string) => letter.toUpperCase())
const title = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

const contexts: Record<string, (name: string, word: string, value: string) => string> = {
  'name word = value': (n, w, v) => `${n} ${w} = '${v}'`,
  'name word: value': (n, w, v) => `${n} ${w}: ${v}`,
  environment: (n, w, v) => `export ${snake(`${n}_${w}`).toUpperCase()}=${v}`,
  'YAML section': (n, w, v) => `services:\n  ${n}:\n    enabled: true\n    ${snake(w)}: ${v}\n`,
  'TOML section': (n, w, v) => `[${n}]\nregion = "eu"\n${snake(w)} = "${v}"\n`,
  'JSON object': (n, w, v) => `{"${n}": {"${camel(w)}": "${v}", "timeout": 30}}`,
  'JSON name and value': (n, w, v) => `{"name": "${snake(`${n}_${w}`).toUpperCase()}", "value": "${v}"}`,
  'XML attribute': (n, w, v) => `<add key="${title(n)}${title(camel(w))}" value="${v}" />`,
  'property list': (n, w, v) => `<key>${title(n)}${title(camel(w))}</key>\n<string>${v}</string>`,
  flag: (n, w, v) => `${n} deploy --${snake(w).replaceAll('_', '-')} ${v} --region eu`,
  header: (n, w, v) => `curl -H "X-${title(n)}-${snake(w).replaceAll('_', '-')}: ${v}" https://api.${n}.test/v1`,
  query: (n, w, v) => `https://api.${n}.test/v2/items?page=2&${snake(w)}=${v}`,
  comment: (n, w, v) => `# ${n} ${w}: ${v}`,
  prose: (n, w, v) => `my ${n} ${w} is ${v}, please use it`,
  argument: (n, w, v) => `client = ${title(n)}Client(${snake(w)}="${v}", timeout=5)`,
  setter: (n, w, v) => `${n}.set${title(camel(w))}("${v}");`,
  'id and secret': (n, w, v) => `${n}_client_id = 12345\n${n}_${snake(w)} = "${v}"`,
  'next line': (n, w, v) => `${title(n)} ${w}:\n${v}\n`,
  table: (n, w, v) => `| ${title(n)} ${w} | \`${v}\` | prod |`
}
const escape = (text: string): string => JSON.stringify(text).slice(1, -1)

describe('services that are in no list', () => {
  it('are in none', () => {
    expect(names.filter((name) => SERVICES.has(name))).toEqual([])
    expect(SERVICES.size).toBeGreaterThan(800)
  })
  it.each(Object.entries(contexts))('%s: at least nine tenths of the values are masked, escaped or not', (_, write) => {
    for (const form of [(text: string) => text, escape, (text: string) => escape(escape(text))]) {
      const missed: string[] = []
      let count = 0
      for (const [i, shape] of shapes.entries()) for (const [j, word] of words.entries()) {
        const value = shape(i * 977 + j * 31 + 5)
        const text = form(write(names[(i + j) % names.length]!, word, value))
        count++
        if (redactText(text).includes(value.slice(2, -2))) missed.push(text)
      }
      expect(missed.length / count, missed.slice(0, 5).join('\n')).toBeLessThanOrEqual(0.1)
    }
  })
})

describe('random values that are no secrets', () => {
  const hashes = Array.from({ length: 40 }, (_, i) => [body('hex', 40, i), body('hex', 64, i), body('hex', 32, i), uuid(i)]).flat()
  const lists: Record<string, (value: string, i: number) => string> = {
    'a list of them': (value) => value,
    'git log': (value) => `commit ${value}\nAuthor: A <a@b.test>\n\n    Fix the key of the map (${value.slice(0, 7)})`,
    'git log in one line': (value, i) => `${value} Add token parser ${i}`,
    'checksum file': (value, i) => `${value}  dist/api-key-${i}.tar.gz`,
    'objects with ids': (value) => `{"id": "${value}", "parent_id": "${value}", "hash": "${value}"}`,
    'docker': (value) => `image: registry.test/app@sha256:${value}`,
    'client ids': (value) => `client_id: ${value}`,
    'lock file': (value, i) => `resolved "https://r.test/-/auth-token-${i}.0.0.tgz#${value}"\nintegrity sha512-${Buffer.from(value).toString('base64')}`,
    'cache keys': (value) => `cache key ${value}, etag: "${value}"`,
    'chunk names': (value, i) => `<script src="/static/js/main.${value.slice(0, 20)}.chunk${i}.js"></script>`,
    'data URL': (value) => `<img src="data:image/png;base64,iVBORw0KGgo${Buffer.from(value).toString('base64')}">`
  }
  it.each(Object.entries(lists))('%s', (_, write) => {
    for (const [i, value] of hashes.entries()) {
      const text = write(value, i)
      expect(redactText(text)).toBe(text)
    }
  })
})
