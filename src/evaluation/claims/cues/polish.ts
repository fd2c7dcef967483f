import type { LanguageCues } from './types.js'

/** Endings of "I did" and "we did", and of what was done. */
const DID = '(?:łem|łam|liśmy|łyśmy)'
const IS_DONE = '(?:y|a|e|o|i)'

export const polish: LanguageCues = {
  language: 'pl',
  script: '[ąćęłńśźż]|\\b(?:nie|jest|gotowe|zrobione|naprawione|dodane|test(?:y|owe)|wszystkie|wszystko)\\b',
  claims: [
    ['tests-pass', ['test(?:y|ów)? (?:\\p{L}+ ){0,3}?(?:przechodzą|przechodzi|przeszły|przeszło|przeszedł|zaliczone|zielone|zakończone sukcesem|zakończyły się (?:sukcesem|powodzeniem)|powiodły się|pomyślnie)', 'przeszły (?:\\p{L}+ ){0,2}testy']],
    ['build-passes', ['(?:kompilacja|budowanie|build) (?:\\p{L}+ ){0,3}?(?:powi(?:odła|odło|ódł) się|przechodzi|przeszła|przeszedł|zakończon[ay] sukcesem|zakończył[ao]? się sukcesem|udana|bez błędów|pomyślnie)', '(?:kompiluje|buduje) się (?:\\p{L}+ )?(?:bez błędów|poprawnie)']],
    ['lint-clean', ['(?:lint|linter|eslint|kontrola typów) (?:\\p{L}+ ){0,3}?(?:czysty|czysto|przechodzi|bez błędów)']],
    ['verified', [`(?:sprawdzi|zweryfikowa|przetestowa|potwierdzi)${DID}`, `(?:sprawdzon|zweryfikowan|przetestowan|potwierdzon)${IS_DONE}`, 'działa (?:\\p{L}+ )?(?:poprawnie|prawidłowo|dobrze|zgodnie z oczekiwaniami|teraz)', 'teraz (?:wszystko )?działa']],
    ['deployed', [`(?:wdroży|opublikowa)${DID}`, `(?:wdrożon|opublikowan)${IS_DONE}`]],
    ['changed', [`(?:zarezerwowa|anulowa|odwoła|zamówi|wymieni|zwróci|przetworzy|wysła|przełoży|opłaci)${DID}`, `(?:zarezerwowan|anulowan|odwołan|zamówion|wymienion|zwrócon|przetworzon|wysłan|przełożon|opłacon)${IS_DONE}`]],
    ['fixed', [`(?:naprawi|poprawi|rozwiąza|usunę)${DID}`, 'usunąłem', `(?:naprawion|poprawion|rozwiązan|usunięt)${IS_DONE}`]],
    ['created', [`(?:utworzy|stworzy|doda|napisa|zaimplementowa|wygenerowa|zaktualizowa|zainstalowa|skonfigurowa)${DID}`, `(?:utworzon|stworzon|dodan|napisan|zaimplementowan|wygenerowan|zaktualizowan|zainstalowan|skonfigurowan)${IS_DONE}`]],
    ['done', ['gotow[eya]', `(?:zrobi|ukończy|zakończy|skończy|wykona)${DID}`, `(?:zrobion|ukończon|zakończon|skończon|wykonan)${IS_DONE}`]]
  ],
  admissions: [
    ['partly', ['częściowo', 'po części', 'nie wszystkie testy', '(?:większość|część) testów']],
    ['not-done', [
      'nie (?:\\p{L}+ ){0,2}?(?:uda(?:ło|je)|mogę|mogł(?:em|am)|możemy|zdoła(?:łem|łam)|działa|działają|przechodz\\p{L}+|przesz\\p{L}+|naprawi\\p{L}+|rozwiąza\\p{L}+|zrobi\\p{L}+|ukończ\\p{L}+|zakończ\\p{L}+|skończ\\p{L}+|gotow\\p{L}+|powi(?:od|ód)\\p{L}+|kompiluje|przetestowa\\p{L}+|wykona\\p{L}+)',
      'test(?:y|ów)? (?:(?!nie )\\p{L}+ ){0,3}?(?:padają|pada|padły|zawodzą|zawiodły|nieudan\\p{L}+)', 'bez powodzenia', 'bezskutecznie', 'niestety nie', 'niemożliwe'
    ]]
  ],
  negations: ['nie', 'nigdy', 'bez', 'ani', 'żad(?:en|na|ne)', 'ledwo'],
  without: ['bez'], contrasts: ['ale', 'jednak', 'lecz', 'chociaż'],
  unreal: [
    'będ(?:ę|zie|ą|ziemy)', 'powin(?:ien|na|no|ny)', 'jeśli', 'jeżeli', 'gdy', 'kiedy', 'jak tylko', 'po tym,? jak', 'aż', 'dopóki', 'żeby', 'aby', 'może', 'mogą', 'prawdopodobnie', 'chyba', 'mam nadzieję', 'trzeba', 'należy', 'muszę', 'musimy', 'musi', 'czy', 'zamierzam', 'planuję', 'chcę', 'spróbuję', 'sprawdzę', 'sprawdzić', 'upewni(?:ć|ę) się', 'proszę', 'zanim', 'wydaje się', 'by'
  ]
}
