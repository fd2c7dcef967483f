import type { Became, Explanation } from '../../app/distill.js'
import { excerpt, plural } from '../../kernel/text.js'

const LISTED = 3

/** What came of a session, for people. */
export function describeExplanation({ trace, title, lessons, nearest, messages, work, recoveries, inferred, heldBack }: Explanation): string[] {
  return [
    '', `${trace.slice(0, 10)}  ${excerpt(title, 90)}`,
    ...lessons.map(({ text, confidence, became }) => `  said (${confidence.toFixed(2)}): ${excerpt(text, 120)} ${arrow(became)}`),
    ...(lessons.length === 0 ? [`  no lesson in ${messages > 0 ? plural(messages, 'message') + ' of people' : 'what people said'}${nearest.length > 0 ? '; the nearest:' : ''}`] : []),
    ...nearest.map(({ text, total, needed, signals }) => `    ${total.toFixed(2)} of ${needed.toFixed(2)}: ${excerpt(text, 90)}${signals.length > 0 ? ` (${signals.join('; ')})` : ' (no sign of a lesson)'}`),
    `  work: ${plural(work.steps, 'step')}, ${work.procedural} that changed or checked something${work.leftOut === undefined ? '' : `; left out: ${work.leftOut}`}`,
    ...work.kinds.map(({ title: kind, became }) => `    ${excerpt(kind, 100)} ${arrow(became)}`),
    ...(work.leftOut === undefined && work.kinds.length === 0 ? ['    no other session that succeeded was asked for much the same and did much the same'] : []),
    ...recoveries.slice(0, LISTED).map(({ failed, error, worked }) => `  failed: ${excerpt(failed, 60)} (${error}); then worked: ${excerpt(worked, 60)}`),
    ...inferred.slice(0, LISTED).map(({ title: lesson, became }) => `  happened: ${excerpt(lesson, 120)} ${arrow(became)}`),
    ...(heldBack > 0 ? [`  held back: ${plural(heldBack, 'instruction')} of pages or tools`] : [])
  ]
}

function arrow(became: Became): string {
  switch (became.as) {
    case 'proposal': return `→ proposal ${became.id}`
    case 'support': return `→ further support of ${became.id}`
    case 'known': return `→ ${became.id}, known already`
    case 'candidate': return `→ not yet: ${became.waitsFor}`
    case 'nothing': return '→ nothing'
  }
}
