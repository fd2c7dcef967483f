import { SkillLoopError, type ProblemDetail } from './errors.js'

/** An error as data, for another thread. */
export interface ToldError {
  message: string
  /** Of a SkillLoopError. */
  code?: SkillLoopError['code']
  detail?: ProblemDetail
}

export function toldError(error: unknown): ToldError {
  const message = error instanceof Error ? error.message : String(error)
  if (!(error instanceof SkillLoopError)) return { message }
  const { cause, ...detail } = error.detail
  return { message, code: error.code, detail: { ...detail, ...(cause instanceof Error && { cause: cause.message }) } }
}

export function revivedError({ message, code, detail }: ToldError): Error {
  return code === undefined ? new Error(message) : new SkillLoopError(code, message, detail)
}
