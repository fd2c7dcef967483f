import { EXIT } from '../kernel/errors.js'

/** One proposal that waits, as the loop needs it. */
interface Waiting { id: string; title: string; head: string | undefined; isDangerous: boolean }

/** A decision that is made and not recorded yet: the next key records it, u takes it back. */
interface Held { verb: 'approve' | 'reject'; item: Waiting; at: number; reason?: string | undefined; acceptRisk?: string | undefined }

/** What the loop does in the world. Texts are said as they are given. */
export interface LoopPort {
  key(): Promise<string>
  ask(question: string): Promise<string>
  say(text: string): void
  /** The proposal whole, as it is now; its head may have moved since the list was made. */
  show(id: string): Promise<{ text: string; item: Waiting } | undefined>
  diff(id: string): Promise<string>
  evidence(id: string): Promise<string>
  edit(id: string): Promise<string>
  /** Records it. @returns what happened, and the exit code */
  record(held: Held): Promise<{ text: string; code: number }>
}

export interface LoopResult { approved: string[]; rejected: string[]; skipped: string[]; failed: string[]; code: number }

const KEYS = 'a approve · r reject · e edit · s skip · o evidence · d diff · u take back · q quit'
const STOP = new Set(['q', '\u0003', '\u0004'])

/**
 * Goes through what waits, a key at a time. A decision is recorded with the key after it, so that u can take a slip
 * back before it is history; Ctrl-C records nothing more.
 */
export async function reviewLoop(ids: readonly string[], port: LoopPort): Promise<LoopResult> {
  const result: LoopResult = { approved: [], rejected: [], skipped: [], failed: [], code: EXIT.done }
  let held: Held | undefined
  let at = 0
  let shown: Waiting | undefined
  const settle = async (): Promise<void> => {
    if (!held) return
    const { verb, item } = held
    const { text, code } = await port.record(held)
    held = undefined
    port.say(text)
    result.code = Math.max(result.code, code)
    if (code === EXIT.done) result[verb === 'approve' ? 'approved' : 'rejected'].push(item.id)
    else result.failed.push(item.id)
  }
  const goTo = (place: number): void => {
    at = place
    shown = undefined
  }
  while (at < ids.length || held) {
    const id = ids[at]
    if (id !== undefined && !shown) {
      const found = await port.show(id)
      if (!found) {
        port.say(`${id} does not wait any more`)
        goTo(at + 1)
        continue
      }
      shown = found.item
      port.say(`\n${found.text}\n`)
    }
    port.say(id === undefined ? 'That was the last one. u takes the last decision back, any other key records it.' : `[${at + 1} of ${ids.length}] ${KEYS}`)
    const key = (await port.key()).toLowerCase()
    if (key === 'u') {
      if (held) {
        port.say(`taken back: ${held.item.id} was not ${held.verb === 'approve' ? 'approved' : 'rejected'}`)
        goTo(held.at)
        held = undefined
      } else if (result.skipped.includes(ids[at - 1] ?? '')) {
        result.skipped = result.skipped.filter((skipped) => skipped !== ids[at - 1])
        goTo(at - 1)
      } else port.say('nothing to take back here; what is recorded is undone by review revoke or review reopen')
      continue
    }
    // Whoever breaks off has not confirmed the last one.
    if (key === '\u0003' && held) {
      port.say(`not recorded: ${held.item.id}`)
      held = undefined
    }
    await settle()
    if (STOP.has(key)) break
    if (id === undefined || !shown) continue
    if (key === 'o') port.say(await port.evidence(id))
    else if (key === 'd') port.say(await port.diff(id))
    else if (key === 'e') {
      port.say(await port.edit(id))
      goTo(at)
    } else if (key === 's') {
      result.skipped.push(id)
      goTo(at + 1)
    } else if (key === 'a' || key === 'r') {
      held = await decision(key === 'a' ? 'approve' : 'reject', shown, at, port)
      if (held) {
        port.say(`${key === 'a' ? 'approved' : 'rejected'}: ${held.item.id} ${held.item.title}; your next key records it, u takes it back`)
        goTo(at + 1)
      }
    } else port.say(KEYS)
  }
  return result
}

/** Asks what a decision needs; undefined where the person thinks better of it. */
async function decision(verb: Held['verb'], item: Waiting, at: number, port: LoopPort): Promise<Held | undefined> {
  if (verb === 'reject') {
    const reason = await port.ask('Why not? (empty: back) ')
    return reason === '' ? undefined : { verb, item, at, reason }
  }
  if (!item.isDangerous) return { verb, item, at }
  const acceptRisk = await port.ask('What the scan found goes to agents as it stands. Why is that acceptable? (empty: back) ')
  if (acceptRisk === '') return undefined
  if (await port.ask(`Type ${item.id} to accept it: `) === item.id) return { verb, item, at, acceptRisk }
  port.say('the risk was not accepted')
  return undefined
}
