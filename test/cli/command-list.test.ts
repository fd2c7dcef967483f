import { Readable } from 'node:stream'
import { expect, it, vi } from 'vitest'
import { commands } from '../../src/cli/commands.js'
import { parseByYargs } from '../../src/cli/main.js'
import { helpWidth, NARROWEST, overview } from '../../src/cli/overview.js'
import { plainCall } from '../../src/cli/plain.js'

const io = { cwd: '.', env: {}, stdin: Readable.from([]), isTerminal: false, stdout: () => undefined, stderr: () => undefined }

it('lists each command by the name and description that it has itself', async () => {
  for (const { name, describe: says, load } of commands) {
    const loaded = await load()
    expect({ name: loaded.name, says: loaded.describe }).toEqual({ name, says })
  }
  expect(new Set(commands.map(({ name }) => name.split(' ')[0])).size).toBe(commands.length)
})

it('shows the same overview as the parser makes', async () => {
  for (let width = NARROWEST; width <= helpWidth(1000); width++) {
    expect((await parseByYargs(['--help'], io, width))?.text.trimEnd()).toBe(overview(width))
  }
})

it('runs a plain call with what the parser makes of it', async () => {
  let plain = 0
  for (const { name, load } of commands) {
    for (const argv of [[name], [name, '--json'], ['--path', 'some/where', name], [name, '--path', 'a', '--path', 'b']]) {
      const call = await plainCall(argv)
      if (!call) continue
      plain++
      const loaded = await load()
      if (!('run' in loaded)) throw new Error(`${name} is a group`)
      const run = vi.spyOn(loaded, 'run').mockResolvedValue({ text: '', json: null })
      await parseByYargs(argv, io, 100)
      const { _, $0, ...args } = run.mock.calls[0]![0] as Record<string, unknown>
      run.mockRestore()
      expect(call.args, argv.join(' ')).toEqual(Object.fromEntries(Object.entries(args).filter(([, value]) => value !== undefined)))
    }
  }
  expect(plain).toBeGreaterThan(20)
  for (const argv of [['status', '--help'], ['statu'], ['review'], ['status', 'x'], ['why'], ['status', '--path'], ['status', '--path', '--json'], []]) expect(await plainCall(argv)).toBeUndefined()
})
