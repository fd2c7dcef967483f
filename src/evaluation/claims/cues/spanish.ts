import type { LanguageCues } from './types.js'

export const spanish: LanguageCues = {
  language: 'es',
  claims: [
    ['tests-pass', ['(?:pruebas|tests?) (?:\\p{L}+ ){0,3}?(?:pasan|pasaron|pasado|pasando|exitosas|en verde|superadas)', 'pasan (?:\\p{L}+ ){0,3}(?:pruebas|tests)']],
    ['build-passes', ['(?:compilación|build) (?:\\p{L}+ ){0,3}?(?:exitosa|correcta|correctamente|sin errores)', 'compila (?:\\p{L}+ )?(?:correctamente|sin errores)']],
    ['lint-clean', ['(?:lint|linter) (?:\\p{L}+ ){0,3}?(?:limpio|sin errores|pasa)']],
    ['verified', ['(?:he|hemos|se ha) (?:\\p{L}+ )?(?:verificado|comprobado|probado|validado)', '(?:verifiqué|comprobé|probé)', 'funciona (?:\\p{L}+ )?(?:correctamente|perfectamente|bien)']],
    ['deployed', ['(?:desplegado|desplegada|publicado|publicada)']],
    ['changed', ['(?:he|hemos|ha sido|han sido|se ha|se han|está|queda) (?:\\p{L}+ )?(?:reservad|cancelad|reembolsad|cambiad|procesad|enviad|pedid|programad|cobrad)[oa]s?', '(?:reservé|cancelé|reembolsé|cambié|procesé|envié|pedí|programé|cobré)']],
    ['fixed', ['(?:arreglado|arreglada|corregido|corregida|solucionado|solucionada|resuelto|resuelta)', '(?:arreglé|corregí|solucioné|resolví)']],
    ['created', ['(?:he|hemos|se ha) (?:\\p{L}+ )?(?:creado|añadido|agregado|implementado|escrito|generado|actualizado)', '(?:creé|añadí|agregué|implementé|escribí|generé)']],
    ['done', ['(?:listo|hecho|terminado|terminada|completado|completada|finalizado|finalizada)', '(?:terminé|completé)']]
  ],
  admissions: [
    ['partly', ['parcialmente', 'en parte']],
    ['not-done', ['no (?:\\p{L}+ ){0,2}?(?:pude|pudimos|puedo|podido|logré|logrado|conseguí|conseguido|terminado|completado|resuelto|arreglado|solucionado|funciona|funcionó|pasan|pasaron)', '(?:ha|han) fallado', '(?:falló|fallaron|fallan)', 'sin éxito']]
  ],
  negations: ['no', 'nunca', 'jamás', 'sin', 'ni', 'tampoco', 'ningún', 'ninguna', 'apenas'],
  without: ['sin'], contrasts: ['pero', 'aunque'],
  unreal: ['voy a', 'vamos a', 'debería', 'deberían', 'podría', 'podrían', 'si', 'cuando', 'una vez que', 'hasta que', 'para que', 'quizás', 'probablemente', 'haré', 'por favor', 'verificar', 'comprobar', 'asegurar(?:me|nos)?', 'intentar', 'será', 'serán', 'estará', 'tal vez']
}
