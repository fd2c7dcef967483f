import type { LanguageCues } from './types.js'

export const german: LanguageCues = {
  language: 'de',
  claims: [
    ['tests-pass', ['(?:tests?|testsuite|prüfungen) (?:\\p{L}+ ){0,4}?(?:durch|bestanden|erfolgreich|grün|bestehen)', '\\d+ tests? bestanden']],
    ['build-passes', ['(?:build|übersetzung|kompilierung) (?:\\p{L}+ ){0,3}?(?:erfolgreich|durch|grün)', '(?:kompiliert|baut|übersetzt) (?:\\p{L}+ ){0,2}?(?:fehlerfrei|erfolgreich|sauber)']],
    ['lint-clean', ['(?:lint|linter|typprüfung) (?:\\p{L}+ ){0,3}?(?:sauber|fehlerfrei|erfolgreich|grün)']],
    ['verified', ['(?:überprüft|geprüft|getestet|verifiziert|bestätigt)', 'funktioniert (?:\\p{L}+ )?(?:jetzt|nun|wie erwartet|einwandfrei|korrekt)']],
    ['deployed', ['(?:ausgerollt|bereitgestellt|veröffentlicht|deployt)', 'läuft (?:jetzt|nun)']],
    ['changed', ['(?:gebucht|storniert|erstattet|zurückerstattet|umgebucht|umgetauscht|bestellt|reserviert|verschickt|versandt|eingereicht|überwiesen|abgebucht|hochgestuft)']],
    ['fixed', ['(?:behoben|gelöst|repariert|korrigiert|gefixt)']],
    ['created', ['(?:erstellt|angelegt|hinzugefügt|implementiert|geschrieben|erzeugt|eingerichtet|ergänzt)']],
    ['done', ['(?:fertig|erledigt|abgeschlossen|fertiggestellt)', 'ist (?:\\p{L}+ )?vollständig']]
  ],
  admissions: [
    ['partly', ['teilweise', 'nur zum teil', 'zum teil', 'noch nicht alle']],
    ['not-done', [
      '(?:nicht|noch nicht) (?:\\p{L}+ )?(?:fertig|erledigt|behoben|gelöst|abgeschlossen|geschafft|möglich|gelungen|erfolgreich|bestanden|getestet|geprüft)', '(?:konnte|konnten) (?:\\p{L}+ ){0,6}?nicht', '(?:kann|können) (?:\\p{L}+ ){0,5}?nicht', 'es ist mir nicht gelungen', '(?:fehlgeschlagen|gescheitert|schlägt fehl|schlagen fehl|schlugen fehl)', 'leider nicht'
    ]]
  ],
  negations: ['nicht', 'kein', 'keine', 'keinen', 'nie', 'niemals', 'ohne', 'weder', 'kaum'],
  without: ['ohne'], contrasts: ['aber', 'jedoch', 'obwohl'],
  unreal: ['werde', 'werden wir', 'sollte', 'sollten', 'würde', 'würden', 'könnte', 'könnten', 'wenn', 'falls', 'sobald', 'sofern', 'bis', 'ob', 'muss', 'müssen', 'lass uns', 'wird', 'vermutlich', 'hoffentlich', 'wahrscheinlich', 'bitte', 'als nächstes', 'damit', 'noch zu']
}
