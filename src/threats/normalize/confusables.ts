// Letters that look like Latin ones, written as pairs of look-alike and letter; fullwidth, mathematical,
// circled and such forms are taken care of by NFKC. Source: Unicode Technical Standard 39, the notion of
// confusable characters, for the letters that are drawn alike in common fonts.
const PAIRS: Readonly<Record<string, string>> = {
  a: 'аɑαⲁꭺ', b: 'Ьƅ', c: 'сϲᴄⲥ', d: 'ԁժⅾ', e: 'еҽєℯ', f: 'ẝſ', g: 'ɡցᶃ', h: 'һհ', i: 'іıɩιӏⅰ', j: 'јϳ', k: 'κкᴋ', l: 'ⅼוߊ', m: 'ⅿм', n: 'ոռп',
  o: 'оοσօⲟᴏ', p: 'рρⲣ', q: 'ԛգ', r: 'гᴦⲅ', s: 'ѕꜱ', t: 'тτᴛ', u: 'υսʋᴜ', v: 'νѵᴠⅴ', w: 'ԝᴡѡ', x: 'хⅹ×', y: 'уγүʏ', z: 'ᴢ',
  A: 'АΑᎪ', B: 'ВΒᏴ', C: 'СϹᏟ', D: 'Ꭰ', E: 'ЕΕᎬ', F: 'Ϝ', G: 'ԌᏀ', H: 'НΗᎻ', I: 'ІΙӀ', J: 'ЈᎫ', K: 'КΚᏦ', L: 'Ꮮ', M: 'МΜᎷ', N: 'Ν', O: 'ОΟՕ', P: 'РΡᏢ',
  Q: 'Ԛ', R: 'Ꭱ', S: 'ЅᏚ', T: 'ТΤᎢ', U: 'Ս', V: 'ѴᏙ', W: 'ԜᎳ', X: 'ХΧ', Y: 'ҮΥ', Z: 'ΖᏃ'
}

const LATIN = new Map(Object.entries(PAIRS).flatMap(([letter, alike]) => Array.from(alike).map((one) => [one, letter] as const)))

const WORD = /[\p{L}\p{M}]{2,80}/gu

/**
 * Words written with letters that only look Latin, as the Latin words they look like. Words of other scripts
 * stay: a word is folded only where all its foreign letters have a Latin twin, and where it mixes scripts or
 * stands in a line that is mostly Latin.
 */
export function foldConfusables(line: string): { text: string; mixed: boolean } {
  const latin = line.match(/[A-Za-z]/g)?.length ?? 0
  const foreign = line.match(/[^\x00-\x7f]/g)?.length ?? 0
  let mixed = false
  const text = line.replace(WORD, (word) => {
    if (/^[A-Za-z]+$/.test(word)) return word
    const folded = Array.from(word.normalize('NFD').replaceAll(/\p{M}/gu, '')).map((one) => LATIN.get(one) ?? one).join('')
    if (!/^[A-Za-z]+$/.test(folded)) return word
    // An accented Latin word is a word of its own language.
    if (/^\p{Script=Latin}+$/u.test(word.normalize('NFC')) && !/[ɑɡɩıⅾⅼᴀ-ᴢ]/u.test(word)) return word
    const both = /[A-Za-z]/.test(word)
    if (!both && latin <= foreign) return word
    if (both && word.length > 2 && !/^\p{Script=Latin}+$/u.test(word)) mixed = true
    return folded
  })
  return { text, mixed }
}

/** The table, for the hash of the rule set. */
export const CONFUSABLES = PAIRS
