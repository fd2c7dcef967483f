import { systemCode } from './errors.js'

/** Whether a process of this machine has the number. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return systemCode(error) === 'EPERM'
  }
}

/** The names, of those that begin so and go on with a process's number, whose process is gone: what it left there is nobody's. */
export function leftByTheGone(names: readonly string[], start: string): string[] {
  return names.filter((name) => {
    const pid = name.startsWith(start) ? /^(\d+)(?:-|$)/.exec(name.slice(start.length))?.[1] : undefined
    return pid !== undefined && !isAlive(Number(pid))
  })
}
