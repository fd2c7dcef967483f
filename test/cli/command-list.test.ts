import { expect, it } from 'vitest'
import { commands } from '../../src/cli/commands.js'

it('lists each command by the name and description that it has itself', async () => {
  for (const { name, describe: says, load } of commands) {
    const loaded = await load()
    expect({ name: loaded.name, says: loaded.describe }).toEqual({ name, says })
  }
  expect(new Set(commands.map(({ name }) => name.split(' ')[0])).size).toBe(commands.length)
})
