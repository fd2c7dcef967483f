import { join } from 'node:path'
import { environment } from '../kernel/errors.js'
import { readIfThere, writeAtomically } from './files.js'

const FILE = 'skillloop-trust.json'

/** What this machine trusts, a hash by name; nothing where the file says nothing that can be read. */
export async function readPins(gitdir: string): Promise<Record<string, string>> {
  const bytes = await readIfThere(join(gitdir, FILE))
  try {
    const value: unknown = bytes && JSON.parse(bytes.toString('utf8'))
    if (typeof value !== 'object' || value === null) return {}
    return Object.fromEntries(Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
  } catch {
    return {}
  }
}

export async function writePins(gitdir: string, pins: Record<string, string>): Promise<void> {
  await writeAtomically(join(gitdir, FILE), `${JSON.stringify(pins, null, 2)}\n`, { fsync: false }).catch((cause: unknown) => {
    throw environment(`${join(gitdir, FILE)} cannot be written`, { cause, fix: 'see that the store may be written' })
  })
}
