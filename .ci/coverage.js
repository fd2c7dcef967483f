// Prints what the last coverage run counted, by room, as a Markdown table; into the job's summary too where there is one.
import { appendFileSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { relative } from 'node:path'

const root = fileURLToPath(new URL('..', import.meta.url))
const { total: _total, ...files } = JSON.parse(readFileSync(new URL('../coverage/coverage-summary.json', import.meta.url), 'utf8'))
const rooms = new Map()
for (const [path, { lines, branches }] of Object.entries(files)) {
  for (const room of [relative(root, path).replaceAll('\\', '/').split('/')[1], 'all']) {
    const sum = rooms.get(room) ?? { lines: [0, 0], branches: [0, 0] }
    for (const [kind, { covered, total }] of Object.entries({ lines, branches })) sum[kind] = [sum[kind][0] + covered, sum[kind][1] + total]
    rooms.set(room, sum)
  }
}
const percent = ([covered, total]) => (total === 0 ? '–' : `${((100 * covered) / total).toFixed(1)} %`)
const order = [...rooms].sort(([a], [b]) => (a === 'all') - (b === 'all') || a.localeCompare(b))
const table = ['| room | lines | branches |', '|---|---:|---:|', ...order.map(([room, { lines, branches }]) => `| ${room} | ${percent(lines)} | ${percent(branches)} |`)].join('\n')
console.log(table)
if (process.env.GITHUB_STEP_SUMMARY) appendFileSync(process.env.GITHUB_STEP_SUMMARY, `### Coverage\n\n${table}\n`)
