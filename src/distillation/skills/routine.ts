import type { EvaluatedLessons, SessionLessons, Step } from '../types.js'
import type { SharedStep } from './align.js'
import { countAll, MAJORITY, procedural, type Cluster, type Kin } from './cluster.js'
import { kindOf, shellCommand } from './steps.js'

/** How changes are checked in one project, whatever they were for. */
export interface Routine { cluster: Cluster; kin: Kin }

// One check needs no order to be kept.
export const MIN_CHECKS = 2

function isEdit({ action }: Pick<Step, 'action'>): boolean {
  return action === 'edit_file' || action === 'write_file'
}

function isCheck(step: Step): boolean {
  return /^(?:test|build|lint)$/.test(kindOf(step))
}

/** Steps that say how changes are checked and nothing of what they were for. */
export function isRoutine(steps: readonly SharedStep[]): boolean {
  return steps.every(({ taken }) => [...taken.values()].every((step) => isEdit(step) || isCheck(step)))
}

/** For each project the sessions that changed files and checked them in several ways, with the checks alone. */
export function routinesOf(fit: readonly EvaluatedLessons[], all: readonly EvaluatedLessons[]): Routine[] {
  const byProject = new Map<string, SessionLessons[]>()
  for (const { lessons } of fit) {
    const project = projectWithRoutine(lessons)
    if (project === undefined) continue
    const list = byProject.get(project)
    if (list) list.push(withChecksAlone(lessons))
    else byProject.set(project, [withChecksAlone(lessons)])
  }
  return [...byProject].sort(([a], [b]) => (a < b ? -1 : 1)).map(([project, sessions]) => ({
    cluster: { sessions, intent: [], actions: actionsOf(sessions) },
    kin: () => all.filter(({ lessons }) => (lessons.projectName ?? '') === project && lessons.steps.some(isEdit)).map((session) => ({ ...session, lessons: withChecksAlone(session.lessons) }))
  }))
}

/** The project in which a session changed files and checked them in several ways; empty where its name is not known, undefined where it did not. */
export function projectWithRoutine(lessons: SessionLessons): string | undefined {
  return lessons.steps.some(isEdit) && withChecksAlone(lessons).steps.length >= MIN_CHECKS ? lessons.projectName ?? '' : undefined
}

/** Checks are run until they pass: the last run of each tells in which order they were passed. */
function withChecksAlone(lessons: SessionLessons): SessionLessons {
  const last = new Map<string, Step>()
  for (const step of procedural(lessons.steps).filter(isCheck)) {
    last.delete(step.action)
    last.set(step.action, step)
  }
  return { ...lessons, steps: [...last.values()] }
}

function actionsOf(sessions: readonly SessionLessons[]): string[] {
  const counts = countAll(sessions.map(({ steps }) => [...new Set(procedural(steps).map(({ action }) => action))]))
  return [...counts].filter(([, count]) => count >= sessions.length * MAJORITY).map(([action]) => action).sort()
}

/** The program that most of the checks are run by. */
export function checkingProgram(steps: readonly SharedStep[]): string | undefined {
  const programs = countAll(steps.map(({ action }) => [shellCommand(action)?.split(' ')[0] ?? '']))
  return [...programs].filter(([program]) => program !== '').sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))[0]?.[0]
}
