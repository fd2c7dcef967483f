import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { skillloop } from '../helpers/skillloop.js'
import { git, temporaryFolder } from '../helpers/temporary.js'
import { fsckReport, tree } from '../cli/support.js'
import { connectedProject, lesson, LESSONS, tick, type TickJson } from './support.js'

const mounts: string[] = []
/** A file system of its own, so large; undefined where this user may not make one. */
function smallDisk(megabytes: number): string | undefined {
  const folder = temporaryFolder()
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]).status !== 0) return undefined
  mounts.push(folder)
  return folder
}
const unmountAll = (): void => { for (const folder of mounts.splice(0)) spawnSync('umount', [folder]) }
// Before the folders are removed, which the helper does after each test.
afterEach(unmountAll)

const probe = smallDisk(1)
unmountAll()

describe.runIf(probe !== undefined)('a full disk', () => {
  it.each([0, 60, 200])('with %i KB left: a tick says so, keeps what was there, and does it all once there is room', async (left) => {
    const made = await connectedProject(Object.fromEntries(Array.from({ length: 12 }, (_, n) => [`in/${n}.jsonl`, `${lesson(`d${n}`, `${LESSONS[n % 4] ?? ''} ${`Read part ${n} with care. `.repeat(400)}`)}\n`])))
    const disk = smallDisk(3) ?? ''
    const project = { root: join(disk, 'p'), store: join(disk, 'p/.skillloop') }
    cpSync(made.root, project.root, { recursive: true })
    // The index is made before, as on any machine that has run for a while.
    skillloop(['status'], { cwd: project.root })
    const before = tree(project, 'ledger')
    const ballast = join(disk, 'ballast')
    const fill = (): void => {
      const free = Number(spawnSync('df', ['--output=avail', '-B1', disk], { encoding: 'utf8' }).stdout.split('\n')[1])
      if (free > left * 1024) writeFileSync(ballast, Buffer.alloc(free - left * 1024))
    }
    fill()
    const run = skillloop(['controller', 'run', '--json'], { cwd: project.root })
    expect(run.stdout + run.stderr).not.toMatch(/this is a bug|a bug in SkillLoop|\n\s+at /)
    if (run.code !== 0) {
      expect(run.code).toBe(3)
      expect(run.stdout).toMatch(/ENOSPC|no space|disk|cannot be (made or )?written|FULL/i)
    }
    expect(fsckReport(project.store)).toBe('')
    for (const path of before) expect(tree(project, 'ledger')).toContain(path)
    rmSync(ballast, { force: true })
    const next = JSON.parse(skillloop(['controller', 'run', '--json'], { cwd: project.root }).stdout) as TickJson
    expect(next.code).toBe(0)
    expect(tree(project, 'ledger').filter((path) => path.startsWith('traces/'))).toHaveLength(12)
    expect(fsckReport(project.store)).toBe('')
    expect(git(project.store, 'status', '--porcelain')).toBe('')
    const [after, again] = [git(project.store, 'rev-parse', 'ledger'), skillloop(['controller', 'run', '--json'], { cwd: project.root })]
    expect(again.code).toBe(0)
    expect(git(project.store, 'rev-parse', 'ledger')).toBe(after)
  })
})

it('a store on a file system that may not be written: said with exit code 3, and nothing lost', async () => {
  const project = await connectedProject({ 'in/0.jsonl': `${lesson('s0', LESSONS[0] ?? '')}\n` })
  await tick(project)
  const view = temporaryFolder()
  mkdirSync(join(view, 'p'))
  const isMounted = spawnSync('mount', ['--bind', project.root, join(view, 'p')]).status === 0 && spawnSync('mount', ['-o', 'remount,ro,bind', join(view, 'p')]).status === 0
  if (!isMounted) return
  mounts.push(join(view, 'p'))
  const run = skillloop(['controller', 'run', '--json'], { cwd: join(view, 'p') })
  expect(run.code).toBe(3)
  expect(JSON.parse(run.stdout)).toMatchObject({ error: { code: 3 } })
  expect(skillloop(['status'], { cwd: join(view, 'p') }).code).toBe(0)
})
