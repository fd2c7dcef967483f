import { plural } from '../../kernel/text.js'
import { stem } from '../text/words.js'
import { changesOf, type Cluster } from './cluster.js'

/** What a kind of work is called, and what people say who want it. */
export interface WorkName {
  /** e.g. `release version`, `update reservation flights`. */
  task: string
  /** Third person: what the skill does, without how. */
  does: string
  goal: string
  /** What follows "Use when". */
  when: string
  whenNot: string
}

/**
 * A kind of work by what was changed for somebody, or else by the words that people asked for it with; a title may be the model's.
 * @param way what tells it from other ways to the same change
 */
export function nameWork(cluster: Cluster, way?: string): WorkName {
  const words = sharedWords(cluster)
  const change = decisiveChange(cluster)
  const task = change === undefined ? (words.length > 0 ? words.join(' ') : 'recurring work') : [change, way].filter(Boolean).join(' with ').replaceAll('_', ' ')
  const about = words.length > 0 ? words.join(', ') : task
  return {
    task, does: `Carries out "${task}" work the way successful sessions did`,
    goal: `Carry out a request about ${about} in the way that ${plural(cluster.sessions.length, 'successful session')} did.`,
    when: `a request is about ${about}`, whenNot: 'Not for questions about it, or where the steps below plainly don\'t fit.'
  }
}

/** How changes are checked, by the program that checks them. */
export function nameRoutine({ sessions }: Cluster, program: string | undefined): WorkName {
  return {
    task: ['check changes', program].filter(Boolean).join(' with '), does: 'Checks changed files the way successful sessions in this project did',
    goal: `Make sure that a change holds, in the way that ${plural(sessions.length, 'successful session')} did, whatever the change was for.`,
    when: 'files were changed, before the work is called done', whenNot: 'Not where nothing was changed.'
  }
}

/** The change for somebody that most sessions made; the later one where several are as common. */
export function decisiveChange({ sessions, actions }: Cluster): string | undefined {
  const counts = new Map<string, { count: number; place: number }>()
  for (const { steps } of sessions) {
    changesOf(steps).forEach((action, place) => {
      const { count, place: before } = counts.get(action) ?? { count: 0, place: 0 }
      counts.set(action, { count: count + 1, place: before + place })
    })
  }
  return [...counts].filter(([action]) => actions.includes(action)).sort(([a, x], [b, y]) => y.count - x.count || y.place - x.place || (a < b ? -1 : 1))[0]?.[0]
}

function sharedWords({ intent, sessions }: Cluster): string[] {
  // The first hundred show well enough how requests are worded.
  const spoken = sessions.slice(0, 100).map(({ request }) => request.toLowerCase().split(/[^\p{L}\p{N}']+/u))
  const requests = spoken.map((words) => words.map(stem))
  const ranked = intent.map((word) => {
    const positions = requests.map((words) => words.indexOf(word)).filter((at) => at >= 0)
    return { word, frequency: positions.length, position: mean(positions) }
  })
  const inOrder = (a: typeof ranked[number], b: typeof ranked[number]): number => a.position - b.position || (a.word < b.word ? -1 : 1)
  const chosen = ranked.filter(({ frequency }) => frequency >= 2 || frequency === requests.length).sort((a, b) => b.frequency - a.frequency || inOrder(a, b)).slice(0, 3)
  return chosen.sort(inOrder).map(({ word }) => wholeWord(word, spoken.flat()))
}

// Stems are for comparing; people read the word as it was mostly written.
function wholeWord(stemmed: string, spoken: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const word of spoken) if (stem(word) === stemmed) counts.set(word, (counts.get(word) ?? 0) + 1)
  return [...counts].sort(([a, x], [b, y]) => y - x || a.length - b.length || (a < b ? -1 : 1))[0]?.[0] ?? stemmed
}

function mean(numbers: readonly number[]): number {
  return numbers.length === 0 ? 0 : numbers.reduce((a, b) => a + b, 0) / numbers.length
}
