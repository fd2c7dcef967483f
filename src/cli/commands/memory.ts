import { command, type Group } from '../command.js'
import { learnedCommands } from './learned.js'
import { historyCommand, pushCommand } from './memory/backend.js'
import { readCommand, readMemories, searchCommand } from './memory/read.js'
import { writeCommand } from './memory/write.js'

const user = command({
  name: 'user',
  describe: 'the memories about the person, and proposing one',
  commands: [
    command({ name: 'read', describe: 'the memories in force about the person', run: async (args, io) => readMemories(args, io, 'user') }),
    writeCommand('user')
  ],
  run: async (args, io) => readMemories(args, io, 'user')
})

export const memoryCommands: Group = { name: 'memory', describe: 'the memories in force, their versions and how they came to be', commands: [...learnedCommands('memory'), readCommand, searchCommand, writeCommand(undefined), user, pushCommand, historyCommand] }
