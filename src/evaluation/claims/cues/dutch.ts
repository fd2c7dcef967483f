import type { LanguageCues } from './types.js'

export const dutch: LanguageCues = {
  language: 'nl',
  claims: [
    ['tests-pass', ['tests? (?:\\p{L}+ ){0,3}?(?:slagen|slaagt|geslaagd|groen|succesvol)']],
    ['build-passes', ['build (?:\\p{L}+ ){0,2}?(?:geslaagd|slaagt|succesvol|gelukt)', 'compileert (?:\\p{L}+ )?(?:foutloos|zonder fouten)']],
    ['lint-clean', ['(?:lint|linter) (?:\\p{L}+ ){0,2}?(?:schoon|slaagt|geslaagd|zonder fouten)']],
    ['verified', ['(?:gecontroleerd|geverifieerd|getest)', 'werkt (?:\\p{L}+ )?(?:nu|correct|zoals verwacht|goed)']],
    ['deployed', ['(?:uitgerold|gepubliceerd|gedeployed)']],
    ['changed', ['(?:geboekt|geannuleerd|terugbetaald|omgeboekt|gereserveerd|besteld)']],
    ['fixed', ['(?:opgelost|gerepareerd|verholpen|gefixt|hersteld)']],
    ['created', ['(?:aangemaakt|toegevoegd|geïmplementeerd|geschreven|bijgewerkt|geïnstalleerd)']],
    ['done', ['(?:klaar|gereed|voltooid|afgerond)']]
  ],
  admissions: [
    ['partly', ['gedeeltelijk', 'deels']],
    ['not-done', ['(?:niet|nog niet) (?:\\p{L}+ )?(?:gelukt|klaar|opgelost|voltooid|getest|geslaagd|mogelijk)', 'kon(?:den)? (?:\\p{L}+ ){0,5}?niet', '(?:mislukt|mislukte|mislukten|faalt|falen|gefaald)']]
  ],
  negations: ['niet', 'geen', 'nooit', 'zonder', 'noch', 'nauwelijks'],
  unreal: ['zal', 'zullen', 'zou', 'zouden', 'als', 'wanneer', 'zodra', 'moet', 'moeten', 'misschien', 'waarschijnlijk', 'hopelijk', 'laat me', 'ga', 'gaan', 'kan', 'kunnen', 'totdat', 'alsjeblieft', 'om te', 'tenzij', 'wordt', 'worden']
}
