import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'

/** A regular expression as it is written in the source. */
export interface WrittenPattern { file: string; line: number; source: string; flags: string }

/** Every regular expression literal below a folder, by the compiler's own reading. */
export function collectPatterns(root: string): WrittenPattern[] {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts') && !name.includes('generated')).sort()
  return files.flatMap((name) => {
    const text = readFileSync(join(root, name), 'utf8')
    const source = ts.createSourceFile(name, text, ts.ScriptTarget.ESNext, true)
    const found: WrittenPattern[] = []
    const visit = (node: ts.Node): void => {
      if (ts.isRegularExpressionLiteral(node)) {
        const end = node.text.lastIndexOf('/')
        found.push({ file: name.replaceAll('\\', '/'), line: source.getLineAndCharacterOfPosition(node.getStart()).line + 1, source: node.text.slice(1, end), flags: node.text.slice(end + 1) })
      }
      ts.forEachChild(node, visit)
    }
    visit(source)
    return found
  })
}
