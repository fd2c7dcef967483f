import { renderMarkdown } from '../../kernel/front-matter.js'
import type { ArtifactFiles } from '../../kernel/hash.js'
import { excerpt } from '../../kernel/text.js'
import type { SkillFrontMatter } from '../../kernel/types.js'
import { textFile } from '../finding.js'
import { DISTILLER } from '../version.js'

/** What a SKILL.md says; every text in it is one line of safe Markdown already. Sections without a line are left out. */
export interface SkillContent {
  title: string
  description: string
  goal: string
  whenToUse: string[]
  inputs: string[]
  /** What people said that must hold while it is done. */
  constraints?: string[]
  prerequisites: string[]
  /** Which tools are used, and what for. */
  tools?: string[]
  steps: string[]
  /** Where the sessions went different ways. */
  decisions?: string[]
  verification: string[]
  /** What is there when it is done. */
  success?: string[]
  gotchas: string[]
  /** What failed and was given up. */
  abandoned?: string[]
  proposal: string
  sources: number
  basis: 'stated' | 'inferred'
}

/** The standard asks for short skills. */
const MAX_SKILL_BYTES = 15_000
/** What went wrong most often stands in the skill itself; the rest is read when it is needed. */
const MAX_GOTCHAS = 8
const FURTHER = 'references/gotchas.md'

/** SKILL.md by the Agent Skills standard, for the name of the folder it will stand in, and what it refers to. */
export function renderSkill(name: string, content: SkillContent): ArtifactFiles {
  const data: SkillFrontMatter = {
    name, description: descriptionText(content.description),
    metadata: {
      'skillloop-proposal': content.proposal, 'skillloop-sources': String(content.sources), 'skillloop-basis': content.basis,
      'skillloop-distiller': `${DISTILLER.name} ${DISTILLER.version}`
    }
  }
  for (let shown = Math.min(content.gotchas.length, MAX_GOTCHAS); ; shown--) {
    const further = content.gotchas.slice(shown)
    const text = renderMarkdown({ data: { ...data }, body: bodyOf({ ...content, gotchas: [...content.gotchas.slice(0, shown), ...(further.length > 0 ? [`For other failures read [${FURTHER}](${FURTHER}).`] : [])] }) })
    if (shown > 0 && Buffer.byteLength(text) > MAX_SKILL_BYTES) continue
    return new Map([
      ...textFile('SKILL.md', text),
      ...(further.length > 0 ? textFile(FURTHER, `# What else failed, and what worked\n\n${bullets(further).join('\n')}\n`) : [])
    ])
  }
}

// One line that no client refuses: no angle brackets, and nothing that a naive reader takes for a fence.
function descriptionText(text: string): string {
  return excerpt(text, 600).replaceAll(/[<>]/g, '').replaceAll(/-{3,}/g, '-')
}

function bodyOf(content: SkillContent): string {
  const sections: [string, string[]][] = [
    ['Goal', [content.goal]],
    ['When to use', bullets(content.whenToUse)],
    ['Inputs', bullets(content.inputs)],
    ['Constraints', bullets(content.constraints ?? [])],
    ['Prerequisites', bullets(content.prerequisites)],
    ['Tools', bullets(content.tools ?? [])],
    ['Steps', content.steps.map((step, at) => `${at + 1}. ${step}`)],
    ['Decision points', bullets(content.decisions ?? [])],
    ['Verification', bullets(content.verification)],
    ['Done when', bullets(content.success ?? [])],
    ['If something fails', bullets([...content.gotchas, 'Stop at a step that fails, read what it printed and mend the cause; later steps rely on it.'])],
    ['Don\'t try again', bullets(content.abandoned ?? [])]
  ]
  return [`# ${content.title}`, ...sections.filter(([, lines]) => lines.length > 0).map(([title, lines]) => `## ${title}\n\n${lines.join('\n')}`)].join('\n\n')
}

function bullets(lines: readonly string[]): string[] {
  return lines.map((line) => `- ${line}`)
}

// Names that say nothing, or that clients refuse.
const BANNED = /^(?:helpers?|utils?|tools?|data|files?|documents?)$|anthropic|claude/

/** A name that clients take: the given one, or the fallback where it says nothing or is refused. */
export function skillName(name: string, fallback: string): string {
  return BANNED.test(name) ? fallback : name
}
