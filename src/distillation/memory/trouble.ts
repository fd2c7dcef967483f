import type { PlacedCall } from '../../traces/live-messages.js'
import { readToolOutput } from '../../traces/tool-output.js'
import { errorName } from '../skills/recoveries.js'
import { isExploring, kindOf, shellCommand } from '../skills/steps.js'
import type { SessionLessons, Step } from '../types.js'

const NEAR = 15
const MOST = 40
// What only looks, waits, cleans up or keeps versions mends nothing by itself.
const MENDS_NOTHING = /^(?:echo|printf|sleep|true|false|cd|pwd|date|which|type|command|man|help|ps|pgrep|pidof|lsof|kill|pkill|killall|rm|mkdir|wait|jobs|history|test|\[|env|printenv|whoami|id|uname|hostname|df|du|free|gh|set|unset|clear|xargs|time|timeout|watch)\b|^git (?!submodule|lfs)/
// Errors that the way of doing it has, not what was worked on.
const OF_THE_WAY = new Set(['the command was not found', 'permission was denied', 'a connection was refused', 'a port was in use', 'it timed out', 'access was refused', 'memory ran out', 'an option was not known'])

type Remedies = SessionLessons['remedies']
type GivenUp = SessionLessons['givenUp']
type Versions = SessionLessons['versions']

/** A command that failed and, after another one and no change of any file, worked as it was: what was done between. */
export function remediesOf(steps: readonly Step[], calls: readonly PlacedCall[]): Remedies {
  const found: Remedies = []
  for (const { step: failed, at, error } of failuresOf(steps, calls)) {
    if (found.length >= MOST) break
    const ahead = steps.slice(at + 1, at + 1 + NEAR)
    const end = ahead.findIndex((step) => step.example === failed.example && step.succeeded)
    const between = ahead.slice(0, Math.max(0, end))
    const worked = ahead[end]
    if (!worked || between.some(changesFiles)) continue
    for (const remedy of between.filter(mayMend)) if (remedy.example !== failed.example) found.push({ failed, error, remedy, worked })
  }
  return found
}

/** Commands that failed by the way they were tried, and that never worked in the session, each once. */
export function givenUpOf(steps: readonly Step[], calls: readonly PlacedCall[]): GivenUp {
  const worked = new Set(steps.filter(({ succeeded }) => succeeded).map(({ example }) => example))
  const found = new Map<string, GivenUp[number]>()
  for (const { step: failed, error } of failuresOf(steps, calls)) {
    if (!OF_THE_WAY.has(error) || worked.has(failed.example)) continue
    const before = found.get(failed.example)
    if (before) before.times++
    else if (found.size < MOST) found.set(failed.example, { failed, error, times: 1 })
  }
  return [...found.values()]
}

const ASKS_VERSION = /^([a-z][\w+-]{0,23}) (?:--version|-version|-V|version)$/

/** Versions that programs gave of themselves, to the second number: digits only, whatever else stood there. */
export function versionsOf(steps: readonly Step[], calls: readonly PlacedCall[]): Versions {
  const alone = aloneIn(steps)
  const found = new Map<string, Versions[number]>()
  for (const { call, at } of calls) {
    const step = alone.get(`${at.message}.${at.call}`)
    const program = ASKS_VERSION.exec(step?.example ?? '')?.[1]
    const version = program === undefined ? undefined : /(?<![\w.])v?(\d{1,4}\.\d{1,4})(?:\.\d{1,6})*\b/.exec(readToolOutput(call).text.slice(0, 120))?.[1]
    if (step?.succeeded && program !== undefined && version !== undefined && found.size < MOST) found.set(program, { program, version, step })
  }
  return [...found.values()]
}

function* failuresOf(steps: readonly Step[], calls: readonly PlacedCall[]): Generator<{ step: Step; at: number; error: string }> {
  const alone = aloneIn(steps)
  const byPlace = new Map(calls.map(({ call, at }) => [`${at.message}.${at.call}`, call]))
  for (const [at, step] of steps.entries()) {
    const place = `${step.message}.${step.call}`
    const call = byPlace.get(place)
    // Of several commands in one line it is not known which one failed.
    if (step.succeeded || !call || alone.get(place) !== step || shellCommand(step.action) === undefined || isExploring(step)) continue
    if (readToolOutput(call).failed === true) yield { step, at, error: errorName(call) }
  }
}

/** The steps that are the only one of their call, by place. */
function aloneIn(steps: readonly Step[]): Map<string, Step> {
  const byPlace = new Map<string, Step[]>()
  for (const step of steps) {
    const place = `${step.message}.${step.call}`
    byPlace.set(place, [...(byPlace.get(place) ?? []), step])
  }
  return new Map([...byPlace].flatMap(([place, [step, another]]) => (step && !another ? [[place, step]] : [])))
}

function changesFiles(step: Step): boolean {
  return /^(?:edit_file|write_file)$/.test(step.action) || /^(?:edit|write)$/.test(kindOf(step)) || /^(?:sed|perl) .*-\w*i/.test(step.example)
}

function mayMend(step: Step): boolean {
  const command = shellCommand(step.action)
  return step.succeeded && command !== undefined && !MENDS_NOTHING.test(command) && (/^(?:install|build|command)$/.test(kindOf(step)) || command === 'source') && !/ (?:--version|--help|-h|-v|-V)$/.test(step.example)
}
