import { excerpt } from '../kernel/text.js'
import type { MemoryFrontMatter } from '../kernel/types.js'
import { relatedThere, typeOfRemote, type Related } from '../proposals/typed-memories.js'
import { redactText } from '../redaction/redact.js'
import type { MemoryBackend, RemoteChange } from '../targets/memory-backends/types.js'
import type { Context } from './context.js'

/** A memory of a service, for people. */
export interface FoundThere { id: string; text: string; type: MemoryFrontMatter['type']; isOwn: boolean }

const LIKE = 10

/** What a service has that is like the query, best first. What is asked is redacted before it leaves this machine. */
export async function searchBackend(context: Context, backend: MemoryBackend, query: string, limit: number): Promise<FoundThere[]> {
  const found = await backend.search(redactText(query, context.redaction), limit)
  return found.slice(0, limit).map((one) => ({ id: one.id, text: one.text, type: typeOfRemote(one), isOwn: typeof one.metadata['skillloop_key'] === 'string' || backend.name === 'store' }))
}

const SAYS: Readonly<Record<Related['relation'], string>> = {
  same: 'has it already', contrary: 'says the opposite', 'other-value': 'gives another answer', narrower: 'says part of it', wider: 'says it with more'
}

/** What a service says on a memory that is about to be proposed: duplicates and contradictions, a sentence each. */
export async function doubtsOf(context: Context, backend: MemoryBackend, text: string): Promise<string[]> {
  const there = await backend.search(redactText(text, context.redaction), LIKE)
  return relatedThere(text, there).map(({ id, text: other, relation }) => `The memory service ${backend.name} ${SAYS[relation]}: "${excerpt(other, 160)}" (${excerpt(id, 60)}).`)
}

/** How a memory came to be as it is there, by the service's own account. */
export async function historyThere(backend: MemoryBackend, id: string): Promise<RemoteChange[]> {
  return backend.history(id)
}
