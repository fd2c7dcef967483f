import type { Adapter } from '../types.js'
import { CLAUDE_CODE } from './about.js'
import { detectClaudeCode } from './detect.js'
import { readClaudeCode } from './read-sources.js'

/** Claude Code. A message that several session files hold, after a resume or a fork, belongs to one session. */
export const claudeCode: Adapter = {
  ...CLAUDE_CODE,
  detect: detectClaudeCode,
  read: readClaudeCode,
  holdsFiles: true,
  locations: (env, home) => {
    const root = env['CLAUDE_CONFIG_DIR'] ?? `${home}/.claude`
    return [`${root.replaceAll('\\', '/')}/projects/*/**/*.jsonl`]
  }
}
