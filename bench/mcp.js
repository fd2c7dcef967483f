// A thousand calls of the MCP server as a process, by the SDK's own client: how long they take, and how much memory it has.
// node bench/mcp.js [calls] [skills] [memories]
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Client } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { parseMarkdown, renderMarkdown } from '../dist/kernel/front-matter.js'
import { proposalId } from '../dist/kernel/hash.js'
import { proposalFrom } from '../dist/proposals/compose.js'
import { renderProposal } from '../dist/proposals/render.js'
import { scanFiles } from '../dist/threats/scan.js'

const [calls = 1000, skills = 50, memories = 200] = process.argv.slice(2).map(Number)
const bin = fileURLToPath(new URL('../dist/cli/bin.js', import.meta.url))
const root = mkdtempSync(join(tmpdir(), 'skillloop-mcp-bench-'))
const store = join(root, '.skillloop')
const run = (program, ...args) => execFileSync(program, args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
const git = (...args) => run('git', '-C', store, '-c', 'user.name=Bench', '-c', 'user.email=bench@example.org', ...args)

/** Puts an artifact on main with its proposal, as a merge by plain Git does. */
function put(kind, path, subject, files) {
  const draft = {
    id: proposalId(kind, subject), kind, subject, title: subject, basis: 'inferred', path, files, evidence: [{ trace: '0'.repeat(20), traceSha256: '0'.repeat(64), message: 0, quote: subject, origin: 'person' }],
    why: ['A measurement.'], doubts: ['None.'], origins: [], threats: scanFiles(files), after: [], strength: 1
  }
  const proposal = proposalFrom(draft, { distiller: { name: 'bench', version: '1.0.0' } })
  const base = kind === 'skill' ? path : path.slice(0, path.lastIndexOf('/'))
  for (const [name, bytes] of [...files].map(([file, bytes]) => [`${base}/${file}`, bytes]).concat([[`proposals/${draft.id}.md`, renderProposal(proposal)]])) {
    mkdirSync(join(store, name, '..'), { recursive: true })
    writeFileSync(join(store, name), bytes)
  }
}

const words = 'release tests docker staging database migration branch review deploy cache index login token queue worker'.split(' ')
const sentence = (i) => Array.from({ length: 12 }, (_, j) => words[(i * 7 + j * 3 + (i >> j)) % words.length]).join(' ')

try {
  run(process.execPath, bin, 'init')
  for (let i = 0; i < skills; i++) {
    const name = `skill-${i}`
    const text = renderMarkdown({ data: { name, description: `Does ${sentence(i)}. Use when asked for ${words[i % words.length]}.` }, body: Array.from({ length: 80 }, (_, line) => `${line + 1}. Run \`npm run ${words[(line + i) % words.length]}\` and look at the ${sentence(line + i)}.`).join('\n') })
    parseMarkdown(text, { file: name })
    put('skill', `skills/${name}`, `skill ${i}`, new Map([['SKILL.md', Buffer.from(text)]]))
  }
  for (let i = 0; i < memories; i++) {
    const subject = `memory ${i} ${sentence(i)}`
    put('memory', `memory/semantic/memory-${i}.md`, subject, new Map([[`memory-${i}.md`, Buffer.from(renderMarkdown({ data: { schemaVersion: 1, type: 'semantic', scope: 'project', subject, proposal: proposalId('memory', subject) }, body: `The ${sentence(i)}.` }))]]))
  }
  git('add', '-A')
  git('commit', '-qm', 'measured')
  const transport = new StdioClientTransport({ command: process.execPath, args: [bin, 'mcp'], cwd: root, stderr: 'inherit' })
  const client = new Client({ name: 'bench', version: '1.0.0' })
  const begun = performance.now()
  await client.connect(transport)
  const call = async (name, args) => client.callTool({ name, arguments: args })
  const listed = (await call('search', {})).content[0].text
  const first = performance.now() - begun
  const rss = () => Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${transport.pid}/status`, 'utf8'))?.[1] ?? 0) / 1024)
  const before = rss()
  const kinds = {
    search: (i) => call('search', { query: sentence(i).split(' ').slice(0, 3).join(' ') }), read_skill: (i) => call('read_skill', { name: `skill-${i % skills}` }), read_memory: (i) => call('read_memory', { name: `memory-${i % memories}` }),
    'resources/read': (i) => client.readResource({ uri: `skill://skill-${i % skills}/SKILL.md` })
  }
  const times = Object.fromEntries(Object.keys(kinds).map((kind) => [kind, []]))
  for (let i = 0; i < calls; i++) {
    const kind = Object.keys(kinds)[i % 4]
    const start = performance.now()
    const { isError } = await kinds[kind](i)
    if (isError) throw new Error(`${kind} failed`)
    times[kind].push(performance.now() - start)
  }
  const at = (list, share) => `${[...list].sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * share))].toFixed(2)} ms`
  console.log(`${skills} skills, ${memories} memories; from start to the first answer ${Math.round(first)} ms; the whole list: ${listed.length} characters`)
  for (const [kind, list] of [...Object.entries(times), ['all', Object.values(times).flat()]]) console.log(`${kind.padEnd(14)} ${String(list.length).padStart(5)} calls  p50 ${at(list, 0.5)}  p95 ${at(list, 0.95)}  most ${at(list, 1)}`)
  console.log(`memory of the server: ${before} MB after the first answer, ${rss()} MB after ${calls} calls`)
  await client.close()
} finally {
  rmSync(root, { recursive: true, force: true })
}
