import { badInput } from '../kernel/errors.js'
import type { WordingModel } from '../kernel/types.js'
import type { ModelProtocol } from '../judges/ask-model.js'

/** Where a model is asked, and with which key. */
export interface ModelAccess {
  protocol: ModelProtocol
  endpoint: string
  key?: string
  /** The key is a bearer token, of anthropic. */
  bearer?: boolean
  /** What told so, for people: never a key. */
  from: string
}

type Variable = (name: string) => string | undefined

/**
 * How the policy's model is reached: as the policy says, else as the environment of this process does: a LiteLLM proxy,
 * an Anthropic key, an OpenAI key, or a running Claude Code session's own access, in this order.
 * @throws SkillLoopError (2) where neither tells, or the policy's key is not set
 */
export function modelAccess({ endpoint, provider, keyVariable }: WordingModel, variable: Variable): ModelAccess {
  const set = (name: string): string | undefined => variable(name)?.trim() || undefined
  if (endpoint !== undefined) {
    const key = keyVariable === undefined ? undefined : set(keyVariable)
    if (keyVariable !== undefined && key === undefined) throw badInput(`the environment variable ${keyVariable} is not set`, { place: { file: 'policy.json' }, fix: `set ${keyVariable}, or leave keyVariable out for an endpoint that needs none` })
    return { protocol: provider ?? 'openai', endpoint, from: 'the policy', ...(key !== undefined && { key }) }
  }
  const [liteLlm, anthropic, openAi, session] = [set('LITELLM_BASE_URL'), set('ANTHROPIC_API_KEY'), set('OPENAI_API_KEY'), set('CLAUDECODE') && set('ANTHROPIC_AUTH_TOKEN')]
  const anthropicAddress = set('ANTHROPIC_BASE_URL') ?? 'https://api.anthropic.com'
  if (liteLlm !== undefined) {
    const key = set('LITELLM_API_KEY')
    return { protocol: 'openai', endpoint: liteLlm, from: 'LITELLM_BASE_URL', ...(key !== undefined && { key }) }
  }
  if (anthropic !== undefined) return { protocol: 'anthropic', endpoint: anthropicAddress, key: anthropic, from: 'ANTHROPIC_API_KEY' }
  if (openAi !== undefined) return { protocol: 'openai', endpoint: set('OPENAI_BASE_URL') ?? 'https://api.openai.com/v1', key: openAi, from: 'OPENAI_API_KEY' }
  if (session !== undefined) return { protocol: 'anthropic', endpoint: anthropicAddress, key: session, bearer: true, from: 'the Claude Code session that this runs in' }
  throw badInput('neither the policy nor the environment tells how a model is reached', {
    place: { file: 'policy.json' }, expected: 'distillation.model.endpoint, or one of LITELLM_BASE_URL, ANTHROPIC_API_KEY, OPENAI_API_KEY in the environment'
  })
}
