import { rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { git } from '../helpers/temporary.js'
import { cli, expectCivil, fsckReport, type Project } from '../cli/support.js'
import { countChanges, faulty, spread, TRIES, type Fault } from './faulty.js'
import { copyOf, leftovers, makeScenes, outcome, SCENES, type Scene, type SceneName } from './scenes.js'

/** Those that write outside the store or go through most of it; `npm run torture` has all, SKILLLOOP_TORTURE_ONLY some by name, with commas between. */
const SHORT: readonly SceneName[] = ['ingest', 'approve', 'apply', 'apply after a revocation', 'export', 'init']
const only = process.env['SKILLLOOP_TORTURE_ONLY']?.split(',')
const names = only ? SCENES.filter((name) => only.includes(name)) : TRIES > 2 ? SCENES : SHORT
const figures: Record<string, Record<string, number>> = {}
let scenes: Record<SceneName, Scene>
const wholes = new Map<string, { changes: number; whole: object }>()

beforeAll(async () => { scenes = await makeScenes() }, 300_000)
afterAll(() => { if (TRIES > 5) process.stderr.write(`${JSON.stringify(figures)}\n`) })

/** What an undisturbed run makes, and in how many changes of the disk. */
async function undisturbed(scene: Scene, inParts = false): Promise<{ changes: number; whole: object }> {
  const key = `${scene.args.join(' ')} ${scene.before.root} ${inParts}`
  const known = wholes.get(key)
  if (known) return known
  const project = copyOf(scene.before)
  const { run, changes } = countChanges(project, scene)
  expectCivil(run, 0)
  expect(changes).toBeGreaterThan(2)
  const made = { changes, whole: await outcome(project, scene, inParts) }
  wholes.set(key, made)
  return made
}

/** The same command again, undisturbed: it must come to the same end, leave no lock, and lose nothing. */
async function expectWhole(project: Project, scene: Scene, whole: object, when: string, inParts = false): Promise<void> {
  const again = scene.bin === undefined ? await cli(scene.args, { cwd: project.root }) : countChanges(project, scene).run
  if (again.code !== 0) expect(again.stdout + again.stderr).toMatch(scene.done ?? /^$/)
  expect(await outcome(project, scene, inParts), `${when}\n${again.stdout}${again.stderr}`).toEqual(whole)
  expect(fsckReport(project.store)).toBe('')
  expect(git(project.store, 'status', '--porcelain')).toBe('')
  expect(leftovers(project)).toEqual([])
}

describe.each(names)('%s', (name) => {
  it.each(['kill', 'torn'] as const)('ended by a kill -9 (%s) at any change of the disk: sound as it is, whole after the next run', { timeout: 60_000 + TRIES * 10_000 }, async (kind) => {
    const scene = scenes[name]
    const { changes, whole } = await undisturbed(scene)
    const points = spread(changes, kind === 'kill' ? TRIES : Math.max(2, Math.floor(TRIES / 4)), kind === 'kill' ? 1 : 2)
    for (const at of points) {
      const project = copyOf(scene.before)
      faulty(project, scene, { at, kind })
      if (name !== 'init') expect(fsckReport(project.store), `at ${at} of ${changes}`).toBe('')
      await expectWhole(project, scene, whole, `${kind} at ${at} of ${changes}`)
      rmSync(project.root, { recursive: true })
    }
    figures[`${name}, ${kind}`] = { changes, tries: points.length }
  })

  it.each([
    { kind: 'ENOSPC', lasting: true }, { kind: 'ENOSPC', lasting: false }, { kind: 'EIO', lasting: false }, { kind: 'EACCES', lasting: true }
  ] as const)('a disk that says $kind (lasting: $lasting): named with exit 3 or got over, and whole after the next run', { timeout: 60_000 + TRIES * 10_000 }, async (what) => {
    const scene = scenes[name]
    const inParts = name === 'controller run'
    const { changes, whole } = await undisturbed(scene, inParts)
    const codes: Record<string, number> = { changes }
    for (const at of spread(changes, Math.max(1, Math.floor(TRIES / 8)), 3)) {
      const project = copyOf(scene.before)
      const fault: Fault = { at, ...what }
      const run = faulty(project, scene, fault)
      const said = `${JSON.stringify(fault)}, of ${changes}\n${run.stdout}${run.stderr}`
      expect(run.stdout + run.stderr, said).not.toMatch(/\n\s+at .*[(:]\d+:\d+|a bug|node:internal/)
      expect([0, 1, 2, 3], said).toContain(run.code)
      if (run.code === 1) expect(said).toMatch(/injected|no space|cannot|could not/i)
      codes[`code ${run.code}`] = (codes[`code ${run.code}`] ?? 0) + 1
      if (name !== 'init') expect(fsckReport(project.store), said).toBe('')
      await expectWhole(project, scene, whole, said, inParts)
      rmSync(project.root, { recursive: true })
    }
    figures[`${name}, ${what.kind}${what.lasting ? ' from then on' : ''}`] = codes
  })
})
