/** A session of each format, as its runtime writes it, with the parts that its reader looks into. */
export interface Sample { adapter: string; name: string; values: readonly unknown[]; shape: 'lines' | 'document' }

const at = (second: number): string => `2026-05-04T09:00:${String(second).padStart(2, '0')}.000Z`
const T0 = Date.UTC(2026, 4, 4, 9)
const asked = (id: string, name: string, given: object): object => ({ id, type: 'function', function: { name, arguments: JSON.stringify(given) } })

const claudeCode = ((): unknown[] => {
  const entry = (n: number, type: string, message: object, more: object = {}): object =>
    ({ type, uuid: `u${n}`, parentUuid: n === 1 ? null : `u${n - 1}`, sessionId: 'cc-1', timestamp: at(n), cwd: '/w', gitBranch: 'main', version: '2.1.0', isSidechain: false, message, ...more })
  return [
    { type: 'summary', summary: 'Mend the build', leafUuid: 'u5' },
    entry(1, 'user', { role: 'user', content: 'Please run make <system-reminder>be brief</system-reminder>' }),
    entry(2, 'assistant', { id: 'm1', role: 'assistant', model: 'm', content: [{ type: 'thinking', thinking: 'hm' }, { type: 'text', text: 'I run it.' }, { type: 'tool_use', id: 't1', name: 'Bash', input: { command: 'make' } }], usage: { input_tokens: 3, output_tokens: 4, cache_read_input_tokens: 5 }, stop_reason: 'tool_use' }),
    entry(3, 'user', { role: 'user', content: [{ type: 'tool_result', tool_use_id: 't1', is_error: true, content: [{ type: 'text', text: 'Exit code 2\nno rule' }] }] }, { toolUseResult: { stdout: '', stderr: 'no rule', interrupted: false } }),
    { type: 'system', subtype: 'compact_boundary', uuid: 'u4', parentUuid: null, logicalParentUuid: 'u3', sessionId: 'cc-1', timestamp: at(4), compactMetadata: { trigger: 'auto', preTokens: 9 } },
    entry(5, 'assistant', { id: 'm2', role: 'assistant', content: [{ type: 'text', text: 'There is no rule.' }], usage: { input_tokens: 3, output_tokens: 4 } }),
    { type: 'result', subtype: 'success', is_error: false, num_turns: 2, total_cost_usd: 0.1, session_id: 'cc-1', result: 'There is no rule.' }
  ]
})()

const codex = ((): unknown[] => {
  const line = (n: number, type: string, payload: object): object => ({ timestamp: at(n), type, payload })
  return [
    line(1, 'session_meta', { id: 'cx-1', timestamp: at(0), cwd: '/w', originator: 'cli', cli_version: '0.100.0', source: 'cli', model_provider: 'openai', git: { commit_hash: 'ab', branch: 'main' } }),
    line(2, 'turn_context', { cwd: '/w', model: 'm', approval_policy: 'never' }),
    line(3, 'response_item', { type: 'message', role: 'user', content: [{ type: 'input_text', text: '<environment_context>x</environment_context>' }] }),
    line(4, 'event_msg', { type: 'user_message', message: 'Run make' }),
    line(4, 'response_item', { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'Run make' }] }),
    line(5, 'response_item', { type: 'reasoning', summary: [{ type: 'summary_text', text: 'hm' }], encrypted_content: 'x' }),
    line(6, 'response_item', { type: 'function_call', name: 'shell', arguments: '{"command":["make"]}', call_id: 'c1' }),
    line(7, 'response_item', { type: 'function_call_output', call_id: 'c1', output: '{"output":"no rule","metadata":{"exit_code":2,"duration_seconds":0.1}}' }),
    line(7, 'response_item', { type: 'custom_tool_call', name: 'apply_patch', input: '*** Begin Patch', call_id: 'c2', status: 'completed' }),
    line(8, 'response_item', { type: 'custom_tool_call_output', call_id: 'c2', output: 'Success' }),
    line(8, 'response_item', { type: 'web_search_call', status: 'completed', action: { type: 'search', query: 'make' } }),
    line(8, 'event_msg', { type: 'token_count', info: { total_token_usage: { input_tokens: 9, cached_input_tokens: 3, output_tokens: 2, reasoning_output_tokens: 1 }, last_token_usage: { input_tokens: 9 } } }),
    line(9, 'compacted', { message: 'in short', replacement_history: [{ type: 'message', role: 'user', content: [{ type: 'input_text', text: 'x' }] }] }),
    line(9, 'response_item', { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'No rule.' }] }), line(9, 'event_msg', { type: 'task_complete', last_agent_message: 'No rule.' })
  ]
})()

const pi: unknown[] = [
  { type: 'session', version: 3, id: 'pi-1', timestamp: at(0), cwd: '/w', parentSession: '/x/pi-0.jsonl' },
  { type: 'model_change', id: 'a', parentId: null, timestamp: at(1), provider: 'p', modelId: 'm' },
  { type: 'message', id: 'b', parentId: 'a', timestamp: at(1), message: { role: 'user', content: [{ type: 'text', text: 'Run make' }, { type: 'image', data: 'AA', mimeType: 'image/png' }], timestamp: T0 } },
  { type: 'message', id: 'c', parentId: 'b', timestamp: at(2), message: { role: 'assistant', content: [{ type: 'thinking', thinking: 'hm' }, { type: 'toolCall', id: 't', name: 'bash', arguments: { command: 'make' } }], model: 'm', provider: 'p', usage: { input: 1, output: 2, cacheRead: 3, cacheWrite: 4, cost: { total: 0.1 } }, stopReason: 'toolUse', timestamp: T0 } },
  { type: 'message', id: 'd', parentId: 'c', timestamp: at(3), message: { role: 'toolResult', toolCallId: 't', toolName: 'bash', content: [{ type: 'text', text: 'no rule' }], isError: true, details: { exitCode: 2 }, timestamp: T0 } },
  { type: 'compaction', id: 'e', parentId: 'd', timestamp: at(3), summary: 'in short', firstKeptEntryId: 'd', tokensBefore: 9 },
  { type: 'branch_summary', id: 'f', parentId: 'b', timestamp: at(3), fromId: 'd', summary: 'was' }, { type: 'session_info', id: 'g', parentId: 'f', timestamp: at(3), name: 'Make' },
  { type: 'message', id: 'h', parentId: 'd', timestamp: at(4), message: { role: 'bashExecution', command: 'ls', output: 'x', exitCode: 0, cancelled: false, timestamp: T0 } },
  { type: 'message', id: 'i', parentId: 'h', timestamp: at(4), message: { role: 'assistant', content: [{ type: 'text', text: 'No rule.' }], stopReason: 'stop', timestamp: T0 } }
]

const gemini: unknown[] = [
  { sessionId: 'ge-1', projectHash: 'f00d', startTime: at(0), lastUpdated: at(9), kind: 'main' },
  { id: 'u1', timestamp: at(1), type: 'user', content: [{ text: 'Run make' }, { functionResponse: { id: 'c0', name: 'x', response: { output: 'y' } } }] },
  { id: 'g1', timestamp: at(2), type: 'gemini', content: '', model: 'm', thoughts: [{ subject: 'Plan', description: 'make', timestamp: at(2) }], tokens: { input: 9, output: 2, cached: 3, thoughts: 1, tool: 0, total: 12 },
    toolCalls: [{ id: 'c1', name: 'run_shell_command', args: { command: 'make' }, status: 'error', timestamp: at(3), resultDisplay: 'x', result: [{ functionResponse: { id: 'c1', name: 'run_shell_command', response: { output: 'Exit Code: 2' } } }] }] },
  { id: 'i1', timestamp: at(3), type: 'info', content: 'note' }, { $set: { summary: 'Build', lastUpdated: at(9) } }, { $rewindTo: 'u1' }, { id: 'g2', timestamp: at(4), type: 'gemini', content: 'No rule.' }
]
const geminiChat = { ...gemini[0] as object, messages: [gemini[1], gemini[2], gemini[6]] }

const opencode = {
  info: { id: 'ses_1', projectID: 'p', directory: '/w', title: 'Make', version: '1.4.0', parentID: 'ses_0', time: { created: T0, updated: T0 + 60_000 }, revert: { messageID: 'msg_3' } },
  messages: [
    { info: { id: 'msg_1', sessionID: 'ses_1', role: 'user', time: { created: T0 } }, parts: [{ type: 'text', text: 'Run make' }, { type: 'text', text: 'x', synthetic: true }, { type: 'file', mime: 'image/png', filename: 'a.png', url: 'data:,' }] },
    { info: { id: 'msg_2', sessionID: 'ses_1', role: 'assistant', time: { created: T0, completed: T0 + 9 }, modelID: 'm', providerID: 'p', cost: 0.1, tokens: { input: 5, output: 6, reasoning: 1, cache: { read: 7, write: 8 } }, path: { cwd: '/w', root: '/w' } },
      parts: [{ type: 'step-start' }, { type: 'reasoning', text: 'hm' }, { type: 'tool', callID: 'c1', tool: 'bash', state: { status: 'completed', input: { command: 'make' }, output: 'no', metadata: { exit: 2 }, time: { start: T0, end: T0 + 5 } } }, { type: 'step-finish', reason: 'stop', tokens: { input: 5 }, cost: 0.1 }] }
  ]
}

const openhands0: unknown = [
  { id: 0, timestamp: '2026-05-04T09:00:00.000000', source: 'agent', message: 's', action: 'system', args: { content: 'You act.', tools: [{ type: 'function', function: { name: 'run', parameters: { type: 'object' } } }] } },
  { id: 1, timestamp: '2026-05-04T09:00:01.000000', source: 'user', message: 's', action: 'message', args: { content: 'Run make', image_urls: ['data:x'] } },
  { id: 2, timestamp: '2026-05-04T09:00:02.000000', source: 'agent', message: 's', action: 'run', args: { command: 'make', thought: 'hm' }, timeout: 120,
    tool_call_metadata: { function_name: 'execute_bash', tool_call_id: 't1', total_calls_in_response: 1, model_response: { id: 'r', model: 'm', usage: { prompt_tokens: 9, completion_tokens: 2, prompt_tokens_details: { cached_tokens: 1 } }, choices: [{ message: { content: 'x', tool_calls: [asked('t1', 'execute_bash', { command: 'make' })] } }] } } },
  { id: 3, timestamp: '2026-05-04T09:00:03.000000', source: 'agent', message: 's', observation: 'run', content: 'no', cause: 2, extras: { command: 'make', metadata: { exit_code: 2, working_dir: '/w' } } },
  { id: 4, timestamp: '2026-05-04T09:00:04.000000', source: 'agent', message: 's', action: 'finish', args: { final_thought: 'No rule.', task_completed: 'false', outputs: {} }, llm_metrics: { accumulated_cost: 0.1 } }
]
const openhands1: unknown[] = [
  { id: 'e1', timestamp: at(0), kind: 'SystemPromptEvent', source: 'agent', system_prompt: { type: 'text', text: 'You act.' }, tools: [{ type: 'function', function: { name: 'terminal' } }] },
  { id: 'e2', timestamp: at(1), kind: 'MessageEvent', source: 'user', llm_message: { role: 'user', content: [{ type: 'text', text: 'Run make' }] } },
  { id: 'e3', timestamp: at(2), kind: 'ActionEvent', source: 'agent', thought: [{ type: 'text', text: 'hm' }], tool_name: 'terminal', tool_call_id: 't1', tool_call: { id: 't1', name: 'terminal', arguments: '{"command":"make"}' }, llm_response_id: 'r', action: { kind: 'TerminalAction', command: 'make' } },
  { id: 'e4', timestamp: at(3), kind: 'ObservationEvent', source: 'environment', tool_name: 'terminal', tool_call_id: 't1', action_id: 'e3', observation: { kind: 'TerminalObservation', content: [{ type: 'text', text: 'no' }], exit_code: 2, is_error: true } },
  { id: 'e5', timestamp: at(4), kind: 'ConversationStateUpdateEvent', source: 'environment', key: 'execution_status', value: 'finished' }
]

const sweAgent = {
  environment: 'main', trajectory: [{ action: 'make', observation: 'Traceback (most recent call last):\n x', thought: 'hm', response: 'hm\n```\nmake\n```', execution_time: 0.25, state: '{"working_dir": "/w", "open_file": "n/a"}' }],
  history: [{ role: 'system', content: 'A shell.' }, { role: 'user', content: 'ISSUE:\nIt fails.\n\nINSTRUCTIONS:\nx' }, { role: 'assistant', content: 'hm', action: 'make' }],
  info: { exit_status: 'submitted', submission: 'diff --git a b', model_stats: { instance_cost: 0.5, tokens_sent: 900, tokens_received: 30, api_calls: 5 } }
}
const mini = {
  info: { exit_status: 'Submitted', submission: 'x', mini_version: '2', model_stats: { instance_cost: 0.5, api_calls: 5 }, config: { model: { model_name: 'm' }, agent: { step_limit: 9 } } }, trajectory_format: 'mini-swe-agent-1.1',
  messages: [{ role: 'system', content: 'A shell.' }, { role: 'user', content: 'Fix it.' }, { role: 'assistant', content: 'hm\n```bash\nmake\n```', extra: { response: { id: 'r', usage: { prompt_tokens: 1, completion_tokens: 2 } }, actions: [{ command: 'make', tool_call_id: 't' }] }, tool_calls: [asked('t', 'bash', { command: 'make' })] }, { role: 'tool', tool_call_id: 't', content: '<returncode>2</returncode>\n<output>\nno</output>', extra: { returncode: 2, raw_output: 'no' } }]
}

const tau: unknown = [{ task_id: 7, reward: 1, trial: 2, info: { task: { instruction: 'You are Ana.' }, reward_info: { reward: 1 } }, traj: [
  { role: 'system', content: '# Policy' }, { role: 'user', content: 'Cancel.' }, { role: 'assistant', content: null, tool_calls: [asked('c1', 'find', { order: 1 })] }, { role: 'tool', tool_call_id: 'c1', name: 'find', content: 'Error: none' }, { role: 'user', content: 'Thanks! ###STOP###' }
] }]

const atif = {
  schema_version: 'ATIF-v1.6', session_id: 'at-1', agent: { name: 'h', version: '3', model_name: 'm', tool_definitions: [{ type: 'function', function: { name: 'Shell' } }], extra: { cwds: ['/w'] } },
  steps: [{ step_id: 1, timestamp: at(0), source: 'user', message: [{ type: 'text', text: 'Count.' }, { type: 'image', source: { media_type: 'image/png', path: 'a.png' } }] },
    { step_id: 2, timestamp: at(1), source: 'agent', message: 'x', reasoning_content: 'hm', tool_calls: [{ tool_call_id: 'c1', function_name: 'Shell', arguments: { command: 'ls' } }], observation: { results: [{ source_call_id: 'c1', content: 'Exit code 2', subagent_trajectory_ref: [{ session_id: 's', trajectory_path: 'x' }] }] }, metrics: { prompt_tokens: 9, completion_tokens: 5, cached_tokens: 4, cost_usd: 0.5 }, extra: { tool_result_is_error: true } }],
  final_metrics: { total_prompt_tokens: 9, total_completion_tokens: 9, total_cost_usd: 1 }
}

const pairs = (attributes: Readonly<Record<string, string>>): object[] => Object.entries(attributes).map(([key, stringValue]) => ({ key, value: { stringValue } }))
const otel = { resourceSpans: [{ resource: { attributes: pairs({ 'service.name': 'shop' }) }, scopeSpans: [{ scope: { name: 's' }, spans: [
  { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: '0000000000000001', name: 'invoke_agent', startTimeUnixNano: `${T0}000000`, endTimeUnixNano: `${T0 + 9}000000`, attributes: pairs({ 'gen_ai.operation.name': 'invoke_agent', 'gen_ai.conversation.id': 'ot-1' }), events: [{ name: 'gen_ai.user.message', timeUnixNano: `${T0}000000`, attributes: pairs({ content: 'Buy.' }) }] },
  { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: '0000000000000002', parentSpanId: '0000000000000001', name: 'chat', startTimeUnixNano: `${T0 + 1}000000`, endTimeUnixNano: `${T0 + 2}000000`, status: { code: 2, message: 'no' },
    attributes: pairs({ 'gen_ai.operation.name': 'chat', 'gen_ai.provider.name': 'openai', 'gen_ai.request.model': 'm', 'gen_ai.usage.input_tokens': '9', 'gen_ai.input.messages': '[{"role":"user","parts":[{"type":"text","content":"Buy a pear."}]}]', 'gen_ai.output.messages': '[{"role":"assistant","parts":[{"type":"reasoning","content":"hm"},{"type":"tool_call","id":"c1","name":"buy","arguments":{"f":1}}],"finish_reason":"tool_calls"}]' }) },
  { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: '0000000000000003', parentSpanId: '0000000000000001', name: 'execute_tool buy', startTimeUnixNano: `${T0 + 3}000000`, endTimeUnixNano: `${T0 + 4}000000`, attributes: pairs({ 'gen_ai.operation.name': 'execute_tool', 'gen_ai.tool.name': 'buy', 'gen_ai.tool.call.id': 'c1', 'gen_ai.tool.call.result': '{"ok":true}' }) }
] }] }] }

const openaiChat = { messages: [{ role: 'system', content: 'You help.' }, { role: 'user', content: [{ type: 'text', text: 'Run make' }, { type: 'image_url', image_url: { url: 'data:,' } }] }, { role: 'assistant', content: null, reasoning_content: 'hm', tool_calls: [asked('t', 'bash', { command: 'make' })] }, { role: 'tool', tool_call_id: 't', content: 'no' }, { role: 'assistant', content: 'No rule.' }], tools: [{ type: 'function', function: { name: 'bash', parameters: { type: 'object' } } }] }
const sharegpt = { id: 'sg-1', system: 'You help.', tools: '[{"name":"bash","parameters":{"type":"object"}}]', conversations: [{ from: 'human', value: 'Run make' }, { from: 'function_call', value: '{"name":"bash","arguments":{"command":"make"}}' }, { from: 'observation', value: 'no' }, { from: 'gpt', value: '<think>hm</think>No rule.<tool_call>{"name":"x","arguments":{}}</tool_call>' }] }
const preference = { conversations: sharegpt.conversations.slice(0, 1), chosen: { from: 'gpt', value: 'a' }, rejected: { from: 'gpt', value: 'b' } }
const generic = { session_id: 'gn-1', started_at: at(0), model: 'm', title: 'Make', metadata: { a: 1 }, usage: { input_tokens: 1 }, messages: [{ role: 'user', content: 'Run make', timestamp: T0 }, { role: 'assistant', content: '', tool_calls: [asked('t', 'bash', { command: 'make' })] }, { role: 'tool', tool_call_id: 't', content: 'no', is_error: true }], outcomes: [{ name: 'reward', value: 1 }] }
const hermes = { id: 'he-1', source: 'cli', model: 'm', started_at: T0 / 1000, ended_at: T0 / 1000 + 9, end_reason: 'user_exit', title: 'Make', input_tokens: 9, messages: [{ id: 1, session_id: 'he-1', role: 'user', content: 'Run make', timestamp: T0 / 1000 }, { id: 2, session_id: 'he-1', role: 'assistant', content: '', tool_calls: [asked('t', 'terminal', { command: 'make' })], timestamp: T0 / 1000 + 1, reasoning: 'hm', finish_reason: 'tool_calls' }, { id: 3, session_id: 'he-1', role: 'tool', tool_call_id: 't', tool_name: 'terminal', content: '{"output":"no","exit_code":2,"error":null}', timestamp: T0 / 1000 + 2 }] }

export const SAMPLES: readonly Sample[] = [
  { adapter: 'claude-code', name: 'cc-1.jsonl', values: claudeCode, shape: 'lines' }, { adapter: 'codex', name: 'rollout-2026-05-04T09-00-00-cx-1.jsonl', values: codex, shape: 'lines' },
  { adapter: 'pi', name: 'pi.jsonl', values: pi, shape: 'lines' }, { adapter: 'gemini-cli', name: 'session-1.jsonl', values: gemini, shape: 'lines' }, { adapter: 'gemini-cli', name: 'session-1.json', values: [geminiChat], shape: 'document' },
  { adapter: 'opencode', name: 'export.json', values: [opencode], shape: 'document' }, { adapter: 'openhands', name: 'v0.json', values: [openhands0], shape: 'document' }, { adapter: 'openhands', name: 'v1.jsonl', values: openhands1, shape: 'lines' },
  { adapter: 'swe-agent', name: 'x.traj', values: [sweAgent], shape: 'document' }, { adapter: 'swe-agent', name: 'x.traj.json', values: [mini], shape: 'document' }, { adapter: 'tau-bench', name: 'tau.json', values: [tau], shape: 'document' },
  { adapter: 'atif', name: 'trajectory.json', values: [atif], shape: 'document' }, { adapter: 'otel-genai', name: 'otel.jsonl', values: [otel], shape: 'lines' }, { adapter: 'openai-chat', name: 'chat.jsonl', values: [openaiChat], shape: 'lines' },
  { adapter: 'sharegpt', name: 'sharegpt.jsonl', values: [sharegpt, preference], shape: 'lines' }, { adapter: 'generic', name: 'generic.jsonl', values: [generic, { ...generic, session_id: 'gn-2' }], shape: 'lines' }, { adapter: 'hermes', name: 'hermes.jsonl', values: [hermes], shape: 'lines' }
]

/** A sample as the file it is kept in. */
export function textOf({ values, shape }: Pick<Sample, 'values' | 'shape'>): string {
  return shape === 'document' ? (JSON.stringify(values[0], null, 1) ?? 'null') : values.map((value) => `${JSON.stringify(value) ?? 'null'}\n`).join('')
}
