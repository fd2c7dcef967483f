import { describe, expect, it } from 'vitest'
import { findReactions, reactionIn } from '../../src/evaluation/people/reactions.js'
import { liveMessages } from '../../src/traces/live-messages.js'
import { says, traceOf, user } from './build-trace.js'

describe('what people make of the work', () => {
  it.each<[string, string | undefined]>([
    ["No, that's not what I asked", 'correction'], ["That's wrong", 'correction'], ['it still fails', 'correction'], ['You forgot the tests', 'correction'], ['Thanks, but it still doesn’t work', 'correction'], ['Undo that', 'correction'], ['no, use pnpm', 'correction'],
    ['Nein, das ist falsch', 'correction'], ['Das funktioniert nicht', 'correction'], ['No, eso no es lo que pedí', 'correction'], ['Non, ça ne marche pas', 'correction'], ['Não, isso está errado', 'correction'], ['No, non funziona', 'correction'],
    ['Perfect, thanks!', 'acceptance'], ['great job', 'acceptance'], ['It works now', 'acceptance'], ['LGTM', 'acceptance'], ['Perfekt, danke', 'acceptance'], ['Perfecto', 'acceptance'], ['Parfait, merci', 'acceptance'], ['Perfeito!', 'acceptance'], ['Perfetto, grazie', 'acceptance'],
    ['Thank you', 'thanks'], ['danke dir', 'thanks'], ['No, thanks', 'thanks'],
    ['Нет, это неправильно', 'correction'], ['Всё ещё не работает', 'correction'], ['Отлично, спасибо', 'acceptance'], ['Работает!', 'acceptance'], ['Спасибо', 'thanks'], ['Нет, спасибо', 'thanks'], ['нетто и брутто', undefined],
    ['不对，我要的是另一个', 'correction'], ['还是报错', 'correction'], ['这不是我要的', 'correction'], ['很好，谢谢', 'acceptance'], ['谢谢', 'thanks'], ['不用了', undefined], ['现在添加测试', undefined],
    ['不同的文件也要处理', undefined], ['違います。別のファイルです', 'correction'], ['まだ動きません', 'correction'], ['完璧です、ありがとう', 'acceptance'], ['ありがとうございます', 'thanks'], ['次にテストを追加してください', undefined], ['아니요, 그건 틀렸어요', 'correction'],
    ['여전히 안 돼요', 'correction'], ['완벽합니다', 'acceptance'], ['감사합니다', 'thanks'], ['이제 테스트를 추가해 주세요', undefined], ['아니요, 괜찮습니다', undefined], ['Nee, dat is fout', 'correction'], ['Het werkt nog steeds niet', 'correction'],
    ['Perfect, bedankt', 'acceptance'], ['Nadal nie działa', 'correction'], ['Świetnie, dzięki', 'acceptance'], ['нет проблем', undefined],
    ['Ещё не идеально', undefined], ['почти идеально', undefined], ['不是这样的', 'correction'], ['不太完美', undefined], ['完美！', 'acceptance'], ['完璧ではない', undefined], ['완벽하지 않아요', undefined], ['Niet perfect', undefined], ['Werkt nu', 'acceptance'], ['non è perfetto', undefined], ['Nie, dzięki', 'thanks'],
    ['Hayır, bu yanlış', 'correction'], ['Hâlâ çalışmıyor', 'correction'], ['Mükemmel, teşekkürler', 'acceptance'], ['Teşekkürler', 'thanks'], ['Hayır, teşekkürler', 'thanks'], ['durum nedir, anlat', undefined], ['Şimdi test ekle', undefined],
    ['casino, roulette and cards', undefined], ['no problem', undefined], ['No worries, go on', undefined], ['nothing', undefined], ['Nothing else', undefined], ["No, that's all", undefined], ['note, the port is 80', undefined], ['Norway, Sweden', undefined],
    ['would be perfect if it had tests', undefined], ['now add a test', undefined], ['', undefined]
  ])('%s → %s', (text, expected) => expect(reactionIn(text, false)).toBe(expected))

  it('takes "no" after a question for an answer', () => {
    expect(reactionIn('No, leave it', true)).toBeUndefined()
    expect(reactionIn("No, that's wrong", true)).toBe('correction')
  })

  it('hears people only: not the runtime, not what was undone, not the opening request', () => {
    const trace = traceOf([user('No, wrong.'), says('ok'), user('No, wrong.', { injected: true }), user('No, wrong.', { undone: true }), user('No, wrong.', { copied: true }), says('No, wrong.'), user('fine')])
    expect(findReactions(liveMessages(trace))).toEqual([])
  })

  it('hears what a compaction cloned once', () => {
    const at = '2026-08-10T09:00:00.000Z'
    const trace = traceOf([user('do it'), says('done', { at }), user('No, wrong.', { at, compacted: true }), user('No, wrong.', { at })])
    expect(findReactions(liveMessages(trace))).toEqual([{ kind: 'correction', at: { message: 3 }, last: true }])
  })
})
