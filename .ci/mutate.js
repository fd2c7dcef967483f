// Changes the source in small ways, one at a time, and tells which changes no test notices.
// node .ci/mutate.js [--sample N] [--seed S] [--group NAME]: of each group, N mutants picked by the seed.
import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import ts from 'typescript'

const root = fileURLToPath(new URL('..', import.meta.url))
/** What is mutated, and the tests that must notice: those that run on the source itself. */
const GROUPS = {
  store: { files: ['src/store/refs/lock.ts', 'src/store/refs/ref-store.ts', 'src/store/trees/merge-trees.ts', 'src/store/trees/tree-edit.ts'], tests: ['test/store/locks.test.ts', 'test/store/store.test.ts', 'test/store/merge-base.test.ts'] },
  states: { files: ['src/proposals/state.ts', 'src/proposals/approval.ts', 'src/proposals/merge-files.ts', 'src/proposals/decisions.ts'], tests: ['test/proposals/state.test.ts', 'test/proposals/merge-files.test.ts', 'test/proposals/approval.test.ts', 'test/proposals/decisions.test.ts'] },
  redaction: { files: ['src/redaction/redact.ts', 'src/redaction/marks.ts', 'src/redaction/walk.ts', 'src/redaction/find.ts', 'src/redaction/leaf.ts', 'src/redaction/json-text.ts'], tests: ['test/redaction/redact.test.ts', 'test/redaction/cases.test.ts', 'test/redaction/forms.test.ts', 'test/redaction/places.test.ts', 'test/redaction/json-text.test.ts'] },
  gates: { files: ['src/app/gates.ts', 'src/app/secret-guard.ts', 'src/app/risk.ts', 'src/threats/severity.ts', 'src/threats/delta.ts'], tests: ['test/proposals/review.test.ts', 'test/proposals/gates.test.ts', 'test/cli/review.test.ts', 'test/cli/risk.test.ts'] }
}
const SWAPS = { '===': '!==', '!==': '===', '<': '<=', '<=': '<', '>': '>=', '>=': '>', '&&': '||', '||': '&&', '??': '&&', '+': '-', '-': '+' }

/** Each small change of a file: where, and what would stand there. */
function mutantsOf(file) {
  const text = readFileSync(join(root, file), 'utf8')
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ESNext, true)
  const found = []
  const add = (node, put, what) => found.push({ file, line: source.getLineAndCharacterOfPosition(node.getStart()).line + 1, from: node.getStart(), to: node.getEnd(), put, what })
  const visit = (node) => {
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isInterfaceDeclaration(node)) return
    const swap = ts.isBinaryExpression(node) && SWAPS[node.operatorToken.getText()]
    const isText = ts.isBinaryExpression(node) && /['"`]/.test(node.getText()) && '+-'.includes(node.operatorToken.getText())
    if (swap && !isText) add(node.operatorToken, swap, `${node.operatorToken.getText()} to ${swap}`)
    if (node.kind === ts.SyntaxKind.TrueKeyword) add(node, 'false', 'true to false')
    if (node.kind === ts.SyntaxKind.FalseKeyword) add(node, 'true', 'false to true')
    if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) add(node, node.operand.getText(), 'no !')
    if (ts.isIfStatement(node)) for (const value of ['true', 'false']) add(node.expression, value, `if (${value})`)
    if (ts.isConditionalExpression(node)) for (const value of ['true', 'false']) add(node.condition, value, `${value} ?`)
    if (ts.isExpressionStatement(node) || ts.isThrowStatement(node)) add(node, ';', 'statement gone')
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found.map((mutant) => ({ ...mutant, text: text.slice(0, mutant.from) + mutant.put + text.slice(mutant.to), old: text.slice(mutant.from, mutant.to) }))
}

function pick(list, count, seed) {
  let state = seed >>> 0
  const random = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32
  return list.map((item) => [random(), item]).sort(([a], [b]) => a - b).slice(0, count).map(([, item]) => item)
}

/** Whether the tests pass in a folder; a run that does not end in time does not. */
function passes(folder, tests) {
  return new Promise((done) => {
    const child = spawn(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--config', '.ci/vitest.config.ts', '--bail=1', '--reporter=dot', ...tests], { cwd: folder, stdio: 'ignore', env: { ...process.env, SKILLLOOP_TEST_MAIN: join(folder, 'src/cli/main.ts') }, timeout: 180_000 })
    child.on('close', (code) => done(code === 0))
  })
}

const { values: options } = parseArgs({ options: { sample: { type: 'string', default: '20' }, seed: { type: 'string', default: '1' }, group: { type: 'string' } } })
const folder = mkdtempSync(join(tmpdir(), 'skillloop-mutants-'))
for (const name of ['src', 'test', '.ci', 'schemas', 'templates', 'examples', 'package.json', 'tsconfig.json', 'dist']) cpSync(join(root, name), join(folder, name), { recursive: true })
symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
let survivors = 0
for (const [name, { files, tests }] of Object.entries(GROUPS)) {
  if (options.group && options.group !== name) continue
  if (!(await passes(folder, tests))) throw new Error(`${name}: its tests fail without any change`)
  const all = files.flatMap(mutantsOf)
  const tried = pick(all, Number(options.sample), Number(options.seed))
  let killed = 0
  for (const { file, line, text, what, old } of tried) {
    const original = readFileSync(join(folder, file))
    writeFileSync(join(folder, file), text)
    if (await passes(folder, tests)) {
      survivors++
      console.log(`survived  ${file}:${line}  ${what}: ${old.replaceAll(/\s+/g, ' ').slice(0, 100)}`)
    } else killed++
    writeFileSync(join(folder, file), original)
  }
  console.log(`${name}: ${killed} of ${tried.length} noticed (${all.length} there are)`)
}
process.exitCode = survivors > 0 ? 1 : 0
