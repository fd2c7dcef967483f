import type { LanguageCues } from './types.js'

export const dutch: LanguageCues = {
  language: 'nl',
  script: '\\b(?:het|een|niet|zijn|ik|alle|werkt|heb|hebben|geen|klaar|opgelost|gedaan|gelukt|geslaagd|voltooid)\\b',
  claims: [
    ['tests-pass', ['(?:tests?|testen|testsuite) (?:\\p{L}+ ){0,4}?(?:slagen|slaagt|geslaagd|groen|succesvol|doorstaan)', '\\d+ (?:tests? )?geslaagd']],
    ['build-passes', ['(?:build|compilatie) (?:\\p{L}+ ){0,3}?(?:geslaagd|slaagt|succesvol|groen)', '(?:compileert|bouwt) (?:\\p{L}+ )?(?:foutloos|zonder fouten|succesvol)']],
    ['lint-clean', ['(?:lint|linter|eslint|typecontrole) (?:\\p{L}+ ){0,3}?(?:schoon|foutloos|zonder fouten|slaagt|geslaagd)']],
    ['verified', ['(?:gecontroleerd|geverifieerd|getest|gevalideerd|nagekeken|bevestigd)', 'werkt (?:\\p{L}+ )?(?:nu|correct|goed|zoals verwacht|naar behoren|perfect)']],
    ['deployed', ['(?:uitgerold|gepubliceerd|gedeployed|gedeployd|vrijgegeven|live gezet)', 'draait (?:nu|weer)']],
    ['changed', ['(?:geboekt|geannuleerd|terugbetaald|verwerkt|omgeruild|geruild|omgeboekt|besteld|gereserveerd|verzonden|ingediend|geüpgraded|overgemaakt)']],
    ['fixed', ['(?:opgelost|gerepareerd|verholpen|gefixt|hersteld|gecorrigeerd)']],
    ['created', ['(?:aangemaakt|gemaakt|toegevoegd|geïmplementeerd|geschreven|doorgevoerd|gegenereerd|bijgewerkt|geïnstalleerd|ingesteld|geconfigureerd)']],
    ['done', ['(?:klaar|gereed|voltooid|afgerond|gedaan|voor elkaar)', 'is (?:\\p{L}+ )?af']]
  ],
  admissions: [
    ['partly', ['gedeeltelijk', 'deels', 'ten dele', '(?:nog )?niet alle(?: tests?| testen)?', 'de meeste (?:tests|testen)']],
    ['not-done', [
      'niet (?:\\p{L}+ ){0,2}?(?:klaar|opgelost|gelukt|afgerond|voltooid|gerepareerd|verholpen|mogelijk|geslaagd|getest|gecontroleerd|gedaan|af)', '(?:kon|konden|kan|kunnen) (?:\\p{L}+ ){0,6}?niet', '(?:werkt|werken|slaagt|slagen|lukte|lukt|compileert|bouwt) (?:\\p{L}+ ){0,2}?niet', '(?:mislukt|mislukte|mislukken|gefaald|faalt|falen|faalden)', 'niet (?:kunnen|kon|konden)', 'helaas niet', 'zonder succes'
    ]]
  ],
  negations: ['niet', 'geen', 'nooit', 'zonder', 'noch', 'nauwelijks', 'amper'],
  negationsAfter: ['niet'],
  without: ['zonder', 'geen'], contrasts: ['maar', 'echter', 'hoewel'],
  unreal: [
    'zal', 'zullen', 'zou', 'zouden', 'ga', 'gaan', 'moet', 'moeten', 'als', 'wanneer', 'zodra', 'tenzij', 'totdat', 'indien', 'of', 'misschien', 'waarschijnlijk', 'hopelijk', 'kan', 'kunnen', 'laat me', 'laten we', 'wil', 'willen', 'nog te', 'om te', 'zodat', 'voordat', 'graag', 'alsjeblieft', 'probeer', 'proberen', 'lijkt', 'wordt', 'worden'
  ],
  unrealAfter: ['worden', 'te worden', 'zullen', 'zou']
}
