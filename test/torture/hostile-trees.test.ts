import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { renderMarkdown } from '../../src/kernel/front-matter.js'
import { MAIN, proposalPath } from '../../src/kernel/layout.js'
import { encodeTree, decodeTree, type TreeEntry } from '../../src/store/objects/encode.js'
import { ObjectBatch } from '../../src/store/objects/object-batch.js'
import { Repository } from '../../src/store/repository.js'
import { cleanEnvironment } from '../helpers/temporary.js'
import { cli, cliJson, expectCivil, memory, newProject, propose, skill, type Project } from '../cli/support.js'

const who = { name: 'Mallory', email: 'mallory@example.org', at: Date.UTC(2026, 7, 10, 8) }
const GOOD = memory('Always run the linter before a commit')
type Entry = Omit<TreeEntry, 'name'> & { name: string | Buffer }

/** What hostile hands can write: trees that Git's own commands would refuse to make. */
class Hand {
  readonly repository: Repository
  readonly batch: ObjectBatch
  constructor(readonly project: Project) {
    this.repository = new Repository(project.store, { fsync: false })
    this.batch = this.repository.batch()
  }
  blob = async (text: string): Promise<string> => this.batch.add('blob', Buffer.from(text))
  tree = async (entries: Entry[]): Promise<string> => this.batch.add('tree', Buffer.concat(entries.map(({ mode, name, oid }) => Buffer.concat([Buffer.from(`${mode} `), Buffer.from(name), Buffer.from([0]), Buffer.from(oid, 'hex')]))))
  file = async (name: string | Buffer, text = 'x', mode = '100644'): Promise<Entry> => ({ name, mode: mode as TreeEntry['mode'], oid: await this.blob(text) })
  folder = async (name: string | Buffer, entries: Entry[]): Promise<Entry> => ({ name, mode: '40000', oid: await this.tree(entries) })

  /** Main's own tree with entries put over or beside, as a commit that a ref is set to. */
  async commitOn(ref: string, put: Entry[]): Promise<void> {
    const main = await this.repository.tip(MAIN)
    if (!main) throw new Error('no main')
    const raw = execFileSync('git', ['-C', this.project.store, 'cat-file', 'tree', main.tree], { env: cleanEnvironment() })
    const own = decodeTree(raw).filter(({ name }) => !put.some((other) => other.name === name))
    const tree = await this.tree([...own, ...put].sort((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name))))
    const line = `${who.name} <${who.email}> ${who.at / 1000} +0000`
    const commit = await this.batch.add('commit', Buffer.from(`tree ${tree}\nparent ${main.oid}\nauthor ${line}\ncommitter ${line}\n\nby hand\n`))
    await this.batch.finish({ fsync: false })
    await this.repository.refs.update(ref, await this.repository.refs.read(ref), commit, { who, message: 'hand' })
  }
}

const EVIL = skill()
/** The front matter of a proposal that looks like any other. */
const CASE = renderMarkdown({ data: { ...EVIL.proposal.front }, body: '# A skill\n' })

/** A proposal's branch whose skill is what a hand makes of it. */
async function proposed(hand: Hand, skillTree: Entry): Promise<void> {
  const path = proposalPath(EVIL.id).split('/').at(-1) ?? ''
  await hand.commitOn(`refs/heads/${EVIL.branch}`, [await hand.folder('proposals', [await hand.file(path, CASE)]), await hand.folder('skills', [skillTree])])
}

const SKILL_MD = Buffer.from(EVIL.proposal.files.get('SKILL.md') ?? []).toString()

/** What a git bomb is: few objects, and a number of files that no machine can count. */
async function bomb(hand: Hand, levels: number): Promise<Entry> {
  let entry = await hand.folder('f', [await hand.file('x')])
  for (let level = 0; level < levels; level++) entry = await hand.folder('f', await Promise.all(Array.from({ length: 10 }, async (_, at) => Promise.resolve({ ...entry, name: `f${at}` }))))
  return { ...entry, name: 'release-a-version' }
}

async function deep(hand: Hand, levels: number): Promise<Entry> {
  let entry = await hand.file('SKILL.md', SKILL_MD)
  for (let level = 0; level < levels; level++) entry = await hand.folder('d', [entry])
  return { ...entry, name: 'release-a-version' }
}

const SHAPES: [string, (hand: Hand) => Promise<Entry>][] = [
  ['a folder named ..', async (hand) => hand.folder('release-a-version', [await hand.file('SKILL.md', SKILL_MD), await hand.folder('..', [await hand.file('policy.json', '{}')])])],
  ['a name with a slash', async (hand) => hand.folder('release-a-version', [await hand.file('../../escape'), await hand.file('SKILL.md', SKILL_MD)])],
  ['a .git in it', async (hand) => hand.folder('release-a-version', [await hand.folder('.git', [await hand.file('config', '[core]\n\tfsmonitor = touch /tmp/skillloop-evil\n')]), await hand.file('SKILL.md', SKILL_MD)])],
  ['names of devices, and ones that differ in case', async (hand) => hand.folder('release-a-version', [await hand.file('SKILL.md', SKILL_MD), await hand.file('con'), await hand.file('nul.txt'), await hand.file('skill.md', 'other')])],
  ['a link for its SKILL.md', async (hand) => hand.folder('release-a-version', [await hand.file('SKILL.md', '/etc/passwd', '120000')])],
  ['a submodule', async (hand) => hand.folder('release-a-version', [await hand.file('SKILL.md', SKILL_MD), { name: 'module', mode: '160000', oid: '1'.repeat(40) }])],
  ['unusual modes', async (hand) => hand.folder('release-a-version', [await hand.file('SKILL.md', SKILL_MD, '100664'), await hand.file('x', 'x', '100777')])],
  ['a mode that is none', async (hand) => hand.folder('release-a-version', [await hand.file('SKILL.md', SKILL_MD, '7')])],
  ['the same name twice', async (hand) => hand.folder('release-a-version', [await hand.file('SKILL.md', SKILL_MD), await hand.file('SKILL.md', 'other')])],
  ['a tree that is a blob', async (hand) => Promise.resolve({ name: 'release-a-version', mode: '40000', oid: await hand.blob('no tree') })],
  ['an object that is not there', async () => Promise.resolve({ name: 'release-a-version', mode: '40000', oid: '2'.repeat(40) })],
  ['terminal escapes in a name', async (hand) => hand.folder('release-a-version', [await hand.file('SKILL.md', SKILL_MD), await hand.file('\u001b]0;evil\u0007\u202etxt.sh')])],
  ['a name that is no UTF-8', async (hand) => hand.folder('release-a-version', [await hand.file('SKILL.md', SKILL_MD), await hand.file(Buffer.from([0x63, 0xe9, 0xff]))])],
  ['10,000 folders deep', async (hand) => deep(hand, 10_000)],
  ['10^20 files', async (hand) => bomb(hand, 20)]
]

describe('a proposal\'s branch made by hostile hands', () => {
  it.each(SHAPES)('%s: stops nothing of all others, and is never applied', async (_, shape) => {
    const project = newProject()
    await propose(project, GOOD)
    const hand = new Hand(project)
    await proposed(hand, await shape(hand))
    for (const args of [['status'], ['review', 'list'], ['skills', 'list'], ['scan', '--skills']]) {
      const run = await cli(args, { cwd: project.root })
      expect([0, 1], `${args.join(' ')}: ${run.stdout}${run.stderr}`).toContain(run.code)
      expectCivil(run, run.code ?? -1)
      // What a name says to a terminal is shown, not obeyed.
      // eslint-disable-next-line no-control-regex
      expect(run.stdout).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u202e]/)
    }
    const list = await cliJson(['review', 'list'], { cwd: project.root }) as { id: string; state: string }[]
    expect(list.find(({ id }) => id === GOOD.id)?.state).toBe('pending')
    expectCivil(await cli(['review', 'approve', GOOD.id], { cwd: project.root }), 0)
    const applied = await cli(['apply', '--target', 'out'], { cwd: project.root })
    expectCivil(applied, 0)
    expect(applied.stdout).not.toContain('release-a-version')
    for (const args of [['review', 'show', EVIL.id], ['review', 'diff', EVIL.id], ['check'], ['review', 'approve', EVIL.id]]) {
      const run = await cli(args, { cwd: project.root })
      expect([0, 1, 2, 3], `${args.join(' ')}: ${run.stdout}${run.stderr}`).toContain(run.code)
      expectCivil(run, run.code ?? -1)
    }
  })
})

describe('names in trees', () => {
  it('of any bytes are written again as they were', async () => {
    const project = newProject()
    const hand = new Hand(project)
    const name = Buffer.from([0x63, 0x61, 0x66, 0xe9])
    await hand.commitOn('refs/heads/main', [await hand.file(name, 'theirs')])
    await propose(project, GOOD)
    expectCivil(await cli(['review', 'approve', GOOD.id], { cwd: project.root }), 0)
    const listed = execFileSync('git', ['-C', project.store, 'ls-tree', '--name-only', '-z', 'main'], { env: cleanEnvironment() })
    expect(listed.includes(Buffer.concat([name, Buffer.from([0])]))).toBe(true)
  })

  it('encode to what they were decoded from', () => {
    for (const name of ['plain', 'ä', '\ufeffmark', '🎉', '\udce9', 'a\udcff\udc80b']) {
      const bytes = encodeTree([{ mode: '100644', name, oid: '1'.repeat(40) }])
      expect(decodeTree(bytes)[0]?.name).toBe(name)
    }
  })
})
