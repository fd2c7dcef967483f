import { Worker } from 'node:worker_threads'
import type { Attack } from './pump.js'

/** What the slowest attack on a pattern took, in milliseconds; Infinity for one that did not end in time. */
export interface Timed { ms: number; attack: Attack | undefined }

// The worker times itself, the least of three: what the machine does besides makes it longer, and never shorter.
const WORKER = `
const { parentPort } = require('node:worker_threads')
parentPort.on('message', ({ source, flags, attacks, characters, enough }) => {
  const pattern = new RegExp(source, flags.replace('g', ''))
  let worst = { ms: 0 }
  for (const attack of attacks) {
    const text = attack.before + attack.pump.repeat(Math.ceil(characters / attack.pump.length)) + attack.after
    let least = Infinity
    for (let turn = 0; turn < 3 && least > enough; turn++) {
      parentPort.postMessage({ trying: attack })
      const begun = performance.now()
      pattern.lastIndex = 0
      pattern.exec(text)
      least = Math.min(least, performance.now() - begun)
    }
    if (least > worst.ms) worst = { ms: least, attack }
    if (worst.ms > enough) break
  }
  parentPort.postMessage({ done: worst })
})
`

/** Times attacks on patterns, one after another, in a thread that can be stopped. */
export function openTimer(characters: number, enough: number, limitMs: number): { time(source: string, flags: string, attacks: readonly Attack[]): Promise<Timed>; close(): Promise<void> } {
  let worker = new Worker(WORKER, { eval: true })
  return {
    time: (source, flags, attacks) => new Promise((done) => {
      let trying: Attack | undefined
      let timer: NodeJS.Timeout
      const rearm = (): void => {
        clearTimeout(timer)
        timer = setTimeout(() => {
          void worker.terminate()
          worker = new Worker(WORKER, { eval: true })
          done({ ms: Infinity, attack: trying })
        }, limitMs)
      }
      worker.removeAllListeners('message')
      worker.on('message', (said: { trying?: Attack; done?: Timed }) => {
        rearm()
        trying = said.trying ?? trying
        if (!said.done) return
        clearTimeout(timer)
        done(said.done)
      })
      rearm()
      worker.postMessage({ source, flags, attacks, characters, enough })
    }),
    close: async () => void await worker.terminate()
  }
}
