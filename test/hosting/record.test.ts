import { expect, it } from 'vitest'
import { mergedBy } from '../../src/proposals/merged-by.js'
import { standingContent } from '../../src/app/sync/ledger-rule.js'

const who = (name: string, email: string) => ({ name, email, at: 0 })
const [grace, hopper] = [who('Grace', 'grace@example.org'), who('Hopper', '12+hopper@users.noreply.github.com')]
const host = who('GitHub', 'noreply@github.com')

it.each([
  ['a merge by its author', { parents: ['a', 'b'], author: hopper, committer: host }, { name: 'Hopper', email: hopper.email }],
  ['a squash by plain git by its committer', { parents: ['a'], author: grace, committer: hopper }, { name: 'Hopper', email: hopper.email }],
  ['a squash by the host by nobody who is known', { parents: ['a'], author: grace, committer: host }, { name: 'unknown', email: '' }],
  ['a merge by the host itself by nobody who is known', { parents: ['a', 'b'], author: host, committer: host }, { name: 'unknown', email: '' }],
  ['a commit without a name by nobody who is known', { parents: ['a'], author: grace, committer: who('', '') }, { name: 'unknown', email: '' }]
])('%s', (_name, commit, expected) => {
  expect(mergedBy(commit)).toEqual(expected)
})

it('of two contents that no format knows, every machine takes the same', () => {
  const [a, b] = [Buffer.from('{"a":1}'), Buffer.from('{"b":1}')]
  const winner = standingContent('runs/2026/08/x.json', a, b) === 'ours' ? a : b
  expect(standingContent('runs/2026/08/x.json', b, a) === 'ours' ? b : a).toBe(winner)
})
