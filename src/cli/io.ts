import type { Readable } from 'node:stream'

/** The process as a command sees it; tests give one of their own. */
export interface Io {
  cwd: string
  env: NodeJS.ProcessEnv
  stdin: Readable
  stdout(text: string): void
  stderr(text: string): void
  /** True when a person watches standard error. */
  isTerminal: boolean
  /** Asks the person at the terminal; absent where there is none. */
  ask?: (question: string) => Promise<string>
  /** The next key the person presses there; absent where there is none. Ctrl-C is \u0003. */
  key?: () => Promise<string>
}

/** What a command has to say: for people as text, for programs as JSON, and the exit code. */
export interface Output {
  text: string
  json: unknown
  /** It quotes what is stored or given: that passes the redaction once more, since an older one may have let it pass. */
  quotes?: true
  /** Standard output was a protocol's: nothing else is printed there. */
  wasProtocol?: true
  /** 0 when left out. */
  code?: number
}
