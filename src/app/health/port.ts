import type { CodeBlock } from '../../distillation/skills/code-blocks.js'

/** What a look at a skill's health needs of this machine; nothing of it runs what a skill says. */
export interface HealthPort {
  /** Whether a program is on the PATH. */
  has(program: string): boolean
  /** What is wrong with code by a parser that does not run it; undefined where nothing is, null where there is no parser here. */
  syntax(language: CodeBlock['language'], text: string): string | undefined | null
  /** Runs one declared check in a sandbox without network, on a copy of the skill. @returns undefined where there is no sandbox here */
  sandboxed?(files: ReadonlyMap<string, Uint8Array>, command: string): { code: number | null; output: string } | undefined
}
