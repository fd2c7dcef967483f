import { canonicalJson } from '../kernel/canonical-json.js'
import { SkillLoopError } from '../kernel/errors.js'
import { parseMarkdown } from '../kernel/front-matter.js'
import { commentPath, decisionPath, evaluationPath, eventPath, fileKind, manifestPath, planPath, proposalPath, resultPath, rewritePath, rolloutPath, runPath, skillEventPath, skillEvalPath, supportPath, tracePath, type FileKind } from '../kernel/layout.js'
import type { Comment, DatasetManifest, Decision, Evaluation, ProposalFrontMatter, Rewrite, RolloutStep, Run, SkillEvent, SkillEval, SkillFrontMatter, Support, Trace, TraceEvent, TrainingPlan, TrainingResult } from '../kernel/types.js'
import { FORMAT_OF, problemsOf } from '../kernel/validate.js'
import { manifestId } from '../datasets/manifest.js'
import { decisionId } from '../proposals/decisions.js'
import { contentHash } from '../traces/seal.js'

const MARKDOWN: ReadonlySet<FileKind> = new Set(['proposal', 'memory', 'skill'])
// Written by people as well, so their layout is free.
const FREE_FORM: ReadonlySet<FileKind> = new Set(['policy'])

/** Folders whose every file has a format; what people keep beside them is theirs. */
const GOVERNED = /^(proposals|decisions|memory|skills|datasets|traces|evaluations|support|runs|events|comments|training|skill-evals)\//

/** Files in governed folders that have no format of their own. */
const FREE = /^(datasets\/[^/]+\/(?:README\.md|croissant\.json)|skills\/[^/]+\/.+)$/

/** A stored file as it was read: what is wrong with it, and what it says where it fits its schema. */
export interface Examined { problems: string[]; document?: unknown }

/** What is wrong with a stored file: its schema, its hashes, its place; empty when nothing is. */
export function problemsOfFile(path: string, bytes: Uint8Array): string[] {
  return examineFile(path, bytes).problems
}

/** The same with the document: of Markdown its front matter; absent where there is none that fits the schema. */
export function examineFile(path: string, bytes: Uint8Array): Examined {
  const kind = fileKind(path)
  if (!kind) return { problems: GOVERNED.test(path) && !FREE.test(path) ? ['is at no place that SkillLoop knows'] : [] }
  const text = decode(bytes)
  if (text === undefined) return { problems: ['is not UTF-8'] }
  let document: unknown
  try {
    document = MARKDOWN.has(kind) ? parseMarkdown(text, { file: path }).data : JSON.parse(text)
  } catch (error) {
    return { problems: [error instanceof SkillLoopError ? error.message : `is not JSON: ${error instanceof Error ? error.message : String(error)}`] }
  }
  const problems = problemsOf(FORMAT_OF[kind], document)
  if (problems.length > 0) return { problems }
  const canonical = MARKDOWN.has(kind) || FREE_FORM.has(kind) || canonicalJson(document) === text ? [] : ['is not in canonical form: keys sorted, two spaces, a newline at the end']
  return { document, problems: [...canonical, ...problemsOfPlace(kind, path, document, text)] }
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

function problemsOfPlace(kind: FileKind, path: string, document: unknown, text: string): string[] {
  const belongs = (at: string): string[] => (at === path ? [] : [`belongs at ${at} by its content`])
  switch (kind) {
    case 'trace': {
      const trace = document as Trace
      return [...belongs(tracePath(trace)), ...(contentHash(trace) === trace.sha256 ? [] : ['has other content than its sha256 says'])]
    }
    case 'evaluation': {
      const { evaluator, traceId } = document as Evaluation
      // The date is the trace's, which is not in here; name and evaluator are.
      return path.startsWith(`evaluations/${evaluator.name}/`) && path.endsWith(`/${traceId}.json`) ? [] : [`belongs at ${evaluationPath(evaluator.name, { id: traceId })} or by the trace's date`]
    }
    case 'support': {
      const { proposal, evidence } = document as Support
      return belongs(supportPath(proposal, evidence[0].trace))
    }
    case 'decision': return belongs(decisionPath(document as Decision, decisionId(text)))
    case 'proposal': return belongs(proposalPath((document as ProposalFrontMatter).id))
    case 'manifest': {
      const manifest = document as DatasetManifest
      return [...belongs(manifestPath(manifest)), ...(manifestId(manifest) === manifest.id ? [] : ['has other content than its id says'])]
    }
    case 'event': return belongs(eventPath(document as TraceEvent, decisionId(text)))
    case 'comment': return belongs(commentPath(document as Comment, decisionId(text)))
    case 'rewrite': return belongs(rewritePath(document as Rewrite, decisionId(text)))
    case 'skill-eval': return belongs(skillEvalPath(document as SkillEval, decisionId(text)))
    case 'use': {
      const event = document as SkillEvent
      return [...belongs(skillEventPath(event, decisionId(text))), ...(event.trace === undefined && event.session === undefined ? ['names no session'] : [])]
    }
    case 'rollout': return belongs(rolloutPath(document as RolloutStep, decisionId(text)))
    case 'run': return belongs(runPath(document as Run))
    case 'plan': return belongs(planPath((document as TrainingPlan).name))
    case 'result': return belongs(resultPath(document as TrainingResult, decisionId(text)))
    case 'skill': {
      const { name } = document as SkillFrontMatter
      return path === `skills/${name}/SKILL.md` ? [] : [`is named ${name}, which is not its folder's name`]
    }
    default: return []
  }
}
