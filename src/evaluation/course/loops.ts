import type { Pointer } from '../../kernel/types.js'
import type { PlacedCall } from '../../traces/live-messages.js'
import type { CallOutcome } from '../observations/types.js'

/** One call made again and again without another outcome. */
export interface Loop { what: string; times: number; at: Pointer }

/** Twice may be a second look. */
const AGAIN = 3

/** The longest run of failing calls that are the same to the letter, nothing else having worked between them; undefined below three. */
export function findLoop(placed: readonly PlacedCall[], calls: readonly CallOutcome[]): Loop | undefined {
  let longest: Loop | undefined
  let key = ''
  let times = 0
  calls.forEach((outcome, index) => {
    if (outcome.state === 'ok') { times = 0; key = ''; return }
    const call = placed[index]?.call
    if (outcome.state !== 'failed' || !call) return
    const same = `${call.name}\0${JSON.stringify(call.arguments)}`
    times = same === key ? times + 1 : 1
    key = same
    if (times >= AGAIN && times > (longest?.times ?? 0)) longest = { what: outcome.what, times, at: outcome.at }
  })
  return longest
}
