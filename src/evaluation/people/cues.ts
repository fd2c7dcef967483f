/** What people say of the work, by language. Sources are regular expressions over whole words (see phrases.ts). */
export interface ReactionCues {
  language: string
  /** Written without spaces between words, or with endings on them: a phrase may stand between letters. */
  unbroken?: true
  /** It is wrong, or not what was asked. */
  corrections: readonly string[]
  /** An opening that denies, where the turn before was no question. */
  refusals: readonly string[]
  /** Openings that look like a refusal and are none. */
  harmless: readonly string[]
  /** It works, it is right. */
  acceptances: readonly string[]
  /** Courtesy, said of good and bad work alike. */
  thanks: readonly string[]
}

export const reactionCues: readonly ReactionCues[] = [
  {
    language: 'en',
    corrections: [
      "(?:that|this|it)(?:'s| is| was) (?:\\w+ )?(?:not right|wrong|incorrect|not correct|not what i)", "(?:that|this|it)(?:'s| is) (?:still )?(?:not working|broken)", 'not what i (?:asked|wanted|meant|said)', 'i (?:already )?(?:said|asked for|told you|meant)', "you(?:'ve| have)? (?:forgot|forgotten|missed|broke|broken|ignored|misunderstood|misread)",
      "you (?:should have|shouldn't have|were supposed to|didn't|did not|weren't supposed to)", "(?:it|that|this) (?:still )?(?:doesn't|does not|didn't|did not|isn't|won't) (?:\\w+ )?(?:work|working|compile|build|run|pass|start|help|right)", 'still (?:failing|fails|broken|wrong|not working|not fixed|the same (?:error|problem|issue)|crashes|getting)', '(?:undo|revert) (?:that|this|it|your|the last|those)', "don't do that", 'stop (?:doing|adding|using|writing|changing)', 'try again', 'wrong (?:file|branch|folder|directory|function|approach|one|answer|place)', 'you are wrong', "you're wrong", 'incorrect'
    ],
    refusals: ['no(?=[,.!:;—–-]| [,.!—–-]|\\s*$)', 'nope', 'wrong(?=[,.!])', 'no (?:don\'t|do not|use|not|it|that|you|i|the|wait|stop)', 'actually(?=,)', 'wait(?=[,.!])', 'stop(?=[,.!]|$)'],
    harmless: ["no[,.!]? (?:problem|worries|need|thanks|thank you|thx|rush|questions?|more|further|that(?:'s| is| will be| was)? (?:all|it|fine|everything|good|great|perfect|okay|ok|correct|right)|that'll be all|nothing|i'm (?:good|fine|all set|ok|okay)|i am (?:good|fine|all set)|all good|everything|it's (?:fine|good|ok|okay|all)|you(?:'ve| have) been)"],
    acceptances: ['perfect', 'excellent', 'awesome', 'brilliant', 'fantastic', '(?:great|good|nice) (?:job|work)', 'well done', 'lgtm', 'looks (?:good|great|perfect)', '(?:it|that|this) (?:now )?works(?: now| great| perfectly| well)?', 'works (?:now|great|perfectly|like a charm)', "that(?:'s| is) (?:it|right|correct|exactly)", 'exactly what i', 'just what i', 'all good now', 'ship it', 'approved'],
    thanks: ['thanks', 'thank you', 'thx', 'cheers', 'appreciate it']
  },
  {
    language: 'de',
    corrections: ['das (?:ist|war) (?:\\p{L}+ )?(?:falsch|nicht richtig|nicht das)', 'ich (?:meinte|hatte gesagt|habe gesagt|sagte)', 'du hast (?:\\p{L}+ ){0,3}(?:vergessen|übersehen|kaputt)', '(?:funktioniert|geht|läuft|klappt) (?:immer noch |noch |leider )?nicht', 'immer noch (?:falsch|kaputt|der gleiche|derselbe)', '(?:mach|nimm) das (?:rückgängig|zurück)', 'so nicht'],
    refusals: ['nein(?=[,.!]|\\s*$)', 'falsch(?=[,.!])', 'stopp?(?=[,.!])'], harmless: ['nein[,.]? (?:danke|das (?:war|ist) alles|kein problem|alles gut)'],
    acceptances: ['perfekt', 'ausgezeichnet', 'super', 'prima', 'gut gemacht', '(?:es|das) funktioniert(?: jetzt| nun)?(?! (?:noch |immer |leider |aber )*nicht)', 'passt(?= so)', 'genau so'], thanks: ['danke', 'vielen dank', 'dankeschön']
  },
  {
    language: 'es',
    corrections: ['(?:eso|esto) (?:no es|está mal)', 'está mal', 'no es lo que', '(?:todavía|aún|sigue) (?:no|sin|fallando|falla)', 'no funciona', 'te (?:olvidaste|equivocaste)', 'quise decir', 'dije que'],
    refusals: ['no(?=[,.!])', 'incorrecto'], harmless: ['no[,.]? (?:gracias|hay problema|te preocupes|eso es todo|nada)'],
    acceptances: ['perfecto', 'excelente', 'genial', 'buen trabajo', '(?<!no )funciona(?: bien| ahora| perfectamente)', 'ya funciona', 'está bien así'], thanks: ['gracias', 'muchas gracias']
  },
  {
    language: 'fr',
    corrections: ["(?:c'est|c'était) (?:faux|incorrect|pas (?:ça|bon|correct|ce que))", "ce n'est pas (?:ça|bon|correct|ce que)", 'ne (?:fonctionne|marche) (?:toujours )?pas', '(?:ça|cela) ne (?:marche|fonctionne)', 'tu as (?:oublié|cassé)', 'je voulais dire', "j'ai dit", 'toujours (?:pas|cassé|la même erreur)'],
    refusals: ['non(?=[,.!]|\\s*$)'], harmless: ["non[,.]? (?:merci|c'est tout|pas de problème|rien)"],
    acceptances: ['parfait', 'excellent', 'génial', 'super', 'bravo', 'bon travail', 'bien joué', '(?:ça|cela) (?:marche|fonctionne)(?: maintenant)?(?! pas)', "c'est (?:bon|ça|exactement)"], thanks: ['merci', 'merci beaucoup']
  },
  {
    language: 'pt',
    corrections: ['(?:isso|isto) (?:não é|está errado|está incorreto)', 'está errad[oa]', 'não é o que', 'não funciona', '(?:ainda|continua) (?:não|falhando|errado)', 'você (?:esqueceu|errou)', 'eu (?:disse|quis dizer)'],
    refusals: ['não(?=[,.!]|\\s*$)', 'errado(?=[,.!])'], harmless: ['não[,.]? (?:obrigad[oa]|tem problema|há problema|é só isso|precisa)'],
    acceptances: ['perfeito', 'excelente', 'ótimo', 'bom trabalho', '(?<!não )funciona(?: bem| agora| perfeitamente)', 'agora funciona', 'funcionou'], thanks: ['obrigad[oa]', 'valeu']
  },
  {
    language: 'it',
    corrections: ['(?:questo|quello) (?:non è|è sbagliato)', 'è sbagliat[oa]', 'non è quello che', 'non funziona', '(?:ancora|continua a) (?:non|rotto|sbagliato|fallire)', 'hai (?:dimenticato|sbagliato|rotto)', 'intendevo', 'ho detto'],
    refusals: ['no(?=[,.!])', 'sbagliato(?=[,.!])'], harmless: ['no[,.]? (?:grazie|problem[ai]?|è tutto|niente|nessun problema)'],
    acceptances: ['perfetto', 'eccellente', 'ottimo', 'ottimo lavoro', 'bravo', '(?<!non )funziona(?: bene| ora| adesso| perfettamente)', 'ora funziona'], thanks: ['grazie', 'grazie mille']
  },
  {
    language: 'nl',
    corrections: ['(?:dat|dit|het) (?:is|was|klopt) (?:\\p{L}+ )?(?:fout|niet juist|niet goed|niet wat|niet)', '(?:werkt|doet het) (?:nog steeds |nog |helaas )?niet', 'je (?:hebt|bent) (?:\\p{L}+ ){0,3}(?:vergeten|overgeslagen)', 'ik (?:bedoelde|zei)', 'nog steeds (?:fout|kapot|dezelfde)'],
    refusals: ['nee(?=[,.!]|\\s*$)', 'fout(?=[,.!])'], harmless: ['nee[,.]? (?:bedankt|dank|geen probleem|dat is alles)'],
    acceptances: ['werkt (?:nu|weer|goed|perfect)(?! niet)', 'perfect', 'uitstekend', 'goed gedaan', '(?:het|dit) werkt(?: nu| goed)?(?! (?:nog |helaas )*niet)', 'precies goed'], thanks: ['bedankt', 'dank je', 'dankjewel']
  },
  {
    language: 'pl',
    corrections: ['to (?:jest )?(?:\\p{L}+ )?(?:źle|błędne|nie to|niepoprawne)', '(?:nadal |wciąż )?nie działa', '(?:zapomniałeś|zapomniałaś|pominąłeś|zepsułeś)', '(?:miałem|miałam) na myśli', 'nie o to'],
    refusals: ['nie(?=[,.!]|\\s*$)', 'źle(?=[,.!])'], harmless: ['nie[,.]? (?:dziękuję|dzięki|ma problemu|trzeba|to wszystko)'],
    acceptances: ['idealnie', 'świetnie', 'doskonale', 'dobra robota', '(?<!nie )działa(?: teraz| dobrze)?', 'dokładnie tak'], thanks: ['dziękuję', 'dzięki']
  },
  {
    language: 'ru',
    corrections: ['это (?:\\p{L}+ )?(?:неправильно|неверно|не то|не так|ошибка)', '(?:всё ещё |все еще |опять |по-прежнему )?не работа(?:ет|ют)', 'ты (?:\\p{L}+ )?(?:забыл|пропустил|сломал)(?:а)?', 'вы (?:\\p{L}+ )?(?:забыли|пропустили|сломали)', 'я (?:имел|имела) в виду', 'я (?:просил|просила|говорил|говорила)', 'не то,? что я', '(?:верни|откати|отмени) (?:это|обратно|назад)'],
    refusals: ['нет(?=[,.!]|\\s*$)', 'неправильно(?=[,.!]|\\s*$)', 'неверно(?=[,.!]|\\s*$)', 'стоп(?=[,.!]|\\s*$)'], harmless: ['нет[,.]? (?:спасибо|проблем|не надо|это всё|это все|ничего)'],
    acceptances: ['отлично', 'идеально', 'прекрасно', 'супер', 'хорошая работа', 'молодец', '(?<!не )работает(?: теперь| хорошо| отлично)?', 'всё верно', 'все верно', 'именно так'], thanks: ['спасибо', 'благодарю']
  },
  {
    language: 'zh', unbroken: true,
    corrections: ['(?:这|那|這)(?:是|个|個)?(?:不对|不對|错的|錯的|错了|錯了|不正确|不正確)', '(?:还是|還是|仍然|依然|还|還)(?:不行|不对|不對|报错|報錯|失败|失敗|有问题|有問題)', '不是(?:这样|這樣)', '(?:不是|并非|並非)我(?:要|想要|说|說|问|問)的', '你(?:忘了|忘记|忘記|漏了|弄错|弄錯|搞错|搞錯|理解错)', '我(?:说|說)的是', '我的意思是', '(?:不|没|沒)(?:工作|起作用|生效|能运行|能運行)', '(?:撤销|撤銷|还原|還原|恢复)(?:这|那|這|一下|刚才|剛才)'],
    refusals: ['不(?:是的?|对|對|行)?(?=[，,。.！!]|\\s*$)', '错(?:了)?(?=[，,。.！!]|\\s*$)', '停(?=[，,。.！!]|\\s*$)'], harmless: ['不(?:用了?|客气|客氣|需要了?|必)'],
    acceptances: ['(?<!不[太够夠很]?|不是很|不怎么)(?:完美|很好)', '太好了', '非常好', '太棒了', '做得好', '干得好', '(?<!不)可以了', '正是我(?:要|想要)的', '没问题了', '沒問題了', '(?<!不|没|沒)成功了'], thanks: ['谢谢', '謝謝', '多谢', '多謝', '感谢', '感謝']
  },
  {
    language: 'ja', unbroken: true,
    corrections: ['(?:それ|これ)は(?:違|間違|正しくな|おかし)', '(?:違|ちが)います', '間違(?:って|い)', '(?:まだ|やはり|やっぱり)\\S{0,12}(?:ません|ない|失敗|エラー)', '(?:動|うご)(?:き|いて(?:い)?)ません', '(?:頼|お願い)したのは', 'そうではな(?:く|い)', '(?:忘れて|抜けて)(?:い)?ます', '元に戻して'],
    refusals: ['いいえ(?=[、,。.！!]|\\s*$)', '違う(?=[、,。.！!]|\\s*$)', 'いや(?=[、,。.！!])'], harmless: ['いいえ[、,。.]?\\s?(?:結構|大丈夫|ありがとう|以上)'],
    acceptances: ['完璧(?!では|じゃ|とは)', '素晴らしい', 'すばらしい', '(?:動|うご)(?:き|いて(?:い)?)ま(?:した|す)', 'その通り(?!では|じゃ)', 'バッチリ', 'いい感じ', 'よくできました'], thanks: ['ありがとう', '感謝', '助かり']
  },
  {
    language: 'ko', unbroken: true,
    corrections: ['(?:그건|이건|그게|이게) ?(?:아니|틀렸|잘못)', '(?:여전히|아직도|아직) ?\\S{0,12} ?(?:안|않|실패|오류|에러)', '(?:작동|동작)(?:하지|을) ?(?:않|안)', '안 ?(?:돼|되|됩)', '제가 (?:말한|요청한|원한) (?:건|것은|게)', '(?:빠뜨렸|빼먹었|잊었|놓쳤)', '되돌려'],
    refusals: ['아니(?:요|오|야)?(?=[,.!]|\\s*$)', '틀렸(?:어요|습니다)?(?=[,.!]|\\s*$)'], harmless: ['아니(?:요|오)?[,.]? ?(?:괜찮|됐|감사|고마)'],
    acceptances: ['(?:완벽|훌륭)(?!하(?:지|진))', '잘했', '좋아요', '좋습니다', '잘 ?(?:됩니다|돼요|되네요|작동합니다|동작합니다)', '정확해요', '맞습니다'], thanks: ['감사', '고마워', '고맙']
  },
  {
    language: 'tr',
    corrections: ['bu (?:\\p{L}+ )?(?:yanlış|doğru değil|hatalı)', '(?:hâlâ|hala) (?:\\p{L}+ )?(?:çalışmıyor|olmuyor|hata|bozuk|yanlış|geçmiyor)', 'çalışmıyor', '(?:onu|bunu) (?:istemedim|kastetmedim|demedim)', 'istediğim bu değil', '(?:demek istediğim|kastettiğim)', '(?:unuttun|unutmuşsun|atladın|bozdun|yanlış anladın)(?:uz)?', '(?:geri al|eski hâline getir|eski haline getir)'],
    refusals: ['hayır(?=[,.!]|\\s*$)', 'yanlış(?=[,.!]|\\s*$)', 'dur(?=[,.!]|\\s*$)'], harmless: ['hayır[,.]? (?:teşekkür|sağ ?ol|gerek yok|sorun yok|hepsi bu|bu kadar)\\p{L}*'],
    acceptances: ['mükemmel(?! değil)', 'harika', 'süper', '(?:çok|gayet) (?:iyi|güzel)(?! değil)', 'eline sağlık', 'ellerine sağlık', '(?:şimdi|artık) çalışıyor', 'aynen öyle', 'tam istediğim gibi'], thanks: ['teşekkür(?:ler| ederim| ederiz)?', 'sağ ?ol(?:un)?']
  }
]
