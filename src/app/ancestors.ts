/** A commit with its parents. */
export interface Ancestor { oid: string; parents: string[] }

/** A commit and all its ancestors that `seen` does not have yet, parents first; `seen` has them afterwards. */
export async function ancestorsOf(tip: string, parentsOf: (oid: string) => Promise<string[]>, seen: Set<string>): Promise<Ancestor[]> {
  const order: Ancestor[] = []
  const stack: { oid: string; parents?: string[] }[] = [{ oid: tip }]
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    if (at.parents) {
      order.push({ oid: at.oid, parents: at.parents })
      continue
    }
    if (seen.has(at.oid)) continue
    seen.add(at.oid)
    const parents = await parentsOf(at.oid)
    stack.push({ oid: at.oid, parents }, ...parents.map((oid) => ({ oid })))
  }
  return order
}
