// Loaded before the command line (node --import): counts what it changes on the disk, and lets the change with a given
// number go wrong. SKILLLOOP_FAULT is {"at": number, "kind": "kill" | "torn" | "ENOSPC" | "EIO" | "EACCES", "lasting"?: true,
// "count"?: file}. kill: the process ends before the change; torn: amid it, half of what was to be written is there.
// An error is thrown in place of the change, once or, lasting, from then on. The number of changes is written to `count`.
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

const fault = JSON.parse(process.env.SKILLLOOP_FAULT ?? '{}')
let changes = 0

/** Called before each change. `half` does a part of it. */
function strike(name, half) {
  changes++
  const isDue = changes === fault.at || (fault.lasting && changes > fault.at)
  if (!isDue) return
  if (fault.kind === 'torn') half?.()
  if (fault.kind === 'kill' || fault.kind === 'torn') process.kill(process.pid, 'SIGKILL')
  throw Object.assign(new Error(`${fault.kind}: injected, ${name}`), { code: fault.kind, errno: -1, syscall: name })
}

const writeSync = fs.writeSync
const writeFileSync = fs.writeFileSync
const halfOf = (data) => (typeof data === 'string' || data instanceof Uint8Array ? data.slice(0, Math.floor(data.length / 2)) : undefined)
const halfOfFile = (path, data, options) => () => { if (halfOf(data) !== undefined) writeFileSync(path, halfOf(data), options) }
const halfOfDescriptor = (fd, data) => () => { if (halfOf(data) !== undefined) writeSync(fd, halfOf(data)) }
const isWriting = (flags) => (typeof flags === 'string' ? !/^r(s)?$/.test(flags) : typeof flags === 'number' && (flags & 3) !== 0)

const HALVES = {
  writeFile: halfOfFile, writeFileSync: halfOfFile, appendFile: halfOfFile, appendFileSync: halfOfFile, write: halfOfDescriptor, writeSync: halfOfDescriptor
}
const CHANGES = ['writeFile', 'appendFile', 'rename', 'unlink', 'rm', 'rmdir', 'mkdir', 'link', 'symlink', 'truncate', 'copyFile', 'utimes', 'chmod', 'cp', 'mkdtemp', 'write', 'fsync', 'fdatasync', 'ftruncate']

for (const name of CHANGES) {
  for (const [holder, key] of [[fs, `${name}Sync`], [fs.promises, name]]) {
    const original = holder[key]
    if (typeof original !== 'function') continue
    holder[key] = holder === fs
      ? function (...parameters) { strike(name, HALVES[key]?.(...parameters)); return original.apply(this, parameters) }
      : async function (...parameters) { strike(name, HALVES[name]?.(...parameters)); return original.apply(this, parameters) }
  }
  const original = fs[name]
  if (typeof original !== 'function') continue
  fs[name] = function (...parameters) {
    try {
      strike(name, HALVES[name]?.(...parameters))
    } catch (error) {
      const callback = parameters.at(-1)
      if (typeof callback !== 'function') throw error
      process.nextTick(callback, error)
      return
    }
    original.apply(this, parameters)
  }
}
for (const [holder, key] of [[fs, 'openSync'], [fs.promises, 'open']]) {
  const original = holder[key]
  holder[key] = holder === fs
    ? function (path, flags, ...rest) { if (isWriting(flags)) strike('open'); return original.call(this, path, flags, ...rest) }
    : async function (path, flags, ...rest) { if (isWriting(flags)) strike('open'); return original.call(this, path, flags, ...rest) }
}
const handle = await fs.promises.open(process.execPath)
const prototype = Object.getPrototypeOf(handle)
await handle.close()
for (const name of ['write', 'writeFile', 'appendFile', 'sync', 'datasync', 'truncate', 'writev', 'chmod', 'utimes']) {
  const original = prototype[name]
  prototype[name] = async function (...parameters) {
    strike(`handle.${name}`, () => { if (halfOf(parameters[0]) !== undefined) writeSync(this.fd, halfOf(parameters[0])) })
    return original.apply(this, parameters)
  }
}
syncBuiltinESMExports()
if (fault.count) process.on('exit', () => writeFileSync(fault.count, String(changes)))
