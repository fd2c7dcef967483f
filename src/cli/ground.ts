import { homedir } from 'node:os'
import { join } from 'node:path'
import type { Ground } from '../app/applying/resolve-target.js'
import type { StoreContext } from '../app/context.js'
import type { Io } from './io.js'

/** The folders that targets are found from. */
export function groundOf({ project, repository }: Pick<StoreContext, 'project' | 'repository'>, io: Io): Ground {
  const home = io.env['HOME'] ?? homedir()
  return { project, home, hermes: io.env['HERMES_HOME'] ?? join(home, '.hermes'), store: repository.root, cwd: io.cwd }
}
