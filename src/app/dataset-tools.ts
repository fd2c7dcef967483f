import type { Sink, Spool, TokenCounter } from '../datasets/types.js'
import type { TargetFolder } from '../targets/folder.js'

/** What exports need of the machine beside the store; compose.ts makes the real one. */
export interface DatasetTools {
  openSpool(): Promise<Spool & { close(): Promise<void> }>
  /** @throws SkillLoopError (2) for a name that is no tokenizer */
  openTokenizer(name: string): Promise<TokenCounter>
  /** Writes files to a folder, or only sums them up where there is none. `accept`: whether bytes of this SHA-256 may be that file. */
  sinkTo(target: TargetFolder | undefined, file: { kind: string; format: 'jsonl' | 'parquet' }, accept?: (name: string, sha256: string) => boolean): Sink
  /** SHA-256 over the code that makes records. */
  code(): string
}
