import { parseMarkdown, renderMarkdown } from '../../kernel/front-matter.js'
import type { ArtifactFiles } from '../../kernel/hash.js'
import { excerpt, slug } from '../../kernel/text.js'
import { problemsOf } from '../../kernel/validate.js'

/** A skill as it would be proposed. */
export interface AdaptedSkill {
  name: string
  description: string
  license?: string
  files: ArtifactFiles
  /** What had to be changed so that it fits the Agent Skills standard; empty where its bytes are as they were. */
  changes: string[]
}

const STANDARD = ['name', 'description', 'license', 'compatibility', 'metadata', 'allowed-tools']
const LONGEST = { description: 1024, license: 200, compatibility: 500 }

/**
 * Makes a foreign skill fit the standard's six fields. One that fits already keeps every byte: published and imported
 * again it has the digest that it had. What clients of other makes put beside these goes into the metadata, as text.
 * @param folder the name of its folder, for a skill that names none
 * @throws SkillLoopError (2) where there is no front matter that can be read
 */
export function adaptSkill(files: ArtifactFiles, folder: string, place: { file: string }): AdaptedSkill {
  const { data, body } = parseMarkdown(Buffer.from(files.get('SKILL.md') ?? []).toString('utf8'), place)
  if (problemsOf('skill', data).length === 0) {
    const { name, description, license } = data as { name: string; description: string; license?: string }
    return { name, description, files, changes: [], ...(license !== undefined && { license: excerpt(license, LONGEST.license) }) }
  }
  const changes: string[] = []
  const told = typeof data['name'] === 'string' ? data['name'] : folder
  const name = slug(told, 64, 'imported-skill')
  if (name !== data['name']) changes.push(`its name was ${JSON.stringify(excerpt(told, 80))}`)
  const description = text(data['description'])?.replaceAll(/[<>]/g, '').slice(0, LONGEST.description).toWellFormed() || excerpt(body.replace(/^#+\s*/, ''), 200) || name
  if (description !== data['description']) changes.push('its description was missing, too long or had angle brackets')
  const license = text(data['license'])
  const others = Object.entries(data).filter(([key]) => !STANDARD.includes(key))
  if (others.length > 0) changes.push(`${others.map(([key]) => key).slice(0, 8).join(', ')}: not in the standard, kept as text in the metadata`)
  const metadata = metadataOf(data['metadata'], others, changes)
  const compatibility = text(data['compatibility'])?.slice(0, LONGEST.compatibility)
  const tools = Array.isArray(data['allowed-tools']) ? data['allowed-tools'].map(String).join(' ') : text(data['allowed-tools'])
  const front = {
    name, description, ...(license && { license: license.slice(0, LONGEST.license) }), ...(compatibility && { compatibility }), ...(Object.keys(metadata).length > 0 && { metadata }), ...(tools && { 'allowed-tools': tools })
  }
  const written = renderMarkdown({ data: front, body })
  return { name, description, files: new Map([...files, ['SKILL.md', Buffer.from(written)]]), changes: changes.length > 0 ? changes : ['values of its front matter that are no text'], ...(license && { license: excerpt(license, LONGEST.license) }) }
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : value === undefined || value === null ? undefined : JSON.stringify(value))

function metadataOf(given: unknown, others: readonly [string, unknown][], changes: string[]): Record<string, string> {
  const own = typeof given === 'object' && given !== null && !Array.isArray(given) ? Object.entries(given) : given === undefined ? [] : [['metadata', given] as [string, unknown]]
  if (own.some(([, value]) => typeof value !== 'string')) changes.push('values of its metadata that are no text were written as JSON')
  return Object.fromEntries([...own, ...others].filter(([key]) => key !== '__proto__').map(([key, value]) => [key, text(value) ?? '']))
}
