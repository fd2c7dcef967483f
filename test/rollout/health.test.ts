import { describe, expect, it } from 'vitest'
import { cli, cliJson, expectCivil, expectSound, newProject, propose, skill, states, type Project } from '../cli/support.js'

const run = async (project: Project, day: string, ...args: string[]) => cli(args, { cwd: project.root, env: { SKILLLOOP_NOW: `${day}T09:00:00.000Z` } })

async function approved(body?: string): Promise<Project> {
  const project = newProject()
  const one = skill(body)
  await propose(project, one)
  expectCivil(await run(project, '2026-08-02', 'review', 'approve', one.id, '--reason', 'seen'), 0)
  return project
}

describe('skills health', () => {
  it('names what following the skill would stumble over, with exit 1, and runs nothing of it', async () => {
    const project = await approved('# Release\n\n1. Run `no-such-program-here --all`.\n2. Read [more](references/gone.md).\n\n```json\n{"a": }\n```\n\n```sh\necho ran > ran.txt\n```\n')
    const found = await run(project, '2026-08-03', 'skills', 'health')
    expectCivil(found, 1)
    expect(found.stdout).toMatch(/broken {2}priority[^]*no-such-program-here is not on this machine's PATH[^]*references\/gone\.md is not in the skill/)
    expect(found.stdout).toMatch(/\? syntax {2}SKILL\.md:\d+ {2}json: /)
    expectSound(project)
  })

  it('calls what was not used for long stale, and proposes to retire it once, when asked', async () => {
    const project = await approved('# Release\n\n1. Run `git status` twice.\n')
    expectCivil(await run(project, '2026-08-03', 'skills', 'health', '--weekly'), 0)
    const json = async () => cliJson(['skills', 'health', '--propose'], { cwd: project.root, env: { SKILLLOOP_NOW: '2027-01-10T09:00:00.000Z' } })
    expect(await json()).toMatchObject([{ mark: 'stale', proposed: expect.any(String) as string }])
    expect((await json() as object[])[0]).not.toHaveProperty('proposed')
    const [id] = Object.entries(await states(project)).find(([, state]) => state === 'pending') ?? []
    expectCivil(await run(project, '2027-01-11', 'review', 'approve', id ?? '', '--reason', 'nobody needs it'), 0)
    expect(await cliJson(['skills', 'list'], { cwd: project.root })).toEqual([])
    expectCivil(await run(project, '2027-01-11', 'check'), 0)
  })
})
