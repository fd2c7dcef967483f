import type { Severity, ThreatCategory } from '../types.js'
import type { Fact } from './rule.js'

/** What is worse together than apart, inside one block or script. */
export interface Combination {
  id: string
  category: ThreatCategory
  severity: Severity
  all: readonly Fact[]
  message: string
  /** The most that it can be where everything it talks to is well known or on this machine. */
  familiar: Severity
  /** Whether all must stand in one line, as one command. */
  together?: true
}

/** Source and sink, fetch and run. */
export const COMBINATIONS: readonly Combination[] = [
  { id: 'secret-read-and-sent', category: 'exfiltration', severity: 'critical', familiar: 'medium', all: ['secret', 'sends'], message: 'Reads secrets and sends something, in one piece of code.' },
  { id: 'environment-sent', category: 'exfiltration', severity: 'critical', familiar: 'medium', all: ['environment', 'sends'], message: 'Takes all environment variables and sends something, in one piece of code.' },
  { id: 'private-data-taken', category: 'exfiltration', severity: 'critical', familiar: 'medium', all: ['private', 'sends'], message: 'Records what a person does or says and sends something, in one piece of code.' },
  { id: 'files-gathered-and-sent', category: 'exfiltration', severity: 'high', familiar: 'low', all: ['gathers', 'sends'], message: 'Gathers files and sends something, in one piece of code.' },
  { id: 'decodes-and-evaluates', category: 'obfuscation', severity: 'high', familiar: 'high', all: ['decodes', 'evaluates'], together: true, message: 'Decodes and runs, in one command.' },
  { id: 'downloads-and-runs', category: 'supply-chain', severity: 'high', familiar: 'low', all: ['downloads', 'runs'], message: 'Downloads a program and runs it.' },
  { id: 'encrypts-files', category: 'destructive', severity: 'critical', familiar: 'critical', all: ['encrypts', 'removes', 'home'], message: 'Encrypts files and removes the originals.' }
]
