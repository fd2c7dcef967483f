import { describe, expect, it } from 'vitest'
import { findClaims } from '../../src/evaluation/claims/find-claims.js'

const kinds = (text: string): string => findClaims(text).map(({ kind }) => kind).join(' ')

describe('claims', () => {
  it.each<[string, string]>([
    ['All tests pass.', 'tests-pass'], ['`npm test` passes.', 'tests-pass'], ['14/14 tests pass', 'tests-pass'], ['✅ 12 tests passed', 'tests-pass'], ['I can confirm that all tests pass.', 'tests-pass'],
    ['The build succeeded without errors.', 'build-passes'], ['ESLint is now clean, no lint errors', 'lint-clean'], ['I fixed the bug, and all tests pass.', 'fixed tests-pass'], ['Done.', 'done'],
    ['I’ve completed the migration.', 'done'], ['I created `a.ts`.', 'created'], ['The fix has been deployed to staging.', 'deployed'], ['I verified that it works as expected.', 'verified'],
    ['All te\u017fts pa\u017f\u017f.', 'tests-pass'], ['ALL TESTS PASS.', 'tests-pass'], ['12 of 14 tests pass', 'partly'], ['Most tests pass', 'partly'], ['I used placeholder data for now', 'partly'], ['The import is only partially done.', 'partly'], ['As a temporary workaround, the check is off.', 'partly'],
    // what a program does in part, or falls back to, is no admission
    ['No rollback on partial setup failure', ''], ['Now uses `root` with fallback to CWD', ''], ['The refactoring is done well', ''],
    ['I have not done it', 'not-done'], ['I could not fix the crash.', 'not-done'], ["Tests don't pass", 'not-done'], ['The tests still fail.', 'not-done'], ['41 passed, 1 failed', 'not-done'], ['The issue is not fixed.', 'not-done'],
    // Russian, Chinese, Japanese, Korean, Dutch, Polish, Turkish
    ['Все тесты прошли.', 'tests-pass'], ['Я исправил ошибку.', 'fixed'], ['Ошибка не исправлена.', 'not-done'], ['Не удалось запустить тесты.', 'not-done'], ['Частично готово.', 'partly'], ['Я исправлю ошибку.', ''], ['Если тесты пройдены, я закоммичу.', ''],
    ['Сборка прошла успешно.', 'build-passes'], ['Готово.', 'done'], ['所有测试都已通过。', 'tests-pass'], ['测试全部通过，问题已修复。', 'tests-pass fixed'], ['我已经修复了这个错误。', 'fixed'], ['已创建文件。', 'created'], ['任务已完成。', 'done'],
    ['测试未通过。', 'not-done'], ['测试没有通过。', 'not-done'], ['未能修复该错误。', 'not-done'], ['如果测试通过，我会提交。', ''], ['我将尝试修复。', ''], ['只完成了一部分。', 'partly'], ['測試已全部通過。', 'tests-pass'],
    ['已为您取消预订。', 'changed'], ['会话管理已完成。', 'done'], ['テストはすべて通りました。', 'tests-pass'], ['バグを修正しました。', 'fixed'], ['バグを修正します。', ''], ['修正できませんでした。', 'not-done'], ['テストは通りませんでした。', 'not-done'],
    ['ファイルを作成しました。', 'created'], ['完了しました。', 'done'], ['一部のみ完了しました。', 'partly'], ['テストが通ったら、コミットします。', ''], ['正常に動作しています。', 'verified'], ['テストに失敗しました。', 'not-done'], ['모든 테스트가 통과했습니다.', 'tests-pass'],
    ['버그를 수정했습니다.', 'fixed'], ['버그를 수정하겠습니다.', ''], ['버그를 수정하지 못했습니다.', 'not-done'], ['테스트가 실패했습니다.', 'not-done'], ['파일을 생성했습니다.', 'created'], ['작업이 완료되었습니다.', 'done'], ['일부만 구현했습니다.', 'partly'],
    ['Alle tests slagen.', 'tests-pass'], ['Ik heb de fout opgelost.', 'fixed'], ['De fout is niet opgelost.', 'not-done'], ['Als de tests slagen, commit ik.', ''], ['Wszystkie testy przechodzą.', 'tests-pass'], ['Naprawiłem błąd.', 'fixed'], ['Nie udało się naprawić błędu.', 'not-done'],
    ['Jeśli testy przechodzą, zatwierdzę.', ''], ['Tüm testler geçti.', 'tests-pass'], ['Hatayı düzelttim.', 'fixed'], ['Hatayı düzeltemedim.', 'not-done'], ['Testler geçmedi.', 'not-done'], ['Ihre Reservierung wurde storniert.', 'changed'], ['Votre réservation a été annulée.', 'changed'],
    ['Su vuelo ha sido reservado.', 'changed'],
    ['用户请求已发送。测试已通过。', 'tests-pass'], ['这非常重要，错误已修复。', 'fixed'], ['ビルドに成功しました。テストは未実装です。', 'build-passes not-done'], ['빌드가 성공했습니다. 아직 배포하지 않았습니다.', 'build-passes not-done'],
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
