import type { Severity, ThreatCategory } from '../types.js'

/** A phrase of another language, composed of what is done and to what. */
export interface PhraseRule { id: string; category: ThreatCategory; severity: Severity; language: string; pattern: RegExp; message: string }

type Four = Readonly<Record<'override' | 'hide' | 'send' | 'unasked', string>>
const G = '.{0,40}?'

// Each language in the same four intents: set aside what was said, keep it from the user, send secrets, act unasked.
const PHRASES: Readonly<Record<string, Four>> = {
  Spanish: {
    override: String.raw`\b(?:ignor(?:a|e|es|ar|ad)|olvid(?:a|e|es|ar)|descart(?:a|e|ar)|omit(?:e|a|ir)|haz caso omiso|no (?:sigas|hagas caso))\b${G}\b(?:instrucciones|reglas|indicaciones|órdenes|directrices|restricciones|normas)`,
    hide: String.raw`\b(?:no|nunca|sin)\b.{0,20}?(?:digas|cuentes|menciones|informes|reveles|avises|decir|informar|mencionar|avisar|muestres|notifiques|sepa)${G}(?:usuario|nadie|esto|este paso|cliente)|\bsin que el usuario (?:lo )?(?:sepa|note|vea)`,
    send: String.raw`\b(?:env[ií]a|envíe|enviar|manda|mandar|sube|subir|transmite|reenvía|publica|copia)\b.{0,60}?(?:contraseñas?|credenciales|claves?|secretos?|variables de entorno|tokens?|conversación|historial|archivos|datos)`,
    unasked: String.raw`\b(?:ejecut|instal|borr|elimin|hazlo|procede|continú)\w{0,6}\b.{0,60}?\bsin (?:pedir|preguntar|solicitar|confirmar|confirmación|permiso|avisar|autorización)`
  },
  Portuguese: {
    override: String.raw`\b(?:ignor(?:e|a|ar|em)|esque[çc](?:a|er|e)|desconsider(?:e|a|ar)|desrespeit\w{1,3}|não siga)\b${G}\b(?:instruções|regras|orientações|diretrizes|ordens|restrições)`,
    hide: String.raw`\b(?:não|nunca|sem)\b.{0,20}?(?:diga|conte|mencione|informe|revele|avise|dizer|contar|informar|mencionar|avisar|mostre|saiba)${G}(?:usuário|utilizador|ninguém|isso|isto|este passo|esta etapa|cliente)`,
    send: String.raw`\b(?:envi(?:e|a|ar)|mand(?:e|a|ar)|carregue|transmita|encaminhe|publique|faça upload)\b.{0,60}?(?:senhas?|credenciais|chaves?|segredos?|variáveis de ambiente|tokens?|conversa|histórico|arquivos|ficheiros|dados)`,
    unasked: String.raw`\b(?:execut|instal|apag|elimin|prossig|continu|rod)\w{0,5}\b.{0,60}?\bsem (?:pedir|perguntar|solicitar|confirmar|confirmação|permissão|avisar|autorização)`
  },
  French: {
    override: String.raw`\b(?:ignor(?:e|ez|er)|oubli(?:e|ez|er)|(?:ne )?tien(?:s|ez)(?: pas| aucun)? compte|fai(?:s|tes) abstraction|contourne[zr]?|ne (?:suis|suivez) (?:pas|plus)|n['’]obéi\w{1,4})\b${G}(?:instructions?|consignes?|règles|directives|ordres|restrictions)`,
    hide: String.raw`\b(?:ne|n['’]|sans)\b.{0,24}?(?:dis|dites|mentionne[zr]?|informe[zr]?|révèle[zr]?|préviens|prévenir|parle[zr]?|avertir|avertis|dire|informer|montre[zr]?|signale[zr]?|sache)${G}(?:utilisateur|personne|rien|cette étape|ceci|client)|\bà l['’]insu`,
    send: String.raw`\b(?:envoi(?:e|es|ez)|envoyer|envoyez|transmet\w{0,4}|téléverse\w{0,2}|publie[zr]?|télécharge[zr]? vers|copie[zr]?)\b.{0,60}?(?:mots? de passe|identifiants|clés?|secrets?|variables d['’]environnement|jetons?|conversation|historique|fichiers|données)`,
    unasked: String.raw`\b(?:exécut|install|supprim|effac|lanc|procèd|continu)\w{0,5}\b.{0,60}?\bsans (?:demander|confirmation|confirmer|autorisation|permission|l['’]accord|accord|prévenir)`
  },
  German: {
    override: String.raw`\b(?:ignorier(?:e|en|t)?|vergiss|vergessen|vergesst|missachte[nt]?|beachte(?:n)?|befolge(?:n)?|übergeh(?:e|en)|verwirf|setze? dich)\b${G}\b(?:anweisungen|anweisung|regeln|vorgaben|instruktionen|richtlinien|befehle|einschränkungen|hinweise)`,
    hide: String.raw`(?:\b(?:erwähn|sag|verrat|verrät|inform|mitteil|teil|erzähl|zeig|meld|benachrichtig)\w{0,7}\b.{0,60}?\b(?:nicht|nichts|niemandem|nie)\b|\b(?:ohne)\b.{0,40}?(?:benutzer|nutzer|anwender|kunden).{0,40}?(?:informieren|sagen|wissen|mitzuteilen|fragen)|\b(?:benutzer|nutzer|anwender)\b.{0,40}?\b(?:nichts?|nie)\b.{0,20}?(?:erfahren|wissen|merken|erwähn|sagen|mitteilen))`,
    send: String.raw`\b(?:send(?:e|en|et)|schick(?:e|en)|übermitt(?:le|eln)|übertrag(?:e|en)|lade|hochladen|leite|kopier(?:e|en))\b.{0,60}?(?:passw[oö]rt\w{0,4}|passwörter|zugangsdaten|anmeldedaten|schlüssel|geheimnisse|umgebungsvariablen|token|gespräch\w{0,10}|verlauf|dateien|daten\b)`,
    unasked: String.raw`\b(?:führ|install|lösch|starte|mach|fahre)\w{0,7}\b.{0,60}?\bohne\b.{0,30}?(?:fragen|nachzufragen|rückfrage|bestätigung|zustimmung|erlaubnis|genehmigung)`
  },
  Italian: {
    override: String.raw`\b(?:ignor(?:a|i|are|ate)|dimentic(?:a|hi|are)|trascur(?:a|are)|non (?:seguire|tenere conto)|disattend\w{1,4})\b${G}\b(?:istruzioni|regole|indicazioni|direttive|ordini|restrizioni)`,
    hide: String.raw`\b(?:non|mai|senza)\b.{0,20}?(?:dire|dirlo|menzionare|informare|rivelare|avvisare|mostrare|far sapere|comunicare|sappia)${G}(?:utente|nessuno|questo|passaggio|cliente)|\ball['’]insaputa`,
    send: String.raw`\b(?:invi(?:a|are|i)|mand(?:a|are)|carica(?:re)?|trasmett\w{1,4}|inoltr(?:a|are)|pubblic(?:a|are))\b.{0,60}?(?:password|credenziali|chiavi?|segreti|variabili d['’]ambiente|token|conversazione|cronologia|file|dati)`,
    unasked: String.raw`\b(?:esegu|install|cancell|elimin|proced|continu)\w{0,5}\b.{0,60}?\bsenza (?:chiedere|conferma|confermare|permesso|autorizzazione|avvisare)`
  },
  Russian: {
    override: String.raw`(?:игнорируй|игнорировать|игнорируйте|забудь|забудьте|не обращай внимания|не следуй|отбрось|отмени)${G}(?:инструкци|указани|правил|команд|ограничени|предписани)`,
    hide: String.raw`(?:не|без|никогда не)\s.{0,16}?(?:сообщай|говори|рассказывай|упоминай|раскрывай|показывай|уведомля|предупрежда|ведома|информируй)${G}(?:пользовател|никому|об этом|шаг|клиент)|втайне от|без ведома`,
    send: String.raw`(?:отправь|отправьте|отправить|пошли|перешли|загрузи|передай|скопируй)(?:те)?.{0,60}?(?:парол|учётн|учетн|ключ|секрет|переменн|токен|переписк|истори|файл|данны)`,
    unasked: String.raw`(?:выполн|запус|установ|удал|продолж)[а-яё]{0,6}.{0,60}?без (?:подтвержд|разрешен|запрос|вопрос|согласи|спрос)`
  },
  Chinese: {
    override: '(?:忽略|无视|忘记|忘掉|忽視|無視|不要(?:遵守|理会|遵循)|绕过|覆盖|取消).{0,16}?(?:指令|指示|规则|規則|命令|提示|限制|说明|要求|约束)',
    hide: '(?:不要|别|切勿|无需|请勿|不必|勿|禁止|不得).{0,10}?(?:告诉|告知|提及|通知|透露|让|显示|提醒|說|提到).{0,14}?(?:用户|使用者|任何人|客户|他们|此步骤|这一步|此事)|(?:在用户不知情|瞒着用户|用户不知道)',
    send: '(?:发送|上传|发到|传送|提交|发给|转发|传输|上傳|發送).{0,30}?(?:密码|密钥|凭证|凭据|环境变量|令牌|私钥|机密|对话|聊天记录|文件|数据|隐私)|把.{0,20}?(?:密码|密钥|凭证|凭据|环境变量|令牌|私钥|对话|聊天记录|文件).{0,16}?(?:发送|上传|发到|发给|转发|传)',
    unasked: '(?:无需|不要|不必|不用|跳过|未经).{0,8}?(?:确认|询问|征求|同意|批准|许可).{0,20}?(?:执行|运行|删除|安装|操作|继续)|(?:直接|自动)(?:执行|运行|删除|安装).{0,14}?(?:无需|不要|不必|不用)(?:确认|询问)'
  },
  Japanese: {
    override: '(?:指示|命令|ルール|規則|プロンプト|制限|ガイドライン|指令).{0,16}?(?:無視|忘れ|破棄|従わ(?:ない|ず)|無効)',
    hide: '(?:ユーザー?|利用者|誰に(?:も)?|お客様).{0,14}?(?:知らせ(?:ず|ない|る(?:な|こと))|伝え(?:ない|ず|る(?:な))|言わ(?:ない|ず)|言及し(?:ない|ず)|見せ(?:ない|ず)|気づかれ(?:ない|ず)|教え(?:ない|ず)|報告し(?:ない|ず)|通知し(?:ない|ず)|秘密|内緒)',
    send: '(?:パスワード|認証情報|秘密鍵|APIキー|環境変数|トークン|会話|履歴|ファイル|機密|個人情報).{0,40}?(?:送信|アップロード|転送|送っ|投稿|コピー)',
    unasked: '(?:確認|許可|承認|同意).{0,8}?(?:なし|せず|求めず|不要|得ず|取らず|待たず).{0,30}?(?:実行|削除|インストール|続行|進め)'
  },
  Korean: {
    override: '(?:지시|명령|규칙|지침|프롬프트|제한|안내).{0,16}?(?:무시|잊어|잊고|따르지|폐기|우회)',
    hide: '(?:사용자|유저|누구|고객).{0,16}?(?:알리지|말하지|언급하지|보여주지|알려주지|통지하지|모르게|비밀|숨기)',
    send: '(?:비밀번호|암호|자격 ?증명|키를|개인 ?키|환경 ?변수|토큰|대화|기록|파일|개인정보|API ?키).{0,40}?(?:전송|보내|업로드|전달|제출|복사)',
    unasked: '(?:확인|허락|승인|동의|묻지|물어보지).{0,10}?(?:없이|않고|말고|구하지).{0,30}?(?:실행|삭제|설치|진행)'
  }
}

const MEANING: Readonly<Record<keyof Four, { category: ThreatCategory; severity: Severity; says: string }>> = {
  override: { category: 'prompt-injection', severity: 'critical', says: 'tells the agent to set aside its instructions' },
  hide: { category: 'prompt-injection', severity: 'high', says: 'tells the agent to keep something from the user' },
  send: { category: 'exfiltration', severity: 'medium', says: 'has secrets or private data sent' },
  unasked: { category: 'prompt-injection', severity: 'medium', says: 'tells the agent to act without asking' }
}

// German and French may negate: "beachte … nicht", "ne tiens pas compte".
const NEEDS_NOT = /^(?:beachte|beachten|befolge|befolgen)\b(?!.{0,80}\b(?:nicht|keine)\b)/

// The edge of a word in any alphabet; \b knows only the Latin one.
const EDGE = String.raw`(?:(?<![\p{L}\p{N}])(?=[\p{L}\p{N}])|(?<=[\p{L}\p{N}])(?![\p{L}\p{N}]))`

/** Phrases of nine languages beside English. */
export const LANGUAGE_RULES: readonly PhraseRule[] = Object.entries(PHRASES).flatMap(([language, four]) =>
  (Object.keys(MEANING) as (keyof Four)[]).map((intent) => ({
    id: `${language.toLowerCase()}-${intent}`, category: MEANING[intent].category, severity: MEANING[intent].severity, language,
    pattern: new RegExp(four[intent].replaceAll(String.raw`\b`, EDGE), 'u'),
    message: `In ${language}: ${MEANING[intent].says}.`
  })))

/** The first phrase rule's place in a sentence, if it says so. */
export function says(rule: PhraseRule, sentence: string): boolean {
  const match = rule.pattern.exec(sentence)
  return match !== null && !NEEDS_NOT.test(match[0] + sentence.slice(match.index + match[0].length, match.index + match[0].length + 80))
}
