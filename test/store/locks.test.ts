import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { hostname } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { dropLock, sweep, takeLock } from '../../src/store/refs/lock.js'
import { RefStore } from '../../src/store/refs/ref-store.js'
import { temporaryFolder } from '../helpers/temporary.js'

const REF = 'refs/heads/proposal/memory/gone'

/** A Git folder in which somebody left the lock of a ref that is not there any more. */
function withLock(owner: string): { refs: RefStore; lock: string } {
  const gitdir = temporaryFolder()
  const lock = join(gitdir, `${REF}.lock`)
  mkdirSync(dirname(lock), { recursive: true })
  writeFileSync(lock, owner)
  return { refs: new RefStore(gitdir, false), lock }
}

describe('the lock of a ref that is gone', () => {
  it('is removed by the next listing where its process was killed', async () => {
    const { pid } = spawnSync(process.execPath, ['-e', ''])
    const { refs, lock } = withLock(`skillloop ${pid} ${hostname()}\n`)
    expect(await refs.list('refs/heads/')).toEqual(new Map())
    expect(readdirSync(dirname(lock))).toEqual([])
  })
  it('stays where its process lives, is on another machine, or is Git', async () => {
    for (const owner of [`skillloop ${process.pid} ${hostname()}\n`, `skillloop 1 another-machine\n`, '']) {
      const { refs, lock } = withLock(owner)
      expect(await refs.list('refs/heads/')).toEqual(new Map())
      expect(existsSync(lock)).toBe(true)
    }
  })
})

describe('a lock', () => {
  it('that is given up leaves no file and no open handle, also where somebody removed it before', async () => {
    const path = join(temporaryFolder(), 'a/b/ref')
    const lock = await takeLock(path)
    await dropLock(lock)
    expect(readdirSync(dirname(path))).toEqual([])
    expect(lock.handle.fd).toBe(-1)
    await dropLock(lock)
  })
  it('of those who look after abandoned ones is no lock for ever: an old one is removed, a young one waited for', async () => {
    const { pid } = spawnSync(process.execPath, ['-e', ''])
    const path = join(temporaryFolder(), 'ref')
    const [lock, broom] = [`${path}.lock`, `${path}.sweep.lock`]
    writeFileSync(lock, `skillloop ${pid} ${hostname()}\n`)
    writeFileSync(broom, '')
    await sweep(path, false)
    expect([existsSync(lock), existsSync(broom)]).toEqual([true, true])
    utimesSync(broom, 0, 0)
    await sweep(path, false)
    expect([existsSync(lock), existsSync(broom)]).toEqual([true, false])
    await sweep(path, false)
    expect([existsSync(lock), existsSync(broom)]).toEqual([false, false])
  })
})

it('a ref that is deleted takes the folders with it that are empty then, and no others', async () => {
  const gitdir = temporaryFolder()
  const refs = new RefStore(gitdir, false)
  const oid = '1'.repeat(40)
  const note = { who: { name: 'Ada', email: 'ada@example.org', at: 0 }, message: 'x' }
  for (const ref of [REF, 'refs/heads/main']) await refs.update(ref, undefined, oid, note)
  await refs.delete(REF, oid)
  expect(readdirSync(join(gitdir, 'refs/heads'))).toEqual(['main'])
})
