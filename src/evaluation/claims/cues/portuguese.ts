import type { LanguageCues } from './types.js'

export const portuguese: LanguageCues = {
  language: 'pt',
  claims: [
    ['tests-pass', ['(?:testes?) (?:\\p{L}+ ){0,3}?(?:passam|passaram|passando|aprovados|com sucesso)']],
    ['build-passes', ['(?:compilação|build) (?:\\p{L}+ ){0,3}?(?:com sucesso|bem-sucedida|sem erros)', 'compila (?:\\p{L}+ )?(?:corretamente|sem erros)']],
    ['lint-clean', ['(?:lint|linter) (?:\\p{L}+ ){0,3}?(?:limpo|sem erros|passa)']],
    ['verified', ['(?:verifiquei|testei|validei|confirmei)', 'funciona(?:ndo)? (?:\\p{L}+ )?(?:corretamente|perfeitamente|bem)']],
    ['deployed', ['(?:implantado|implantada|publicado|publicada)']],
    ['changed', ['(?:foi|foram|está|estão) (?:\\p{L}+ )?(?:reservad|cancelad|reembolsad|trocad|processad|enviad|agendad|remarcad|cobrad)[oa]s?', '(?:reservei|cancelei|reembolsei|troquei|processei|enviei|agendei|remarquei|cobrei)']],
    ['fixed', ['(?:corrigido|corrigida|resolvido|resolvida|consertado|consertada)', '(?:corrigi|resolvi|consertei)']],
    ['created', ['(?:criei|adicionei|implementei|escrevi|gerei|atualizei)', '(?:foi|foram) (?:\\p{L}+ )?(?:criad[oa]s?|adicionad[oa]s?|implementad[oa]s?)']],
    ['done', ['(?:pronto|feito|concluído|concluída|terminado|terminada|finalizado|finalizada)', '(?:terminei|concluí)']]
  ],
  admissions: [
    ['partly', ['parcialmente', 'em parte']],
    ['not-done', ['não (?:\\p{L}+ ){0,2}?(?:consegui|conseguimos|pude|posso|terminei|concluí|resolvi|funciona|funcionou|passam|passaram|resolvido|concluído|corrigido)', '(?:falhou|falharam|falham)', 'sem sucesso']]
  ],
  negations: ['não', 'nunca', 'jamais', 'sem', 'nem', 'nenhum', 'nenhuma'],
  without: ['sem'], contrasts: ['mas', 'porém', 'embora'],
  unreal: ['vou', 'vamos', 'deve', 'devem', 'deveria', 'deveriam', 'poderia', 'poderiam', 'se', 'quando', 'assim que', 'até que', 'para que', 'talvez', 'provavelmente', 'será', 'serão', 'por favor', 'verificar', 'garantir', 'tentar']
}
