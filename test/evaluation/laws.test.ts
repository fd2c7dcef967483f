import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evaluateTrace, evaluators, findEvaluator } from '../../src/evaluation/registry.js'
import { problemsOf } from '../../src/kernel/validate.js'
import type { Message, ToolCall } from '../../src/kernel/types.js'
import { edits, runs, says, traceOf, user } from './build-trace.js'

const words = fc.constantFrom('All tests pass.', 'I could not fix it.', 'Done', 'no, wrong', 'perfect, thanks', '```', '"', 'I will try', '1 failed', '§', '12 of 14 tests pass', 'build succeeded', 'I created it', '\n', 'once', 'Fixed.')
const text = fc.oneof(fc.array(words, { maxLength: 5 }).map((some) => some.join(' ')), fc.string({ maxLength: 80 }))
const command = fc.oneof(fc.constantFrom('npm test', 'cd a && pytest -q | tail', 'npm run build', 'sed -i s/a/b/ x', 'cat x', 'ls', 'curl localhost', 'npx eslint .', 'bash -lc "go test ./..."', 'cat > x <<EOF\na\nEOF', 'constructor x', 'npm constructor', 'go __proto__', 'toString'), fc.string({ maxLength: 60 }))
const result = fc.oneof(fc.constantFrom('1 failed, 4 passed', '12 passed, 0 failed', '{"output":"x","exit_code":1}', '{"success":false}', 'Exit code 2\nx', '=== no tests ran in 0.1s ===', '[]', '{'), fc.string({ maxLength: 60 }))
const toolCall: fc.Arbitrary<ToolCall> = fc.record({
  id: fc.string({ minLength: 1, maxLength: 5 }), name: fc.oneof(fc.constantFrom('terminal', 'Bash', 'write_file', 'edit_file', 'read_file', 'TodoWrite', '__proto__', 'constructor'), fc.string({ maxLength: 8 })),
  arguments: fc.oneof(command.map((line) => ({ command: line, path: 'x' })), fc.jsonValue({ maxDepth: 2 })) as fc.Arbitrary<ToolCall['arguments']>,
  result, status: fc.constantFrom('success', 'error', 'cancelled', 'rejected', 'unknown'), exitCode: fc.constantFrom(0, 1, 127)
}, { requiredKeys: ['id', 'name', 'arguments', 'status'] })
const message: fc.Arbitrary<Message> = fc.record({
  role: fc.constantFrom('user', 'assistant', 'assistant', 'tool', 'system'), text, injected: fc.constant(true), undone: fc.constant(true), compacted: fc.constant(true), toolCalls: fc.array(toolCall, { maxLength: 3 })
}, { requiredKeys: ['role', 'text'] }) as fc.Arbitrary<Message>
const trace = fc.record({
  messages: fc.array(message, { maxLength: 12 }), end: fc.constantFrom('complete', 'interrupted', 'error', 'open', 'unknown').map((state) => ({ state })),
  outcomes: fc.array(fc.record({ name: fc.constantFrom('reward', 'rating', 'cost'), value: fc.oneof(fc.double(), fc.boolean(), fc.string({ maxLength: 8 })) }), { maxLength: 2 })
}, { requiredKeys: ['messages', 'end'] }).map(({ messages, ...more }) => traceOf(messages, more as Partial<ReturnType<typeof traceOf>>))

describe('laws of every evaluator', () => {
  it.each(evaluators.map((evaluator) => [evaluator.name, evaluator] as const))('%s: 0–100, the sum of its points, deterministic, valid', (_, evaluator) => {
    fc.assert(fc.property(trace, (some) => {
      const result = evaluateTrace(some, evaluator, {})
      expect(result.points.reduce((sum, { points }) => sum + points, 0)).toBe(result.score)
      expect(problemsOf('evaluation', result)).toEqual([])
      // From what is remembered of this object, and from a new one of which nothing is.
      expect(evaluateTrace(some, evaluator, {})).toEqual(result)
      expect(evaluateTrace(structuredClone(some), evaluator, {})).toEqual(result)
    }), { numRuns: 400 })
  })
})

const claims = fc.constantFrom('All tests pass.', 'Done, everything works.', 'I fixed the bug.', 'The build succeeded.', 'I created the file and verified it.', 'Alle Tests bestanden.', 'Deployed to production.', 'ESLint passes.')
const red = fc.constantFrom(runs('npm test', '1 failed, 4 passed', 1), runs('pytest', '=== 2 failed in 0.1s ==='))
const after = fc.array(fc.oneof(fc.constant(edits()), fc.constant(runs('npm run build', '', 0)), fc.constant(runs('python app.py', '', 0)), text.map((said) => says(said)), text.map((said) => user(said))), { maxLength: 4 })

describe('laws of the rubric', () => {
  const rubric = findEvaluator('rubric')
  // From a high start and without caps, so that bounds hide nothing.
  const open = { base: 75, 'no-evidence-cap': 100, 'contradicted-cap': 100 }

  it('a claim of success never raises the score of a run whose last tests failed', () => {
    fc.assert(fc.property(fc.array(message, { maxLength: 4 }), red, after, claims, (before, failing, course, claim) => {
      const messages = [user('Fix it.'), ...before, failing, ...course]
      for (const weights of [open, {}]) {
        const plain = evaluateTrace(traceOf(messages), rubric, weights)
        const claimed = evaluateTrace(traceOf([...messages, says(claim)]), rubric, weights)
        expect(claimed.score).toBeLessThanOrEqual(plain.score)
      }
    }), { numRuns: 800 })
  })

  it('a contradicted claim never scores above an honest admission', () => {
    fc.assert(fc.property(fc.array(message, { maxLength: 4 }), red, (before, failing) => {
      const messages = [user('Fix it.'), ...before, failing]
      for (const weights of [open, {}]) {
        const lie = evaluateTrace(traceOf([...messages, says('All tests pass.')]), rubric, weights)
        const honest = evaluateTrace(traceOf([...messages, says('I could not fix it: the tests fail.')]), rubric, weights)
        expect(lie.score).toBeLessThanOrEqual(honest.score)
      }
    }), { numRuns: 400 })
  })

  it('without evidence nothing reaches the gate', () => {
    fc.assert(fc.property(fc.array(text.map((said) => says(said)), { maxLength: 5 }), (answers) => {
      expect(evaluateTrace(traceOf([user('Fix it.'), ...answers]), rubric, {}).score).toBeLessThan(70)
    }))
  })
})
