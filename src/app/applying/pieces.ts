import { isAbsolute, join, relative } from 'node:path'
import { okfBundle } from '../../datasets/okf.js'
import { canonicalJson } from '../../kernel/canonical-json.js'
import { parseMarkdown } from '../../kernel/front-matter.js'
import { artifactDigest, sha256 } from '../../kernel/hash.js'
import type { FullPolicy } from '../../policy/policy.js'
import { pendingMemory, pendingSkill } from '../../targets/forms/hermes-pending.js'
import { asBlock, asEntries, characters, fitMemories, type RememberedLesson } from '../../targets/forms/memory-text.js'
import type { PieceKind, SkillLimits } from '../../targets/forms/places.js'
import { nameOf } from '../history.js'
import type { InForce } from './in-force.js'
import { endedOn, lessonOf } from './lessons.js'
import type { Target } from './resolve-target.js'

/** Something that is to stand at a path of a target. */
export interface Piece {
  path: string
  as: PieceKind
  /** A file's bytes, a block with its marks, or where a link leads. */
  bytes: Uint8Array
  sha256: string
  /** The artifacts that are in it, by path on main. */
  of: string[]
}

interface LeftOut { path: string; reason: string }

/** What a target is to have; and what is in force, has no place there, and why. */
export interface Rendered { pieces: Piece[]; leftOut: LeftOut[] }

export interface RenderOptions {
  policy: Pick<FullPolicy, 'apply'>
  /** YYYY-MM-DD. */
  today: string
  /** The project, and the folder that links of skills lead into; absent for copies. */
  links?: { project: string; into: string }
  /** Artifacts of which other bytes were put there before. */
  known: ReadonlySet<string>
}

/** What a target is to have, of what is in force for it. Equal artifacts give equal bytes. */
export function render(target: Target, artifacts: readonly InForce[], options: RenderOptions): Rendered {
  const leftOut: LeftOut[] = []
  const usable = artifacts.filter((artifact) => {
    const ended = endedOn(artifact, options.today)
    const reason = ended === undefined ? beyond(artifact, target.place.skills) : `it held until ${ended}`
    if (reason !== undefined) leftOut.push({ path: artifact.path, reason })
    return reason === undefined
  })
  const rendered = inForm(target, usable, options)
  return { pieces: rendered.pieces, leftOut: [...leftOut, ...rendered.leftOut] }
}

function inForm(target: Target, artifacts: readonly InForce[], options: RenderOptions): Rendered {
  switch (target.place.form) {
    case 'skills': return { pieces: artifacts.filter(({ kind }) => kind === 'skill').flatMap((skill) => skillPieces(target, skill, options)), leftOut: [] }
    case 'folder': return { pieces: artifacts.flatMap((artifact) => filesOf(artifact).map(([path, bytes]) => piece(path, 'file', bytes, [artifact.path]))), leftOut: [] }
    case 'block': return memoryPieces(target, artifacts, options, 'block', asBlock)
    case 'entries': return memoryPieces(target, artifacts, options, 'file', asEntries)
    case 'okf': return { pieces: bundlePieces(artifacts), leftOut: [] }
    case 'pending': return { pieces: artifacts.flatMap((artifact) => pendingPieces(artifact, options)), leftOut: [] }
  }
}

function piece(path: string, as: PieceKind, bytes: Uint8Array | string, of: string[]): Piece {
  return { path, as, bytes: Buffer.from(bytes), sha256: sha256(bytes), of }
}

/** The files of an artifact by their paths on main. */
function filesOf({ path, kind, files }: InForce): [string, Uint8Array][] {
  return [...files].map(([name, bytes]) => [kind === 'memory' ? path : `${path}/${name}`, bytes])
}

function skillPieces({ root }: Target, skill: InForce, { links }: RenderOptions): Piece[] {
  const name = nameOf(skill.path)
  if (!links) return [...skill.files].map(([file, bytes]) => piece(`${name}/${file}`, 'file', bytes, [skill.path]))
  const leadsTo = join(links.into, name)
  const fromProject = relative(links.project, root)
  // Within the project it may be moved as a whole.
  const isInside = fromProject !== '..' && !/^\.\.[/\\]/.test(fromProject) && !isAbsolute(fromProject)
  return [piece(name, 'link', isInside ? relative(root, leadsTo) : leadsTo, [skill.path])]
}

function memoryPieces({ place }: Target, artifacts: readonly InForce[], { policy: { apply } }: RenderOptions, as: PieceKind, asText: (lessons: readonly RememberedLesson[]) => string): Rendered {
  const lessons = artifacts.filter(({ kind }) => kind === 'memory').map(lessonOf)
  const rendered: Rendered = { pieces: [], leftOut: [] }
  for (const file of place.memories ?? []) {
    const wanted = apply.limits[place.name] ?? file.characters
    const limited = { ...file, characters: file.hard ? Math.min(wanted, file.characters) : wanted }
    const { fits, leftOut } = fitMemories(lessons, limited, apply.memoryOrder, asText)
    rendered.leftOut.push(...leftOut)
    if (fits.length > 0) rendered.pieces.push(piece(file.file, as, asText(fits), fits.map(({ path }) => path)))
  }
  return rendered
}

function bundlePieces(artifacts: readonly InForce[]): Piece[] {
  if (artifacts.length === 0) return []
  const known = artifacts.map(({ view, kind, path, files, changed }) => ({
    proposal: view.id, kind, title: view.onMain?.title ?? nameOf(path), path, sessions: view.supporters, text: textOf(files.get('SKILL.md') ?? [...files.values()][0]), ...(changed !== '' && { approvedAt: changed })
  }))
  return [...okfBundle(known)].map(([path, text]) => {
    const own = artifacts.filter(({ view, kind }) => path === `concepts/${kind}_${view.id}.md`)
    return piece(path, 'file', text, (own.length > 0 ? own : artifacts).map((artifact) => artifact.path))
  })
}

function pendingPieces(artifact: InForce, { known }: RenderOptions): Piece[] {
  const { path, files, changed, kind } = artifact
  const about = { digest: artifactDigest(files), at: changed === '' ? '1970-01-01T00:00:00.000Z' : changed }
  const records = kind === 'memory'
    ? [pendingMemory({ ...about, text: lessonOf(artifact).text, isAboutUser: lessonOf(artifact).scope === 'user' })]
    : pendingSkill({ ...about, name: nameOf(path), description: descriptionOf(path, files.get('SKILL.md')), files: new Map([...files].map(([name, bytes]) => [name, textOf(bytes)])), isKnown: known.has(path) })
  return records.map((record) => piece(`${record.subsystem}/${record.id}.json`, 'file', canonicalJson(record), [path]))
}

/** Why a skill is too large for an agent; undefined where it is not. */
function beyond({ kind, files }: InForce, limits: SkillLimits | undefined): string | undefined {
  if (!limits || kind !== 'skill') return undefined
  if (files.size > limits.files) return `it has ${files.size} files, and the agent takes ${limits.files}`
  const length = characters(textOf(files.get('SKILL.md')))
  if (length > limits.characters) return `its SKILL.md has ${length} characters, and the agent takes ${limits.characters}`
  const large = [...files].find(([, bytes]) => bytes.length > limits.fileBytes)
  return large ? `${large[0]} has ${large[1].length} bytes, and the agent takes ${limits.fileBytes}` : undefined
}

function descriptionOf(path: string, bytes: Uint8Array | undefined): string {
  const { description } = parseMarkdown(textOf(bytes), { file: path }).data
  return typeof description === 'string' ? description : ''
}

function textOf(bytes: Uint8Array | undefined): string {
  return Buffer.from(bytes ?? []).toString('utf8')
}
