// node bench/rollout.js [--runs 1000] [--sessions 3650] [--share 0.5] [--margin 0.1] [--json]: a simulated year of sessions
// for a version that helps, changes nothing or does harm, at several rates of success, looked at after every session. How
// often it ends in the right thing, after how many sessions, and how often harm is seen where there is none.
import { readArguments } from './arguments.js'
import { randomFrom } from './generate.js'

const { createJudge } = await import('../dist/rollout/verdict.js')
const values = readArguments(import.meta.url, { runs: { type: 'string', default: '1000' }, sessions: { type: 'string', default: '3650' }, share: { type: 'string', default: '0.5' }, margin: { type: 'string', default: '0.1' }, alpha: { type: 'string', default: '0.05' }, drift: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } })
const [runs, sessions, share, harmMargin, alpha] = [values.runs, values.sessions, values.share, values.margin, values.alpha].map(Number)
const TRUTHS = [['uplift +15', 0.15, 'promote'], ['no effect', 0, 'promote'], ['harm −10', -0.1, 'fall-back'], ['harm −20', -0.2, 'fall-back']]
const bound = (rate) => Math.min(0.98, Math.max(0.02, rate))
const quantile = (list, q) => [...list].sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * q))]

function year(random, base, effect) {
  const judge = createJudge({ alpha, minSessions: 10, harmMargin })
  for (let session = 1, ofNew = 0; session <= sessions; session++) {
    // The rate of success of everything may rise or fall over the year; the test must not mind.
    const now = values.drift ? bound(base + 0.2 * Math.sin((session / sessions) * 2 * Math.PI)) : base
    const isNew = random() < share
    if (isNew) ofNew++
    const { verdict } = judge.add({ isNew, worked: random() < bound(isNew ? now + effect : now), share })
    if (verdict !== 'keep') return { verdict, session, ofNew }
  }
  return { verdict: 'keep', session: sessions, ofNew: 0 }
}

const rows = []
for (const [truth, effect, right] of TRUTHS) {
  for (const base of [0.3, 0.5, 0.7, 0.9]) {
    const random = randomFrom(Math.round(base * 1000) + Math.round(effect * 100) + 7)
    // A generator's first values hang together with its seed.
    for (let i = 0; i < 100; i++) random()
    const ends = Array.from({ length: runs }, () => year(random, base, effect))
    const share200 = (test) => ends.filter(test).length / runs
    const rights = ends.filter(({ verdict }) => verdict === right)
    rows.push({
      truth, base, promote: share200(({ verdict }) => verdict === 'promote'), keep: share200(({ verdict }) => verdict === 'keep'), fallBack: share200(({ verdict }) => verdict === 'fall-back'),
      ...(right === 'fall-back' && { within200OfNew: share200(({ verdict, ofNew }) => verdict === right && ofNew <= 200), within200InAll: share200(({ verdict, session }) => verdict === right && session <= 200) }),
      median: quantile(rights.map(({ session }) => session), 0.5) ?? null, p90: quantile(rights.map(({ session }) => session), 0.9) ?? null, medianOfNew: quantile(rights.map(({ ofNew }) => ofNew), 0.5) ?? null
    })
  }
}
if (values.json) console.log(JSON.stringify({ runs, sessions, share, harmMargin, alpha, rows }, null, 2))
else {
  console.log(`${runs} runs of ${sessions} sessions each, ${share * 100} % with the new version, margin ${harmMargin}, α ${alpha}, looked at after each session`)
  const percent = (value) => (value === undefined ? '' : `${(value * 100).toFixed(1)} %`).padStart(9)
  console.log('truth        base   promote     keep  fall back  ≤200 new  ≤200 all  sessions to the right end: median, p90, with the new version')
  for (const row of rows) console.log(`${row.truth.padEnd(12)} ${row.base.toFixed(1)} ${percent(row.promote)}${percent(row.keep)}  ${percent(row.fallBack)} ${percent(row.within200OfNew)} ${percent(row.within200InAll)}  ${row.median ?? '–'}, ${row.p90 ?? '–'}, ${row.medianOfNew ?? '–'}`)
}
