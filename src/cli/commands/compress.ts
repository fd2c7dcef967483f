import { resolve } from 'node:path'
import { badInput } from '../../kernel/errors.js'
import { excerpt, printable } from '../../kernel/text.js'
import { command, worldOf } from '../command.js'

export const compressCommand = command({
  name: 'compress <trace>',
  describe: 'a session as an export within a token budget would have it',
  positionals: { trace: { describe: 'a trace, the runtime\'s own session id, or latest' } },
  options: {
    'max-tokens': { type: 'number', demandOption: true, describe: 'the budget' },
    tokenizer: { type: 'string', describe: 'o200k_base, cl100k_base or a tokenizer.json; an estimate when left out' },
    reasoning: { choices: ['leave-out', 'keep'] as const, describe: 'the assistant\'s reasoning; the policy\'s when left out' },
    head: { type: 'number', describe: 'turns protected at the start, beside the system prompt; 3 when left out' },
    'tail-turns': { type: 'number', describe: 'turns protected at the end at most; 20 when left out' },
    'tail-tokens': { type: 'number', describe: 'tokens protected at the end at most; 20000 when left out' },
    threshold: { type: 'string', describe: 'the most that the protected end may have of the budget; 0.5 when left out' },
    'summary-ratio': { type: 'string', describe: 'the most that the summary may have of the budget; 0.2 when left out' }
  },
  examples: [['compress latest --max-tokens 8000 --tokenizer o200k_base', 'what is kept, pruned and summarised']],
  async run(args, io) {
    const { datasetTools, withIndex } = await import('../../app/compose.js')
    const { compressTrace } = await import('../../app/compress.js')
    if (args['max-tokens'] === 0) throw badInput('--max-tokens is 0', { expected: 'a whole number above 0' })
    const fit = {
      maxTokens: args['max-tokens'],
      ...Object.fromEntries(Object.entries({ head: args.head, tailTurns: args['tail-turns'], tailTokens: args['tail-tokens'], threshold: share('threshold', args.threshold), summaryRatio: share('summary-ratio', args['summary-ratio']) }).filter(([, value]) => value !== undefined))
    }
    const tokenizer = args.tokenizer?.endsWith('.json') ? resolve(io.cwd, args.tokenizer) : args.tokenizer
    const result = await withIndex(await worldOf(args, io), (context) => compressTrace(context, datasetTools(), String(args['trace']), { fit, ...(tokenizer !== undefined && { tokenizer }), ...(args.reasoning && { reasoning: args.reasoning }) }))
    const lines = result.messages.map(({ role, content, tool_calls: calls = [] }) => `${role.padEnd(9)} ${content.startsWith('[Summary') || content.includes('\n[Summary') ? printable(content).replaceAll('\n', '\n          ') : excerpt(content, 100)}${calls.map(({ function: { name } }) => ` → ${printable(name)}`).join('')}`)
    const text = [`${result.trace}: ${result.before} → ${result.after} tokens (${result.method}); ${result.pruned} results pruned, ${result.summarised} turns summarised`, ...lines].join('\n')
    return { json: result, text }
  }
})

function share(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const value = Number(text)
  if (!(value > 0 && value <= 1)) throw badInput(`--${option} ${text} is no share`, { expected: 'a number above 0 and at most 1' })
  return value
}
