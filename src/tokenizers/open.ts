import { readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { badInput, environment, systemCode } from '../kernel/errors.js'
import { sha256 } from '../kernel/hash.js'

/** Counts the tokens of a text. */
export interface Tokenizer {
  /** Its name; of a tokenizer.json with the beginning of its SHA-256. */
  method: string
  count(text: string): number
}

/** OpenAI's encodings that are at hand. */
const ENCODINGS = ['o200k_base', 'cl100k_base'] as const

/** A piece of text without a place to part it takes time by its square; so long a piece is counted in parts. */
const LONGEST_PIECE = 20_000

/**
 * A tokenizer: one of OpenAI's by name, or a Hugging Face tokenizer.json by path (its tokenizer_config.json is read
 * where it lies beside it).
 * @throws SkillLoopError (2) for what is none, (3) where the optional package is not installed
 */
export async function openTokenizer(name: string): Promise<Tokenizer> {
  const encoding = ENCODINGS.find((one) => one === name || `${one.split('_')[0]}` === name)
  if (encoding) return openAi(encoding)
  if (!name.endsWith('.json')) throw badInput(`${JSON.stringify(name)} is no tokenizer`, { expected: `${ENCODINGS.join(', ')}, or the path of a tokenizer.json` })
  return huggingFace(name)
}

async function openAi(encoding: typeof ENCODINGS[number]): Promise<Tokenizer> {
  const { countTokens } = await installed('gpt-tokenizer', async () => (encoding === 'o200k_base' ? import('gpt-tokenizer/encoding/o200k_base') : import('gpt-tokenizer/encoding/cl100k_base')))
  // Marks such as <|endoftext|> in what somebody said are text like any other.
  const options = { disallowedSpecial: new Set<string>() }
  return { method: encoding, count: (text) => sumOfPieces(text, (piece) => countTokens(piece, options)) }
}

/** What is used of @huggingface/tokenizers, whose own types name files in a way that Node's rules do not resolve. */
interface HuggingFace { Tokenizer: new (tokenizer: object, config: object) => { encode(text: string, options: { add_special_tokens: boolean }): { ids: number[] } } }

async function huggingFace(path: string): Promise<Tokenizer> {
  const { Tokenizer } = await installed('@huggingface/tokenizers', async () => (await import('@huggingface/tokenizers')) as unknown as HuggingFace)
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw badInput(`${path} cannot be read`, { cause, expected: 'a tokenizer.json' })
  })
  const config = await readFile(join(dirname(path), 'tokenizer_config.json'), 'utf8').catch(() => '{}')
  try {
    const tokenizer = new Tokenizer(JSON.parse(bytes.toString('utf8')) as object, JSON.parse(config) as object)
    const count = (text: string): number => tokenizer.encode(text, { add_special_tokens: false }).ids.length
    count('a')
    return { method: `${basename(path)}@${sha256(bytes).slice(0, 16)}`, count: (text) => sumOfPieces(text, count) }
  } catch (cause) {
    throw badInput('it is no tokenizer that can be read', { place: { file: path }, cause, expected: 'a tokenizer.json of Hugging Face tokenizers' })
  }
}

async function installed<T>(name: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load()
  } catch (cause) {
    if (systemCode(cause) !== 'ERR_MODULE_NOT_FOUND') throw cause
    throw environment(`the package ${name} is not installed`, { cause, fix: `npm install ${name}, or leave --tokenizer out for an estimate` })
  }
}

function sumOfPieces(text: string, count: (piece: string) => number): number {
  let sum = 0
  for (let at = 0; at < text.length; at += LONGEST_PIECE) sum += count(text.slice(at, at + LONGEST_PIECE))
  return sum
}
