import { conceptsOf } from '../distillation/memory/concepts.js'
import { relationOf, type Relation } from '../distillation/memory/compare.js'
import { sha256 } from '../kernel/hash.js'
import type { MemoryFrontMatter } from '../kernel/types.js'

/** A memory in force, as it is to stand in a memory service. */
export interface Wanted { path: string; text: string; type: MemoryFrontMatter['type']; scope: MemoryFrontMatter['scope']; proposal: string }

/** A memory as a service has it. */
export interface Standing { id: string; text: string; metadata: Readonly<Record<string, unknown>> }

/** What is to be done for one memory; drift: somebody changed it there, and it is left alone. */
export type PushStep =
  | { kind: 'same'; path: string; id: string }
  | { kind: 'add'; wanted: Wanted }
  | { kind: 'update'; wanted: Wanted; id: string }
  | { kind: 'delete' | 'drift'; path: string; id: string }

const KEY = 'skillloop_key'
const DIGEST = 'skillloop_sha256'

/** What is stored with a memory: by the key it is found again, and the digest tells whether somebody changed it since. */
export function metadataOf({ path, text, type, scope, proposal }: Wanted, space: string): Record<string, string> {
  return { [KEY]: keyOf(path, space), [DIGEST]: digestOf(text), skillloop_proposal: proposal, type, scope }
}

function keyOf(path: string, space: string): string {
  return `${space}:${path}`
}

/** SHA-256 of a memory's text, as services give it back: space at its ends is nobody's. */
export function digestOf(text: string): string {
  return sha256(text.trim())
}

/** Whether a memory there was put there by SkillLoop for this path and space. */
export function isOwn({ metadata }: Standing, path: string, space: string): boolean {
  return metadata[KEY] === keyOf(path, space)
}

/** SkillLoop's own, and with the text that it wrote. */
function isUntouched({ text, metadata }: Standing): boolean {
  return metadata[DIGEST] === digestOf(text)
}

/**
 * What brings a service to what is in force. Only what SkillLoop put there is changed or deleted, and only while its
 * text is what SkillLoop wrote. Copies that a write without an answer may have made become one.
 * @param withdrawn paths of memories that were in force once and are not now
 */
export function planPush(wanted: readonly Wanted[], withdrawn: readonly string[], there: readonly Standing[], space: string): PushStep[] {
  const copiesOf = (path: string): Standing[] => there.filter((one) => isOwn(one, path, space)).sort((a, b) => (a.id < b.id ? -1 : 1))
  const extras = (copies: readonly Standing[], path: string): PushStep[] => copies.filter(isUntouched).map(({ id }) => ({ kind: 'delete', path, id }))
  const steps = wanted.flatMap((memory): PushStep[] => {
    const copies = copiesOf(memory.path)
    const same = copies.find(({ text }) => digestOf(text) === digestOf(memory.text))
    if (same) return [{ kind: 'same', path: memory.path, id: same.id }, ...extras(copies.filter((copy) => copy !== same), memory.path)]
    const old = copies.find(isUntouched)
    if (old) return [{ kind: 'update', wanted: memory, id: old.id }, ...extras(copies.filter((copy) => copy !== old), memory.path)]
    return copies[0] ? [{ kind: 'drift', path: memory.path, id: copies[0].id }] : [{ kind: 'add', wanted: memory }]
  })
  const gone = withdrawn.flatMap((path) => copiesOf(path).map((copy): PushStep => ({ kind: isUntouched(copy) ? 'delete' : 'drift', path, id: copy.id })))
  return [...steps, ...gone]
}

/** What a service says on the same thing: in the same words, in others, or otherwise. */
export interface Related { id: string; text: string; relation: Relation }

/** What is there that duplicates or contradicts a text, the nearest first. */
export function relatedThere(text: string, there: readonly Standing[]): Related[] {
  const own = conceptsOf(text)
  return there.flatMap(({ id, text: other }) => {
    const relation = digestOf(other) === digestOf(text) ? 'same' : relationOf(own, conceptsOf(other))
    return relation === undefined ? [] : [{ id, text: other, relation }]
  })
}

/** The type of a memory that a service gives: what it was stored as, else semantic, as most facts are. */
export function typeOfRemote({ metadata }: Standing): MemoryFrontMatter['type'] {
  const { type } = metadata
  return type === 'episodic' || type === 'procedural' ? type : 'semantic'
}
