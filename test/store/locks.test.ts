import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { hostname } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
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
