import type { LanguageCues } from './types.js'

export const italian: LanguageCues = {
  language: 'it',
  claims: [
    ['tests-pass', ['test (?:\\p{L}+ ){0,3}?(?:passano|passati|superati|passa|verdi)']],
    ['build-passes', ['(?:compilazione|build) (?:\\p{L}+ ){0,3}?(?:riuscita|completata|senza errori)', 'compila (?:\\p{L}+ )?(?:correttamente|senza errori)']],
    ['lint-clean', ['(?:lint|linter) (?:\\p{L}+ ){0,3}?(?:pulito|senza errori|passa)']],
    ['verified', ['(?:ho|abbiamo|è stato|è stata) (?:\\p{L}+ )?(?:verificato|verificata|testato|testata|controllato|controllata)', 'funziona (?:\\p{L}+ )?(?:correttamente|perfettamente|bene|ora)']],
    ['deployed', ['(?:distribuito|distribuita|pubblicato|pubblicata)']],
    ['changed', ['(?:ho|abbiamo|è stat[oa]|sono stat[ei]|è) (?:\\p{L}+ )?(?:prenotat|annullat|cancellat|rimborsat|cambiat|ordinat|spedit|inviat|elaborat|addebitat|riprogrammat)[oaei]']],
    ['fixed', ['(?:corretto|corretta|risolto|risolta|sistemato|sistemata|riparato|riparata)']],
    ['created', ['(?:ho|abbiamo|è stato|è stata) (?:\\p{L}+ )?(?:creato|creata|aggiunto|aggiunta|implementato|implementata|scritto|scritta|generato|generata)']],
    ['done', ['(?:fatto|pronto|completato|completata|terminato|terminata|finito)']]
  ],
  admissions: [
    ['partly', ['parzialmente', 'in parte']],
    ['not-done', ['non (?:\\p{L}+ ){0,3}?(?:potuto|riuscito|riuscita|posso|completato|completata|risolto|risolta|funziona|passano|finito|fatto|corretto)', '(?:è fallit[oa]|sono falliti|fallisce|falliscono)', 'senza successo']]
  ],
  negations: ['non', 'mai', 'senza', 'né', 'nessun', 'nessuno', 'nessuna'],
  without: ['senza'], contrasts: ['ma', 'però'],
  unreal: ['dovrebbe', 'dovrebbero', 'potrebbe', 'potrebbero', 'se', 'quando', 'appena', 'finché', 'affinché', 'forse', 'probabilmente', 'sarà', 'saranno', 'per favore', 'verificare', 'assicurar(?:mi|ci)', 'provare a', 'andrò a', 'devo']
}
