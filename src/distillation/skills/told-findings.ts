import { proposalId } from '../../kernel/hash.js'
import { excerpt, plural, slug } from '../../kernel/text.js'
import type { Evidence } from '../../kernel/types.js'
import type { Finding } from '../finding.js'
import { subjectOf } from '../memory/subject.js'
import { languageOf, plainText } from '../memory/languages/index.js'
import type { Heard } from '../taint/types.js'
import { originOf, whyHeld } from '../taint/origins.js'
import { inlineText } from '../text/markdown.js'
import type { EvaluatedLessons } from '../types.js'
import { renderSkill, skillName } from './skill-file.js'

interface Told { request: string; steps: string[]; heard?: Heard; session: EvaluatedLessons }

/** Skills from procedures that people spelled out; the same one from several sessions is one. */
export function toldFindings(sessions: readonly EvaluatedLessons[]): Finding[] {
  const groups = new Map<string, { told: Told[]; sessions: EvaluatedLessons[]; evidence: Map<string, Evidence[]> }>()
  for (const session of sessions) {
    for (const { request, steps, evidence, heard } of session.lessons.toldSteps) {
      const subject = subjectOfTold({ request, steps })
      const group = groups.get(subject) ?? { told: [], sessions: [], evidence: new Map<string, Evidence[]>() }
      group.told.push({ request, steps, session, ...(heard && { heard }) })
      if (!group.evidence.has(session.lessons.trace)) group.sessions.push(session)
      group.evidence.set(session.lessons.trace, [...(group.evidence.get(session.lessons.trace) ?? []), evidence])
      groups.set(subject, group)
    }
  }
  return [...groups].map(([subject, group]) => {
    // Which wording is kept must not depend on the order of sessions.
    const free = group.told.filter(({ heard, session }) => whyHeld(heard, session.lessons) === undefined)
    const told = (free.length > 0 ? free : group.told).reduce((a, b) => (wording(b) < wording(a) ? b : a))
    return findingOf(subject, told, group.sessions, group.evidence)
  })
}

function wording({ request, steps }: Pick<Told, 'request' | 'steps'>): string {
  return [request, ...steps].join('\n')
}

/** Equal for the same procedure in other words. */
export function subjectOfTold({ request, steps }: Pick<Told, 'request' | 'steps'>): string {
  const normal = (text: string): string => subjectOf(text, languageOf(plainText(text)))
  return `how to ${normal(request)}: ${steps.map(normal).join(', ')}`
}

function findingOf(subject: string, told: Told, sessions: readonly EvaluatedLessons[], evidence: ReadonlyMap<string, Evidence[]>): Finding {
  const id = proposalId('skill', subject)
  const held = whyHeld(told.heard, told.session.lessons)
  const goal = inlineText(told.request)
  const steps = told.steps.map(inlineText)
  const outline = told.steps.map((step) => /^.[A-Z]/.test(step) ? step : step.charAt(0).toLowerCase() + step.slice(1)).join(', ')
  const checks = told.steps.flatMap((step, at) => (/\b(?:tests?|check|verify|validate|lint|smoke|build|confirm)\b/i.test(step) ? [at + 1] : []))
  const fallback = `procedure-${id.slice(0, 8)}`
  return {
    id, kind: 'skill', subject, title: excerpt(`How to ${told.request}: ${outline}`, 160), basis: 'stated', evidence,
    strength: Math.min(1, 0.7 + 0.05 * (evidence.size - 1)),
    why: [`A person spelled the procedure out, in ${plural(steps.length, 'step')}, in ${plural(evidence.size, 'session')}.`, 'The steps are the person\'s own, in their order and words.'],
    doubts: doubtsOf(sessions),
    origins: told.steps.map((step) => originOf(step, 'person', told.session.lessons, told.heard)),
    ...(held !== undefined && { held }),
    folder: 'skills', name: skillName(slug(told.request, 48, fallback), fallback),
    files: (name) => renderSkill(name, {
      title: `How to ${goal}`, proposal: id, sources: evidence.size, basis: 'stated',
      description: `Steps to ${told.request} as a person of this project described them: ${outline}. Use when asked to ${told.request}.`,
      goal: `Do the following the way the people of this project do it: ${goal}.`,
      whenToUse: [`A request is about this: ${goal}.`, 'Not for requests that only ask how it works.'],
      inputs: [], prerequisites: [], steps, gotchas: [],
      verification: checks.length > 0 ? [`${checks.length === 1 ? 'Step' : 'Steps'} ${checks.join(', ')} must have succeeded before the rest counts.`] : ['No check was named: read back what was changed before calling it done.']
    })
  }
}

function doubtsOf(sessions: readonly EvaluatedLessons[]): string[] {
  const doubts = sessions.length === 1 ? ['Told once, in one session.'] : []
  const done = sessions.filter(({ evaluation }) => evaluation?.label === 'success').length
  doubts.push(done === 0 ? 'No session that told it was evaluated as a success: the steps have not been seen to work.' : `Seen to work in ${done} of ${plural(sessions.length, 'session')}.`)
  return doubts
}
