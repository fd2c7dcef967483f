import type { CallSource } from '../../traces/call-source.js'

/** Where words stood before they were said or done: in the result of which call, and who may have written it. */
export interface Heard {
  from: CallSource
  message: number
  call: number
  /** The words stood there as something to be done or remembered, not just somehow. */
  told: boolean
  /** The session whose call that was, where it is another one. */
  trace?: string
}

/** Something that a page or a tool's output told the reader to do or to keep. Nobody in the session said it. */
export interface Overheard {
  text: string
  from: CallSource
  message: number
  call: number
}
