import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { sha256 } from '../../src/kernel/hash.js'
import { trainingFiles } from '../../src/training/configs.js'
import { temporaryFolder } from '../helpers/temporary.js'
import { data, hasPython, python, spec, writeFiles } from './examples.js'

/** A tokenizer with a template like those of real models: tags by role, tools first, calls as JSON. */
const TOKENIZER = `
import json

class Tokenizer:
    def apply_chat_template(self, messages, tools=None, add_generation_prompt=False, tokenize=True):
        assert tokenize is False
        text = f"<tools>{json.dumps(tools)}</tools>" if tools else ""
        for message in messages:
            assert None not in message.values(), message
            calls = "".join(f"<call>{json.dumps(call['function'])}</call>" for call in message.get("tool_calls", []))
            text += f"<{message['role']}>{message.get('content', '')}{calls}<end>\\n"
        return text + ("<assistant>" if add_generation_prompt else "")
`
const call = { role: 'assistant', content: '', tool_calls: [{ id: 'c1', type: 'function', function: { name: 'sh', arguments: '{"c":"ls"}' } }] }
const prompt = [{ role: 'system', content: 'S', tool_calls: null }, { role: 'user', content: 'U', tool_calls: null }]
const tools = [{ type: 'function', function: { name: 'sh', parameters: { properties: {}, type: 'object' } } }]

function inModule(folder: string, code: string, input: unknown): unknown {
  const run = python(['-c', `${TOKENIZER}\nimport sys\nsys.path.insert(0, "training")\ninput = json.load(sys.stdin)\n${code}`], { cwd: folder, input: JSON.stringify(input) })
  expect(run.stderr).toBe('')
  return JSON.parse(run.stdout)
}

function project(from: Parameters<typeof spec>): string {
  const folder = temporaryFolder()
  writeFiles(join(folder, 'training'), trainingFiles(spec(...from)).files)
  return folder
}

describe.skipIf(!hasPython)('rows for Axolotl', () => {
  it('keep every message and tool call of a preference', () => {
    const row = { prompt, tools, chosen: [call, { role: 'tool', content: 'a' }, { role: 'assistant', content: 'Yes' }], rejected: [{ role: 'assistant', content: 'No' }], other: 1 }
    const made = inModule(project(['axolotl', 'dpo']), 'from skillloop_rows import dpo\nprint(json.dumps(dpo({}, dataset_idx=0)(input, tokenizer=Tokenizer())))', row)
    const head = `<tools>${JSON.stringify(tools).replaceAll(':', ': ').replaceAll(',', ', ')}</tools><system>S<end>\n<user>U<end>\n<assistant>`
    expect(made).toEqual({ prompt: head, chosen: '<call>{"name": "sh", "arguments": "{\\"c\\":\\"ls\\"}"}</call><end>\n<tool>a<end>\n<assistant>Yes<end>', rejected: 'No<end>' })
  })
  it('keep labels, and take tools as JSON text or none', () => {
    for (const given of [JSON.stringify(tools), null, []]) {
      const made = inModule(project(['axolotl', 'kto']), 'from skillloop_rows import kto\nprint(json.dumps(kto({})(input, tokenizer=Tokenizer())))', { prompt, tools: given, completion: [{ role: 'assistant', content: 'Done' }], label: false })
      expect(made).toMatchObject({ completion: 'Done<end>', label: false })
    }
  })
  it('leave prompts to the trainer, with the columns that the reward reads', () => {
    const made = inModule(project(['axolotl', 'grpo']), 'from skillloop_rows import grpo\nprint(json.dumps(grpo({})(input)))', { prompt, answer: '4' })
    expect(made).toEqual({ prompt: [{ role: 'system', content: 'S' }, { role: 'user', content: 'U' }], answer: '4' })
  })
})

describe.skipIf(!hasPython)('the reward', () => {
  const cases: [completion: unknown, answer: string, reward: number][] = [
    ['4', '4', 1], ['The answer is\n#### 42', '42', 1], ['so \\boxed{7}', '7', 1], ['I think\nParis.', 'paris', 1], ['Not 4 but 5', '4', 0], ['', '', 0], ['', 'x', 0],
    [[{ role: 'assistant', content: 'Done: 4\n4' }], '4', 1], [[], '4', 0], [[{ role: 'assistant', content: null }], '4', 0]
  ]
  it('is 1 for the very answer', () => {
    const rewards = inModule(project(['trl', 'grpo']), 'from skillloop_reward import outcome_reward\nprint(json.dumps(outcome_reward(prompts=[], completions=[one[0] for one in input], answer=[one[1] for one in input])))', cases)
    expect(rewards).toEqual(cases.map(([, , reward]) => reward))
  })
  it('stops where the rows name none: a made-up one would teach nonsense', () => {
    const run = python(['-c', 'import sys; sys.path.insert(0, "training")\nfrom skillloop_reward import outcome_reward\noutcome_reward(completions=["x"], trace=["t"])'], { cwd: project(['trl', 'grpo']) })
    expect(run.code).toBe(1)
    expect(run.stderr).toContain('write the reward for these rows')
  })
})

describe.skipIf(!hasPython)('the check of the dataset', () => {
  const text = '{"messages":[]}\n'
  const files = data('sft').files.map((file) => ({ ...file, sha256: sha256(text + file.split) }))
  const made = (): string => {
    const folder = project(['trl', 'sft', 'single-gpu', { data: data('sft', { files }) }])
    mkdirSync(join(folder, 'training/data'))
    for (const { path, split } of files) writeFileSync(join(folder, path), text + split)
    return folder
  }
  const verify = (cwd: string) => python(['training/verify_dataset.py'], { cwd })

  it('passes the very bytes', () => expect(verify(made())).toMatchObject({ code: 0, stdout: 'the dataset is the one that was reviewed\n' }))
  it('names a file that was changed, is missing, or lies there too', () => {
    const folder = made()
    writeFileSync(join(folder, 'training/data/train.jsonl'), `${text}train `)
    writeFileSync(join(folder, 'training/data/more.jsonl'), text)
    const { code, stderr } = verify(folder)
    expect(code).toBe(1)
    expect(stderr).toContain('training/data/train.jsonl has other bytes than the manifest 0123456789abcdef names')
    expect(stderr).toContain('more.jsonl is no file of the dataset, and the trainer would load it too')
    expect(python(['verify_dataset.py'], { cwd: join(folder, 'training') }).stderr).toContain('is not there; start this from the folder')
  })
  it('comes before anything else in a script', () => {
    const folder = project(['unsloth', 'dpo'])
    const run = python(['training/train_dpo.py'], { cwd: folder })
    expect(run.code).toBe(1)
    expect(run.stderr).toContain('train.jsonl is not there')
    expect(run.stderr).not.toContain('unsloth')
    expect(readFileSync(join(folder, 'training/train_dpo.py'), 'utf8')).not.toContain('Qwen')
  })
})

const STUBS = `
import sys, types, json
seen = {}
def module(name, **names):
    made = types.ModuleType(name)
    made.__dict__.update(names)
    sys.modules[name] = made
class Model:
    @staticmethod
    def from_pretrained(**settings):
        seen["model"] = settings
        return "model", Tokenizer()
    @staticmethod
    def get_peft_model(model, **settings):
        seen["lora"] = settings
        return "adapted"
class Tokenizer:
    def save_pretrained(self, folder):
        seen["tokenizer saved"] = folder
class Trainer:
    def __init__(self, **settings):
        settings.pop("processing_class")
        seen["trainer"] = {name: value if not isinstance(value, list) else [item.__name__ for item in value] for name, value in settings.items()}
    def train(self):
        seen["trained"] = True
    def save_model(self, folder):
        seen["saved"] = folder
def patch():
    seen["patched before trl"] = "trl" not in seen
module("unsloth", FastLanguageModel=Model, PatchDPOTrainer=patch, PatchKTOTrainer=patch, is_bfloat16_supported=lambda: False)
module("datasets", load_dataset=lambda format, data_files, split: [format, data_files, split][1])
config = lambda **settings: settings
module("trl", DPOConfig=config, DPOTrainer=Trainer, KTOConfig=config, KTOTrainer=Trainer, GRPOConfig=config, GRPOTrainer=Trainer)
module("verify_dataset", verify=lambda: seen.update(verified=True))
sys.path.insert(0, "training")
`

describe.skipIf(!hasPython)('a script for Unsloth, with stand-ins for the libraries', () => {
  it.each(['dpo', 'kto', 'grpo'] as const)('%s hands every setting on, checked first and saved last', (method) => {
    const run = python(['-c', `${STUBS}\nimport train_${method}\ntrain_${method}.main()\nprint(json.dumps(seen))`], { cwd: project(['unsloth', method]) })
    expect(run.stderr).toBe('')
    const seen = JSON.parse(run.stdout) as { trainer: { args: Record<string, unknown> } }
    expect(seen).toMatchObject({
      verified: true, trained: true, saved: 'out/run', 'tokenizer saved': 'out/run', model: { model_name: 'Qwen/Qwen3-0.6B', max_seq_length: 4096, load_in_4bit: false }, lora: { r: 16 },
      trainer: { model: 'adapted', train_dataset: 'training/data/train.jsonl', eval_dataset: method === 'grpo' ? null : 'training/data/validation.jsonl', args: { output_dir: 'out/run', bf16: false, fp16: true } }
    })
    if (method === 'grpo') expect(seen.trainer).toMatchObject({ reward_funcs: ['outcome_reward'] })
    else expect(seen).toMatchObject({ 'patched before trl': true })
  })
})
