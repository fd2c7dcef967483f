import { EXIT, placeText, SkillLoopError, systemCode } from '../../kernel/errors.js'
import { redactText } from '../../redaction/redact.js'
import type { IngestResult } from '../ingest.js'
import type { StoreContext } from '../context.js'
import type { Trouble } from './state.js'

const LONGEST = 500

/** A failure as a report tells it: what a person can do something about by its message, anything else as the bug it is. */
export function troubleOf(context: StoreContext, where: string, error: unknown): Trouble {
  const isKnown = error instanceof SkillLoopError
  const system = systemCode(error)
  const code = isKnown ? error.code : system !== undefined && /^(E[A-Z]+|SQLITE_(BUSY|CORRUPT|NOTADB|IOERR|FULL|READONLY|CANTOPEN))/.test(system) ? EXIT.environment : EXIT.bug
  const message = error instanceof Error ? error.message : String(error)
  const told = isKnown && error.detail.place ? `${placeText(error.detail.place)}: ${message}` : code === EXIT.bug ? `a bug in SkillLoop: ${message}` : message
  // What is told of a failure may quote what failed.
  return { where, problem: redactText(told, context.redaction).slice(0, LONGEST), code }
}

/** A session that a stage could do nothing with. */
export function itemTrouble(context: StoreContext, stage: string, trace: string, problem: string): Trouble {
  return { where: `${stage}: trace ${trace}`, problem: redactText(problem, context.redaction).slice(0, LONGEST), code: EXIT.input }
}

/** What was left out of a source, an item each. */
export function troublesOf(where: string, { skipped }: Pick<IngestResult, 'skipped'>): Trouble[] {
  return skipped.map(({ place, problem }) => ({ where: `${where}: ${placeText({ ...place, file: place.file.split(/[\\/]/).at(-1) ?? '' })}`, problem: problem.slice(0, LONGEST), code: EXIT.input }))
}
