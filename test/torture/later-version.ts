import { appendFileSync, cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { BIN } from '../helpers/skillloop.js'

/** Steps such as a change of stored formats would need. */
const STEPS = `
const each = async (files, folder, change) => new Map(await Promise.all((await files.list(folder)).map(async (path) => [path, change(await files.read(path))])))
MIGRATIONS.push(
  { to: 2, says: 'traces name a title', ledger: (files) => each(files, 'traces', (text) => JSON.stringify({ ...JSON.parse(text), title: 'as step 2 has it' })) },
  { to: 3, says: 'the README tells of it', main: async (files) => new Map([['README.md', \`\${await files.read('README.md')}\\nformat 3\\n\`]]), ledger: (files) => each(files, 'evaluations', (text) => \`\${text}\\n\`) }
)
`

/** Makes a later version of the program in a folder: one whose stores have another format. @returns its command line */
export function laterVersion(folder: string): string {
  const root = join(dirname(BIN), '../..')
  mkdirSync(folder, { recursive: true })
  for (const part of ['dist', 'schemas', 'templates', 'package.json']) cpSync(join(root, part), join(folder, part), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  appendFileSync(join(folder, 'dist/store/migrations.js'), STEPS)
  const schemas = join(folder, 'dist/kernel/generated/schemas.js')
  const text = readFileSync(schemas, 'utf8')
  const later = text.replace(/("formatVersion": )\{\s*"const": 1\s*\}/, '$1{ "enum": [1, 2, 3] }')
  if (later === text) throw new Error(`${schemas} names the format in another way now`)
  writeFileSync(schemas, later)
  return join(folder, 'dist/cli/bin.js')
}
