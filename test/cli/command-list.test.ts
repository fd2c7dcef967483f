import { Readable } from 'node:stream'
import { expect, it, vi } from 'vitest'
import type { Command, Group } from '../../src/cli/command.js'
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

/** Every command with words for what it asks for: with the optional ones, and without. */
function calls(item: Command | Group, before: readonly string[] = []): { command: Command; words: string[] }[] {
  const [word = '', ...places] = item.name.split(' ')
  const path = [...before, word]
  const below = (item.commands ?? []).flatMap((child) => calls(child, path))
  if (!('run' in item)) return below
  const fill = (wanted: readonly string[]): string[] => [...path, ...wanted.map((_, i) => ['3f', '0012', 'a b', 'x/y.md'][i % 4] ?? '')]
  return [{ command: item, words: fill(places.filter((place) => place.startsWith('<'))) }, ...(places.length > 0 ? [{ command: item, words: fill(places) }] : []), ...below]
}

it('runs a plain call with what the parser makes of it', async () => {
  const plain = new Set<string>()
  for (const { load } of commands) {
    for (const { command, words } of calls(await load())) {
      for (const argv of [words, [...words, '--json'], ['--path', 'some/where', ...words], [...words, '--path', 'a', '--path', 'b']]) {
        const call = await plainCall(argv)
        if (!call) continue
        expect(call.command, argv.join(' ')).toBe(command)
        plain.add(words.join(' '))
        const run = vi.spyOn(command, 'run').mockResolvedValue({ text: '', json: null })
        await parseByYargs(argv, io, 100)
        const { _, $0, ...args } = run.mock.calls[0]![0] as Record<string, unknown>
        run.mockRestore()
        expect(call.args, argv.join(' ')).toEqual(Object.fromEntries(Object.entries(args).filter(([, value]) => value !== undefined)))
      }
    }
  }
  for (const call of ['status', 'review list', 'traces show 3f', 'memory user read', 'why 3f']) expect(plain).toContain(call)
  for (const argv of [['status', '--help'], ['statu'], ['review'], ['status', 'x'], ['why'], ['why', ''], ['status', '--path'], ['status', '--path', '--json'], ['traces', 'show'], ['traces', 'show', 'a', 'b'], ['traces', 'search', 'x'], ['traces', 'show', '-'], ['review', 'show', '3f', '--diff'], []]) expect(await plainCall(argv), argv.join(' ')).toBeUndefined()
})
