import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'

/** Every file and link below a folder with its bytes, by path; what `skip` means is not looked into. */
export function snapshot(root: string, skip: (path: string) => boolean = () => false, folder = ''): Map<string, string> {
  const found = new Map<string, string>()
  for (const name of readdirSync(join(root, folder)).sort()) {
    const path = folder === '' ? name : `${folder}/${name}`
    if (skip(path)) continue
    const about = lstatSync(join(root, path))
    if (about.isSymbolicLink()) found.set(path, `-> ${readlinkSync(join(root, path))}`)
    else if (about.isDirectory()) for (const [below, bytes] of snapshot(root, skip, path)) found.set(below, bytes)
    else found.set(path, readFileSync(join(root, path)).toString('latin1'))
  }
  return found
}
