import type { Statement } from '../types.js'
import type { CueGroup } from './cues.js'
import { plainText } from './languages/index.js'

const RULES: readonly CueGroup[] = ['never', 'always', 'stop', 'durable', 'plural-rule', 'condition', 'style-order']
// What is so: a prohibition or an obligation beside it only draws its consequence.
const FACTS: readonly CueGroup[] = ['fact', 'change', 'exists', 'convention', 'requirement']

/** procedural for rules of acting, episodic for what happened before, semantic for preferences and facts. */
export function typeOf(groups: ReadonlySet<CueGroup>): Statement['type'] {
  if (groups.has('happened')) return 'episodic'
  if (groups.has('prefer') || groups.has('would-prefer')) return 'semantic'
  if (RULES.some((group) => groups.has(group))) return 'procedural'
  if (FACTS.some((group) => groups.has(group))) return 'semantic'
  return groups.has('prohibition') || groups.has('must') ? 'procedural' : 'semantic'
}

// Where the lesson holds: by who or what it is about.
const MACHINE = /\b(?:macos|linux|windows|ubuntu|debian|wsl2?|docker|podman|localhost|port \d+|laptop|this machine|my machine|installed|environment variables?|env vars?|\$?path|zsh|fish|bash|gpu|cuda|vpn|proxy|homebrew|apt|sudo|node \d+|python ?3|java \d+)\b|環境変数|环境变量|docker/u
const PERSON = /\b(?:i|i'm|i'd|my|me|emojis?|apologi[sz]\w+|concise|tone|answers?|replies|reply|respond|explanations?|yo|mi|prefiero|eu|meu|minha|prefiro|je|mon|ich|mir|mein\w*|io|mio|preferisco)\b|[яЯ] |мне|мой|我(?!们|們)|私|僕|(?:^| )(?:저는|나는|제가|내)|答|回答/u

/** user: about the person; environment: about machine and tools around; else the project. */
export function scopeOf(text: string, groups: ReadonlySet<CueGroup>): Statement['scope'] {
  const plain = plainText(text)
  if (groups.has('prefer') || groups.has('would-prefer') || groups.has('wish')) return /\b(?:we|our)\b/.test(plain) ? 'project' : 'user'
  const isFact = groups.has('fact') || groups.has('declared') || groups.has('convention')
  if (isFact && MACHINE.test(plain)) return 'environment'
  return PERSON.test(plain) ? 'user' : 'project'
}
