import type { ConnectedSource } from '../../kernel/types.js'

/** What a connected source is called in reports and in what is remembered of it. */
export function sourceName({ runtime, paths }: ConnectedSource): string {
  return paths ? `${runtime} ${paths.join(' ')}` : runtime
}
