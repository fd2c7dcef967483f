import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const BUFFERED = 1 << 20

/** Lines that wait on disk until it is known which file they go to. */
export interface SpoolFile {
  /** @returns the line's place, for read() */
  append(line: string): Promise<number>
  read(place: number): Promise<string>
  /** Removes it. */
  close(): Promise<void>
}

/** Opens a spool in the system's folder for temporary files, readable for this user alone. */
export async function openSpool(): Promise<SpoolFile> {
  const folder = await mkdtemp(join(tmpdir(), 'skillloop-spool-'))
  const handle = await open(join(folder, 'lines'), 'wx+', 0o600)
  const remove = async (): Promise<void> => rm(folder, { recursive: true, force: true })
  // What has no name any more goes with the process, however that ends. Windows keeps it until it is closed.
  await remove().catch(() => undefined)
  const ends: number[] = []
  let waiting: Buffer[] = []
  let [written, held] = [0, 0]
  const flush = async (): Promise<void> => {
    const bytes = Buffer.concat(waiting)
    ;[waiting, held] = [[], 0]
    await handle.write(bytes, 0, bytes.length, written)
    written += bytes.length
  }
  return {
    async append(line) {
      const bytes = Buffer.from(line)
      waiting.push(bytes)
      held += bytes.length
      ends.push(written + held)
      if (held >= BUFFERED) await flush()
      return ends.length - 1
    },
    async read(place) {
      if (held > 0) await flush()
      const start = place === 0 ? 0 : ends[place - 1] ?? 0
      const bytes = Buffer.alloc((ends[place] ?? start) - start)
      await handle.read(bytes, 0, bytes.length, start)
      return bytes.toString('utf8')
    },
    async close() {
      await handle.close()
      await remove()
    }
  }
}
