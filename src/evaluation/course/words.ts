import { phrases } from '../phrases.js'
import { courseCues, type CourseCues } from './cues.js'

type Cue = 'declines' | 'hedges' | 'awaits' | 'agrees'

const readers: Readonly<Record<Cue, readonly RegExp[]>> = {
  declines: compile(({ declines }) => declines), hedges: compile(({ hedges }) => hedges), awaits: compile(({ awaits }) => awaits), agrees: compile(({ agrees }) => agrees)
}

function compile(pick: (cues: CourseCues) => readonly string[]): RegExp[] {
  const [spaced, unbroken] = [courseCues.filter((cues) => !cues.unbroken), courseCues.filter((cues) => cues.unbroken)]
  return [phrases(spaced.flatMap(pick)), phrases(unbroken.flatMap(pick), true)]
}

/** Texts are read up to here from each end. */
const HALF = 4000

/** The first words of a text that are a cue of a kind; undefined where there are none. Code and quoted lines are left out. */
export function findCue(text: string, cue: Cue): string | undefined {
  const whole = text.length > 2 * HALF ? `${text.slice(0, HALF)}\n${text.slice(-HALF)}` : text
  const prose = whole.replaceAll(/```[\s\S]*?(?:```|$)/g, ' ').replaceAll(/`[^`\n]{0,200}`/g, '§').replaceAll(/^\s{0,3}>.*$/gm, ' ')
  for (const reader of readers[cue]) {
    const found = reader.exec(prose)?.[0]
    if (found !== undefined) return found
  }
  return undefined
}
