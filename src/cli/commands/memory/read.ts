import type { LibraryEntry } from '../../../app/library.js'
import { excerpt, plural } from '../../../kernel/text.js'
import { command, worldOf, type Command, type GlobalArguments } from '../../command.js'
import type { Io, Output } from '../../io.js'

/** The memories in force, whole: those about the person, or the others. */
export async function readMemories(args: GlobalArguments, io: Io, about: 'user' | 'work'): Promise<Output> {
  const { withIndex } = await import('../../../app/compose.js')
  const { readLibrary } = await import('../../../app/library.js')
  const { entries, withheld } = await withIndex(await worldOf(args, io), readLibrary)
  const shown = entries.filter(({ memory }) => memory !== undefined && (memory.scope === 'user') === (about === 'user'))
  const kept = withheld.filter(({ path }) => path.startsWith('memory/'))
  const text = [
    ...shown.map((entry) => `${entry.body}\n    ${placeOf(entry)}`), ...kept.map(({ path, reason }) => `! ${path} is not given to agents: ${reason}`)
  ].join('\n') || `no memories ${about === 'user' ? 'about the person ' : ''}are in force; skillloop memory ${about === 'user' ? 'user ' : ''}write "…" proposes one`
  return { json: { memories: shown.map(asJson), withheld: kept }, text, quotes: true }
}

export const readCommand: Command = command({
  name: 'read',
  describe: 'the memories in force, as agents are given them; those about the person: memory user read',
  run: async (args, io) => readMemories(args, io, 'work')
})

export const searchCommand: Command = command({
  name: 'search <query>',
  describe: 'memories in force that have words of the query, best first',
  positionals: { query: { describe: 'words; English endings and case make no difference' } },
  options: {
    scope: { choices: ['user', 'project', 'environment'] as const, describe: 'about the person, the project, or the machine around it; all when left out' },
    limit: { type: 'number', default: 10, describe: 'how many' },
    backend: { type: 'string', describe: 'ask a memory service of the policy instead' }
  },
  examples: [['memory search "package manager"', 'what is remembered about it']],
  async run(args, io) {
    const query = String(args['query'])
    if (args.backend !== undefined) {
      const { withBackend } = await import('../../../app/compose.js')
      const { searchBackend } = await import('../../../app/ask-backend.js')
      const there = await withBackend(await worldOf(args, io), args.backend, (context, target) => searchBackend(context, target.backend, query, args.limit))
      return { json: there, text: there.map(({ id, text, type, isOwn }) => `${excerpt(text, 300)}\n    ${id}, ${type}${isOwn ? ', of SkillLoop' : ''}`).join('\n') || `${args.backend} has nothing like it`, quotes: true }
    }
    const { withIndex } = await import('../../../app/compose.js')
    const { readLibrary, searchLibrary } = await import('../../../app/library.js')
    const library = await withIndex(await worldOf(args, io), readLibrary)
    const found = searchLibrary(library, { words: query, kind: 'memory', scope: args.scope, limit: args.limit })
    const text = found.map((entry) => `${excerpt(entry.body, 300)}\n    ${placeOf(entry)}`).join('\n') || `none of the ${plural(library.entries.filter(({ kind }) => kind === 'memory').length, 'memory', 'memories')} in force has words of ${JSON.stringify(excerpt(query, 60))}`
    return { json: found.map(asJson), text, quotes: true }
  }
})

function placeOf({ path, memory, sessions }: LibraryEntry): string {
  return `${path}, ${memory?.scope ?? ''}${memory?.until === undefined ? '' : `, until ${memory.until}`}; ${plural(sessions, 'session')}`
}

function asJson({ name, path, proposal, digest, body, memory, sessions }: LibraryEntry): object {
  return { name, path, proposal, digest, ...memory, text: body, sessions }
}
