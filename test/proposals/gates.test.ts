import { describe, expect, it } from 'vitest'
import { expectApprovable } from '../../src/app/gates.js'
import { refuseSecrets } from '../../src/app/secret-guard.js'
import { SkillLoopError } from '../../src/kernel/errors.js'
import { initialPolicy } from '../../src/policy/policy.js'
import { DEFAULT_RULES } from '../../src/redaction/redaction-rules.js'

const TOKEN = `ghp_${'aB3dE6fG9h'.repeat(4).slice(0, 36)}`

function refusal(does: () => void): SkillLoopError | undefined {
  try {
    does()
    return undefined
  } catch (error) {
    if (error instanceof SkillLoopError) return error
    throw error
  }
}

describe('the last gate before anything is stored', () => {
  const gate = (text: string) => refusal(() => refuseSecrets(Buffer.from(text), DEFAULT_RULES))

  it('lets through what has no form of a secret', () => expect(gate('# A skill\n\nRun `npm test`.\n')).toBeUndefined())
  it('refuses a secret, says what kind it is and where, and nothing of it', () => {
    const error = gate(`# A skill\n\nuse ${TOKEN}\n`)
    expect(error).toMatchObject({ code: 1, message: 'what was to be stored still has what looks like a github-token, in line 3, column 5' })
    expect(JSON.stringify([error?.message, error?.detail])).not.toContain(TOKEN.slice(4, 12))
  })
  it('counts the others', () => expect(gate(`${TOKEN}\n${TOKEN.replace('a', 'b')}\n`)?.message).toMatch(/in line 1, column 1, and 1 more$/))
})

describe('an approval', () => {
  const terms = { ...initialPolicy().review, minSupport: 3 }
  const view = (sessions: number, front: object = { kind: 'memory', basis: 'stated' }) => ({ id: 'abc', supporters: Array.from({ length: sessions }, (_, n) => `s${n}`), front }) as unknown as Parameters<typeof expectApprovable>[1]
  const gate = (...given: Parameters<typeof expectApprovable>) => refusal(() => expectApprovable(...given))

  it('needs as many sessions as the policy says', () => {
    expect(gate(terms, view(1), 'a@x', [])).toMatchObject({ code: 1, message: '1 session speaks for abc' })
    expect(gate(terms, view(2), 'a@x', [])).toMatchObject({ code: 1, message: '2 sessions speak for abc' })
    expect(gate(terms, view(3), 'a@x', [])).toBeUndefined()
  })
  it.each([{ action: 'retire', kind: 'memory' }, { kind: 'training-plan' }, { kind: 'skill', basis: 'imported' }])('needs none for %j', (front) => expect(gate(terms, view(0, front), 'a@x', [])).toBeUndefined())
  it('is for reviewers, where the policy names some', () => {
    expect(gate({ ...terms, reviewers: ['r@x'] }, view(3), 'a@x', [])).toMatchObject({ code: 1, message: 'the policy does not let a@x decide on abc' })
    expect(gate({ ...terms, reviewers: ['r@x'] }, view(3), 'R@X', [])).toBeUndefined()
  })
  it('is not for authors, where the policy says so', () => {
    const strict = { ...terms, authorMayApprove: false }
    expect(gate(strict, view(3), 'A@x', ['a@x'])?.detail.expected).toBe('another reviewer')
    expect(gate({ ...strict, requiredReviewers: 2, reviewers: ['a@x', 'b@x', 'c@x'] }, view(3), 'a@x', ['a@x'])?.detail.expected).toBe('2 other reviewers of a@x, b@x, c@x')
    expect(gate(strict, view(3), 'b@x', ['a@x'])).toBeUndefined()
    expect(gate({ ...terms, authorMayApprove: true }, view(3), 'a@x', ['a@x'])).toBeUndefined()
  })
})
