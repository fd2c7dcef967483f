/** One change to a skill's text: small enough to be read on its own in a diff. */
export interface SkillEdit {
  /** For people: what changes, without why. */
  says: string
  /** The text with the change; undefined where the text has no place for it, or says so already. */
  apply(text: string): string | undefined
}

const TROUBLE = 'If something fails'

/** A failure and what worked, before the general advice at the section's end. */
export function addGotcha(gotcha: string): SkillEdit {
  const [failed, worked] = spans(gotcha)
  return {
    says: `what failed, and what worked: ${gotcha}`,
    apply: (text) => {
      const lines = text.split('\n')
      const section = sectionOf(lines, TROUBLE)
      if (!section || lines.some((line) => failed !== undefined && worked !== undefined && line.includes(failed) && line.includes(worked))) return undefined
      const advice = lines.findIndex((line, at) => at > section.from && at < section.to && line.startsWith('- Stop at a step'))
      const at = advice > 0 ? advice : section.to
      return [...lines.slice(0, at), `- ${gotcha}`, ...lines.slice(at)].join('\n')
    }
  }
}

/** A step's command as it is run now. @param isSame whether a command does the same as the step, in whatever form */
export function changeCommand(command: string, isSame: (other: string) => boolean): SkillEdit {
  return {
    says: `a step's command, which is now ${command}`,
    apply: (text) => {
      const lines = text.split('\n')
      const places = stepLines(lines).filter((at) => spans(lines[at] ?? '').some((span) => isSame(bare(span))))
      const [at] = places
      // Which of several is meant can't be told.
      if (at === undefined || places.length > 1) return undefined
      const line = lines[at] ?? ''
      const old = spans(line).find((span) => isSame(bare(span)))
      if (old === undefined || shape(bare(old)) === shape(bare(command))) return undefined
      // The old form may stand in other sections too, where a check names its step.
      return lines.map((each) => (each.includes(old) ? each.replaceAll(old, command) : each)).join('\n')
    }
  }
}

/** A step that is new, after the one that it follows. @param step its text · @param follows whether a command is that of the step before */
export function addStep(step: string, follows: (command: string) => boolean, isSame: (command: string) => boolean): SkillEdit {
  return {
    says: `a further step: ${step}`,
    apply: (text) => {
      const lines = text.split('\n')
      const places = stepLines(lines)
      if (places.some((at) => spans(lines[at] ?? '').some((span) => isSame(bare(span))))) return undefined
      const before = places.findLast((at) => spans(lines[at] ?? '').some((span) => follows(bare(span))))
      const last = places.at(-1)
      if (before === undefined || last === undefined) return undefined
      const number = Number.parseInt(lines[before] ?? '', 10) + 1
      const later = (value: string): string => String(Number(value) >= number ? Number(value) + 1 : Number(value))
      const renumbered = lines.map((line, at) => at > before && at <= last ? line.replace(/^\d+(?=\. )/, later) : places.includes(at) ? line : line.replaceAll(/(?<=\b[Ss]teps? )\d+/g, later))
      return [...renumbered.slice(0, before + 1), `${number}. ${step}`, ...renumbered.slice(before + 1)].join('\n')
    }
  }
}

function sectionOf(lines: readonly string[], title: string): { from: number; to: number } | undefined {
  const from = lines.indexOf(`## ${title}`)
  if (from < 0) return undefined
  const next = lines.findIndex((line, at) => at > from && line.startsWith('## '))
  let to = next < 0 ? lines.length : next
  while (to > from + 1 && lines[to - 1]?.trim() === '') to--
  return { from, to }
}

function stepLines(lines: readonly string[]): number[] {
  const section = sectionOf(lines, 'Steps')
  return section ? lines.flatMap((line, at) => (at > section.from && at < section.to && /^\d+\. /.test(line) ? [at] : [])) : []
}

/** Code spans of a line, with their fences. */
function spans(line: string): string[] {
  return [...line.matchAll(/(`+)(?:(?!\1).)+\1/g)].map(([span]) => span)
}

function bare(span: string): string {
  return span.replaceAll(/^`+ ?|(?<!`) ?(?<!`)`+$/g, '')
}

/** Two drafts may call one parameter differently. */
function shape(command: string): string {
  return command.replaceAll(/<\w+>/g, '<>')
}
