import { RegExpParser, type AST } from '@eslint-community/regexpp'

/** An attack: what comes before, what is repeated, and what keeps the end from matching. */
export interface Attack { before: string; pump: string; after: string }

const MOST = 24

/**
 * Attacks on a pattern: for each part that may repeat without end, text that leads to it, text that it repeats, and
 * ends that make all of it fail; the ways in which backtracking engines come to take more than linear time.
 */
export function attacksOn(source: string, flags: string): Attack[] {
  const tree = new RegExpParser({ ecmaVersion: 2024 }).parsePattern(source, 0, source.length, { unicode: flags.includes('u'), unicodeSets: flags.includes('v') })
  const attacks = new Map<string, Attack>()
  for (const { before, element } of repetitions(tree)) {
    const refused = refusedBy(element)
    for (const pump of new Set([sample(element, 0), sample(element, 1), `${sample(element, 0)}${sample(element, 1)}`])) {
      if (pump === '') continue
      for (const after of ['\u0000', `${pump.slice(0, 1)}\u0001`, '', ...(refused === undefined ? [] : [refused, `${refused}\u0000`])]) attacks.set(`${before}|${pump}|${after}`, { before, pump, after })
      // A start that may be anywhere makes a second loop of any first.
      attacks.set(`|${before}${pump}|`, { before: '', pump: before + pump, after: '\u0000' })
    }
    if (attacks.size > MOST) break
  }
  return [...attacks.values()].slice(0, MOST)
}

/** A character that ends a run of a negated class: all that the others do not end, such as `[^/]+$`, it makes fail. */
function refusedBy(element: AST.Element): string | undefined {
  if (element.type !== 'CharacterClass' || !element.negate) return element.type === 'CharacterSet' && element.kind === 'any' ? '\n' : undefined
  const [one] = element.elements
  if (one?.type === 'Character') return String.fromCodePoint(one.value)
  if (one?.type === 'CharacterClassRange') return String.fromCodePoint(one.min.value)
  return one?.type === 'CharacterSet' ? sample(one, 0) : undefined
}

interface Repetition { before: string; element: AST.Element }

function repetitions(pattern: AST.Pattern): Repetition[] {
  const found: Repetition[] = []
  const walk = (alternatives: readonly AST.Alternative[], before: string): void => {
    for (const { elements } of alternatives) {
      let lead = before
      for (const element of elements) {
        if (element.type === 'Quantifier') {
          if (element.max > 16) found.push({ before: lead, element: element.element })
          if (element.element.type === 'Group' || element.element.type === 'CapturingGroup') walk(element.element.alternatives, lead)
        } else if (element.type === 'Group' || element.type === 'CapturingGroup') walk(element.alternatives, lead)
        lead += sample(element, 0)
      }
    }
  }
  walk(pattern.alternatives, '')
  return found
}

/** Some text that an element matches; `turn` picks among what it might be. */
function sample(element: AST.Element, turn: number): string {
  switch (element.type) {
    case 'Character': return String.fromCodePoint(element.value)
    case 'CharacterSet': return element.kind === 'space' ? (element.negate ? 'a' : ' ') : element.kind === 'digit' ? (element.negate ? 'a' : '1') : element.kind === 'word' && element.negate ? '-' : 'a'
    case 'CharacterClass': return fromClass(element, turn)
    case 'Group': case 'CapturingGroup': {
      const { alternatives } = element
      return alternatives[turn % alternatives.length]?.elements.map((one) => sample(one, turn)).join('') ?? ''
    }
    case 'Quantifier': return sample(element.element, turn).repeat(Math.min(Math.max(element.min, 1), 8))
    default: return ''
  }
}

function fromClass({ elements, negate }: AST.CharacterClass, turn: number): string {
  if (negate) return ['a', ' ', '-', '1', '\n'].filter((character) => !elements.some((one) => holds(one, character)))[turn % 2] ?? 'a'
  const one = elements[turn % Math.max(1, elements.length)]
  if (!one) return ''
  if (one.type === 'Character') return String.fromCodePoint(one.value)
  if (one.type === 'CharacterClassRange') return String.fromCodePoint(one.min.value)
  return one.type === 'CharacterSet' ? sample(one, turn) : 'a'
}

function holds(one: AST.CharacterClass['elements'][number], character: string): boolean {
  const code = character.codePointAt(0) ?? 0
  if (one.type === 'Character') return one.value === code
  if (one.type === 'CharacterClassRange') return one.min.value <= code && code <= one.max.value
  if (one.type === 'CharacterSet') return one.kind === 'space' ? /\s/.test(character) : one.kind === 'digit' ? /\d/.test(character) : one.kind === 'word' ? /\w/.test(character) : false
  return false
}
