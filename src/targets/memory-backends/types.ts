/** A memory as a service keeps it. */
export interface RemoteMemory {
  /** The service's own id. */
  id: string
  text: string
  /** What was stored with it; SkillLoop's own keys among them where it is SkillLoop's. */
  metadata: Readonly<Record<string, unknown>>
}

/** What a service tells of how a memory came to be as it is, oldest first where it says when. */
export interface RemoteChange { event: string; text?: string; at?: string }

/** What was handed to a service, which may still be at it. */
interface Added {
  /** The id, where the service says it at once. */
  id?: string
  /** What it can be asked about while it works. */
  job?: string
}

/**
 * A memory service. Calls are bounded in time and size; reading is asked again where the service is busy, writing
 * only where it says that it did nothing.
 * @throws SkillLoopError (3) where it cannot be reached or does not do as its API promises; Unsure where it may have done what was asked
 */
export interface MemoryBackend {
  name: string
  /** Everything in the scope, a page after another. */
  list(): Promise<RemoteMemory[]>
  /** What the service takes for like the query, best first. */
  search(query: string, limit: number): Promise<RemoteMemory[]>
  /** One memory; undefined where there is none of that id. */
  get(id: string): Promise<RemoteMemory | undefined>
  add(text: string, metadata: RemoteMemory['metadata']): Promise<Added>
  /** How a job fares; undefined where the service has no such thing. */
  job(id: string): Promise<'working' | 'done' | 'failed' | undefined>
  update(id: string, text: string, metadata: RemoteMemory['metadata']): Promise<void>
  delete(id: string): Promise<void>
  history(id: string): Promise<RemoteChange[]>
}

/** A write was sent and no answer was read: it may have been done. */
export class Unsure extends Error {
  constructor(reason: string) {
    super(reason)
    this.name = 'Unsure'
  }
}
