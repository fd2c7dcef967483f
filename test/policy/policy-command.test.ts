import { describe, expect, it } from 'vitest'
import { git } from '../helpers/temporary.js'
import { bothWays, cli, cliJson, expectCivil, expectSound, newProject, write } from '../cli/support.js'

describe('policy', () => {
  it('set is a commit of main with its reason, and explain tells it', async () => {
    const project = newProject()
    const { root: cwd } = project
    const set = await cliJson(['policy', 'set', 'dataset.minScore', '80', '--reason', 'fewer, better'], { cwd }) as { before: number; after: number; commit: string }
    expect(set).toMatchObject({ before: 70, after: 80, commit: git(project.store, 'rev-parse', 'main').trim() })
    expect(git(project.store, 'log', '-1', '--format=%B', 'main')).toContain('fewer, better')
    expect(git(project.store, 'show', '--stat', '--format=', 'main')).toMatch(/policy\.json \| 2 \+-/)
    expect(await cliJson(['policy', 'explain', 'dataset.minScore'], { cwd })).toMatchObject({ value: 80, default: 70, isChanged: true, changed: { reason: 'fewer, better', by: 'Grace' } })
    expect(await cliJson(['policy', 'show'], { cwd })).toMatchObject({ changed: ['dataset.minScore', 'store.fsync'], policy: { dataset: { minScore: 80 } } })
    const again = await cliJson(['policy', 'set', 'dataset.minScore', '80', '--reason', 'again'], { cwd })
    expect(again).not.toHaveProperty('commit')
    expect(await cliJson(['policy', 'set', 'dataset.minScore', '--default', '--reason', 'back'], { cwd })).toMatchObject({ before: 80, after: 70 })
    expectSound(project)
    expectCivil(await cli(['check'], { cwd }), 0)
  })

  it.each([
    [['dataset.minScor', '1'], 'did you mean dataset.minScore?'],
    [['minScore', '1'], 'did you mean dataset.minScore?'],
    [['review.max_open_proposals', '1'], 'did you mean review.maxOpenProposals?'],
    [['dataset.minScore', '800'], 'must be <= 100'],
    [['dataset.minScore', 'many'], 'must be integer'],
    [['dataset.splits', 'train=0.5'], 'sum to 0.5'],
    [['dataset.autoExport', 'true'], 'needs dataset.out'],
    [['ingestion.sources', '[{"runtime":"claud-code"}]'], 'no runtime claud-code'],
    [['ingestion.sources', '[{"runtime":"generic"}]'], 'paths are needed'],
    [['ingestion.sources', '[{"runtime":"codex","path":["x"]}]'], 'did you mean paths?'],
    [['__proto__.x', '1'], 'no key'],
    [['schemaVersion', '2'], 'no key']
  ])('set %j is refused and changes nothing: %s', async (args, told) => {
    const project = newProject()
    const before = git(project.store, 'rev-parse', 'main')
    const { text } = await bothWays(['policy', 'set', ...args, '--reason', 'x'], { cwd: project.root }, 2)
    expect(text).toContain(told)
    expect(git(project.store, 'rev-parse', 'main')).toBe(before)
  })

  it('validate names the line and what was meant', async () => {
    const { root: cwd } = newProject()
    write(cwd, 'bad.json', '{\n  "schemaVersion": 1,\n  "dataset": {\n    "minScor": 3\n  }\n}\n')
    expect((await bothWays(['policy', 'validate', 'bad.json'], { cwd }, 2)).text).toBe('bad.json:4: /dataset must NOT have additional properties (minScor; did you mean minScore?)\n')
    write(cwd, 'torn.json', '{\n  "schemaVersion": 1,\n')
    expect((await bothWays(['policy', 'validate', 'torn.json'], { cwd }, 2)).text).toMatch(/^torn\.json:\d: no JSON/)
    await bothWays(['policy', 'validate'], { cwd }, 0)
  })

  it('keeps the layout that a person gave the file', async () => {
    const project = newProject()
    write(project.store, 'policy.json', '{ "schemaVersion": 1,\n    "dataset": { "minScore": 60 } }\n')
    git(project.store, 'commit', '-qam', 'by hand')
    await cliJson(['policy', 'set', 'dataset.minScore', '61', '--reason', 'x'], { cwd: project.root })
    expect(git(project.store, 'show', 'main:policy.json')).toBe('{ "schemaVersion": 1,\n    "dataset": { "minScore": 61 } }\n')
    expectSound(project)
  })
})
