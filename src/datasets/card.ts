import { renderMarkdown } from '../kernel/front-matter.js'
import { plural } from '../kernel/text.js'
import type { DatasetManifest } from '../kernel/types.js'

// Hugging Face's names for sizes, by the first bound that a count is below.
const SIZES: readonly [number, string][] = [[1e3, 'n<1K'], [1e4, '1K<n<10K'], [1e5, '10K<n<100K'], [1e6, '100K<n<1M'], [Infinity, 'n>1M']]

/**
 * README.md of a dataset: a Hugging Face dataset card. Its configuration names the newest manifest's files, which
 * lie beside it where the dataset is published; earlier manifests are listed.
 * @throws Error when there is no manifest
 */
export function datasetCard(manifests: readonly DatasetManifest[], { licence }: { licence: string }): string {
  const [newest, ...earlier] = [...manifests].sort((a, b) => (a.createdAt === b.createdAt ? (a.id < b.id ? 1 : -1) : a.createdAt < b.createdAt ? 1 : -1))
  if (!newest) throw new Error('datasetCard: no manifest')
  const filled = newest.files.filter(({ records }) => records > 0)
  const data = {
    pretty_name: newest.name,
    ...(licence !== '' && { license: licence }),
    task_categories: ['text-generation'],
    tags: ['agent-traces', 'conversational', 'tool-use', newest.kind, 'skillloop'],
    size_categories: [SIZES.find(([bound]) => newest.records.length < bound)?.[1]],
    // Loaders refuse a configuration without files, and split names with hyphens.
    ...(filled.length > 0 ? { configs: [{ config_name: newest.kind, default: true, data_files: filled.map(({ split, name }) => ({ split: split.replaceAll('-', '_'), path: name })) }] } : {})
  }
  const sections = [
    `# ${newest.name}`,
    `Sessions of AI agents as records for ${PURPOSE[newest.kind]}, selected and redacted by SkillLoop ${newest.generator.version}. Manifest \`${newest.id}\`, made ${newest.createdAt.slice(0, 10)}.`,
    `## What is in it\n\n${figures(newest)}`,
    `## Records\n\n${RECORDS[newest.kind]} ${LEFT_OUT(newest)}`,
    `## How it was selected\n\n${selection(newest)}`,
    provenance(newest),
    limits(licence),
    ...(earlier.length > 0 ? [`## Earlier manifests\n\n${earlier.map(({ id, createdAt, records }) => `- \`${id}\`, ${createdAt.slice(0, 10)}: ${plural(records.length, 'record')}`).join('\n')}`] : [])
  ]
  return renderMarkdown({ data, body: sections.join('\n\n') })
}

function figures({ files }: DatasetManifest): string {
  const rows = files.map(({ split, name, records, tokens, sha256 }) => `| ${split} | \`${name}\` | ${records} | ${tokens.total} | ${tokens.min} / ${tokens.mean} / ${tokens.max} | \`${sha256.slice(0, 16)}…\` |`)
  return ['| split | file | records | tokens | min / mean / max | sha256 |', '|---|---|---|---|---|---|', ...rows].join('\n') + `\n\n${countedBy(files[0]?.tokens.method ?? 'characters/4')}`
}

function countedBy(method: string): string {
  return method === 'characters/4' ? 'Tokens are an estimate (characters/4), not a tokenizer\'s count.' : `Tokens are counted with ${method}, without what a chat template puts around messages.`
}

const PURPOSE: Readonly<Record<DatasetManifest['kind'], string>> = {
  sft: 'supervised fine-tuning', dpo: 'direct preference optimisation', kto: 'Kahneman-Tversky optimisation', grpo: 'group relative policy optimisation', reward: 'a reward model',
  sharegpt: 'supervised fine-tuning in ShareGPT\'s form', trajectories: 'reinforcement learning and fine-tuning in the form of Hermes\' trajectories'
}

const CHAT = 'Messages are in chat shape (`system`, `user`, `assistant`, `tool`), and where tools were called `tools` has their JSON schemas. Results follow the call in `tool` messages that name its id.'
const RECORDS: Readonly<Record<DatasetManifest['kind'], string>> = {
  sft: `One conversation a record, in \`messages\`. ${CHAT} Train on the assistant's messages alone (TRL: \`assistant_only_loss: true\`; Axolotl: \`roles_to_train: [assistant]\`).`,
  dpo: `\`prompt\`, and after it \`chosen\`, which was better than \`rejected\`; \`evidence\` says what speaks for that. ${CHAT}`,
  reward: `Two conversations, of which \`chosen\` went better than \`rejected\`; \`evidence\` says what speaks for that. ${CHAT}`,
  kto: `\`prompt\` and \`completion\`, with \`label\` true where it was good; \`evidence\` says who said so. ${CHAT}`,
  grpo: `The request alone in \`prompt\`; \`outcome\` is the source's own verdict where it has one (0 to 1), \`checks\` what tested, built or linted the result and how that went. ${CHAT}`,
  sharegpt: '`conversations` of `{from, value}`: calls in `<tool_call>`, results in `<tool_response>`, both JSON; `tools` is JSON text.',
  trajectories: '`conversations` of `{from, value}`: a turn of the model begins with `<think>`, calls are in `<tool_call>`, results in `<tool_response>`; `completed` tells examples to follow from those that failed, `complexity` how much was called.'
}

const LEFT_OUT = ({ options: { reasoning, shape, fit } }: DatasetManifest): string => [
  ...(shape === 'openai' ? ['Arguments of calls are JSON text.'] : []),
  reasoning === 'keep' ? 'Reasoning is included.' : 'Reasoning is not included.',
  'Left out are what the runtime injected, what was undone and what was copied from another session.',
  ...(fit ? [`Conversations of more than ${fit.maxTokens} tokens were compressed: old results first, then the middle, which a note by rules stands for in a user's turn.`] : [])
].join(' ')

function selection({ options, excluded, records }: DatasetManifest): string {
  const reasons = Object.entries(excluded).sort(([a], [b]) => (a < b ? -1 : 1)).map(([reason, count]) => `- ${reason}: ${count}`)
  const shares = Object.entries(options.splits).map(([name, share]) => `${name} ${share}`).join(', ')
  const groups = new Set(records.map(({ group }) => group)).size
  return [
    `Evaluated by \`${options.evaluator}\` with a score of at least ${options.minScore}. Splits (${shares}) are by group: sessions of one task and near-identical ones (Jaccard 0.8 or more of five-word shingles) are never in two splits; ${plural(records.length, 'record')} form ${plural(groups, 'group')}.`,
    reasons.length > 0 ? `Left out, by reason:\n\n${reasons.join('\n')}` : 'Nothing was left out.'
  ].join('\n\n')
}

function provenance({ id, ledgerCommit, policySha256 }: DatasetManifest): string {
  return `## Where it comes from

The manifest \`${id}.json\` names the session of every record with its hash, score and evaluator version; the ledger was at commit \`${ledgerCommit}\`, the policy has SHA-256 \`${policySha256.slice(0, 16)}…\`. Wherever those sessions are, the same bytes can be made again:

\`\`\`sh
skillloop dataset verify ${id}
skillloop dataset rebuild ${id}
\`\`\``
}

function limits(licence: string): string {
  return `## Limits

- Secrets were masked by patterns when the sessions were taken in; no pattern finds all. Personal data that is no secret may remain.
- Scores come from rules about what was observed, not from a person's judgement of each session.
- Schemas of tools that the source did not keep are inferred from calls and know nothing of unused arguments.
- ${licence === '' ? 'No licence is stated here: that is for whoever owns the sessions to decide before publishing.' : `The licence is what the store's policy states (${licence}); sessions quote the work of others, which has licences of its own.`}`
}
