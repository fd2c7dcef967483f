import { resolve } from 'node:path'
import { EXIT, placeText } from '../../kernel/errors.js'
import { plural } from '../../kernel/text.js'
import { command, worldOf, type Group } from '../command.js'

const skillloopDb = command({
  name: 'skillloop-db <database>',
  describe: 'take over a store of the SkillLoop written in Python: traces, evaluations, proposals with their states',
  positionals: { database: { describe: 'its skillloop.db; read, never written' } },
  options: { 'keep-approved': { type: 'boolean', default: false, describe: 'approve, in your name, what was approved there; otherwise it waits for review again' } },
  examples: [['import skillloop-db old/.skillloop/skillloop.db', 'what was rejected stays rejected, what was approved is to be read again']],
  async run(args, io) {
    const { withIndex } = await import('../../app/compose.js')
    const { importEarlierStore } = await import('../../app/import-skillloop.js')
    const path = resolve(io.cwd, String(args['database']))
    const result = await withIndex(await worldOf(args, io), (context) => importEarlierStore(context, path, { keepApproved: args['keep-approved'] }))
    const { traces, evaluations, proposals, skipped } = result
    const text = [
      ...skipped.slice(0, 20).map(({ place, problem }) => `skipped ${placeText(place)}: ${problem}`), ...(skipped.length > 20 ? [`… and ${skipped.length - 20} more`] : []),
      `${plural(traces.ingested, 'trace')} taken in, ${traces.unchanged} were here already; ${plural(evaluations, 'evaluation')}`,
      `proposals: ${proposals.pending} wait for review, ${proposals.approved} approved, ${proposals.rejected} rejected, ${proposals.known} were known`,
      ...(proposals.pending > 0 ? ['', 'next: skillloop review list'] : [])
    ].join('\n')
    return { json: { ...result, skipped: skipped.map(({ place, ...skip }) => ({ ...place, ...skip })) }, text, code: skipped.length > 0 ? EXIT.input : EXIT.done, quotes: true }
  }
})

export const importCommands: Group = { name: 'import', describe: 'take over what another system learned', commands: [skillloopDb] }
