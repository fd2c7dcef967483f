import { excerpt } from '../../../kernel/text.js'
import { command, worldOf, type Command } from '../../command.js'

/** Proposes a memory in the writer's own words; `scope` is given for those about the person. */
export function writeCommand(scope: 'user' | undefined): Command {
  return command({
    name: 'write <text>',
    describe: `propose a memory${scope === 'user' ? ' about the person' : ''} in your own words; nothing is remembered before it is approved`,
    positionals: { text: { describe: 'one lesson, at most 1000 characters' } },
    options: {
      'as-agent': { type: 'boolean', default: false, describe: 'an agent writes it: it never counts as said by a person' },
      type: { choices: ['semantic', 'episodic', 'procedural'] as const, describe: 'facts and preferences, what happened, or rules of acting; told from the words when left out' },
      ...(scope === undefined && { scope: { choices: ['user', 'project', 'environment'] as const, describe: 'what it is about; told from the words when left out' } }),
      backend: { type: 'string' as const, describe: 'look first what a memory service of the policy says on it' }
    },
    examples: [[`memory ${scope === 'user' ? 'user write "Prefers short answers"' : 'write "The API tests need Docker running"'}`, 'a proposal for review']],
    details: ['Where nobody sits at a terminal it is taken for an agent\'s.'],
    async run(args, io) {
      const { withBackend, withIndex } = await import('../../../app/compose.js')
      const { proposeMemory } = await import('../../../app/propose-memory.js')
      const world = await worldOf(args, io)
      const words = String(args['text'])
      const given = args as { type?: 'semantic' | 'episodic' | 'procedural'; scope?: 'user' | 'project' | 'environment'; backend?: string }
      const { doubtsOf } = await import('../../../app/ask-backend.js')
      const doubts = given.backend === undefined ? [] : await withBackend(world, given.backend, (context, { backend }) => doubtsOf(context, backend, words))
      // Whoever is not at a terminal cannot show to be a person, and an agent need not say that it is one.
      const isPerson = !args['as-agent'] && io.ask !== undefined
      const proposed = await withIndex(world, (context) => proposeMemory(context, words, isPerson ? { kind: 'person' } : { kind: 'agent', name: 'on the command line' }, { type: given.type, scope: scope ?? given.scope, doubts }))
      const { id, title, already, branch, verdict } = proposed
      const text = already === undefined ? [
        `proposed ${id}${isPerson ? '' : ', as an agent\'s'}: ${excerpt(title, 100)}`, ...(verdict === 'safe' ? [] : [`  the scan says ${verdict}`]), ...proposed.doubts.map((doubt) => `  ! ${doubt}`),
        `on ${(branch ?? '').replace('refs/heads/', '')}; a person decides: skillloop review show ${id}`
      ] : [`${id}: ${already}${isPerson ? '; that you say so too is recorded' : ''}`]
      return { json: { ...proposed, by: isPerson ? 'person' : 'agent' }, text: text.join('\n'), quotes: true }
    }
  })
}
