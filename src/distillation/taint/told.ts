import type { SessionLessons } from '../types.js'
import { tokensOf } from './tokens.js'

const ADDRESS = /\b(?:https?|git|ssh|ftp):\/\/[^\s"'`<>|;&]+|(?<![\w.-])[\w.-]+@[\w-]+(?:\.[\w-]+)+:[\w./-]+/g
// What fetches and runs, or installs, what somebody published under a name.
const GETS_PACKAGES = /^(?:sudo )?(?:npx|bunx|uvx|pipx run|pnpm dlx|yarn dlx|(?:npm|pnpm|yarn|bun|pip3?|uv pip|uv|poetry|cargo|gem|brew|apt|apt-get|go|conda|deno|composer|dotnet tool) (?:install|add|i|get))\b(.*)$/

/** Addresses and packages that a command gets something from: however the rest is worded, whoever named them is behind it. */
export function foreignNamesIn(command: string): string[] {
  const packages = (GETS_PACKAGES.exec(command)?.[1] ?? '').split(/\s+/).filter((word) => /^@?[a-z][\w./@-]*$/i.test(word) && !/^[./]/.test(word))
  return [...(command.match(ADDRESS) ?? []), ...packages.slice(0, 8)]
}

// "Run the tests" is anyone's step.
const FEWEST_WORDS = 4

/** What of a told procedure can be recognized elsewhere: each step that is long enough. One that is planted is enough. */
export function wordsOfTold({ steps }: Pick<SessionLessons['toldSteps'][number], 'steps'>): string[] {
  return steps.filter((step) => tokensOf(step).length >= FEWEST_WORDS)
}
