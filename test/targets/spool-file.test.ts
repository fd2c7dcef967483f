import { readdirSync } from 'node:fs'
import { expect, it, vi } from 'vitest'
import { openSpool } from '../../src/targets/spool-file.js'
import { temporaryFolder } from '../helpers/temporary.js'

it('keeps lines for as long as it is open, and nothing in the folder of temporary files that a kill would leave', async () => {
  const folder = temporaryFolder()
  vi.stubEnv('TMPDIR', folder)
  try {
    const spool = await openSpool()
    const places: number[] = []
    for (const line of ['a', '', 'ü\n', 'x'.repeat(3_000_000)]) places.push(await spool.append(line))
    if (process.platform !== 'win32') expect(readdirSync(folder)).toEqual([])
    expect(await Promise.all(places.map(async (place) => (await spool.read(place)).length))).toEqual([1, 0, 2, 3_000_000])
    await spool.close()
    expect(readdirSync(folder)).toEqual([])
  } finally {
    vi.unstubAllEnvs()
  }
})
