import { parentPort, workerData } from 'node:worker_threads'

/** What run-module.ts is told by the thread, one message at a time. */
export type FromModule = { loaded: { name: unknown; version: unknown; weights: unknown } } | { verdict: unknown } | { problem: string }

interface Exported { name?: unknown; version?: unknown; weights?: unknown; judge?: unknown }

const say = (message: FromModule): void => parentPort?.postMessage(message)
const words = (error: unknown): string => (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).slice(0, 500)

try {
  const { source } = workerData as { source: string }
  // As data: the very bytes that were trusted run, and an import of another file, which nobody looked at, has no base.
  const loaded = await import(`data:text/javascript;base64,${Buffer.from(source).toString('base64')}`) as { default?: Exported }
  const { name, version, weights, judge } = loaded.default ?? {}
  if (typeof judge !== 'function') say({ problem: 'has no default export with a function judge' })
  else {
    parentPort?.on('message', ({ trace, weights: table }: { trace: unknown; weights: unknown }) => {
      Promise.resolve().then(() => (judge as (trace: unknown, weights: unknown) => unknown)(trace, table))
        // JSON, so that what was checked is what is stored, and nothing but data comes across.
        .then((verdict) => say({ verdict: JSON.parse(JSON.stringify(verdict ?? null)) as unknown }), (error: unknown) => say({ problem: `threw ${words(error)}` }))
        .catch((error: unknown) => say({ problem: `gave what is no JSON: ${words(error)}` }))
    })
    say({ loaded: { name, version, weights } })
  }
} catch (error) {
  say({ problem: `could not be loaded: ${words(error)}` })
}
