import { ahead, READ_AHEAD } from '../../kernel/ahead.js'
import { ALLOWED_SIGNERS, fileKind } from '../../kernel/layout.js'
import type { Policy } from '../../kernel/types.js'
import { withDefaults } from '../../policy/policy.js'
import { groundAt, type Ground } from '../../proposals/audit/ground.js'
import { decisionIdOf } from '../../proposals/audit/main-state.js'
import type { StoreContext } from '../context.js'
import { examineBlob } from './examine.js'

/** The ground at the very beginning: nothing is there, and whoever makes the first commits sets the rules. */
export function firstGround(): Ground {
  return groundAt({ schemaVersion: 1 })
}

/** The ground at a commit of main, whose tree is taken to be in order as it is. */
export async function readGround({ repository }: StoreContext, commit: string): Promise<Ground> {
  const ground = firstGround()
  const snapshot = await repository.snapshot(commit)
  const policy = await snapshot.entry('policy.json')
  if (policy) {
    const { document, problems } = await examineBlob(repository, 'policy.json', policy)
    if (document !== undefined && problems.length === 0) ground.state.policy = withDefaults(document as Policy)
  }
  ground.hasPolicy = true
  ground.signers = (await snapshot.entry(ALLOWED_SIGNERS))?.oid
  for (const folder of ['memory', 'skills', 'proposals', 'decisions']) {
    const read = async (file: { path: string; oid: string; mode: string }) => ({ file, examined: await examineBlob(repository, file.path, file) })
    for await (const { file: { path, oid, mode }, examined } of ahead(await snapshot.files(folder), READ_AHEAD, read)) {
      // What was merged without a decision was let pass by the rules of its time.
      ground.state.apply({ path, after: { oid, mode }, fromOther: false, ...examined }, false)
      if (fileKind(path) === 'decision') ground.trusted.add(decisionIdOf(path))
    }
  }
  return ground
}
