import { expect, it } from 'vitest'
import { initialPolicy } from '../../src/policy/policy.js'
import { notAllowed } from '../../src/training/allowed.js'
import { combinations, spec } from './examples.js'

const { training } = initialPolicy()
const run = spec('trl', 'sft')

it('lets every run be made where the policy says nothing', () => {
  for (const [trainer, method, profile] of combinations) expect(notAllowed(spec(trainer, method, profile), undefined, training)).toEqual([])
})

it.each([
  ['another trainer', { trainers: ['unsloth' as const] }, undefined, /training.trainers \(unsloth\)/],
  ['no trainer', { trainers: [] }, undefined, /training.trainers \(none\)/],
  ['another method', { methods: ['dpo' as const] }, 1, /training.methods \(dpo\)/],
  ['another model', { baseModels: ['Qwen/Qwen3-4B', 'meta-llama/*'] }, undefined, /training.baseModels/],
  ['less money', { maxCost: 5 }, 5.01, /would cost 5.01, and training.maxCost is 5/],
  ['a limit, and nobody knows', { maxCost: 5 }, undefined, /is not known/]
])('refuses where the policy allows %s', (_what, changes, cost, told) => {
  const against = notAllowed(run, cost, { ...training, ...changes })
  expect(against).toHaveLength(1)
  expect(against[0]).toMatch(told)
})

it.each([[{ baseModels: ['Qwen/*'] }, undefined], [{ baseModels: [run.baseModel] }, undefined], [{ maxCost: 5 }, 5], [{ maxCost: 0 }, 1e9], [{ trainers: ['trl' as const], methods: ['sft' as const] }, undefined]])('allows what %j says', (changes, cost) => {
  expect(notAllowed(run, cost, { ...training, ...changes })).toEqual([])
})
