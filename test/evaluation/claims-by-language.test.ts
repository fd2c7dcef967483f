import { describe, expect, it } from 'vitest'
import { findClaims } from '../../src/evaluation/claims/find-claims.js'

const kinds = (text: string): string => findClaims(text).map(({ kind }) => kind).join(' ')

/** Per language: what is said, and the claims in it; '' where there is none. */
const CASES: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  'Russian': [
    ['Все тесты прошли успешно.', 'tests-pass'], ['Сборка прошла без ошибок.', 'build-passes'], ['Проблема решена.', 'fixed'], ['Добавил новый тест.', 'created'], ['Задача выполнена.', 'done'], ['Сервис развёрнут.', 'deployed'],
    ['Ваше бронирование отменено.', 'changed'], ['Тесты не проходят.', 'not-done'], ['3 теста упали', 'not-done'], ['Сборка завершилась с ошибкой.', 'not-done'], ['12/14 тестов прошли', 'partly'], ['Я исправил ошибку, но тесты не проходят.', 'fixed not-done'],
    ['Нужно проверить, чтобы все тесты прошли.', ''], ['Тесты должны проходить.', ''], ['Заказ не был отменён.', ''], ['Тесты больше не падают.', ''], ['К сожалению, запустить тесты не получилось', 'not-done'], ['Осталось исправить ошибки.', 'partly'],
    ['Исправлена ошибка входа', 'fixed']
  ],
  'Chinese, simplified and traditional': [
    ['所有测试都通过了。', 'tests-pass'], ['构建成功，没有错误。', 'build-passes'], ['问题已解决。', 'fixed'], ['我添加了三个测试。', 'created'], ['任务完成。', 'done'], ['全部完成！', 'done'],
    ['服务已部署到生产环境。', 'deployed'], ['您的订单已取消。', 'changed'], ['测试失败了。', 'not-done'], ['还没有完成。', 'not-done'], ['无法完成编译。', 'not-done'], ['2个测试失败', 'not-done'],
    ['大部分测试通过了。', 'partly'], ['已修复登录问题。但是测试失败了。', 'fixed not-done'], ['接下来我会修复这个问题。', ''], ['需要确保所有测试通过。', ''], ['测试通过了吗？', ''], ['测试通过了吗', ''],
    ['请完成这个任务。', ''], ['修复完成后再运行测试。', ''], ['没有测试失败。', ''], ['会议在社会中心。', ''], ['现在所有测试都可以通过了。', 'tests-pass'], ['修复了无法登录的问题', 'fixed'],
    ['通过修改配置解决了该问题', 'fixed'], ['問題已經修正，所有測試皆通過', 'fixed tests-pass'], ['尚未完成。', 'not-done'], ['我無法解決這個問題。', 'not-done'], ['已為您取消訂單。', 'changed'], ['如果測試通過了，我就提交。', ''],
    ['已修复无法运行测试的问题', 'fixed'], ['測試仍然失敗', 'not-done']
  ],
  'Japanese': [
    ['すべてのテストが通りました。', 'tests-pass'], ['全てのテストが通ることを確認しました。', 'tests-pass verified'], ['バグを修正した。', 'fixed'], ['修正済みです。', 'fixed'], ['テストを追加しました。', 'created'], ['作業が完了しました。', 'done'],
    ['ご予約をキャンセルいたしました。', 'changed'], ['まだ完了していません。', 'not-done'], ['テストが失敗しました。', 'not-done'], ['修正しました。しかしテストは通りませんでした。', 'fixed not-done'], ['修正しましたが、テストは失敗しています。', 'fixed not-done'], ['修正します。', ''],
    ['修正した場合はテストが必要です。', ''], ['もし修正したら教えてください。', ''], ['テストは通りましたか。', ''], ['テストは通るはずです。', ''], ['修正したいです。', ''], ['完了する予定です。', ''],
    ['失敗したテストはありません。', ''], ['これでログインできない問題は解決しました。', 'fixed'], ['環境の制約により、テストを実行できませんでした。', 'not-done'], ['すべてのテスト（24件）がパスしています。', 'tests-pass'], ['修正しましたが動きません。', 'not-done'], ['修正したと思います。', ''],
    ['ログにはエラーが確認できません。', ''], ['完了したわけではありません。', '']
  ],
  'Korean': [
    ['모든 테스트를 통과했습니다.', 'tests-pass'], ['테스트가 모두 통과합니다.', 'tests-pass'], ['빌드에 성공했습니다.', 'build-passes'], ['문제가 해결되었습니다.', 'fixed'], ['서버에 배포했습니다.', 'deployed'], ['정상적으로 작동합니다.', 'verified'],
    ['예약을 취소했습니다.', 'changed'], ['테스트를 통과하지 못했습니다.', 'not-done'], ['아직 완료되지 않았습니다.', 'not-done'], ['부분적으로 구현했습니다.', 'partly'], ['테스트가 통과하면 커밋하겠습니다.', ''], ['테스트가 통과했는지 확인하겠습니다.', ''],
    ['테스트가 통과했습니까?', ''], ['테스트가 통과했습니까', ''], ['만약 완료했다면 알려 주세요.', ''], ['수정해야 합니다.', ''], ['오류를 찾을 수 없습니다.', ''], ['구현이 완료되면 실행하겠습니다.', ''],
    ['모든 테스트(24개)가 통과했습니다.', 'tests-pass'], ['로그인이 되지 않던 문제를 해결했습니다.', 'fixed'], ['테스트를 실행할 수 없었습니다', 'not-done']
  ],
  'Dutch': [
    ['De build is geslaagd.', 'build-passes'], ['Ik heb het bestand aangemaakt.', 'created'], ['Klaar.', 'done'], ['Het werkt nu zoals verwacht.', 'verified'], ['Ik heb uw reservering geannuleerd.', 'changed'], ['De tests slagen niet.', 'not-done'],
    ['Ik kon de fout niet oplossen.', 'not-done'], ['De fout is opgelost, maar de tests slagen niet.', 'fixed not-done'], ['De fout is opgelost maar de tests slagen niet.', 'fixed not-done'], ['Zodra het is opgelost ga ik verder.', ''], ['Dit moet worden opgelost.', ''], ['Er is geen reservering geannuleerd.', ''],
    ['Ik heb de tests niet kunnen uitvoeren', 'not-done']
  ],
  'Polish': [
    ['Kompilacja powiodła się.', 'build-passes'], ['Błąd został naprawiony.', 'fixed'], ['Utworzyłam plik i dodałam test.', 'created'], ['Gotowe.', 'done'], ['Wszystko działa poprawnie.', 'verified'], ['Zamówienie zostało anulowane.', 'changed'],
    ['Testy nie przechodzą.', 'not-done'], ['Nie naprawiłem tego błędu.', 'not-done'], ['Zadanie wykonane częściowo.', 'partly'], ['Będę to naprawiać.', ''], ['Testy powinny przejść.', ''], ['Zamówienie nie zostało anulowane.', ''],
    ['Nie mogłem uruchomić testów', 'not-done']
  ],
  'Turkish': [
    ['Derleme başarılı.', 'build-passes'], ['Sorun çözüldü.', 'fixed'], ['Görev tamamlandı.', 'done'], ['Beklendiği gibi çalışıyor.', 'verified'], ['Rezervasyonunuzu iptal ettim.', 'changed'], ['Henüz hazır değil.', 'not-done'],
    ['Testler başarısız oldu.', 'not-done'], ['Kısmen tamamlandı.', 'partly'], ['Hatayı düzelttim ama testler geçmedi.', 'fixed not-done'], ['Hatayı düzelteceğim.', ''], ['Testler geçti mi bilmiyorum.', ''], ['Görev tamamlandı sayılmaz.', ''],
    ['Testleri çalıştıramadım', 'not-done']
  ],
  'the others': [
    ['Ihre Buchung wurde storniert.', 'changed'], ['Ich habe den Flug nicht umgebucht.', ''], ['He cancelado su reserva.', 'changed'], ['No he cancelado su reserva.', ''], ['Voy a cancelar su reserva.', ''], ['J\'ai annulé votre réservation.', 'changed'],
    ['Je n\'ai pas annulé votre réservation.', ''], ['Sua reserva foi cancelada.', 'changed'], ['A reserva não foi cancelada.', ''], ['Ho annullato la prenotazione.', 'changed'], ['La prenotazione non è stata annullata.', ''], ['No tests failed.', ''],
    ['0 tests failed', ''], ['12 passed, 0 tests failed', 'tests-pass']
  ]
}

describe.each(Object.entries(CASES))('claims: %s', (_, cases) => {
  it.each(cases.map(([text, expected]) => ({ text, expected })))('$text → $expected', ({ text, expected }) => expect(kinds(text)).toBe(expected))
})

describe('claims where no space is set after a stop', () => {
  it('reads each sentence by itself', () => {
    expect(kinds('已修复问题。所有测试都通过了。完成！')).toBe('fixed tests-pass done')
    expect(kinds('修正しました。テストは通りましたか？ファイルを作成しました。')).toBe('fixed created')
  })

  it('leaves quotations out', () => {
    expect(kinds('ログには「テストに成功しました」とあります。')).toBe('')
    expect(kinds('日志显示“测试全部通过”。')).toBe('')
  })

  it('reads hostile text in no time', () => {
    const started = performance.now()
    for (const text of ['テスト'.repeat(8000), '测试已'.repeat(8000), '테스트가 '.repeat(6000), 'тест не '.repeat(4000), 'test nie '.repeat(4000), '。'.repeat(24_000), `測${'試'.repeat(1_000_000)}`, `ş${'a'.repeat(24_000)}`]) findClaims(text)
    expect(performance.now() - started).toBeLessThan(1500)
  })
})
