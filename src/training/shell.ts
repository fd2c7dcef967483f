/** A path below a folder that a person typed. */
export function inFolder(folder: string, name: string): string {
  return folder.endsWith('/') ? folder + name : `${folder}/${name}`
}

/** A command for a POSIX shell: each word as it is, whatever it holds. */
export function shellLine(variables: Record<string, string>, argv: readonly string[]): string {
  return [...Object.entries(variables).map(([name, value]) => `${name}=${quoted(value)}`), ...argv.map(quoted)].join(' ')
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}
