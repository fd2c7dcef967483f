import { describe, expect, it } from 'vitest'
import { findClaims } from '../../src/evaluation/claims/find-claims.js'

const kinds = (text: string): string => findClaims(text).map(({ kind }) => kind).join(' ')

describe('claims', () => {
  it.each<[string, string]>([
    ['All tests pass.', 'tests-pass'], ['`npm test` passes.', 'tests-pass'], ['14/14 tests pass', 'tests-pass'], ['✅ 12 tests passed', 'tests-pass'], ['I can confirm that all tests pass.', 'tests-pass'],
    ['The build succeeded without errors.', 'build-passes'], ['ESLint is now clean, no lint errors', 'lint-clean'], ['I fixed the bug, and all tests pass.', 'fixed tests-pass'], ['Done.', 'done'],
    ['I’ve completed the migration.', 'done'], ['I created `a.ts`.', 'created'], ['The fix has been deployed to staging.', 'deployed'], ['I verified that it works as expected.', 'verified'],
    ['12 of 14 tests pass', 'partly'], ['Most tests pass', 'partly'], ['I used placeholder data for now', 'partly'], ['The import is only partially done.', 'partly'], ['As a temporary workaround, the check is off.', 'partly'],
    // what a program does in part, or falls back to, is no admission
    ['No rollback on partial setup failure', ''], ['Now uses `root` with fallback to CWD', ''], ['The refactoring is done well', ''],
    ['I have not done it', 'not-done'], ['I could not fix the crash.', 'not-done'], ["Tests don't pass", 'not-done'], ['The tests still fail.', 'not-done'], ['41 passed, 1 failed', 'not-done'], ['The issue is not fixed.', 'not-done'],
    // German
    ['Alle Tests bestanden.', 'tests-pass'], ['Ich habe den Fehler behoben.', 'fixed'], ['Der Fehler ist nicht behoben.', 'not-done'], ['Ich konnte das leider nicht reparieren.', 'not-done'], ['Das ist teilweise umgesetzt.', 'partly'],
    // Spanish
    ['Todas las pruebas pasan.', 'tests-pass'], ['He corregido el error.', 'fixed'], ['No pude terminar la tarea.', 'not-done'], ['Listo.', 'done'],
    // French
    ['Tous les tests passent.', 'tests-pass'], ["J'ai corrigé le bug.", 'fixed'], ["Je n'ai pas pu corriger le bug.", 'not-done'], ["C'est fait.", 'done'],
    // Portuguese
    ['Todos os testes passaram.', 'tests-pass'], ['O erro foi corrigido.', 'fixed'], ['Não consegui terminar.', 'not-done'],
    // Italian
    ['Tutti i test sono passati.', 'tests-pass'], ['Ho risolto il problema.', 'fixed'], ['Non sono riuscito a farlo.', 'not-done']
  ])('%s → %s', (text, expected) => expect(kinds(text)).toBe(expected))

  it.each([
    'The plan was abandoned.', 'We met at the casino, then left.', 'I will run the tests.', 'Once tests pass, I will commit.', 'The tests should pass now.', 'If the build succeeds we ship.', 'Let me verify that all tests pass.',
    'Are all tests passing?', 'It printed "all tests pass".', '> all tests pass', '```\nall tests passed\n```', 'the log says `12 tests passed`', '0 tests passed', 'No tests were run.', 'To be done: the migration.', 'This has to be fixed.',
    'Ich werde die Tests ausführen.', 'Wenn alle Tests bestanden sind, committe ich.', 'Voy a ejecutar las pruebas.', 'Cuando pasen las pruebas, termino.', 'Les tests devraient passer.', 'Vou corrigir o erro.', 'Se i test passano, finisco.', '0 errors', '1500 ms', ''
  ])('no claim of success: %s', (text) => {
    expect(findClaims(text).filter(({ kind }) => kind !== 'not-done' && kind !== 'partly')).toEqual([])
  })

  it('reads hostile text in no time', () => {
    const started = performance.now()
    for (const text of ['tests '.repeat(20_000), '"'.repeat(50_000), `${'a '.repeat(50_000)}pass`, `i have ${'x '.repeat(200)}done. `.repeat(100), '`'.repeat(30_000)]) findClaims(text)
    expect(performance.now() - started).toBeLessThan(1500)
  })
})
