import { parse, TomlError } from 'smol-toml'
import { badInput } from '../kernel/errors.js'
import { slug } from '../kernel/text.js'
import type { AllowList } from './allow-lists.js'
import type { OwnRule } from './own-rules.js'

/** A gitleaks configuration, as far as it is about text. */
export interface GitleaksConfig {
  rules: OwnRule[]
  /** Of the whole file, and of its rules. */
  allow: AllowList[]
  /** Kinds of our own set that the file switches off. */
  disabled: string[]
}

type Table = Record<string, unknown>

/**
 * Reads a gitleaks configuration (github.com/gitleaks/gitleaks, README, "Configuration") as data. Its rules are added
 * to our own set, which stands for gitleaks' default one. Rules that look at paths alone have nothing to look at; a
 * rule's path is left aside, since a trace's text stands in no file. What names commits is left aside, too.
 * @param file what the file is called in messages
 * @throws SkillLoopError (2) naming the line, or the rule and what is wrong with it
 */
export function parseGitleaksConfig(toml: string, file = '.gitleaks.toml'): GitleaksConfig {
  const config = parseToml(toml, file)
  const reader = createReader(file)
  const extend = reader.table(config['extend'], 'extend')
  for (const key of ['path', 'url']) {
    if (extend[key] !== undefined) throw badInput(`the configuration extends another by its ${key}`, { place: { file }, expected: 'one file that stands for itself, or extend.useDefault', fix: 'name the file that is extended in the policy, with the rest in it' })
  }
  const allow = reader.allowLists(config, 'the file', undefined)
  const rules: GitleaksConfig['rules'] = []
  for (const [i, item] of reader.tables(config['rules'], 'rules').entries()) {
    const id = reader.text(item['id'], `rules[${i}].id`)
    if (id === undefined || id === '') throw badInput(`rules[${i}] has no id`, { place: { file }, expected: 'id = "…"' })
    const name = `the rule ${id}`
    const kind = slug(id)
    allow.push(...reader.allowLists(item, name, [kind]))
    const pattern = reader.text(item['regex'], `${name}: regex`)
    // Without a pattern it adds allow-lists to a rule that is extended, or looks at paths alone.
    if (pattern !== undefined) rules.push({
      kind, pattern, entropy: reader.number(item['entropy'], `${name}: entropy`) || undefined,
      group: reader.number(item['secretGroup'], `${name}: secretGroup`) || undefined, keywords: usableKeywords(reader.texts(item['keywords'], `${name}: keywords`))
    })
  }
  return { rules, allow, disabled: reader.texts(extend['disabledRules'], 'extend.disabledRules').map((id) => slug(id)) }
}

/** Keywords that only some characters can be looked for by: a rule with another is tried everywhere. */
function usableKeywords(keywords: readonly string[]): string[] {
  return keywords.every((keyword) => /^[\x20-\x7e]+$/.test(keyword)) ? keywords.map((keyword) => keyword.toLowerCase()) : []
}

function parseToml(toml: string, file: string): Table {
  try {
    return parse(toml)
  } catch (cause) {
    if (!(cause instanceof TomlError)) throw cause
    // The message's first line; the others quote the file.
    throw badInput(`not TOML: ${cause.message.split('\n')[0]?.replace(/^Invalid TOML document: /, '') ?? ''}`, { place: { file, line: cause.line } })
  }
}

/** Reads values of the kinds that are expected. */
function createReader(file: string) {
  const wrong = (name: string, expected: string) => badInput(`${name} is something else than it should be`, { place: { file }, expected })
  const isTable = (value: unknown): value is Table => typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)
  const table = (value: unknown, name: string): Table => {
    if (value === undefined) return {}
    if (!isTable(value)) throw wrong(name, 'a table')
    return value
  }
  const tables = (value: unknown, name: string): Table[] => {
    if (value === undefined) return []
    if (!Array.isArray(value) || !value.every(isTable)) throw wrong(name, 'an array of tables')
    return value
  }
  const text = (value: unknown, name: string): string | undefined => {
    if (value !== undefined && typeof value !== 'string') throw wrong(name, 'a string')
    return value
  }
  const texts = (value: unknown, name: string): string[] => {
    if (value === undefined) return []
    if (!Array.isArray(value) || !value.every((item) => typeof item === 'string')) throw wrong(name, 'an array of strings')
    return value
  }
  const number = (value: unknown, name: string): number | undefined => {
    if (value !== undefined && typeof value !== 'number') throw wrong(name, 'a number')
    return value
  }
  const allowList = (list: Table, name: string, kinds: readonly string[] | undefined): AllowList => {
    const condition = text(list['condition'], `${name}: condition`)?.toUpperCase() ?? 'OR'
    const target = text(list['regexTarget'], `${name}: regexTarget`) || 'secret'
    if (!['OR', 'AND', '||', '&&'].includes(condition)) throw wrong(`${name}: condition`, 'OR or AND')
    if (target !== 'secret' && target !== 'match' && target !== 'line') throw wrong(`${name}: regexTarget`, 'secret, match or line')
    const targets = texts(list['targetRules'], `${name}: targetRules`)
    const known = { regexes: texts(list['regexes'], `${name}: regexes`), stopwords: texts(list['stopwords'], `${name}: stopwords`), paths: texts(list['paths'], `${name}: paths`) }
    const all = condition === 'AND' || condition === '&&'
    // A list that also asks for commits never holds here, where there are none.
    const never = all && texts(list['commits'], `${name}: commits`).length > 0
    return { ...(never ? { regexes: [], stopwords: [], paths: [] } : known), all, target, kinds: targets.length > 0 ? targets.map((id) => slug(id)) : kinds }
  }
  const allowLists = (owner: Table, name: string, kinds: readonly string[] | undefined): AllowList[] => {
    // `allowlist` is the older form.
    const older = owner['allowlist']
    const lists = [...tables(owner['allowlists'], `${name}: allowlists`), ...(Array.isArray(older) ? tables(older, `${name}: allowlist`) : older === undefined ? [] : [table(older, `${name}: allowlist`)])]
    return lists.map((list) => allowList(list, `an allow-list of ${name}`, kinds))
  }
  return { table, tables, text, texts, number, allowLists }
}
