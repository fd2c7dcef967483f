import { EXIT } from '../kernel/errors.js'
import { worldOf, type GlobalArguments } from './command.js'
import type { Io, Output } from './io.js'
import { describeTick, tickJson } from './show/tick.js'

interface Holder { pid: number; host: string; since: string }

/** One tick, as a command tells it. */
export async function tickOutput(args: GlobalArguments, io: Io, options: { dryRun?: boolean } = {}): Promise<Output> {
  const { runTick } = await import('../app/compose-tick.js')
  const ran = await runTick(await worldOf(args, io), io, options)
  if ('heldBy' in ran) return heldOutput(ran.heldBy)
  const { done } = ran
  const lines = [
    ...(done.resumed ? ['went on with a tick that had been interrupted'] : []), describeTick(done.report, done.troubles),
    ...(options.dryRun ? ['nothing was stored (dry run)'] : done.commit === undefined ? ['nothing new: no report was stored'] : [`ledger is at ${done.commit.slice(0, 10)}`]),
    ...(done.report.controller.waits.pending > 0 ? ['', 'next: skillloop review list'] : [])
  ]
  return { json: tickJson(done), text: lines.join('\n'), code: done.code, quotes: true }
}

/** Another process is at it. */
export function heldOutput(holder: Holder | undefined): Output {
  const who = holder ? ` (process ${holder.pid} on ${holder.host}, since ${holder.since.slice(0, 19).replace('T', ' ')})` : ''
  return { json: { held: holder ?? true }, text: `another tick is running${who}: nothing was done`, code: EXIT.environment }
}
