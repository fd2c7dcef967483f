import { canonicalJson } from '../kernel/canonical-json.js'
import { LEDGER, MAIN } from '../kernel/layout.js'
import { FIRST_FORMAT } from './migrations.js'
import { encodeCommit, encodeTree } from './objects/encode.js'
import type { ObjectBatch } from './objects/object-batch.js'

const ORIGIN = { name: 'SkillLoop', email: 'store@skillloop.invalid', at: Date.UTC(2026, 0, 1) }

/**
 * The first commits of main and ledger, the same bytes in every store whatever its format by now, so that the
 * histories of any two stores have a common ancestor. They must never change.
 */
export async function addRootCommits(batch: ObjectBatch): Promise<{ ref: string; oid: string }[]> {
  const roots: { ref: string; oid: string }[] = []
  for (const [ref, branch] of [[MAIN, 'main'], [LEDGER, 'ledger']] as const) {
    const marker = canonicalJson({ format: 'skillloop', formatVersion: FIRST_FORMAT, branch })
    const blob = await batch.add('blob', Buffer.from(marker))
    const tree = await batch.add('tree', encodeTree([{ mode: '100644', name: 'store.json', oid: blob }]))
    const oid = await batch.add('commit', encodeCommit({ tree, parents: [], author: ORIGIN, committer: ORIGIN, message: `SkillLoop ${branch}, format ${FIRST_FORMAT}` }))
    roots.push({ ref, oid })
  }
  return roots
}
