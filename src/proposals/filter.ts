import { badInput } from '../kernel/errors.js'
import { compileGlob } from '../kernel/glob.js'
import type { TrustLevel } from './trust.js'

/** What lists of proposals are filtered and sorted by. */
export interface Listed {
  id: string
  kind: 'memory' | 'skill' | 'training-plan' | undefined
  state: string
  title: string
  path: string
  /** Distinct sessions that speak for it. */
  support: number
  /** Undefined for what is decided: it is not scanned again for a list. */
  risk: 'safe' | 'caution' | 'dangerous' | undefined
  trust: TrustLevel | undefined
  /** Milliseconds since it was proposed. */
  age: number | undefined
  /** True where it and main, or it and another proposal, are about the same path. */
  isConflicting: boolean
}

type Test = (item: Listed) => boolean
type Operator = '=' | '!=' | '>=' | '<=' | '>' | '<' | '~'

const RISKS = ['safe', 'caution', 'dangerous']
const TRUSTS = ['low', 'medium', 'high']
const UNITS: Record<string, number> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 }
const TERM = /^([a-z]+)(!=|>=|<=|=|>|<|~)(.+)$/
const EXPECTED = 'terms such as kind=skill risk=safe trust>=medium support>=3 age>2d path=skills/deploy-* title~deploy state=pending conflict=no, with spaces or commas between them'

/**
 * A filter as a test; all of its terms must hold. Values with an order (risk, trust, support, age) compare.
 * @throws SkillLoopError (2) naming the term that is none
 */
export function compileFilter(text: string): Test {
  const terms = text.split(/[\s,]+/).filter((term) => term !== '')
  if (terms.length === 0) throw badInput('the filter is empty', { expected: EXPECTED })
  const tests = terms.map(compileTerm)
  return (item) => tests.every((test) => test(item))
}

function compileTerm(term: string): Test {
  const [, key = '', operator = '', value = ''] = TERM.exec(term) ?? []
  const is = operator as Operator
  const wrong = (expected: string): Error => badInput(`${term} is no term of a filter`, { expected })
  switch (key) {
    case 'kind': case 'state': case 'id': {
      if (is !== '=' && is !== '!=') throw wrong(`${key}= or ${key}!=`)
      return (item) => (key === 'id' ? item.id.startsWith(value) : item[key] === value) === (is === '=')
    }
    case 'title': {
      const test = compileText(is, value)
      if (!test) throw wrong('title~word, or title= with the whole title')
      return ({ title }) => test(title)
    }
    case 'path': {
      if (is !== '=' && is !== '!=') throw wrong('path=glob, such as path=skills/deploy-*')
      const glob = compileGlob(`/${value.replace(/^\/+/, '')}`)
      return ({ path }) => glob(`/${path}`) === (is === '=')
    }
    case 'risk': return ordered(RISKS, value, is, ({ risk }) => risk, wrong)
    case 'trust': return ordered(TRUSTS, value, is, ({ trust }) => trust, wrong)
    case 'support': {
      if (!/^\d+$/.test(value) || is === '~') throw wrong('support>=3')
      return ({ support }) => compare(support, Number(value), is)
    }
    case 'age': {
      const [, count = '', unit = ''] = /^(\d+)([mhdw])$/.exec(value) ?? []
      if (count === '' || is === '~') throw wrong('age>2d; units are m, h, d and w')
      return ({ age }) => age !== undefined && compare(age, Number(count) * (UNITS[unit] ?? 0), is)
    }
    case 'conflict': {
      if (is !== '=' || !/^(yes|no)$/.test(value)) throw wrong('conflict=yes or conflict=no')
      return ({ isConflicting }) => isConflicting === (value === 'yes')
    }
    default: throw wrong(EXPECTED)
  }
}

function compileText(operator: Operator, value: string): ((text: string) => boolean) | undefined {
  if (operator === '~') return (text) => text.toLowerCase().includes(value.toLowerCase())
  return operator === '=' ? (text) => text === value : undefined
}

function ordered(steps: readonly string[], value: string, operator: Operator, of: (item: Listed) => string | undefined, wrong: (expected: string) => Error): Test {
  const place = steps.indexOf(value)
  if (place < 0 || operator === '~') throw wrong(`one of ${steps.join(', ')}`)
  return (item) => {
    const own = of(item)
    return own !== undefined && compare(steps.indexOf(own), place, operator)
  }
}

function compare(a: number, b: number, operator: Operator): boolean {
  switch (operator) {
    case '=': return a === b
    case '!=': return a !== b
    case '>=': return a >= b
    case '<=': return a <= b
    case '>': return a > b
    case '<': return a < b
    case '~': return false
  }
}

export type Sort = 'age' | 'kind' | 'title' | 'support' | 'trust' | 'risk'

/** Orders a list: the oldest, the best supported, the most trusted and the most dangerous first; names by letter. Ties keep their order. */
export function sortListed<T extends { listed: Listed }>(items: readonly T[], sort: Sort, isReversed: boolean): T[] {
  const rank = ({ listed }: T): number | string => {
    switch (sort) {
      case 'age': return -(listed.age ?? -1)
      case 'support': return -listed.support
      case 'trust': return -TRUSTS.indexOf(listed.trust ?? '')
      case 'risk': return -RISKS.indexOf(listed.risk ?? '')
      case 'kind': return listed.kind ?? ''
      case 'title': return listed.title.toLowerCase()
    }
  }
  const sign = isReversed ? -1 : 1
  return [...items].sort((a, b) => {
    const [left, right] = [rank(a), rank(b)]
    return left === right ? 0 : left < right ? -sign : sign
  })
}
