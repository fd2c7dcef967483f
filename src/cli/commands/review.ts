import type { Group } from '../command.js'
import { publishCommand } from './publish.js'
import { comment, edit, rebase, reopen } from './review/change.js'
import { decide } from './review/decide.js'
import { diff, list, show } from './review/look.js'
import { next } from './review/next.js'

export const reviewCommands: Group = {
  name: 'review',
  describe: 'look at proposals and decide, here or by git merge',
  commands: [
    list, show, diff, next,
    decide('approve', 'say yes: the decision is recorded and the branch merged', false),
    decide('reject', 'say no: the decision is recorded, the branch archived', true),
    decide('revoke', 'take back what was approved: recorded, and removed from main', true),
    edit, comment, rebase, reopen, publishCommand
  ]
}
