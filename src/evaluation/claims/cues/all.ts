import { chinese } from './chinese.js'
import { dutch } from './dutch.js'
import { english } from './english.js'
import { french } from './french.js'
import { german } from './german.js'
import { italian } from './italian.js'
import { japanese } from './japanese.js'
import { korean } from './korean.js'
import { polish } from './polish.js'
import { portuguese } from './portuguese.js'
import { russian } from './russian.js'
import { spanish } from './spanish.js'
import { turkish } from './turkish.js'
import type { LanguageCues } from './types.js'

/** Every language claims are read in; another one is another entry. */
export const languages: readonly LanguageCues[] = [english, german, spanish, french, portuguese, italian, dutch, polish, turkish, russian, chinese, japanese, korean]
