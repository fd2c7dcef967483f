import { plural } from '../../kernel/text.js'
import { command, worldOf } from '../command.js'

export const maintainCommand = command({
  name: 'maintain',
  describe: 'keep the store quick and small: join packs, remove what nothing reaches and what the policy keeps no longer',
  options: {
    git: { type: 'boolean', default: true, describe: 'by git gc where Git is installed, which takes longer and makes it smaller; --no-git for without' },
    'dry-run': { type: 'boolean', default: false, describe: 'say what would be done' }
  },
  details: ['What is on main, on the ledger and on open branches stays as it is. Ticks do it by themselves when much lies about. How long what is let go was kept: skillloop policy explain retention.'],
  async run(args, io) {
    const { maintainStore } = await import('../../app/compose-tick.js')
    const dryRun = args['dry-run']
    const result = await maintainStore(await worldOf(args, io), { dryRun, git: args.git })
    const { before, after, packed, joined, pruned, unpruned, letGo, gc } = result
    const size = ({ looseBytes, packBytes }: typeof before): string => `${((looseBytes + packBytes) / 1e6).toFixed(1)} MB`
    const would = dryRun ? 'would be ' : ''
    const lines = [
      `before       ${plural(before.loose, 'loose object')}, ${plural(before.packs, 'pack')}, ${size(before)}`,
      ...(dryRun ? [] : [`now          ${plural(after.loose, 'loose object')}, ${plural(after.packs, 'pack')}, ${size(after)}${gc ? ', by git gc' : ''}`]),
      ...(packed > 0 || joined > 0 ? [`packed       ${plural(packed, 'loose object')}${joined > 0 ? ` and ${plural(joined, 'pack')}` : ''} ${would}put in one pack`] : []),
      ...(pruned > 0 ? [`unreachable  ${plural(pruned, 'object')} ${would}removed`] : []),
      ...(unpruned === undefined ? [] : [`unreachable  nothing removed: ${unpruned}`]),
      ...letGo.map(({ ref, movedAt }) => `let go       ${ref}, of ${movedAt.slice(0, 10)}`),
      ...(packed + joined + pruned + letGo.length === 0 ? ['Nothing to do.'] : [])
    ]
    return { json: result, text: lines.join('\n') }
  }
})
