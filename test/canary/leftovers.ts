import { lstatSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { inflateSync, type InflateRaw } from 'node:zlib'
import { allObjects } from '../cli/support.js'

/** All that a store and the folder around it hold, as plain text: objects inflated, half-written packs too, files as they are. */
export function everythingIn(root: string, store: string): string {
  return [allObjects(store), ...filesBelow(root).map((path) => {
    const bytes = readFileSync(path)
    return `${path}\n${bytes.toString('latin1')}\n${/[/\\]\.git[/\\]objects[/\\]/.test(path) ? inflated(bytes) : ''}`
  })].join('\n')
}

/** Files and folders of a store that others than their owner could open. */
export function openToOthers(store: string): string[] {
  return [store, ...everyPath(store)].filter((path) => (lstatSync(path).mode & 0o077) !== 0)
}

function everyPath(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return lstatSync(path).isDirectory() ? [path, ...everyPath(path)] : [path]
  })
}

function filesBelow(folder: string): string[] {
  return everyPath(folder).filter((path) => statSync(path).isFile())
}

/** Whatever in a file can be inflated, from wherever a stream begins: of a pack that was never finished as of a whole one. */
function inflated(bytes: Buffer): string {
  let text = ''
  for (let at = bytes.indexOf(0x78); at !== -1; at = bytes.indexOf(0x78, at + 1)) {
    if ((bytes.readUInt16BE(Math.min(at, bytes.length - 2))) % 31 !== 0) continue
    try {
      // What a kill has torn inflates as far as it goes.
      const result = inflateSync(bytes.subarray(at), { info: true, finishFlush: 2 }) as unknown as { buffer: Buffer; engine: InflateRaw }
      text += result.buffer.toString('latin1')
      at += Math.max(0, result.engine.bytesWritten - 1)
    } catch {
      // No stream begins here.
    }
  }
  return text
}
