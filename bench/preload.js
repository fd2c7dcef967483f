// Loaded into a measured process: leaves its peak memory and processor time behind when it ends.
import { writeFileSync } from 'node:fs'

process.on('exit', () => {
  const file = process.env.BENCH_USAGE
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage()
  if (file) writeFileSync(file, JSON.stringify({ peakMb: Math.round(maxRSS / 1024), cpuSeconds: (userCPUTime + systemCPUTime) / 1e6 }))
})
