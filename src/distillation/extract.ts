import { excerpt } from '../kernel/text.js'
import type { Trace } from '../kernel/types.js'
import { liveCalls, liveMessages, personMessages, type PlacedMessage } from '../traces/live-messages.js'
import { statementsOf } from './memory/statements.js'
import { recoveriesOf } from './skills/recoveries.js'
import { stepsOf } from './skills/steps.js'
import { toldStepsOf } from './skills/told-steps.js'
import { heardFromOthers, worse, type PlacedNeedle } from './taint/heard.js'
import { overheardIn } from './taint/overheard.js'
import { foreignNamesIn, wordsOfTold } from './taint/told.js'
import type { Heard } from './taint/types.js'
import { ownWords } from './text/own-words.js'
import { contentWords } from './text/words.js'
import type { SessionLessons, Step } from './types.js'

export { DISTILLER } from './version.js'

/**
 * What one session teaches, from people's own words and the agent's own calls: never from tool output, the
 * assistant's text or what a runtime injected. Pure and deterministic.
 */
export function extractLessons(trace: Trace): SessionLessons {
  const live = liveMessages(trace)
  const people = isFromPeople(trace) ? personMessages(live) : []
  const calls = liveCalls(live)
  const steps = stepsOf(calls)
  const request = openingRequest(people)
  const lessons: SessionLessons = {
    trace: trace.id, traceSha256: trace.sha256, runtime: trace.runtime, request,
    intent: contentWords(`${request} ${trace.title ?? ''}`),
    statements: statementsOf(trace, people, live), steps, toldSteps: toldStepsOf(trace, people), recoveries: recoveriesOf(steps, calls),
    overheard: overheardIn(live)
  }
  markHeard(lessons, live)
  if (trace.title !== undefined) lessons.title = excerpt(trace.title, 200)
  if (trace.startedAt !== undefined) lessons.startedAt = trace.startedAt
  const projectName = nameOfProject(trace.project)
  if (projectName !== undefined) lessons.projectName = projectName
  return lessons
}

/** Notes on each statement, told procedure and step where its words had stood in a tool's result before. */
function markHeard({ statements, toldSteps, steps }: SessionLessons, live: readonly PlacedMessage[]): void {
  const firstUse = new Map<string, Step>()
  for (const step of steps) if (!firstUse.has(step.example)) firstUse.set(step.example, step)
  const marked: { needle: PlacedNeedle; targets: { heard?: Heard }[] }[] = [
    ...statements.map((said) => ({ needle: { text: said.text, kind: 'words' as const, speaker: 'person' as const, message: said.evidence.message }, targets: [said] })),
    ...toldSteps.flatMap((told) => wordsOfTold(told).map((text) => ({ needle: { text, kind: 'words' as const, speaker: 'person' as const, message: told.evidence.message }, targets: [told] }))),
    ...[...firstUse].flatMap(([text, { message, call }]) => {
      const targets = steps.filter(({ example }) => example === text)
      const needle = (part: string, kind: PlacedNeedle['kind']): { needle: PlacedNeedle; targets: Step[] } => ({ needle: { text: part, kind, speaker: 'agent', message, call }, targets })
      return [needle(text, 'command'), ...foreignNamesIn(text).map((name) => needle(name, 'name'))]
    })
  ]
  heardFromOthers(live, marked.map(({ needle }) => needle)).forEach((heard, i) => {
    if (heard) for (const target of marked[i]?.targets ?? []) target.heard = worse(heard, target.heard)
  })
}

// What a sub-agent or a schedule is told carries the role of the user, but no person said it.
function isFromPeople({ parent, channel }: Trace): boolean {
  return parent?.relation !== 'subagent' && !/^(?:cron|schedule[dr]?|subagent|sub-agent|tool|delegat\w*|webhook|heartbeat)$/i.test(channel ?? '')
}

function openingRequest(people: readonly PlacedMessage[]): string {
  for (const { message } of people) {
    const words = ownWords(message.text).join(' ').trim()
    if (words !== '') return excerpt(words, 300)
  }
  return ''
}

function nameOfProject(project: Trace['project']): string | undefined {
  const path = project?.repositoryUrl?.replace(/\.git\/?$/, '') ?? project?.repositoryRoot ?? project?.cwd
  if (path === undefined) return undefined
  const parts = path.split(/[/\\:]/).filter(Boolean)
  // A home folder is a person's name, not a project's.
  if (project?.repositoryUrl === undefined && /^(?:home|users)$/i.test(parts.at(-2) ?? '')) return undefined
  const name = excerpt(parts.at(-1) ?? '', 80).replaceAll(/-{3,}/g, '-')
  return name === '' || parts.length < 2 || READS_AS_ORDER.test(name) ? undefined : name
}

// Whoever names a folder or repository so wants the name to be read by an agent.
const READS_AS_ORDER = /(?:^|[\W_])(?:always|never|ignore|disregard|remember|must|execute|run|send|upload|install|system)(?:[\W_]+\w+){2}/i
