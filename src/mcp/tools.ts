import { findEntry, searchLibrary } from '../app/library.js'
import type { Writer } from '../app/note.js'
import type { Proposed } from '../app/propose-memory.js'
import { badInput } from '../kernel/errors.js'
import { excerpt } from '../kernel/text.js'
import type { Desk } from './desk.js'
import { fileText, listText, memoryText, shown, skillText, whyLines } from './show.js'

/** A tool as data: what a client is told, and what runs. Arguments have passed the schema. */
export interface McpTool {
  name: string
  title: string
  description: string
  /** Offered only where proposing is allowed. */
  proposes?: true
  properties: Record<string, object>
  required: readonly string[]
  run: (desk: Desk, args: Record<string, unknown>, writer: Extract<Writer, { kind: 'agent' }>) => Promise<string>
}

const text = (maxLength: number, description: string): object => ({ type: 'string', maxLength, description })
const optional = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

const search: McpTool = {
  name: 'search', title: 'Search skills and memories',
  description: 'Lists approved skills and memories, names and descriptions only. With words: those that match, best first. Call it before work to see what is known.',
  properties: { query: text(500, 'words; everything when left out'), kind: { enum: ['skill', 'memory'], description: 'both when left out' } },
  required: [],
  async run({ library }, { query, kind }) {
    const words = optional(query) ?? ''
    const found = searchLibrary(await library.now(), { words, kind: kind as 'skill' | 'memory' | undefined, limit: words.trim() === '' ? 10_000 : 20 })
    if (found.length === 0) return words.trim() === '' ? 'Nothing is approved yet.' : `Nothing approved has words of ${JSON.stringify(excerpt(words, 100))}.`
    return listText(found)
  }
}

const readSkill: McpTool = {
  name: 'read_skill', title: 'Read a skill',
  description: 'An approved skill\'s SKILL.md with the names of its other files, or one of these.',
  properties: { name: text(100, 'as search names it'), file: text(300, 'e.g. references/guide.md; SKILL.md when left out') },
  required: ['name'],
  async run({ library, used }, { name, file }) {
    const entry = findEntry(await library.now(), 'skill', String(name))
    const path = optional(file)
    const content = path === undefined ? skillText(entry) : fileText(entry, path)
    if (content === undefined) throw badInput(`the skill ${entry.name} has no file ${excerpt(path ?? '', 80)}`, { expected: [...entry.files.keys()].sort().slice(0, 30).join(', ') })
    await used(entry)
    return content
  }
}

const readMemory: McpTool = {
  name: 'read_memory', title: 'Read a memory',
  description: 'An approved memory in full.',
  properties: { name: text(200, 'its path or name, as search names it') },
  required: ['name'],
  async run({ library, used }, { name }) {
    const entry = findEntry(await library.now(), 'memory', String(name))
    await used(entry)
    return memoryText(entry)
  }
}

const why: McpTool = {
  name: 'why', title: 'Why is it known?',
  description: 'Who taught a skill or memory: the version, the decisions, and the sessions with what was said there.',
  properties: { name: text(300, 'a name or path, as search names it'), line: { type: 'integer', minimum: 1, maximum: 1_000_000, description: 'one line of its file; the whole when left out' } },
  required: ['name'],
  async run({ library, world }, { name, line }) {
    const given = String(name)
    const { entries } = await library.now()
    const entry = entries.find((one) => one.path === given || one.name === given)
    if (!entry) throw badInput(`nothing in force is called ${excerpt(given, 80)}`, { fix: 'call search for what there is' })
    const [{ withIndex }, { why: ask }] = [await import('../app/compose.js'), await import('../app/why.js')]
    return whyLines(await withIndex(world, (context) => ask(context, typeof line === 'number' ? `${entry.path}:${line}` : entry.path)))
  }
}

const proposeMemoryTool: McpTool = {
  name: 'propose_memory', title: 'Propose a memory', proposes: true,
  description: 'Proposes one lesson to be remembered. A person reviews it; until then it is not in force. Propose only what will hold in later sessions.',
  properties: {
    text: text(4000, 'the lesson in one or two sentences, at most 1000 characters'),
    type: { enum: ['semantic', 'episodic', 'procedural'], description: 'facts and preferences, what happened, or rules of acting' },
    scope: { enum: ['user', 'project', 'environment'], description: 'what it is about' }
  },
  required: ['text'],
  async run({ world }, { text: words, type, scope }, writer) {
    const [{ withIndex }, { proposeMemory }] = [await import('../app/compose.js'), await import('../app/propose-memory.js')]
    return proposedText(await withIndex(world, (context) => proposeMemory(context, String(words), writer, {
      type: type as 'semantic' | undefined, scope: scope as 'user' | undefined
    })))
  }
}

const proposeSkillTool: McpTool = {
  name: 'propose_skill_change', title: 'Propose a change of a skill', proposes: true,
  description: 'Proposes new bytes for files of an approved skill, or a new skill with its SKILL.md. A person reviews it; until then nothing changes.',
  properties: {
    name: text(100, 'the skill'), reason: text(4000, 'what was learned and where, at most 1000 characters'),
    files: { type: 'object', minProperties: 1, maxProperties: 50, additionalProperties: { type: 'string', maxLength: 262_144 }, description: 'whole files by path in the skill, e.g. {"SKILL.md": "…"}; others stay as they are' }
  },
  required: ['name', 'reason', 'files'],
  async run({ world }, { name, reason, files }, writer) {
    const [{ withIndex }, { proposeSkill }] = [await import('../app/compose.js'), await import('../app/propose-skill.js')]
    return proposedText(await withIndex(world, (context) => proposeSkill(context, { name: String(name), reason: String(reason), files: files as Record<string, string> }, writer)))
  }
}

function proposedText({ id, already, verdict, doubts }: Proposed): string {
  if (already !== undefined) return shown(`${id}: ${already}`)
  return shown([`Proposed as ${id}. It is not in force: a person decides on it.`, ...(verdict === 'safe' ? [] : [`The scan says ${verdict}.`]), ...doubts.slice(0, -1)].join('\n'))
}

/** The tools that a server offers. */
export function toolsFor(propose: boolean): McpTool[] {
  return [search, readSkill, readMemory, why, proposeMemoryTool, proposeSkillTool].filter(({ proposes }) => propose || !proposes)
}
