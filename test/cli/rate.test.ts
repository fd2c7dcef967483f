import { describe, expect, it } from 'vitest'
import type { Evaluation } from '../../src/kernel/types.js'
import { cli, cliJson, expectCivil, expectSound, ingest, newProject, sessionLine } from './support.js'

interface Shown { shown: { evaluation: Evaluation; fresh: boolean }[] }

describe('a rating or a correction by a person', () => {
  it('makes the evaluation stale; eval --stale weighs it, and only that session', async () => {
    const project = newProject()
    await ingest(project, `${sessionLine('s1')}\n${sessionLine('s2')}\n`)
    const options = { cwd: project.root }
    expectCivil(await cli(['eval', '--all'], options), 0)
    expect(await cliJson(['status'], options)).toMatchObject({ evaluations: { fresh: 2, stale: 0 } })
    expectCivil(await cli(['rate', 's1', 'bad', '--note', 'it never ran'], options), 0)
    expect(await cliJson(['status'], options)).toMatchObject({ evaluations: { fresh: 1, stale: 1 } })
    expect(await cliJson(['eval', '--stale'], options)).toMatchObject({ evaluations: [{ label: 'failure' }], fresh: 1 })
    const { shown } = await cliJson(['eval', 'show', 's1'], options) as Shown
    expect(shown[0]).toMatchObject({ fresh: true, evaluation: { tags: expect.arrayContaining(['rated']) as string[] } })
    expect((await cli(['eval', 'show', 's1'], options)).stdout).toContain('rated by a person: 1 of 5')
    expect(await cliJson(['eval', '--stale'], options)).toMatchObject({ evaluations: [], fresh: 2 })
    expectSound(project)
  })
})
