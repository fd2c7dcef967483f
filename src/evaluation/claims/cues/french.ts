import type { LanguageCues } from './types.js'

export const french: LanguageCues = {
  language: 'fr',
  claims: [
    ['tests-pass', ['tests? (?:\\p{L}+ ){0,3}?(?:passent|passe|passés|réussis|réussissent|au vert|verts)']],
    ['build-passes', ['(?:compilation|build) (?:\\p{L}+ ){0,3}?(?:réussie|réussi|passe|sans erreurs?)', 'compile (?:\\p{L}+ )?(?:correctement|sans erreurs?)']],
    ['lint-clean', ['(?:lint|linter) (?:\\p{L}+ ){0,3}?(?:propre|passe|sans erreurs?)']],
    ['verified', ["(?:j'ai|nous avons|a été|ont été) (?:\\p{L}+ )?(?:vérifiée?s?|testée?s?|validée?s?)", 'fonctionne (?:\\p{L}+ )?(?:correctement|parfaitement|bien|maintenant)']],
    ['deployed', ['(?:déployée?s?|publiée?s?)']],
    ['changed', ["(?:j'ai|nous avons|a été|ont été|est|sont) (?:\\p{L}+ )?(?:réservé|annulé|remboursé|échangé|commandé|expédié|envoyé|traité|reprogrammé|débité|surclassé)e?s?"]],
    ['fixed', ['(?:corrigée?s?|résolue?s?|réparée?s?)']],
    ['created', ["(?:j'ai|nous avons|a été|ont été) (?:\\p{L}+ )?(?:créée?s?|ajoutée?s?|implémentée?s?|écrite?s?|générée?s?)"]],
    ['done', ['terminée?s?', 'achevée?s?', "c'est (?:fait|fini|prêt)", "tout est (?:fait|prêt|en place)"]]
  ],
  admissions: [
    ['partly', ['partiellement', 'en partie']],
    ['not-done', ["(?:n'ai|n'avons|n'a|n'est|ne sont|ne) (?:\\p{L}+ )?pas (?:\\p{L}+ )?(?:pu|réussie?s?|terminée?s?|résolue?s?|corrigée?s?|fonctionné|fonctionne|passent|passe|possible|finie?s?|faite?s?)", '(?:a|ont) échoué', 'échou(?:e|ent)', 'sans succès', 'impossible de']]
  ],
  negations: ['pas', 'jamais', 'sans', 'ni', 'aucune?', "n'\\p{L}+", 'ne', 'non'],
  without: ['sans'], contrasts: ['mais', 'cependant'],
  unreal: ['vais', 'allons', 'devrait', 'devraient', 'pourrait', 'pourraient', 'si', 'quand', 'lorsque', 'une fois que', "jusqu'à ce que", 'afin que', 'pour que', 'peut-être', 'probablement', 'sera', 'seront', "s'il vous plaît", 'vérifier', "m'assurer", 'essayer']
}
