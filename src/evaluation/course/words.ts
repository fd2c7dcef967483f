import { phrasesOf } from '../phrases.js'
import { courseCues } from './cues.js'

type Cue = 'declines' | 'hedges' | 'awaits' | 'agrees'

const readers: Readonly<Record<Cue, RegExp>> = {
  declines: phrasesOf(courseCues, ({ declines }) => declines), hedges: phrasesOf(courseCues, ({ hedges }) => hedges),
  awaits: phrasesOf(courseCues, ({ awaits }) => awaits), agrees: phrasesOf(courseCues, ({ agrees }) => agrees)
}

/** Texts are read up to here from each end. */
const HALF = 4000

/** The first words of a text that are a cue of a kind; undefined where there are none. Code and quoted lines are left out. */
export function findCue(text: string, cue: Cue): string | undefined {
  const whole = text.length > 2 * HALF ? `${text.slice(0, HALF)}\n${text.slice(-HALF)}` : text
  const prose = whole.replaceAll(/```[\s\S]*?(?:```|$)/g, ' ').replaceAll(/`[^`\n]{0,200}`/g, '§').replaceAll(/^\s{0,3}>.*$/gm, ' ')
  return readers[cue].exec(prose)?.[0]
}
