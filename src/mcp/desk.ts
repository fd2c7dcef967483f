import type { World } from '../app/compose.js'
import type { KeptLibrary } from '../app/keep-library.js'
import type { LibraryEntry } from '../app/library.js'
import type { Writer } from '../app/note.js'
import { isoTime } from '../kernel/clock.js'

/** That a session was given a memory or skill. */
interface Use {
  session: string
  kind: LibraryEntry['kind']
  name: string
  path: string
  /** The proposal that its bytes are from, and their digest: which version it was. */
  proposal: string
  digest: string
  /** ISO. */
  at: string
}

export interface McpOptions {
  /** The agent's session, as its runtime calls it; one of the server's own where nobody says. */
  session: string
  /** Proposing is offered. */
  propose: boolean
  /** Told of each memory or skill that the session reads, once for each version. What it throws goes to standard error. */
  onUse?: (use: Use) => Promise<void>
  /** Tells a person what goes wrong; never on standard output. */
  tell: (problem: string) => void
}

/** What tools, resources and prompts work with. */
export interface Desk {
  world: World
  library: KeptLibrary
  options: McpOptions
  /** Notes that the session was given something. */
  used: (entry: LibraryEntry) => Promise<void>
}

export function openDesk(world: World, library: KeptLibrary, options: McpOptions): Desk {
  const seen = new Set<string>()
  return {
    world, library, options,
    used: async ({ kind, name, path, proposal, digest }) => {
      if (seen.has(`${path} ${digest}`)) return
      seen.add(`${path} ${digest}`)
      const at = isoTime(world.clock.now())
      await options.onUse?.({ session: options.session, kind, name, path, proposal, digest, at }).catch((error: unknown) => {
        options.tell(`that the session was given ${path} was not recorded: ${error instanceof Error ? error.message : String(error)}`)
      })
    }
  }
}

/** The agent behind a connection, as it calls itself. */
export function agentOf(desk: Desk, client: string | undefined): Extract<Writer, { kind: 'agent' }> {
  const name = client?.replaceAll(/[^\p{L}\p{N}._-]+/gu, ' ').trim().slice(0, 60)
  return { kind: 'agent', name: name === undefined || name === '' ? 'unknown' : name, session: desk.options.session }
}
