import { expect, it } from 'vitest'
import { withIndex } from '../../src/app/compose.js'
import { dealSkill, observeUse } from '../../src/app/use/observe-use.js'
import { cli, expectCivil, expectSound, newProject, propose, skill } from '../cli/support.js'

it('what a session is handed is recorded once', async () => {
  const project = newProject()
  const one = skill()
  await propose(project, one)
  expectCivil(await cli(['review', 'approve', one.id, '--reason', 'seen'], { cwd: project.root }), 0)
  const world = { project: project.root, clock: { now: () => Date.UTC(2026, 7, 11) }, progress: () => undefined, variable: () => undefined }
  const hand = async () => withIndex(world, async (context) => observeUse(context, await dealSkill(context, 'release-a-version', 's1'), 's1'))
  expect(await hand()).toMatch(/^[0-9a-f]{40}$/)
  expect(await hand()).toBeUndefined()
  expectCivil(await cli(['check'], { cwd: project.root }), 0)
  expectSound(project)
})
