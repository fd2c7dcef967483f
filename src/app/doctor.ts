import { plural } from '../kernel/text.js'

/** How a thing stands: worth knowing, or in the way. */
type Health = 'ok' | 'note' | 'bad'

export interface Finding {
  /** What was looked at. */
  name: string
  health: Health
  /** What was found, a sentence. */
  found: string
  /** What to do about it. */
  remedy?: string
  /** It was mended now. */
  fixed?: true
}

/** A look at one thing; `mend`, where it can be mended without asking anything further. */
export interface Examination { health: Health; found: string; remedy?: string; mend?: () => Promise<boolean> }

/** Things to look at, by name. */
export type Examinations = readonly (readonly [name: string, examine: () => Promise<Examination>])[]

/**
 * Looks at one thing after the other; one that cannot be looked at is a finding too.
 * @param fix to mend what can be mended; nothing is changed without
 */
export async function examineAll(examinations: Examinations, fix: boolean): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const [name, examine] of examinations) {
    const { mend, ...found } = await examine().catch((error: unknown): Examination => ({ health: 'bad', found: error instanceof Error ? error.message : String(error) }))
    if (found.health === 'ok' || !mend) findings.push({ name, ...found })
    else if (!fix) findings.push({ name, ...found, remedy: found.remedy ?? 'skillloop doctor --fix' })
    else findings.push({ name, ...found, ...(await mend().catch(() => false) && { fixed: true as const }) })
  }
  return findings
}

const LEAST_NODE = [20, 19] as const

export function examineNode(version: string): Examination {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number)
  const isEnough = major > LEAST_NODE[0] || (major === LEAST_NODE[0] && minor >= LEAST_NODE[1])
  return isEnough ? { health: 'ok', found: version } : { health: 'bad', found: `Node.js ${version}`, remedy: `install Node.js ${LEAST_NODE.join('.')} or newer` }
}

const LITTLE = 1e9
const TOO_LITTLE = 5e7

export function examineDisk(free: number): Examination {
  const found = `${(free / 1e9).toFixed(free < 1e10 ? 2 : 0)} GB free`
  return free < LITTLE ? { health: free < TOO_LITTLE ? 'bad' : 'note', found, remedy: 'make room on the disk of the store' } : { health: 'ok', found }
}

const FUTURE_MS = 3600_000

/** @param newest time of the newest commit of the store, milliseconds */
export function examineClock(newest: number, now: number): Examination {
  if (newest <= now + FUTURE_MS) return { health: 'ok', found: new Date(now).toISOString() }
  return { health: 'bad', found: `the newest commit is of ${new Date(newest).toISOString()}, and this machine says it is ${new Date(now).toISOString()}`, remedy: 'set the clock; what is stored is not hurt by it' }
}

/** An address with a password in it is readable to whoever may read the store's configuration. */
export function examineRemotes(remotes: ReadonlyMap<string, string>): Examination {
  const open = [...remotes].filter(([, url]) => /^[a-z+]+:\/\/[^/@:]+:[^/@]+@/i.test(url)).map(([name]) => name)
  if (open.length > 0) return { health: 'bad', found: `the address of ${open.join(', ')} has a password in it`, remedy: 'git -C .skillloop remote set-url <name> <address without it>, and a credential helper' }
  return { health: 'ok', found: remotes.size === 0 ? 'none: the store is on this machine only' : [...remotes.keys()].join(', ') }
}

const MANY_LOOSE = 20_000

export function examineObjects(loose: number): Examination {
  return loose > MANY_LOOSE ? { health: 'note', found: `about ${plural(loose, 'loose object')}`, remedy: 'skillloop maintain' } : { health: 'ok', found: `about ${plural(loose, 'loose object')}` }
}
