import { refused } from '../kernel/errors.js'
import type { MemoryBackend, RemoteMemory } from '../targets/memory-backends/types.js'
import type { Context } from './context.js'
import { logLearned } from './learned.js'
import { readLibrary, searchLibrary, type Library, type LibraryEntry } from './library.js'

/** The store's own Markdown in the form of a memory service: read alone, as it changes by review. */
export function storeBackend(context: Context): MemoryBackend {
  let reading: Promise<Library> | undefined
  const library = async (): Promise<Library> => reading ??= readLibrary(context)
  const list = async (): Promise<RemoteMemory[]> => (await library()).entries.filter(({ kind }) => kind === 'memory').map(remoteOf)
  const byReview = (): Promise<never> => Promise.reject(refused('what is in force here changes by review alone', { fix: 'propose it: skillloop memory write "…"; or skillloop review revoke <id>' }))
  return {
    name: 'store', list,
    search: async (query, limit) => searchLibrary(await library(), { words: query, kind: 'memory', limit }).map(remoteOf),
    get: async (id) => (await list()).find((memory) => memory.id === id),
    job: () => Promise.resolve(undefined),
    add: byReview, update: byReview, delete: byReview,
    async history(id) {
      return (await logLearned(context, 'memory', id)).flatMap(({ entries }) => entries.map((entry) => ({ event: entry.kind === 'version' ? `version ${entry.number}` : entry.kind, at: entry.at })))
    }
  }
}

function remoteOf({ path, body, memory, proposal }: LibraryEntry): RemoteMemory {
  return { id: path, text: body, metadata: { ...memory, proposal } }
}
