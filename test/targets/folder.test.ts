import { spawn } from 'node:child_process'
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { TargetFolder } from '../../src/targets/folder.js'
import { temporaryFolder } from '../helpers/temporary.js'

describe('a target', () => {
  it('is written, read and emptied', async () => {
    const root = join(temporaryFolder(), 'new', 'target')
    const folder = new TargetFolder(root, 0o600)
    expect(await folder.read('a/b/c.md')).toBeUndefined()
    await folder.write('a/b/c.md', 'one')
    await folder.write('a/b/c.md', 'two')
    expect((await folder.read('a/b/c.md'))?.toString()).toBe('two')
    expect(lstatSync(join(root, 'a/b/c.md')).mode & 0o777).toBe(0o600)
    await folder.remove('a/b/c.md')
    expect(readdirSync(root)).toEqual([])
  })
  it.each(['../x', 'a/../../x', '/x', 'a//x', 'a/./x', '', 'a\\..\\x', 'a/\0'])('is not left by the path %j', async (path) => {
    const folder = new TargetFolder(temporaryFolder())
    await expect(folder.write(path, 'x')).rejects.toThrow(/no path below a folder/)
    await expect(folder.read(path)).rejects.toThrow(/no path below a folder/)
    await expect(folder.remove(path)).rejects.toThrow(/no path below a folder/)
  })
  it('is not left by a link, wherever it stands', async () => {
    const [root, outside] = [temporaryFolder(), temporaryFolder()]
    writeFileSync(join(outside, 'x.md'), 'theirs')
    symlinkSync(outside, join(root, 'a'))
    mkdirSync(join(root, 'b'))
    symlinkSync(outside, join(root, 'b', 'c'))
    symlinkSync(join(outside, 'x.md'), join(root, 'x.md'))
    const folder = new TargetFolder(root)
    for (const path of ['a/x.md', 'b/c/x.md', 'x.md']) {
      await expect(folder.write(path, 'ours'), path).rejects.toThrow(/link/)
      await expect(folder.read(path), path).rejects.toThrow()
    }
    await expect(folder.remove('a/x.md')).rejects.toThrow(/link/)
    expect(readFileSync(join(outside, 'x.md'), 'utf8')).toBe('theirs')
    expect(readdirSync(outside)).toEqual(['x.md'])
  })
  it('that is named by a link is written to where that leads', async () => {
    const [root, real] = [temporaryFolder(), temporaryFolder()]
    symlinkSync(real, join(root, 'target'))
    await new TargetFolder(join(root, 'target')).write('a/x.md', 'ours')
    expect(readFileSync(join(real, 'a/x.md'), 'utf8')).toBe('ours')
  })
})

// Elsewhere a folder has no name that stays its own.
it.skipIf(!existsSync('/proc/self/fd'))('is not left by a link that comes and goes while it is written to', { timeout: 60_000 }, async () => {
  const [root, outside] = [temporaryFolder(), temporaryFolder()]
  mkdirSync(join(root, 'a'))
  const swap = `
    const fs = require('fs'); const [root, outside] = process.argv.slice(1)
    const end = Date.now() + 4000
    while (Date.now() < end) { try { fs.renameSync(root + '/a', root + '/aside'); fs.symlinkSync(outside, root + '/a'); fs.unlinkSync(root + '/a'); fs.renameSync(root + '/aside', root + '/a') } catch {} }`
  const swapping = spawn(process.execPath, ['-e', swap, root, outside])
  const ended = new Promise((done) => swapping.on('close', done))
  const folder = new TargetFolder(root)
  let written = 0
  for (let i = 0; swapping.exitCode === null && i < 20_000; i++) {
    await folder.write(`a/${i % 5}.md`, 'ours').then(() => written++, () => undefined)
    await folder.remove(`a/${(i + 2) % 5}.md`).catch(() => undefined)
  }
  swapping.kill()
  await ended
  expect(written).toBeGreaterThan(10)
  expect(readdirSync(outside)).toEqual([])
})
