import type { LanguageCues } from '../cues.js'

/** German. */
export const german: LanguageCues = {
  code: 'de',
  words: ['der', 'die', 'das', 'und', 'ist', 'nicht', 'ein', 'eine', 'wir', 'ich', 'du', 'bitte', 'immer', 'nie', 'niemals', 'hier', 'mit', 'fur', 'auf', 'zu', 'im', 'den', 'dem', 'kein', 'keine', 'statt', 'nutzen', 'verwenden', 'mein', 'meine', 'vor', 'bei', 'von', 'muss', 'mussen', 'sind', 'ab', 'es', 'wird', 'denk', 'alle', 'auch', 'wenn'],
  cues: {
    remember: ['^(?:bitte )?(?:merk dir|merke dir|denk(?:e)? (?:bitte )?daran|vergiss nicht|beachte|bedenke)[,:]?(?: dass)?'],
    durable: ['ab (?:jetzt|sofort|heute|nun)', 'von (?:jetzt|nun) an', 'in zukunft', 'zukunftig', 'kunftig', 'jedes mal', 'jedesmal', 'beim nachsten mal', 'vor (?:jedem|jeder)', 'nach (?:jedem|jeder)', 'grundsatzlich'],
    never: ['^(?:bitte |und |aber |nein,? )*(?:nie|niemals) (?!wieder$|mehr$|gesagt|im leben)\\w+', '[,;:—–-] ?(?:und |bitte )*(?:nie|niemals) \\w+', '(?:wir|du) \\w+ (?:hier )?(?:nie|niemals)', '(?:darf|durfen|soll|sollen|sollte|sollten|sollst) (?:\\w+ ){0,3}(?:nie|niemals)', '^(?:nein,? |bitte )*\\w+e? (?:bitte )?(?:nie|niemals) ', 'auf keinen fall', 'unter keinen umstanden'],
    always: ['immer (?:xcodex|[\\w-]+)(?: [\\w-]+){0,3} \\w+en[.!]*$', '^(?:bitte |und |aber |nein,? )*immer (?!noch|wieder|diese|das|nur arger)\\w+', '[,;:—–-] ?(?:und )?immer (?!noch|wieder)\\w+', '(?:wir|du) \\w+ (?:hier )?immer(?! noch| wieder)', '(?:muss|mussen|soll|sollen|sollte) immer', '^(?:nein,? |bitte )*(?:nutz|verwend|benutz|schreib|fuhr|mach|antwort|frag|start|pruf)\\w* (?:[^,.]{1,40} )?immer(?! noch| wieder)'],
    stop: ['^(?:bitte )?hor(?:e)? (?:bitte )?(?:damit )?auf,? ', '^(?:bitte )?vermeide? ', 'lass (?:bitte )?das \\w+en', '^(?:bitte )?keine? \\w+ mehr'],
    prefer: ['ich bevorzuge', 'ich ziehe .* vor', 'wir bevorzugen', 'ich arbeite lieber', 'mir ist .* lieber', 'ich (?:mag|nutze|verwende|habe) lieber'],
    'would-prefer': ['ich wurde .* bevorzugen', 'ich hatte (?:gern|lieber)'],
    wish: ['ich (?:mag|hasse|will|mochte)(?! das| es| wissen| den| diese)', 'mich stort'],
    declared: ['(?:die|unsere) (?:konvention|regel|norm|richtlinie|vorgabe) (?:ist|hier|lautet)', '(?:dieses|das|unser) (?:projekt|repo|repository|team|dienst) (?:nutzt|verwendet|benutzt|braucht|benotigt|erfordert)', '^(?:alle|jede|jeder|jedes) [\\w-]+(?: [\\w-]+){0,3} (?:muss|mussen|soll|sollen|braucht|brauchen|gehort|gehoren)', 'mein (?:name|zeitzone|editor|shell|rechner) ist', 'meine zeitzone ist', '^(?:bitte )?(?:antworte|schreib|schreibe)(?: mir)? (?:bitte |immer )*(?:auf|in) (?:deutsch|englisch)'],
    convention: ['(?<!(?:wenn|dass|ob|wie|konnen|sollen|sollten|falls) )(?:hier )?wir (?:nutzen|verwenden|benutzen|arbeiten|schreiben|setzen|folgen|deployen|committen)', '(?<!(?:warum|wann|wie|was|wo) )(?:nutzen|verwenden|benutzen|setzen|schreiben) wir(?! .*\\?)'],
    generality: ['hier', 'bei uns', 'in (?:diesem|unserem) (?:projekt|repo|repository|team)', 'uberall', 'in (?:der )?produktion', 'fur (?:alles|alle|jede|jeden|jedes|tests|abhangigkeiten)', 'in (?:allen|jedem|jeder)', 'ohne (?:zu fragen|ruckfrage|meine|erlaubnis|nachzufragen|mich)', 'standardmaßig', 'standardmassig', 'generell', 'im allgemeinen'],
    contrast: ['[,;] ?(?:und )?nicht \\w+', 'statt', 'anstatt', 'anstelle'],
    must: ['muss(?:t)?', 'mussen', 'soll(?:en|te|ten)?', 'stell sicher'],
    prohibition: ['^(?:bitte |und |aber )*(?!ich|das|es|sie|er|wir|kann|geht|ist|funktioniert)\\w+e? (?:bitte )?(?:nicht|keine?n?) \\w+', '(?:darf|durfen) (?:nicht|keine?)', '^keine? \\w+ (?:in|im|ohne|auf)'],
    condition: ['vor dem \\w+en', 'nach dem \\w+en', 'beim \\w+en', 'bevor (?:du|wir)', 'nachdem (?:du|wir)', 'wenn du', 'sobald', 'immer wenn'],
    'style-order': ['^(?:bitte )?(?:nutze?|verwende?|benutze?|schreibe?|antworte?|nenne|halte)'],
    reason: ['weil', 'denn', 'da sonst', 'sonst', 'damit'],
    fact: ['(?:die|der|das) [\\w-]+ (?:heißt|heisst|ist|liegt in|lautet) (?:nur |jetzt |immer )?xcodex', '(?:die|der|das|unsere|unser|mein) \\w*(?:datenbank|server|api|port|tests|migrationen|konfiguration|repo|branch|build|dokumentation|produktion|staging|ci) (?:\\w+ )?(?:ist|sind|liegt|liegen|lauft|laufen|nutzt|nutzen|braucht|brauchen|muss|mussen|hort|lauscht)'],
    change: ['nicht mehr', 'keine? \\w+ mehr', '(?:ist|sind) jetzt', 'bis vor kurzem'],
    question: ['^(?:was|warum|wieso|weshalb|wie|wann|wo|wer|welche\\w*|kannst du|konntest du|konnen wir|sollen wir|ist das|hast du|gibt es)'],
    'polite-request': ['^(?:kannst|konntest) du (?:bitte )?(?:immer|in zukunft|ab jetzt|kunftig|aufhoren)'],
    hypothesis: ['vielleicht', 'ich glaube', 'ich denke', 'eventuell', 'konnte(?:n|st)?', 'was ware', 'angenommen', 'wahrscheinlich', '(?:wenn|falls) (?:wir|ich) .*(?:wurde|hatte|ware)n?'],
    'one-off': ['(?:diese|dieser|dieses|diesen|diesem|die|der|das|den) (?:datei|zeile|funktion|test|commit|branch|anderung|fehler|mal|klasse|methode|fall|bug|pr)(?! (?:ist immer|muss immer))', 'fur(?:s| den moment| jetzt)', 'furs erste', 'gerade', '(?<!(?:ab|von|bis) )jetzt', 'heute', 'morgen', 'noch nicht', '^(?:das|es|sie|er)(?! (?:projekt|repo|repository|build|backend|frontend))', 'die (?:zweite|erste|letzte|andere) \\w+', 'erstmal', 'erst mal'],
    narrative: ['gestern', 'ich habe', 'ich hab', 'du hast', 'wurde', 'hatte ich'],
    complaint: ['(?:nie|immer|standig|wieder|noch|nicht) (?:fertig|fehl|kaputt|rot)', '(?:wird|lauft|geht|funktioniert|schlagt) (?:nie|immer|standig|schon wieder|nicht)', '(?:ist|sind) (?:kaputt|rot|langsam|fertig|falsch|gut|super|defekt|da)'],
    joke: ['haha\\w*', 'sag niemals nie', 'besser spat als nie', 'wie immer', 'fast nie', 'man weiß nie', 'lol'],
    report: ['(?:die doku|die dokumentation|der linter|der chef|der artikel|laut)(?: sagt| meint| schreibt)?', '(?:er|sie|man) sagt', 'angeblich'],
    task: ['^(?:bitte )?(?:fug|fuge|erstell|erstelle|beheb|behebe|losch|losche|entfern|entferne|ander|andere|verschieb|zeig|zeige|erklar|erklare|implementier|implementiere|benenn|generier|such|mach|prufe|schau|bau)\\b']
  },
  correction: ['nein', 'das ist (?:falsch|nicht richtig|nicht korrekt)', 'falsch', 'nicht richtig', 'ich habe (?:dir )?(?:doch |schon )?gesagt', 'wie gesagt', 'stimmt nicht'],
  rules: ['regeln?', 'konventionen', 'richtlinien', 'merke', 'ab jetzt', 'vorlieben', 'vorgaben'],
  // A clause with "dass" has the word order of one: it stays whole.
  openers: ['(?:bitte )?(?:merke? dir|denke? (?:bitte )?daran|vergiss nicht|beachte|bedenke)(?!,? dass)', 'nein', 'und', 'aber', 'das ist falsch', 'falsch', 'außerdem', 'auch', 'ok', 'also', 'wie gesagt', 'ich habe (?:dir )?(?:doch |schon )?gesagt(?!,? dass)'],
  filler: ['bitte', 'immer', 'ab jetzt', 'ab sofort', 'von jetzt an', 'von nun an', 'in zukunft', 'kunftig', 'zukunftig', 'grundsatzlich', 'hier', 'bei uns', 'in diesem projekt', 'der', 'die', 'das', 'den', 'ein', 'eine', 'einen', 'wir', 'ich', 'du', 'muss', 'mussen', 'sollen', 'soll'],
  negation: ['niemals', 'nie', 'nicht', 'kein(?:e|en|er|em)?', 'vermeide', 'statt', 'anstatt', 'auf keinen fall']
}

/** Russian. */
export const russian: LanguageCues = {
  code: 'ru',
  cues: {
    remember: ['^(?:пожалуйста,? )?(?:запомни|запомните|помни|имей в виду|учти|не забудь|не забывай)[,:]?(?: что)?'],
    durable: ['(?:с|от) этого момента', 'отныне', 'впредь', 'в будущем', 'каждый раз', 'в следующий раз', 'перед кажд(?:ым|ой)', 'теперь всегда'],
    never: ['^(?:пожалуйста,? |и |но |нет,? )*никогда (?:больше )?не (?!говори никогда|видел|говорил)[\\p{L}]+', '[,;:—–-] ?(?:и )?никогда не [\\p{L}]+', 'мы никогда не', '^не [\\p{L}]+ [^,.]{1,40} никогда', 'ни в коем случае', 'нельзя'],
    always: ['всегда (?:запускай|используй|пиши|проверяй|делай|отвечай|спрашивай|обновляй)(?:те)?', '^(?:пожалуйста,? |и |но |нет,? )*всегда (?!был|так|падает|говорил)[\\p{L}]+', '[,;:—–-] ?(?:и )?всегда [\\p{L}]+', 'мы всегда', 'должн[ыао]? всегда'],
    stop: ['^(?:пожалуйста,? )?(?:перестань|перестаньте|хватит|прекрати) [\\p{L}]+', '^(?:пожалуйста,? )?избегай', '^(?:пожалуйста,? )?больше не [\\p{L}]+'],
    prefer: ['я предпочитаю', 'мы предпочитаем', 'предпочитаю'],
    'would-prefer': ['я бы предпоч[её]л[а]?'],
    wish: ['(?:мне )?(?:не )?нравится(?! идея)', 'я (?:не )?люблю', 'ненавижу'],
    declared: ['(?:наше|наша|у нас) (?:правило|соглашение|принято|конвенция)', '(?:этот|наш) (?:проект|репозиторий|сервис) (?:использует|требует)', '^(?:все|каждый|каждая|каждое) [\\p{L}]+(?: [\\p{L}]+){0,3} (?:должен|должна|должно|должны)', 'мой (?:часовой пояс|редактор|шелл)', 'меня зовут', '^(?:отвечай|пиши)(?: мне)? (?:всегда )?(?:по-русски|на русском|на английском|по-английски)'],
    convention: ['(?<!(?:если|что|когда|как) )(?:здесь )?(?:мы|у нас) (?:здесь |тут |не |только |всегда |больше )*(?:используем|пользуемся|пишем|работаем|храним|применяем|деплоим|используется)', '(?:здесь|тут) (?:мы )?используем'],
    generality: ['здесь', 'тут', 'у нас', 'в (?:этом|нашем) (?:проекте|репозитории)', 'везде', 'в продакшене', 'на проде', 'для (?:всех|всего|каждого|тестов|зависимостей)', 'во всех', 'без (?:спроса|разрешения|моего|вопроса)', 'по умолчанию'],
    contrast: ['[,;—–-] ?а не [\\p{L}\\p{N}]+', '[,;] ?не [\\p{L}\\p{N}]+', 'вместо'],
    must: ['долж(?:ен|на|но|ны)', 'нужно', 'надо', 'необходимо', 'убедись'],
    prohibition: ['^(?:пожалуйста,? |и |но )*не (?!работает|знаю|понимаю|могу|вижу|так|то)[\\p{L}]+(?:й|йте|ть|и|ь)'],
    condition: ['перед (?:коммитом|пушем|деплоем|релизом|тем как|слиянием|мержем|запуском)', 'после (?:изменения|коммита|деплоя|того как|обновления)', 'когда (?:меняешь|добавляешь|пишешь)', 'если (?:меняешь|изменяешь|трогаешь)'],
    'style-order': ['^(?:пожалуйста,? )?(?:используй|пиши|отвечай|называй|запускай|следуй)(?:те)?'],
    reason: ['потому что', 'иначе', 'так как', 'чтобы'],
    fact: ['(?:наша|наш|наши|моя)? ?(?:база данных|база|сервер|тесты|миграции|конфигурация|конфиг|репозиторий|ветка|сборка|документация|прод|стейджинг|порт) (?:[\\p{L}]+ )?(?:находится|лежит|лежат|находятся|работает на|слушает|использует|требует|должна|должен|должны|на порту)'],
    change: ['больше не', 'теперь (?:используем|это)', 'до недавнего времени'],
    question: ['^(?:что|почему|зачем|как|когда|где|кто|какой|какая|можешь|можно|можем|стоит ли)(?= .*\\?)'],
    'polite-request': ['^(?:можешь|мог бы ты) (?:всегда|перестать)'],
    hypothesis: ['может быть', 'возможно', 'наверное', 'думаю', 'мне кажется', 'что если', 'допустим', 'если бы', 'могли бы'],
    'one-off': ['(?:этот|эту|эта|это|эти|тот|ту|этом|этой) (?:файл|строку|строка|функцию|функция|тест|коммит|ветку|ветка|раз|класс|метод|ошибку|баг|файле|строке)', 'пока', 'сейчас', 'сегодня', 'завтра', 'ещ[её] не', '^(?:это|он|она|они)', '(?:второй|первый|последний|вторую|первую|последнюю) [\\p{L}]+'],
    narrative: ['вчера', 'я (?:никогда не |не |уже )*[\\p{L}]+(?:л|ла|лся|лась)', 'ты (?:не |уже )*[\\p{L}]+л[а]?'],
    complaint: ['(?:никогда|всегда|опять|снова|не|постоянно) (?:не )?(?:работает|падает|завершается|собирается|запускается|виснет|заканчивается|грузится)', '(?:сломан|сломана|сломаны|готово|медленн[\\p{L}]+)'],
    joke: ['хаха[\\p{L}]*', 'лучше поздно,? чем никогда', 'никогда не говори', 'как всегда', 'почти никогда', 'ахах[\\p{L}]*'],
    report: ['(?:документация|линтер|начальник|статья|он|она|они) (?:говорит|говорят|пишет|пишут|утверждает)', 'говорят,? что', 'согласно', 'якобы'],
    task: ['^(?:пожалуйста,? )?(?:добавь|создай|исправь|удали|поменяй|измени|перенеси|покажи|объясни|реализуй|переименуй|сгенерируй|найди|сделай|проверь|запусти|убери)']
  },
  correction: ['нет', 'это (?:неверно|неправильно|не так)', 'неправильно', 'неверно', 'я (?:же |уже )*говорил[а]?', 'не так'],
  rules: ['правил[ао]', 'соглашения', 'запомни', 'предпочтения', 'отныне'],
  openers: ['запомни(?:те)?[,:]?(?: что)?', 'помни[,:]?(?: что)?', 'имей в виду[,:]?(?: что)?', 'учти[,:]?(?: что)?', 'не (?:забудь|забывай)[,:]?(?: что)?', 'нет', 'и', 'но', 'это (?:неверно|неправильно|не так)', 'неправильно', 'неверно', 'также', 'ещ[её]', 'ок', 'я (?:же |уже )*говорил[а]?[,:]?(?: что)?'],
  filler: ['пожалуйста', 'всегда', 'с этого момента', 'отныне', 'впредь', 'в будущем', 'здесь', 'тут', 'у нас', 'в этом проекте', 'мы', 'я', 'ты', 'нужно', 'надо'],
  negation: ['никогда(?: больше)? не', 'не', 'ни в коем случае', 'нельзя', 'перестань', 'хватит', 'избегай', 'а не', 'вместо', 'больше не']
}
