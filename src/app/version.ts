import { readdirSync, readFileSync } from 'node:fs'
import { sha256 } from '../kernel/hash.js'

/** The version in package.json. */
export function version(): string {
  return (JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }).version
}

/** SHA-256 over the modules of rooms of src/, as they run: by name and content, in order. */
export function codeOf(rooms: readonly string[]): string {
  const files = rooms.flatMap((room) => {
    const folder = new URL(`../${room}/`, import.meta.url)
    return (readdirSync(folder, { recursive: true }) as string[]).map((name) => name.replaceAll('\\', '/')).filter((name) => /\.[jt]s$/.test(name)).sort()
      .map((name) => `${room}/${name} ${sha256(readFileSync(new URL(name, folder)))}`)
  })
  return sha256(files.join('\n'))
}
