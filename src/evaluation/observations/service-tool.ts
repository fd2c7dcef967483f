import type { ObservationKind } from './types.js'

/** First words of tool names that change something in a service: an account, an order, a ticket, somebody's mailbox. */
const CHANGES = new Set((
  'book cancel update modify change send create add delete remove set place submit issue refund apply assign exchange return reschedule schedule reserve order purchase buy pay ' +
  'charge transfer approve reject close open reopen reply post publish invite grant revoke enable disable activate deactivate upgrade downgrade merge archive move rename register'
).split(' '))
const LOOKUPS = new Set('get list search find fetch read query lookup look check retrieve show describe count calculate view'.split(' '))
const HAND_OVER = /^(?:transfer|hand|escalate|forward|route|pass)_(?:\w+_)?(?:human|agents?|person|support|operator|representative|staff)s?(?:_|$)|^(?:escalate|hand_?(?:over|off))$/
/** An agent's own notes and helpers change nothing that anybody else has. */
const OWN = /(?:^|_)(?:todos?|plan|memory|thought|note|task|tasks|agent|subagent|mode)$/

/** What a tool of a service does, told by its name: `cancel_reservation`, `getOrderDetails`, `mcp__desk__transfer_to_human_agents`. */
export function kindOfServiceTool(name: string): ObservationKind | undefined {
  const own = name.startsWith('mcp__') ? name.slice(name.lastIndexOf('__') + 2) : name.slice(name.lastIndexOf('.') + 1)
  const words = own.trim().replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, '_').replaceAll(/[-\s]/g, '_').toLowerCase()
  const first = words.slice(0, words.indexOf('_') === -1 ? undefined : words.indexOf('_'))
  if (HAND_OVER.test(words)) return 'hand-over'
  // A verb alone is too little to go by: `open`, `move` and `check` may be anything.
  if (first === words || OWN.test(words)) return undefined
  return CHANGES.has(first) ? 'change' : LOOKUPS.has(first) ? 'lookup' : undefined
}
