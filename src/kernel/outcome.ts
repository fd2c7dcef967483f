import { SkillLoopError, type ProblemDetail } from './errors.js'

/** What came of an item: a value, or why there is none. */
export type Outcome<T, R> = { item: T; value: R } | { item: T; error: unknown }

export async function outcomeOf<T, R>(item: T, does: (item: T) => Promise<R> | R): Promise<Outcome<T, R>> {
  try {
    return { item, value: await does(item) }
  } catch (error) {
    return { item, error }
  }
}

/** An error as data, for another thread. */
export interface Failure {
  message: string
  /** Of a SkillLoopError. */
  code?: SkillLoopError['code']
  detail?: ProblemDetail
}

export function toldError(error: unknown): Failure {
  const message = error instanceof Error ? error.message : String(error)
  if (!(error instanceof SkillLoopError)) return { message }
  const { cause, ...detail } = error.detail
  return { message, code: error.code, detail: { ...detail, ...(cause instanceof Error && { cause: cause.message }) } }
}

export function revivedError({ message, code, detail }: Failure): Error {
  return code === undefined ? new Error(message) : new SkillLoopError(code, message, detail)
}
