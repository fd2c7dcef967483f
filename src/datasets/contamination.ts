import { wordHashes } from './sketch.js'

/** Tells whether a text repeats what must not be trained on. */
export interface ContaminationCheck {
  /** Name of the benchmark of which a text has a passage; undefined where it has none. */
  overlaps(text: string): string | undefined
}

/**
 * Words that have to be the same in a row: 13, as in "Language Models are Few-Shot Learners" (2020), appendix C. Of a
 * shorter text all of them, from MIN_WORDS on.
 */
const PASSAGE_WORDS = 13
const MIN_WORDS = 8

/** A check against texts of benchmarks: questions, answers, whole files. Words are compared without case and punctuation. */
export function contaminationCheck(benchmarks: Iterable<{ name: string; texts: Iterable<string> }>): ContaminationCheck {
  const passages = new Map<number, Map<number, string>>()
  for (const { name, texts } of benchmarks) {
    for (const text of texts) {
      const words = wordHashes(text)
      const length = Math.min(PASSAGE_WORDS, words.length)
      if (length < MIN_WORDS) continue
      const known = passages.get(length) ?? new Map<number, string>()
      passages.set(length, known)
      for (let i = 0; i + length <= words.length; i++) if (!known.has(passageHash(words, i, length))) known.set(passageHash(words, i, length), name)
    }
  }
  return {
    overlaps(text) {
      const words = passages.size === 0 ? [] : wordHashes(text)
      for (const [length, known] of passages) {
        for (let i = 0; i + length <= words.length; i++) {
          const name = known.get(passageHash(words, i, length))
          if (name !== undefined) return name
        }
      }
      return undefined
    }
  }
}

/** 52 bits: among a million passages no two of different words are alike but by a chance of one in ten thousand. */
function passageHash(words: readonly number[], start: number, length: number): number {
  let low = 0x9e3779b9
  let high = 0x85ebca6b
  for (let i = start; i < start + length; i++) {
    const word = words[i] as number
    low = Math.imul(low ^ word, 0x01000193) + 0x5bd1e995
    high = Math.imul((high << 13) | (high >>> 19), 0xc2b2ae35) ^ word
  }
  return (low >>> 0) * 0x100000 + (high >>> 12)
}
