import { compileCues, type CompiledLanguage } from '../cues.js'
import { english } from './english.js'
import { chinese, japanese, korean } from './east-asian.js'
import { german, russian } from './germanic-slavic.js'
import { french, italian, portuguese, spanish } from './romance.js'

// To add a language, write its table and list it here (and in languageOf, where its script is its own).
const en = compileCues(english)
const ru = compileCues(russian)
const zh = compileCues(chinese)
const ja = compileCues(japanese)
const ko = compileCues(korean)
const LATIN: readonly CompiledLanguage[] = [en, ...[spanish, portuguese, french, italian, german].map(compileCues)]

/** Text as cues see it: lower case, plain quotes, and for Latin script without accents. */
export function plainText(text: string): string {
  // Many type "dont" and "cant".
  const plain = text.normalize('NFKC').toLowerCase().replaceAll(/[’‘´]/g, '\'').replaceAll(/\b(do|does|did|is|are|was|were|should|could|would|have|has|had|must|ca)nt\b/g, '$1n\'t').replaceAll(/\s+/g, ' ').trim()
  // Only Latin letters lose their marks: in kana, Hangul and Cyrillic they make other letters.
  return plain.replaceAll(/[\u00c0-\u024f]/g, (letter) => letter === 'ß' ? letter : letter.normalize('NFD').replaceAll(/\p{M}/gu, ''))
}

function cuesIn(plain: string, { groups }: CompiledLanguage): number {
  return groups.filter(([, pattern]) => pattern.test(plain)).length
}

/** The language of plain text: by script, else by its frequent small words; English where nothing says otherwise. */
export function languageOf(plain: string): CompiledLanguage {
  if (/\p{Script=Hangul}/u.test(plain)) return ko
  if (/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(plain)) return ja
  if (/\p{Script=Han}/u.test(plain)) return zh
  if (/\p{Script=Cyrillic}/u.test(plain)) return ru
  const words = plain.replaceAll(/\b(?:e\.g|i\.e)\.?/g, ' ').match(/[a-zß]+/g) ?? []
  let best: CompiledLanguage[] = [en]
  let most = 0
  for (const language of LATIN) {
    const count = words.filter((word) => language.words.has(word)).length
    if (count > most) [best, most] = [[language], count]
    else if (count === most && most > 0) best.push(language)
  }
  // Small words are shared by neighbours: then the one whose cues find most in it.
  return best.length === 1 ? best[0] ?? en : best.reduce((a, b) => (cuesIn(plain, b) > cuesIn(plain, a) ? b : a))
}
