import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { renderMarkdown } from '../../src/kernel/front-matter.js'
import { proposalId } from '../../src/kernel/hash.js'
import { proposalBranch } from '../../src/kernel/layout.js'
import { proposalFrom } from '../../src/proposals/compose.js'
import { git } from '../helpers/temporary.js'
import { distiller, skillDraft } from '../proposals/examples.js'
import { cli, expectCivil, newProject, propose, skill, write, type Example } from './support.js'

/** The rules of the Agent Skills standard and of the stricter clients, told anew here: what breaks one in a skill's folder. */
function broken(folder: string): string[] {
  const text = readFileSync(join(folder, 'SKILL.md'), 'utf8')
  // The reference validator splits at the first two fences, wherever they stand.
  const [before, yaml, body] = [text.split('---')[0], text.split('---')[1] ?? '', text.split('---').slice(2).join('---')]
  const data = parse(yaml) as Record<string, unknown>
  const { name, description, compatibility, metadata } = data
  const rules: [boolean, string][] = [
    [before === '', 'begins with the fence'], [typeof data === 'object' && !Array.isArray(data), 'is a map'],
    [Object.keys(data).every((key) => ['name', 'description', 'license', 'allowed-tools', 'metadata', 'compatibility'].includes(key)), 'has known fields'],
    [typeof name === 'string' && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(name) && name.length <= 64 && name === basename(folder), 'has the name of its folder'],
    [typeof description === 'string' && description.trim() !== '' && [...description].length <= 1024 && !/[<>]/.test(description), 'has a description'],
    [compatibility === undefined || (typeof compatibility === 'string' && compatibility.length <= 500), 'has a short compatibility'],
    [metadata === undefined || Object.values(metadata as object).every((value) => typeof value === 'string'), 'has strings in metadata'],
    [body.trim() !== '', 'has a body'], [body.split('\n').length < 500 && text.length <= 100_000, 'is short enough'],
    [!/[{[]/.test(yaml.split('\n')[0] ?? ''), 'is YAML in blocks']
  ]
  return rules.filter(([holds]) => !holds).map(([, rule]) => rule)
}

function described(name: string, description: string): Example {
  const id = proposalId('skill', name)
  const file = Buffer.from(renderMarkdown({ data: { name, description, metadata: { proposal: id } }, body: `# ${name}\n\n1. Run \`npm test\`.\n` }))
  const proposal = proposalFrom({ ...skillDraft(), id, subject: name, path: `skills/${name}`, title: name, files: new Map([['SKILL.md', file]]) }, { distiller })
  return { proposal, id, branch: proposalBranch(proposal.front).replace('refs/heads/', ''), path: `skills/${name}` }
}

describe('skills that reach an agent', () => {
  it('pass the standard\'s rules, in the store as it stands and in every folder', async () => {
    const project = newProject()
    const descriptions = ['Plain. Use when asked.', 'With: a colon, "quotes" and \'more\'. Use when #1.', 'Ümläute, 漢字 and 🎉. Use when abroad.', `${'Long. '.repeat(150)}Use when long.`, '- begins like a list. Use when odd.', 'yes']
    const all = [skill(), ...descriptions.map((description, i) => described(`skill-${i}`, description)), described('a'.repeat(64), 'The longest name. Use when long.')]
    for (const one of all) await propose(project, one)
    expectCivil(await cli(['review', 'approve', ...all.map(({ id }) => id)], { cwd: project.root }), 0)
    expectCivil(await cli(['apply', '--target', 'agents', 'claude', 'hermes', 'plain'], { cwd: project.root }), 0)
    for (const folder of ['.skillloop/skills', '.skillloop/local/in-force/skills', '.agents/skills', '.claude/skills', 'plain/skills']) {
      const names = readdirSync(join(project.root, folder))
      expect(names).toHaveLength(all.length)
      for (const name of names) expect(broken(join(project.root, folder, name)), `${folder}/${name}`).toEqual([])
    }
  })

  const valid = '---\nname: release-a-version\ndescription: Releases. Use when asked.\n---\n\nRun it.\n'
  it.each([
    ['no front matter', 'Run it.\n'], ['unclosed front matter', valid.replace('\n---\n\n', '\n\n')], ['broken YAML', valid.replace('Releases.', '"Releases')], ['a list', '---\n- a\n---\n\nRun it.\n'],
    ['no name', valid.replace('name: release-a-version\n', '')], ['no description', valid.replace(/description: .*\n/, '')], ['an unknown field', valid.replace('---\n\n', 'author: me\n---\n\n')],
    ['upper case', valid.replace('release-a-version', 'Release-A-Version')], ['a name of 70 letters', valid.replace('release-a-version', 'a'.repeat(70))], ['a hyphen at its edge', valid.replace('release-a', '-release-a')],
    ['two hyphens', valid.replace('release-a', 'release--a')], ['an underscore', valid.replace('release-a', 'release_a')], ['upper case of another script', valid.replace('release-a-version', 'НАВЫК')],
    ['another name than its folder', valid.replace('release-a-version', 'other')], ['a description of 1100', valid.replace('Releases.', 'R'.repeat(1100))], ['a compatibility of 550', valid.replace('---\n\n', `compatibility: ${'c'.repeat(550)}\n---\n\n`)],
    ['no body', valid.replace('Run it.\n', '')]
  ])('are none with %s, whoever merged and approved it', async (_case, text) => {
    const one = skill()
    const project = newProject()
    await propose(project, one)
    git(project.store, 'merge', '-q', '--no-ff', '-m', 'merge', one.branch)
    write(project.store, `${one.path}/SKILL.md`, text)
    git(project.store, 'commit', '-qam', 'by hand')
    await cli(['review', 'approve', one.id], { cwd: project.root })
    const applied = await cli(['apply', '--target', 'agents'], { cwd: project.root })
    expectCivil(applied, 1)
    expect(() => readdirSync(join(project.root, '.agents'))).toThrow()
  })
})
