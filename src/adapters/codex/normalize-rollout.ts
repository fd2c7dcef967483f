import { parseTime } from '../../kernel/clock.js'
import type { Trace } from '../../kernel/types.js'
import { endStateOf } from '../shared/end.js'
import { defined, isRecord, numberOf, pick, pickText, shownWord, type Problem, type Row } from '../shared/fields.js'
import { joinTurns } from '../shared/join.js'
import type { SessionDraft } from '../types.js'
import { CODEX } from './about.js'
import { CopiedHistory } from './normalize-copies.js'
import { isCall, isResult, readCallEvent, readItemCall, readItemResult } from './normalize-calls.js'
import { channelOf, instructionsOf, parentOf, projectOf, toolsOf, usageOf } from './normalize-meta.js'
import { Conversation } from './normalize-conversation.js'

const EXPECTED = 'a record of a Codex rollout: {"timestamp", "type", "payload"}'
/** Records that say nothing of the conversation: settings, environment, and state of the client. */
const SILENT_RECORDS = new Set(['world_state', 'inter_agent_communication_metadata'])
/** Items that say nothing of it: snapshots of the files, and context that only the provider can read. */
const SILENT_ITEMS = new Set(['ghost_snapshot', 'compaction', 'compaction_summary', 'compaction_trigger', 'context_compaction'])

/**
 * A Codex session from the records of its rollout, one after the other (codex-rs/protocol: RolloutItem). What was
 * said is in response_item; event_msg tells the screen the same, and only what it says beyond that is used.
 */
export class Rollout {
  readonly #conversation = new Conversation()
  readonly #copies = new CopiedHistory()
  readonly #unknown = new Set<string>()
  #meta: Row | undefined
  /** The time of the last record as it stands there, and as one of ours once it is asked for. */
  #stamp: unknown
  #parsed: { stamp: unknown; at: string | undefined } = { stamp: undefined, at: undefined }
  #firstAt: string | undefined
  #cwd: string | undefined
  #model: string | undefined
  #title: string | undefined
  #total: Row | undefined
  #before: Row | undefined
  #end: Trace['end'] | undefined

  /** Takes the next record; returns what is wrong with it, if anything is. */
  add(value: unknown): Problem | undefined {
    if (!isRecord(value)) return { problem: 'not an object', expected: EXPECTED }
    this.#stamp = pick(value, 'timestamp', 'created_at') ?? this.#stamp
    this.#firstAt ??= this.#at
    const payload = pick(value, 'payload')
    const type = pickText(value, 'type')
    const wasCopied = this.#copies.isCopied
    this.#copies.look(type, isRecord(payload) ? payload : {}, this.#stamp)
    if (wasCopied && !this.#copies.isCopied) this.#startOwn()
    return isRecord(payload) ? this.#addRecord(type, payload) : this.#addBare(value, type)
  }

  /** The session, once all records are in; undefined where nothing was said. */
  session(raw: Trace['raw']): SessionDraft | undefined {
    const meta = this.#meta ?? {}
    const turns = this.#conversation.finish()
    if (turns.length === 0) return undefined
    const instructions = instructionsOf(meta)
    const id = pickText(meta, 'id')
    return defined<SessionDraft>({
      runtime: CODEX.runtime,
      adapter: { name: CODEX.name, version: CODEX.version },
      nativeId: id !== undefined && id.length <= 512 ? id : undefined,
      title: this.#title,
      model: this.#model ?? turns.findLast(({ message }) => message.model !== undefined)?.message.model,
      channel: channelOf(meta),
      project: projectOf(meta, this.#cwd),
      startedAt: parseTime(pick(meta, 'timestamp')) ?? this.#firstAt,
      endedAt: this.#at,
      end: this.#end ?? { state: endStateOf(turns) },
      parent: parentOf(meta, this.#copies.from),
      messages: joinTurns([...(instructions === undefined ? [] : [{ message: { role: 'system' as const, text: instructions, injected: true as const }, calls: [], results: [] }]), ...turns]),
      tools: toolsOf(meta),
      usage: usageOf(this.#total, this.#before),
      cost: undefined,
      outcomes: undefined,
      metadata: undefined,
      raw
    })
  }

  /** Most records need no time, and many have the same. */
  get #at(): string | undefined {
    if (this.#stamp !== this.#parsed.stamp) this.#parsed = { stamp: this.#stamp, at: parseTime(this.#stamp) ?? this.#parsed.at }
    return this.#parsed.at
  }

  #addRecord(type: string | undefined, payload: Row): Problem | undefined {
    switch (type) {
      case 'session_meta':
        // Others may follow: those of the sessions whose history was copied.
        this.#meta ??= payload
        return undefined
      case 'turn_context':
        this.#model = pickText(payload, 'model') ?? this.#model
        this.#cwd ??= pickText(payload, 'cwd')
        return undefined
      case 'response_item':
        return this.#addItem(payload)
      case 'event_msg':
        this.#addEvent(payload, pickText(payload, 'type') ?? '')
        return undefined
      case 'compacted':
        this.#conversation.compact(pickText(payload, 'message'), pick(payload, 'replacement_history'), this.#at)
        return undefined
      default:
        return type !== undefined && SILENT_RECORDS.has(type) ? undefined : this.#unknownType('record', type)
    }
  }

  /** Before 0.32 items stood in the file as they are, and the first line was what session_meta is now. */
  #addBare(value: Row, type: string | undefined): Problem | undefined {
    if (pickText(value, 'record_type') === 'state') return undefined
    if (type !== undefined || pickText(value, 'role') !== undefined) return this.#addItem(value)
    if (pickText(value, 'id') === undefined || pick(value, 'timestamp') === undefined) return { problem: 'a record of no known form', expected: EXPECTED }
    this.#meta ??= value
    return undefined
  }

  #addItem(item: Row): Problem | undefined {
    const type = pickText(item, 'type') ?? 'message'
    const talk = this.#conversation
    const of = { at: this.#at, model: pickText(item, 'model') ?? this.#model, copied: this.#copies.isCopied }
    const said = pick(item, 'content', 'message')
    if (type === 'message') {
      const role = pickText(item, 'role')
      if (role === 'user') talk.user(said, of)
      else if (role === 'assistant') talk.assistant(said, of)
      else if (role === 'developer' || role === 'system') talk.injected('system', said, of)
      else return this.#unknownType('role', role)
      if (role === 'assistant') this.#end = undefined
    } else if (type === 'agent_message') talk.injected('user', said, of)
    else if (type === 'reasoning') talk.reasoning(item)
    else if (isCall(type)) {
      talk.call(readItemCall(item, type), of)
      this.#end = undefined
    } else if (isResult(type)) talk.result(readItemResult(item), of)
    else if (!SILENT_ITEMS.has(type)) return this.#unknownType('item', type)
    return undefined
  }

  /** Events are for the screen (codex-rs/protocol: EventMsg): all but these repeat the items or tell how the work goes on. */
  #addEvent(event: Row, type: string): void {
    switch (type) {
      case 'user_message':
        this.#conversation.prompt(event, { at: this.#at, model: undefined, copied: this.#copies.isCopied })
        this.#end = undefined
        break
      case 'token_count': {
        const info = pick(event, 'info')
        const total = isRecord(info) ? pick(info, 'total_token_usage') : undefined
        if (isRecord(total)) this.#total = total
        break
      }
      case 'thread_rolled_back':
        this.#conversation.rollBack(numberOf(pick(event, 'num_turns')))
        this.#end = undefined
        break
      case 'turn_aborted':
        this.#conversation.abort()
        this.#end = { state: 'interrupted', reason: pickText(event, 'reason') ?? 'turn_aborted' }
        break
      case 'error':
        this.#end = { state: 'error', reason: pickText(event, 'codex_error_info') ?? 'error' }
        break
      case 'task_complete':
      case 'turn_complete':
        if (pick(event, 'error') !== undefined) this.#end = { state: 'error', reason: 'error' }
        break
      case 'thread_name_updated':
        this.#title = pickText(event, 'thread_name') ?? this.#title
        break
      default: {
        const told = readCallEvent(event, type)
        if (told) this.#conversation.told(told)
      }
    }
  }

  /** The copied history is over: what it used was counted in its own session. */
  #startOwn(): void {
    this.#before = this.#total
    this.#total = undefined
    this.#end = undefined
  }

  // Once for each type: a new version of Codex may write one a thousand times.
  #unknownType(kind: string, type: string | undefined): Problem | undefined {
    const name = `${kind} ${shownWord(type)}`
    if (this.#unknown.has(name)) return undefined
    if (this.#unknown.size < 100) this.#unknown.add(name)
    return { problem: `unknown ${name}`, expected: EXPECTED }
  }
}
