import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, it, vi } from 'vitest'
import type { runModule as RunModule } from '../../src/judges/run-module.js'
import { BIN } from '../helpers/skillloop.js'
import { temporaryFolder } from '../helpers/temporary.js'

// A thread runs built code only.
const { runModule } = await import(pathToFileURL(join(dirname(BIN), '../judges/run-module.js')).href) as { runModule: typeof RunModule }

it('a module that breaks after it has answered is an error of the next question, and of nobody before', async () => {
  const mark = join(temporaryFolder(), 'ended')
  const source = `import { writeFileSync } from 'node:fs'
process.on('exit', () => writeFileSync(${JSON.stringify(mark)}, ''))
export default { name: 'm', version: '1.0.0', judge() { setTimeout(() => { throw new Error('too late') }, 0); return { score: 1 } } }`
  const running = await runModule({ path: 'm.mjs', source, seconds: 5 })
  expect(await running.judge({}, {})).toEqual({ score: 1 })
  // Between two questions nobody listens: an error that is thrown at nobody ends this process.
  await vi.waitFor(() => expect(existsSync(mark)).toBe(true))
  await expect(running.judge({}, {})).rejects.toThrow('the evaluator m.mjs ended with too late')
  await running.close()
})
