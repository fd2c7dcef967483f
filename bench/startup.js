// What starting costs: commands that do next to nothing, each beside `node -e 0`, in turn, so that a machine's moods meet both.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const bin = fileURLToPath(new URL('../dist/cli/bin.js', import.meta.url))
/** Goals in multiples of Node's own start. */
const COMMANDS = [['--version', 1.5], ['hook', 1.5], ['--help', 2.5], ['status', 3.5]]

const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)]

function milliseconds(args, cwd) {
  const began = process.hrtime.bigint()
  spawnSync(process.execPath, args, { cwd, stdio: 'ignore' })
  return Number(process.hrtime.bigint() - began) / 1e6
}

/** @returns for each command the median of its milliseconds, of Node's, and of their ratio pair by pair, in an empty store */
export function measureStartup(runs = 15) {
  const folder = mkdtempSync(join(tmpdir(), 'skillloop-startup-'))
  try {
    spawnSync(process.execPath, [bin, 'init'], { cwd: folder, stdio: 'ignore' })
    return COMMANDS.map(([command, goal]) => {
      const pairs = []
      for (let run = -1; run < runs; run++) {
        const pair = { ms: milliseconds([bin, command], folder), nodeMs: milliseconds(['-e', '0'], folder) }
        // The first one fills the system's caches.
        if (run >= 0) pairs.push(pair)
      }
      return { command, goal, ms: median(pairs.map(({ ms }) => ms)), nodeMs: median(pairs.map(({ nodeMs }) => nodeMs)), times: median(pairs.map(({ ms, nodeMs }) => ms / nodeMs)) }
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

export function startupLines(rows) {
  return rows.map(({ command, goal, ms, nodeMs, times }) => `${`start: ${command}`.padEnd(34)} ${(ms / 1000).toFixed(3).padStart(7)}   (${times.toFixed(2)} × node -e 0, which takes ${(nodeMs / 1000).toFixed(3)}; goal ${goal} ×)`)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(startupLines(measureStartup()).join('\n'))
