// Writes src/kernel/generated from schemas/, or with --check says whether what is there is current.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Ajv2020 } from 'ajv/dist/2020.js'
import standalone from 'ajv/dist/standalone/index.js'
import { compile } from 'json-schema-to-typescript'

const root = fileURLToPath(new URL('..', import.meta.url))
const names = readdirSync(`${root}schemas`).filter((name) => name.endsWith('.schema.json')).sort()
const schemas = names.map((name) => JSON.parse(readFileSync(`${root}schemas/${name}`, 'utf8')))
const header = '// Generated from schemas/ by `npm run generate`; edit the schemas instead.\n'

const options = { bannerComment: '', additionalProperties: false, unknownAny: true, cwd: `${root}schemas/`, style: { singleQuote: true, semi: false } }
const everything = {
  title: 'StoredFormats', type: 'object', additionalProperties: false,
  properties: Object.fromEntries(schemas.map((schema) => [schema.title, { $ref: schema.$id.split('/').at(-1) }]))
}
const types = header + (await compile(everything, 'StoredFormats', options))
const byName = Object.fromEntries(names.map((name, i) => [name.replace('.schema.json', ''), schemas[i]]))
const literals = `${header}export const schemas = ${JSON.stringify(byName, null, 2)} as const\n`

// Compiled beforehand, a file each, loaded when first needed: compiling them would take a command longer than its work.
const ready = ['policy', 'store', 'trace', 'evaluation', 'proposal', 'decision', 'support', 'run']
const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, messages: false, schemas: schemas.map(bare), code: { source: true, lines: true } })
const validators = ready.map((name) => {
  const code = standalone.default(ajv, { check: byName[name].$id })
  return [`validators/${name}.cjs`, `${header}${withoutReasons(code).replace('"use strict";', '').replace(/^const schema\d+ = .*\n/gm, (line) => (isUsed(line, code) ? line : ''))}`]
})

/** These say yes or no; why not, the schema says, and what they would say of it is most of their code. */
function withoutReasons(code) {
  return code.replace(/^(.*(?:\.errors = \[|const err\d+ = ))\{instancePath:.*?\}(\];|;)$/gm, '$1{}$2')
}

/** Ajv writes every schema into the code, most of them for messages that this one does not make. */
function isUsed(line, code) {
  const [name] = /schema\d+/.exec(line)
  return code.split(name).length > 2
}

/** A schema without what only people read. */
function bare(schema) {
  if (typeof schema !== 'object' || schema === null) return schema
  if (Array.isArray(schema)) return schema.map(bare)
  return Object.fromEntries(Object.entries(schema).filter(([key, value]) => !(key === 'description' && typeof value === 'string')).map(([key, value]) => [key, bare(value)]))
}

let stale = false
for (const [file, text] of [['types.ts', types], ['schemas.ts', literals], ...validators]) {
  const path = `${root}src/kernel/generated/${file}`
  if (!process.argv.includes('--check')) writeFileSync(path, text)
  else if (readFileSync(path, 'utf8').replaceAll('\r\n', '\n') !== text) {
    console.error(`src/kernel/generated/${file} is not what schemas/ gives; run npm run generate`)
    stale = true
  }
}
process.exitCode = stale ? 1 : 0
