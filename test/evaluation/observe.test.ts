import { describe, expect, it } from 'vitest'
import { observe } from '../../src/evaluation/observations/observe.js'
import type { Observation } from '../../src/evaluation/observations/types.js'
import type { ToolCall } from '../../src/kernel/types.js'
import { call } from './build-trace.js'

const observeAll = (...calls: ToolCall[]): Observation[] => observe(calls.map((one, index) => ({ call: one, at: { message: index, call: 0 } }))).observations
const shell = (command: string, result = '', exitCode?: number): Observation[] => observeAll(call('terminal', { command }, result, exitCode === undefined ? {} : { exitCode }))
const short = (seen: Observation[]): string => seen.map(({ kind, what, ok }) => `${kind} ${what} ${ok === undefined ? '?' : ok ? 'ok' : 'failed'}`).join(' · ')

describe('what a shell command shows', () => {
  it.each<[string, string, number | undefined, string]>([
    ['npm test', '12 passed, 0 failed', undefined, 'test npm test ok'],
    ['npm test', '1 failed, 41 passed', undefined, 'test npm test failed'],
    ['pytest', '=== 12 passed in 1s ===', 1, 'test pytest failed'], // an exit code outranks words
    ['pytest', '=== no tests ran in 0.1s ===', 5, 'test pytest failed'],
    ['jest --passWithNoTests', 'No tests found', 0, 'test jest ?'], // none is not a pass
    ['pytest -q 2>&1 | tail -3', '1 failed, 4 passed in 0.2s', 0, 'test pytest failed · read tail ok'], // the exit code is tail's
    ['pytest -q 2>&1 | tail -3', 'nothing to see', 0, 'test pytest ? · read tail ok'],
    ['set -eo pipefail; pytest | tee log', '4 passed in 0.2s', 0, 'other set ok · test pytest ok · write tee ok'],
    ['npm test || true', '', 0, 'test npm test ? · other true ok'],
    ['cd app && npm run build', '', 0, 'other cd ok · build npm build ok'],
    ['cd app && npm run build', 'x', 1, 'other cd ? · build npm build failed'],
    ['npm run build && npm test', '', 1, 'build npm build ? · test npm test ?'], // which of them failed is not said
    ['npm run lint; npm test', '3 passed, 0 failed', 0, 'lint npm lint ? · test npm test ok'],
    ['npx eslint . | head', '✖ 3 problems (1 error, 2 warnings)', 0, 'lint eslint failed · read head ok'],
    ['npx eslint .', '0 errors, took 1500 ms', 0, 'lint eslint ok'],
    ['mise run lint', '0 issues.', 0, 'lint mise lint ok'], ['mise run fmt && mise run test', '', 0, 'lint mise fmt ok · test mise test ok'], ['mise r build', '', 1, 'build mise build failed'], ['inv test', '3 passed', 0, 'test inv test ok'],
    ['npx tsc | head', 'src/a.ts(1,2): error TS2322: no', 0, 'build tsc failed · read head ok'],
    ['npx tsc --noEmit', '', 0, 'lint tsc ok'],
    ['grep -q x y', '', 1, 'search grep ?'], ['diff a b', '1c1', 1, 'other diff ?'], ['test -f x', '', 1, 'other test ?'], ['[ -d x ]', '', 1, 'other [ ?'], ['which node', '', 1, 'search which ?'], ['ls missing', '', 2, 'read ls ?'],
    ['git diff --exit-code', '', 1, 'vcs git diff ?'], ['git push', 'fatal: no', 128, 'vcs git push failed'],
    ['python app.py', 'Traceback (most recent call last):\n  x', undefined, 'command python failed'],
    ['./check.sh', '===== 3 passed in 0.10s =====', 0, 'test check.sh ok'],
    ['curl -s localhost:8080/health', 'ok', 0, 'web curl ok'], ['pip install x', '', 0, 'install pip install ok'],
    ['sed -i s/a/b/ x.ts', '', 0, 'edit sed ok'], ['cat > a.txt <<EOF\nx\nEOF', '', 0, 'write cat ok'], ['cat a.txt', '', 0, 'read cat ok'],
    ['npm start &', '', 0, 'command npm start ?'],
    ['cargo test', 'test result: ok. 2 passed; 0 failed; 0 ignored', 0, 'test cargo test ok'], ['python tests/test_api.py', 'fine', 0, 'test python ok']
  ])('%s → %s (%s)', (command, output, exitCode, expected) => {
    expect(short(shell(command, output, exitCode))).toBe(expected)
  })

  it('tells tools of other kinds apart by name', () => {
    expect(short(observeAll(
      call('Read', { file_path: 'a.ts' }, 'x', { status: 'success' }), call('write_file', { path: 'a.ts' }, '{"success":true}'), call('str_replace_based_edit_tool', { command: 'view', path: 'a' }, 'x'),
      call('mcp__fs__edit_file', { path: 'b' }, 'x', { status: 'error' }), call('search_files', {}, ''), call('web_search', {}, ''), call('book_flight', {}, 'Error: no seats')
    ))).toBe('read Read ok · write write_file ok · read str_replace_based_edit_tool ? · edit mcp__fs__edit_file failed · search search_files ? · web web_search ? · change book_flight failed')
  })

  it('notices that what was written is read back', () => {
    const [, read] = observeAll(call('write_file', { path: '/app/out.txt' }, '', { status: 'success' }), call('terminal', { command: 'cat out.txt' }, 'x', { exitCode: 0 }))
    expect(read?.shows).toBe('read-back')
  })

  it('takes a refused call for neither failure nor success', () => {
    const { calls, observations } = observe([{ call: call('terminal', { command: 'npm test' }, "The user doesn't want to proceed", { status: 'rejected' }), at: { message: 0, call: 0 } }])
    expect(calls[0]?.state).toBe('refused')
    expect(observations[0]?.ok).toBeUndefined()
  })
})
