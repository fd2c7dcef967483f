import type { Group } from '../command.js'
import { learnedCommands } from './learned.js'

export const memoryCommands: Group = { name: 'memory', describe: 'the memories in force, their versions and how they came to be', commands: learnedCommands('memory') }
