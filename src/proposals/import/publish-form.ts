import { badInput } from '../../kernel/errors.js'
import { parseMarkdown, renderMarkdown } from '../../kernel/front-matter.js'
import type { ArtifactFiles } from '../../kernel/hash.js'

/** agent-skills: the bytes as they were approved; clawhub: with what its registry reads from the front matter. */
export type PublishForm = 'agent-skills' | 'clawhub'

/** ClawHub's limit for a bundle. source: ClawHub documentation, skill format */
const CLAWHUB_BYTES = 50 << 20

/**
 * A skill in the form that it is published in.
 * For ClawHub SKILL.md bears a semantic version, counted from the versions here, and every file has to be text.
 * source: ClawHub documentation, skill format
 * @throws SkillLoopError (2) for what the form does not hold
 */
export function formOf(form: PublishForm, name: string, files: ArtifactFiles, version: number): ArtifactFiles {
  if (form === 'agent-skills') return files
  const place = { file: `skills/${name}/SKILL.md` }
  const binary = [...files].find(([, bytes]) => bytes.includes(0) || !isUtf8(bytes))
  if (binary) throw badInput(`ClawHub takes text only, and ${binary[0]} is none`, { place: { file: `skills/${name}/${binary[0]}` } })
  if ([...files.values()].reduce((sum, bytes) => sum + bytes.length, 0) > CLAWHUB_BYTES) throw badInput(`${name} is larger than ClawHub takes`, { expected: `at most ${CLAWHUB_BYTES} bytes` })
  const { data, body } = parseMarkdown(Buffer.from(files.get('SKILL.md') ?? []).toString('utf8'), place)
  const { name: own, description, ...rest } = data
  return new Map([...files, ['SKILL.md', Buffer.from(renderMarkdown({ data: { name: own, description, version: semantic(version), ...rest }, body }))]])
}

/** The version of ClawHub that a version here is. */
export function semantic(version: number): string {
  return `${version}.0.0`
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}
