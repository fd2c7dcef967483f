/**
 * How a place takes what is approved. skills: a folder for each skill; folder: skills/ and memory/ as in the store;
 * block: memories in a marked part of a file; entries: files of memories that are SkillLoop's alone; okf: a bundle;
 * pending: records in Hermes' pending store.
 */
type Form = 'skills' | 'folder' | 'block' | 'entries' | 'okf' | 'pending'

/** What stands at a path of a target: a file, a marked part of one, or a link to a folder. */
export type PieceKind = 'file' | 'block' | 'link'

export type Scope = 'user' | 'project' | 'environment'

/** A file of memories: which of them, in the order in which they are chosen, and how many characters it takes. */
export interface MemoryFile {
  file: string
  scopes: readonly Scope[]
  /** Unicode characters, all of the file or block. */
  characters: number
  /** The agent itself cuts or refuses what is longer. */
  hard?: true
}

/** Limits of an agent for a skill; what passes them is left out and named. */
export interface SkillLimits { characters: number; files: number; fileBytes: number }

/** A place where agents read. To add one: an entry in PLACES. */
export interface Place {
  name: string
  says: string
  /** What `path` is relative to; given: the person says where. */
  at: 'project' | 'home' | 'hermes' | 'store' | 'given'
  /** The folder, or for a block the folder of its file. */
  path: string
  form: Form
  memories?: readonly MemoryFile[]
  skills?: SkillLimits
  /** What a person has to do so that the agent reads it, with {path} for the folder. */
  advice?: string
}

/** The folder of the store with what is in force; what links lead to. */
export const SHARED_FOLDER = 'local/in-force'

// Limits of Hermes' skill tool and scanner: SKILL.md 100,000 characters, a file 1 MiB, 50 files.
const HERMES: SkillLimits = { characters: 100_000, files: 50, fileBytes: 1 << 20 }
// About a thousand tokens, read at the start of each session: our own bound, the policy may set another.
const BLOCK = 4000

function block(file: string, scopes: readonly Scope[]): Pick<Place, 'form' | 'memories'> {
  return { form: 'block', memories: [{ file, scopes, characters: BLOCK }] }
}

const EVERY_SCOPE: readonly Scope[] = ['project', 'environment', 'user']

export const PLACES: readonly Place[] = [
  { name: 'agents', says: 'Codex, Copilot, OpenCode, Pi and others', at: 'project', path: '.agents/skills', form: 'skills' },
  { name: 'claude', says: 'Claude Code; also Copilot and OpenCode', at: 'project', path: '.claude/skills', form: 'skills' },
  { name: 'github', says: 'GitHub Copilot', at: 'project', path: '.github/skills', form: 'skills' },
  { name: 'pi', says: 'Pi', at: 'project', path: '.pi/skills', form: 'skills' },
  { name: 'opencode', says: 'OpenCode', at: 'project', path: '.opencode/skills', form: 'skills' },
  { name: 'agents-user', says: 'all projects: Copilot, OpenCode and others', at: 'home', path: '.agents/skills', form: 'skills' },
  { name: 'claude-user', says: 'all projects: Claude Code', at: 'home', path: '.claude/skills', form: 'skills' },
  { name: 'codex-user', says: 'all projects: Codex', at: 'home', path: '.codex/skills', form: 'skills' },
  { name: 'copilot-user', says: 'all projects: GitHub Copilot', at: 'home', path: '.copilot/skills', form: 'skills' },
  { name: 'pi-user', says: 'all projects: Pi', at: 'home', path: '.pi/agent/skills', form: 'skills' },
  { name: 'opencode-user', says: 'all projects: OpenCode', at: 'home', path: '.config/opencode/skills', form: 'skills' },
  { name: 'agents-md', says: 'memories, in a marked block of AGENTS.md', at: 'project', path: '', ...block('AGENTS.md', EVERY_SCOPE) },
  { name: 'claude-md', says: 'memories, in a marked block of CLAUDE.md', at: 'project', path: '', ...block('CLAUDE.md', EVERY_SCOPE) },
  { name: 'claude-md-user', says: 'memories about you, in ~/.claude/CLAUDE.md', at: 'home', path: '.claude', ...block('CLAUDE.md', ['user']) },
  { name: 'codex-md-user', says: 'memories about you, in ~/.codex/AGENTS.md', at: 'home', path: '.codex', ...block('AGENTS.md', ['user']) },
  {
    name: 'memory-md', says: 'memories as MEMORY.md and USER.md, in a folder', at: 'given', path: '', form: 'entries',
    memories: [{ file: 'MEMORY.md', scopes: ['project', 'environment'], characters: 2200, hard: true }, { file: 'USER.md', scopes: ['user'], characters: 1375, hard: true }]
  },
  {
    name: 'hermes', says: 'Hermes, through skills.external_dirs of its config', at: 'store', path: `${SHARED_FOLDER}/skills`, form: 'skills', skills: HERMES,
    advice: 'Hermes\' folder is not written. So that it reads these, place this in its config.yaml (~/.hermes, or $HERMES_HOME):\n\nskills:\n  external_dirs:\n    - {path}'
  },
  {
    name: 'hermes-pending', says: 'Hermes\' pending store, where the policy lets it', at: 'hermes', path: 'pending', form: 'pending', skills: HERMES,
    advice: 'Approve or reject them in Hermes: /skills pending, /memory pending.'
  },
  { name: 'okf', says: 'an Open Knowledge Format bundle, in a folder', at: 'given', path: '', form: 'okf' }
]

/** A folder that is no place of the table: skills/ and memory/ as in the store. */
export const PLAIN: Place = { name: 'folder', says: 'skills/ and memory/ as in the store', at: 'given', path: '', form: 'folder' }
