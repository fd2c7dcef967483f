import type { LanguageCues } from './types.js'

export const polish: LanguageCues = {
  language: 'pl',
  claims: [
    ['tests-pass', ['test(?:y|ów)? (?:\\p{L}+ ){0,3}?(?:przechodzą|przechodzi|przeszły|przeszedł|zaliczone|zielone)', '(?:przechodzą|przeszły) (?:\\p{L}+ ){0,2}testy']],
    ['build-passes', ['(?:kompilacja|budowanie) (?:\\p{L}+ ){0,2}?(?:powiodł[ao]|udan[ae]|zakończon[ae])', 'kompiluje się (?:\\p{L}+ )?(?:bez błędów|poprawnie)']],
    ['lint-clean', ['(?:lint|linter) (?:\\p{L}+ ){0,2}?(?:przechodzi|czysty|bez błędów)']],
    ['verified', ['(?:sprawdziłem|sprawdziłam|zweryfikował[ae]m|przetestował[ae]m|sprawdzono|zweryfikowano|przetestowano)', 'działa (?:\\p{L}+ )?(?:poprawnie|teraz|prawidłowo)', 'teraz działa']],
    ['deployed', ['(?:wdrożon\\p{L}+|wdrożył[ae]m|opublikowan\\p{L}+)']],
    ['changed', ['(?:zarezerwował[ae]m|zarezerwowan\\p{L}+|anulował[ae]m|anulowan\\p{L}+|zamówion\\p{L}+)']],
    ['fixed', ['(?:naprawion\\p{L}+|naprawił[ae]m|rozwiązan[oyae]|rozwiązał[ae]m|poprawił[ae]m|poprawion\\p{L}+)']],
    ['created', ['(?:utworzył[ae]m|utworzon\\p{L}+|dodał[ae]m|dodan[oyae]|zaimplementował[ae]m|zaimplementowan\\p{L}+|napisał[ae]m|zaktualizował[ae]m|zaktualizowan\\p{L}+)']],
    ['done', ['(?:gotowe|zrobione|skończone|ukończon\\p{L}+|zakończon\\p{L}+|ukończył[ae]m|zakończył[ae]m)']]
  ],
  admissions: [
    ['partly', ['częściowo']],
    ['not-done', ['nie (?:\\p{L}+ )?(?:udało|mogł[ae]m|mogę|działa|przechodzą|przeszły|naprawion\\p{L}+|ukończon\\p{L}+|zakończon\\p{L}+|rozwiązan\\p{L}+|gotowe|zrobione|powiodł\\p{L}*)', 'zawiodł\\p{L}*']]
  ],
  negations: ['nie', 'bez', 'nigdy', 'ani', 'żaden'],
  unreal: ['jeśli', 'jeżeli', 'gdy', 'kiedy', 'będ(?:zie|ę|ą|ziemy)', 'powinn[oyae]', 'powinien', 'trzeba', 'muszę', 'może', 'mogą', 'prawdopodobnie', 'aby', 'żeby', 'spróbuję', 'proszę', 'zamierzam', 'czy', 'zostanie', 'zostaną', 'upewnić']
}
