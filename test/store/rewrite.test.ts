import fc from 'fast-check'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Repository } from '../../src/store/repository.js'
import { fsck, git, temporaryFolder } from '../helpers/temporary.js'

const NAMES = ['a/one.json', 'a/two.json', 'a/b/three.json', 'c/four.json', 'five.json'] as const

/** A history by native git, with branches that are merged, by turns. */
function history(moves: readonly { name: typeof NAMES[number]; text: string | null; side: boolean }[]): string {
  const folder = temporaryFolder()
  git(folder, 'init', '-q', '-b', 'ledger')
  git(folder, 'commit', '-q', '--allow-empty', '-m', 'begin')
  for (const [i, { name, text, side }] of moves.entries()) {
    if (side) git(folder, 'switch', '-qc', `side${i}`)
    const path = join(folder, name)
    mkdirSync(dirname(path), { recursive: true })
    if (text === null) rmSync(path, { force: true })
    else writeFileSync(path, text)
    git(folder, 'add', '-A')
    git(folder, '-c', 'user.name=Zoë', 'commit', '-q', '--allow-empty', '--date', `2026-08-0${(i % 9) + 1}T10:00:00+0530`, '-m', `move ${i}\n\nbody ü`)
    if (side) {
      git(folder, 'switch', '-q', 'ledger')
      git(folder, 'merge', '-q', '--no-ff', '--no-edit', `side${i}`)
      git(folder, 'branch', '-qD', `side${i}`)
    }
  }
  return folder
}

const shape = (folder: string, tip: string): string[] => git(folder, 'log', '--topo-order', '--reverse', '--format=%H', tip).trim().split('\n')
const meta = (folder: string, oid: string): string => git(folder, 'log', '-1', '--format=%an|%ae|%ad|%cn|%cd|%B', '--date=raw', oid)
const files = (folder: string, oid: string): string[] => git(folder, 'ls-tree', '-r', oid).trim().split('\n').filter(Boolean)

describe('a history rewritten without some paths', () => {
  it('is the same but for these, commit by commit, and the same each time', async () => {
    const moves = fc.array(fc.record({ name: fc.constantFrom(...NAMES), text: fc.option(fc.constantFrom('1', '2', '3'), { nil: null }), side: fc.boolean() }), { minLength: 1, maxLength: 6 })
    await fc.assert(fc.asyncProperty(moves, fc.subarray([...NAMES]), async (list, out) => {
      const folder = history(list)
      const tip = git(folder, 'rev-parse', 'ledger').trim()
      const rewrite = () => new Repository(folder, { fsync: false }).rewriteWithout(tip, new Set(out))
      const { to, commits } = await rewrite()
      expect(await rewrite()).toEqual({ to, commits })
      const [before, after] = [shape(folder, tip), shape(folder, to)]
      expect(after).toHaveLength(before.length)
      for (const oid of before) {
        const next = commits.get(oid) ?? oid
        expect(meta(folder, next)).toBe(meta(folder, oid))
        expect(files(folder, next)).toEqual(files(folder, oid).filter((line) => !out.some((path) => line.endsWith(`\t${path}`))))
        expect(git(folder, 'rev-list', '--parents', '-1', next).trim().split(' ').slice(1)).toEqual(git(folder, 'rev-list', '--parents', '-1', oid).trim().split(' ').slice(1).map((parent) => commits.get(parent) ?? parent))
        const had = shape(folder, oid).some((one) => files(folder, one).some((line) => out.some((path) => line.endsWith(`\t${path}`))))
        expect(commits.has(oid)).toBe(had)
      }
      expect(fsck(folder)).toBe('')
    }), { numRuns: 4 })
  })

  it('drops signatures, which would vouch for other bytes, from what changed and nowhere else', async () => {
    const folder = history([{ name: 'five.json', text: '1', side: false }, { name: 'a/one.json', text: '1', side: false }])
    const signed = (parent: string, tree: string): string => {
      const text = `tree ${tree}\nparent ${parent}\nauthor A <a@example.org> 1780000000 +0100\ncommitter A <a@example.org> 1780000000 +0100\ngpgsig -----BEGIN SSH SIGNATURE-----\n AAAA\n \n -----END SSH SIGNATURE-----\nencoding ISO-8859-1\n\nsigned\n`
      writeFileSync(join(folder, 'commit.txt'), text)
      return git(folder, 'hash-object', '-t', 'commit', '-w', 'commit.txt').trim()
    }
    const [base, tree] = [git(folder, 'rev-parse', 'ledger~1').trim(), git(folder, 'rev-parse', 'ledger~1^{tree}').trim()]
    const kept = signed(base, tree)
    const full = signed(kept, git(folder, 'rev-parse', 'ledger^{tree}').trim())
    const { to, commits } = await new Repository(folder, { fsync: false }).rewriteWithout(full, new Set(['a/one.json']))
    expect([...commits.keys()]).toEqual([full])
    const text = git(folder, 'cat-file', 'commit', to)
    expect(text).not.toContain('SIGNATURE')
    expect(text).toContain(`parent ${kept}\nauthor A <a@example.org> 1780000000 +0100\ncommitter A <a@example.org> 1780000000 +0100\nencoding ISO-8859-1\n\nsigned\n`)
  })
})
