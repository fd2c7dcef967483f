// Native git storing the very files that ingest stored, as one commit.
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'

const git = (args, options = {}) => execFileSync('git', args, { maxBuffer: 1 << 30, ...options })

export function fastImport({ folder, store }) {
  const input = streamOf(join(store, '.git'))
  const beside = join(folder, 'beside')
  git(['init', '-q', beside])
  const began = process.hrtime.bigint()
  git(['-C', beside, 'fast-import', '--quiet'], { input })
  return { name: 'git fast-import of the same files', seconds: Number(process.hrtime.bigint() - began) / 1e9, bytes: input.length }
}

function streamOf(gitdir) {
  const listing = git(['--git-dir', gitdir, 'ls-tree', '-r', 'ledger', 'traces']).toString().trim().split('\n')
  const blobs = git(['--git-dir', gitdir, 'cat-file', '--batch'], { input: listing.map((line) => line.split(/\s/)[2]).join('\n') })
  const parts = []
  let at = 0
  for (const [i] of listing.entries()) {
    const end = blobs.indexOf(10, at)
    const size = Number(blobs.subarray(at, end).toString().split(' ')[2])
    parts.push(Buffer.from(`blob\nmark :${i + 1}\ndata ${size}\n`), blobs.subarray(end + 1, end + 1 + size), Buffer.from('\n'))
    at = end + size + 2
  }
  parts.push(Buffer.from('commit refs/heads/main\ncommitter Bench <bench@example.org> 0 +0000\ndata 1\nx\n'), ...listing.map((line, i) => Buffer.from(`M 100644 :${i + 1} ${line.split('\t')[1]}\n`)))
  return Buffer.concat(parts)
}
