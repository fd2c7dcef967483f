import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { badInput } from '../kernel/errors.js'
import type { Condition } from '../kernel/types.js'
import { expectFormat } from '../kernel/validate.js'
import type { Io } from './io.js'

/** Options of commands that take a condition. */
export const conditionOptions = {
  condition: { type: 'string', describe: 'JSON, or @file; e.g. {"score_gte":80,"labels":["success"]}' },
  'require-tag': { type: 'string', array: true, describe: 'a tag that the evaluation must have' },
  'forbid-tag': { type: 'string', array: true, describe: 'a tag that it must not have' }
} as const

interface Given { condition?: string | undefined; 'require-tag'?: string[] | undefined; 'forbid-tag'?: string[] | undefined }

/** The condition that was given, the tags beside it; undefined where none was. @throws SkillLoopError (2) for one that is none */
export async function readCondition(args: Given, io: Io): Promise<Condition | undefined> {
  const [required, forbidden] = [args['require-tag'], args['forbid-tag']]
  if (args.condition === undefined && !required && !forbidden) return undefined
  const given = args.condition === undefined ? {} : await parsed(args.condition, io)
  const tags = { ...(required && { required_tags: required }), ...(forbidden && { forbidden_tags: forbidden }) }
  const place = { file: args.condition?.startsWith('@') === true ? args.condition.slice(1) : '--condition' }
  // What stands in the condition is not replaced: both have to hold.
  const whole = args.condition === undefined ? tags : Object.keys(tags).length === 0 ? given : { all: [expectFormat('condition', given, place), tags] }
  return expectFormat('condition', whole, place)
}

async function parsed(text: string, io: Io): Promise<unknown> {
  const file = text.startsWith('@') ? text.slice(1) : undefined
  const place = { file: file ?? '--condition' }
  const json = file === undefined ? text : await readFile(resolve(io.cwd, file), 'utf8').catch((cause: unknown) => {
    throw badInput('cannot be read', { place, cause, expected: 'a file with a condition as JSON' })
  })
  try {
    return JSON.parse(json) as unknown
  } catch (cause) {
    throw badInput(`not JSON: ${cause instanceof Error ? cause.message : String(cause)}`, { place, expected: 'e.g. {"score_gte":80}' })
  }
}
