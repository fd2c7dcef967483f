import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { bothWays, cli, cliJson, expectCivil, expectSound, newProject, write } from '../cli/support.js'
import { temporaryFolder } from '../helpers/temporary.js'

interface Installed { files: { path: string }[]; activate: string[] }

it.each(['launchd', 'systemd', 'cron', 'task-scheduler'])('%s: install writes, says how to start it and starts nothing; uninstall removes just that', async (kind) => {
  const project = newProject()
  const home = temporaryFolder()
  const options = { cwd: project.root, env: { HOME: home } }
  const installed = await cliJson(['service', 'install', '--kind', kind, '--interval-seconds', '900'], options) as Installed
  expect(installed.activate.length).toBeGreaterThan(0)
  for (const { path } of installed.files) expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(await cliJson(['service', 'status'], options)).toMatchObject({ installed: true, kind, intervalSeconds: 900, files: installed.files.map(({ path }) => ({ path, state: 'as written' })) })
  expect(await cliJson(['loop', 'status'], options)).toMatchObject({ intervalSeconds: 900 })
  expectSound(project)
  expectCivil(await cli(['service', 'install', '--kind', kind, '--interval-seconds', '1800'], options), 0)
  const other = write(home, '.config/systemd/user/other.service', 'mine')
  await cliJson(['service', 'uninstall'], options)
  for (const { path } of installed.files) expect(existsSync(path)).toBe(false)
  expect(readFileSync(other, 'utf8')).toBe('mine')
  expect(await cliJson(['service', 'status'], options)).toMatchObject({ installed: false })
  expectSound(project)
})

it('refuses a record that was tampered with, and files that were changed or are another\'s', async () => {
  const project = newProject()
  const options = { cwd: project.root, env: { HOME: temporaryFolder() } }
  const { files: [first] } = await cliJson(['service', 'install', '--kind', 'systemd'], options) as Installed
  const record = join(project.store, 'service.json')
  const good = readFileSync(record, 'utf8')
  const victim = write(project.root, 'precious.txt', 'precious')
  const tamperings = [good.replace(first?.path ?? '', victim), good.replace('"systemd"', '"launchd"'), good.replace('"systemd"', '"upstart"'), '{', '[]', good.replace(/"sha256": "[0-9a-f]+"/, '"sha256": "x"'), good.replace(first?.path ?? '', `${first?.path ?? ''}/../../../../precious.txt`)]
  for (const bad of tamperings) {
    writeFileSync(record, bad)
    await bothWays(['service', 'uninstall'], options, 1)
    expect(existsSync(victim) && existsSync(first?.path ?? '') && existsSync(record)).toBe(true)
  }
  writeFileSync(record, good)
  writeFileSync(first?.path ?? '', 'changed')
  expect((await bothWays(['service', 'uninstall'], options, 1)).text).toContain('changed since SkillLoop wrote it')
  await bothWays(['service', 'install', '--kind', 'systemd'], options, 1)
  rmSync(first?.path ?? '')
  expectCivil(await cli(['service', 'uninstall'], options), 0)
  write('/', first?.path ?? '', 'somebody else\'s')
  expect((await bothWays(['service', 'install', '--kind', 'systemd'], options, 1)).text).toContain('is there already')
  expect(readFileSync(first?.path ?? '', 'utf8')).toBe('somebody else\'s')
})
