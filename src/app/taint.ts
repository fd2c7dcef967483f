import { refused } from '../kernel/errors.js'
import type { ProposalFrontMatter } from '../kernel/types.js'
import { heirsOf, sessionsOf, type Decided } from '../proposals/history/lineage.js'
import type { Context } from './context.js'
import { proposalViews, type ProposalView } from './proposals.js'
import { quarantined } from './quarantine.js'

/** Proposals with what is on each of them, as lineage looks at them; what is reviewed now goes before what is on main. */
export function decidedOf(views: readonly ProposalView[]): Decided[] {
  return views.flatMap((view) => {
    const fronts = [view.branch?.front, view.onMain ?? view.front].filter((front): front is ProposalFrontMatter => front !== undefined)
    return [...new Set(fronts)].map((front) => ({ front, decisions: view.decisions }))
  })
}

/** The sessions of those given that a proposal's words are from, its own or those of what it took over. */
export function taintOf(view: ProposalView, all: readonly Decided[], sessions: ReadonlySet<string>): string[] {
  const own = all.filter(({ front }) => front.id === view.id)
  if (own.some(({ front }) => front.action === 'retire')) return []
  const found = [...sessions].filter((trace) => {
    const roots = new Set(all.filter(({ front }) => sessionsOf(front).includes(trace)).map(({ front }) => front.id))
    return roots.has(view.id) || heirsOf(roots, all).has(view.id)
  })
  return found.sort()
}

/** @throws SkillLoopError (1) where what would be approved is from a session in quarantine */
export function expectUntainted(context: Context, view: ProposalView): void {
  const out = quarantined(context)
  if (out.size === 0) return
  const [first, ...others] = taintOf(view, decidedOf(proposalViews(context)), new Set(out.keys()))
  if (first === undefined) return
  throw refused(`${view.id} rests on ${first}${others.length > 0 ? ` and ${others.length} more` : ''} in quarantine: ${out.get(first)?.reason ?? ''}`, {
    expected: 'evidence that may be used', fix: `reject it: skillloop review reject ${view.id} --reason …; or lift the quarantine: skillloop quarantine ${first.slice(0, 10)} --lift --reason …`
  })
}
