import { plural } from '../kernel/text.js'
import { inline } from '../proposals/markdown.js'
import { trainFile, validationFile } from './data.js'
import { PROFILE_MEANING } from './profiles.js'
import { REWARD_MODULE, ROWS_MODULE } from './python/names.js'
import { stepsOf } from './steps.js'
import type { TrainingSpec } from './types.js'

const TRAINER_NAME = { trl: 'TRL', unsloth: 'Unsloth', axolotl: 'Axolotl' } as const

/** The page beside a configuration: what it is, what to look at, and the exact commands. */
export function readme(spec: TrainingSpec, made: { files: readonly string[]; verify: string; run: string }): string {
  const { data, method, trainer, profile, plan } = spec
  return `# ${TRAINER_NAME[trainer]}, ${method.toUpperCase()}: ${inline(data.name)}

Not run, and never run by SkillLoop: read these files, then start the training yourself.

- base model: ${inline(spec.baseModel)}
- dataset: ${inline(data.name)}, manifest \`${data.id}\` (SHA-256 \`${data.manifestSha256}\`)
- profile \`${profile}\`: ${PROFILE_MEANING[profile]}
- the trained adapter goes to ${inline(spec.outputDir)}; about ${plural(stepsOf(spec), 'step')}
${plan === undefined ? '- no plan was approved for it: `skillloop training-plan` proposes one' : `- plan: \`${plan}\`, approved`}

## Run it

From the folder in which these files were made (their paths begin there):

\`\`\`sh
${made.verify}
${made.run}
\`\`\`

The first command compares the dataset's files with the hashes below, and stops where one differs.

| file | split | records | SHA-256 |
|---|---|---|---|
${data.files.map(({ path, split, records, sha256 }) => `| ${cell(path)} | ${cell(split)} | ${records} | \`${sha256}\` |`).join('\n')}

## Before you start

${notes(spec).map((note) => `- ${note}`).join('\n')}

## Afterwards

Evaluate on rows that were not trained on${data.files.some(({ split }) => split === 'test') ? ' (the split `test`)' : ''}, and on the tasks that the base model must not get worse at.
${plan === undefined ? 'Whether the adapter is used is a person\'s decision.' : `Record what came of it: \`skillloop training-result ${plan} --metrics … --artifact …\`. Whether the adapter is used is a person's decision.`}

Files: ${[...made.files, 'training.json'].map((name) => `\`${name}\``).join(', ')}.
`
}

function cell(text: string): string {
  return inline(text).replaceAll('|', '\\|')
}

function notes({ trainer, method, data, profile, hyperparameters: set }: TrainingSpec): string[] {
  const validation = validationFile(data)
  return [
    `The versions this was written for: TRL 1.13 with transformers 5.18, Axolotl 0.18, Unsloth's command of 2026. They change their keys; each refuses what it does not know.`,
    `Rows longer than ${set.maxLength} tokens are cut${trainer === 'axolotl' ? ' or dropped' : ''}. It trains on ${plural(trainFile(data).records, 'record')}${validation && method !== 'grpo' ? `, evaluated on ${validation.records}` : ', with nothing to evaluate on meanwhile'}.`,
    ...(profile === 'smoke' ? ['This is a smoke test: two steps prove that model, rows and settings load, and nothing else.'] : []),
    ...(profile === 'small-gpu' && trainer !== 'unsloth' ? ['Cards older than NVIDIA\'s Ampere (T4, V100) have no bfloat16: there write `bf16: false`, `fp16: true`, and for TRL `dtype: float16`.'] : []),
    ...(method === 'sft' && trainer === 'trl' ? ['The loss is on the assistant\'s words only. That needs a chat template that marks them; TRL knows those of the common model families and stops with an error for others.'] : []),
    ...(method === 'sft' && trainer === 'unsloth' ? ['Unsloth keeps its outputs below a folder of its own, and may place `output_dir` there. `unsloth train --config … --dry-run` shows what it understood.', 'Look at one rendered row: whether tools\' schemas reach the template is up to its version.'] : []),
    ...(method === 'kto' ? [`Rows marked good weigh ${set.desirableWeight}, those marked bad ${set.undesirableWeight}. Where one kind is rarer, weigh it up until weight × count is alike (KTO paper: a ratio of 1 to 4/3).`] : []),
    ...(method === 'grpo' ? [`\`${REWARD_MODULE}.py\` is what is learned: read it, and write the reward for your rows where it stops with an error.`] : []),
    ...(method !== 'sft' && trainer === 'axolotl' ? [`\`${ROWS_MODULE}.py\` renders the rows with the model's chat template, since Axolotl's own strategies drop tool calls; \`PYTHONPATH\` in the command lets Axolotl find it.`] : []),
    ...(method === 'dpo' || method === 'kto' ? ['The reference model is the base model with the adapter switched off, so it needs no memory of its own.'] : []),
    'Redaction is a safety net: a model can repeat what it was trained on. Look through the rows before you share the adapter.'
  ]
}
