import { describe, expect, it } from 'vitest'
import { addRow, columnProblems, type Columns } from '../../src/datasets/columns.js'

function columnsOf(...rows: unknown[]): Columns {
  const columns: Columns = new Map()
  for (const row of rows) addRow(columns, row)
  return columns
}

describe('columns as a loader would make them', () => {
  it('load where each path has one type, and null or nothing beside it', () => {
    expect(columnProblems([columnsOf({ a: { b: 1 } }, { a: { b: null } }, { a: {} }, { a: { b: 1.5 }, c: [{ d: 'x' }] })])).toEqual({ mixed: [], times: [] })
  })

  it('stop where a path has two types, also in two files that are read together', () => {
    const [train, test] = [{ calls: [{ arguments: { limit: 1 } }] }, { calls: [{ arguments: { limit: 'all' } }] }]
    const mixed = { mixed: ['calls[].arguments.limit'], times: [] }
    expect(columnProblems([columnsOf(train, test)])).toEqual(mixed)
    expect(columnProblems([columnsOf(train), columnsOf(test)])).toEqual(mixed)
    expect(columnProblems([columnsOf({ a: [1, 'x'] }, { b: {} }, { b: [] })]).mixed).toEqual(['a[]', 'b'])
  })

  it('become times where a file has nothing but dates in one', () => {
    expect(columnProblems([columnsOf({ day: '2026-05-20' }, { day: '2026-05-20T10:00:00Z' })])).toEqual({ mixed: [], times: ['day'] })
    expect(columnProblems([columnsOf({ day: '2026-05-20' }, { day: 'tomorrow' })])).toEqual({ mixed: [], times: [] })
    expect(columnProblems([columnsOf({ day: '2026-05-20' }, { day: 'tomorrow' }), columnsOf({ day: '2026-05-20' })])).toEqual({ mixed: [], times: ['day'] })
  })
})
