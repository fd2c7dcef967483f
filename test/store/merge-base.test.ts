import fc from 'fast-check'
import { expect, it } from 'vitest'
import { mergeBase } from '../../src/store/history.js'
import type { CommitData } from '../../src/store/objects/encode.js'

type Graph = readonly { parents: number[]; at: number }[]

const graphs: fc.Arbitrary<Graph> = fc.array(fc.record({ picks: fc.array(fc.nat(), { minLength: 1, maxLength: 2 }), at: fc.nat(3) }), { minLength: 2, maxLength: 24 })
  .map((items) => items.map(({ picks, at }, i) => ({ parents: i === 0 ? [] : [...new Set(picks.map((pick) => pick % i))], at })))

function ancestors(graph: Graph, of: number): Set<number> {
  const found = new Set([of])
  for (const commit of found) for (const parent of graph[commit]!.parents) found.add(parent)
  return found
}

it('a merge base is a common ancestor that no other one descends from, whatever the clocks said', async () => {
  await fc.assert(fc.asyncProperty(graphs, fc.nat(), fc.nat(), async (graph, x, y) => {
    const [a, b] = [x % graph.length, y % graph.length]
    const who = (at: number): CommitData['author'] => ({ name: '', email: '', at })
    const read = (oid: string): Promise<CommitData> => {
      const { parents, at } = graph[Number(oid)]!
      return Promise.resolve({ tree: '', parents: parents.map(String), author: who(at), committer: who(at), message: '' })
    }
    const base = Number(await mergeBase(String(a), String(b), read))
    const common = [...ancestors(graph, a)].filter((commit) => ancestors(graph, b).has(commit))
    expect(common).toContain(base)
    expect(common.filter((other) => other !== base && ancestors(graph, other).has(base))).toEqual([])
  }), { numRuns: 500 })
})
