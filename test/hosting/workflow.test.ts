import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { cli, cliJson, expectCivil, expectSound, memory, newProject, propose, tree, write, type Project } from '../cli/support.js'
import { BIN } from '../helpers/skillloop.js'
import { cleanEnvironment, temporaryFolder } from '../helpers/temporary.js'
import { as, bareRepository, firstStore, ok, plainGit, run, tipOf } from './support.js'

interface Step { uses?: string; run?: string; if?: string; env?: Record<string, string>; with?: Record<string, unknown> }
interface Workflow { on: Record<string, unknown>; permissions: unknown; jobs: Record<string, { steps: Step[]; permissions?: unknown }> }

const file = (path: string): string => readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8')
const workflow = parse(file('templates/github/workflows/skillloop.yml')) as Workflow
const action = parse(file('.github/actions/check/action.yml')) as { runs: { using: string; steps: Step[] } }
const steps = workflow.jobs['check']!.steps

describe('what goes to the host', () => {
  it('may only read, runs what is released and nothing of the branch, and takes no words of others into a script', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' })
    expect(workflow.jobs['check']!.permissions).toBeUndefined()
    expect(Object.keys(workflow.on).sort()).toEqual(['pull_request', 'push'])
    for (const step of [...steps, ...action.runs.steps]) {
      if (step.uses !== undefined) expect(step.uses).toMatch(/^actions\/[a-z-]+@v\d+$/)
      if (step.run !== undefined) expect(step.run).not.toMatch(/\$\{\{/)
    }
    expect(steps[0]?.with).toMatchObject({ 'persist-credentials': false, 'fetch-depth': 0, path: '.skillloop' })
  })

  it('is the same in the action that others use', () => {
    const commands = (list: Step[]): string[] => list.flatMap(({ run: text }) => (text === undefined ? [] : text.split('\n').map((line) => line.trim()).filter((line) => line !== '' && !/VERSION/.test(line))))
    expect(commands(action.runs.steps)).toEqual(commands(steps))
  })

  it('is written into main by init --github and by github setup, once, and nothing of a person\'s is replaced', async () => {
    const root = temporaryFolder()
    const project = { root, store: join(root, '.skillloop') }
    expectCivil(await cli(['init', '--github'], { cwd: root }), 0)
    const paths = ['.github/CODEOWNERS', '.github/branch-protection.md', '.github/pull_request_template.md', '.github/workflows/skillloop.yml']
    expect(tree(project, 'main').filter((path) => path.startsWith('.github/'))).toEqual(paths)
    const written = plainGit(project.store, 'show', 'main:.github/workflows/skillloop.yml')
    expect(parse(written)).toMatchObject({ env: { SKILLLOOP: expect.stringMatching(/^npx --yes skillloop@\d+\.\d+\.\d+$/) as string } })
    const before = tipOf(project.store)
    await ok(project, 'github', 'setup')
    expect(tipOf(project.store)).toBe(before)
    write(project.store, '.github/CODEOWNERS', '* @me\n')
    plainGit(project.store, 'commit', '-qam', 'mine')
    expect(await ok(project, 'github', 'setup', '--owner', '@acme/core')).toMatch(/CODEOWNERS is there with other content and was left alone/)
    await ok(project, 'github', 'setup', '--owner', '@acme/core', '--owner', '@grace', '--force')
    expect(plainGit(project.store, 'show', 'main:.github/CODEOWNERS')).toContain('/skills/ @acme/core @grace')
    expectCivil(await run(project, 'github', 'setup', '--owner', 'x\n* @evil'), 2)
    expectCivil(await run(project, 'check'), 0)
    expectSound(project)
  })
})

/** Runs the workflow's own scripts as a runner would, on a checkout of what was pushed. */
function runWorkflow(bare: string, event: Record<string, string>, checkedOut: string): { code: number; output: string; summary: string } {
  const workspace = temporaryFolder()
  const store = join(workspace, '.skillloop')
  plainGit(workspace, 'clone', '-q', bare, store)
  plainGit(store, 'checkout', '-q', '--detach', checkedOut)
  const bin = join(workspace, 'bin')
  mkdirSync(bin)
  // What npm would bring; the audit is another command's matter.
  writeFileSync(join(bin, 'npx'), `#!/bin/sh\nshift 2\n[ "$1" = audit ] && exit 0\nexec '${process.execPath}' '${BIN}' "$@"\n`)
  chmodSync(join(bin, 'npx'), 0o755)
  const [environment, summary] = [join(workspace, 'env'), join(workspace, 'summary')]
  for (const path of [environment, summary]) writeFileSync(path, '')
  let output = ''
  for (const step of steps) {
    if (step.run === undefined || (step.if !== undefined && event['EVENT'] !== 'push')) continue
    const set = Object.fromEntries(readFileSync(environment, 'utf8').split('\n').filter(Boolean).map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]))
    try {
      output += execFileSync('bash', ['-e', '-o', 'pipefail', '-c', step.run], {
        cwd: workspace, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'],
        env: cleanEnvironment({ PATH: `${bin}:${process.env['PATH'] ?? ''}`, SKILLLOOP: 'npx --yes skillloop@1.0.0', GITHUB_ENV: environment, GITHUB_STEP_SUMMARY: summary, ...event, ...set })
      })
    } catch (error) {
      const { stdout, stderr, status } = error as { stdout: string; stderr: string; status: number }
      return { code: status, output: output + stdout + stderr, summary: readFileSync(summary, 'utf8') }
    }
  }
  return { code: 0, output, summary: readFileSync(summary, 'utf8') }
}

describe('the workflow on a runner', () => {
  async function opened(lesson = memory('Never force-push to main, see #12 and @octocat <img src=x>.')): Promise<{ bare: string; project: Project; event: Record<string, string>; lesson: typeof lesson }> {
    as('Ada')
    const bare = bareRepository()
    const project = await firstStore(bare)
    await propose(project, lesson)
    await ok(project, 'review', 'publish', lesson.id)
    return { bare, project, lesson, event: { EVENT: 'pull_request', BASE: tipOf(bare), HEAD: tipOf(bare, lesson.branch), BEFORE: '', AFTER: 'f'.repeat(40) } }
  }

  it('tells a pull request\'s case and risk, in words that mean nothing to the host', async () => {
    const { bare, event, lesson } = await opened()
    const { code, summary, output } = runWorkflow(bare, event, event['HEAD']!)
    expect(output).toMatch(/nothing wrong/)
    expect(code).toBe(0)
    expect(summary).toContain(lesson.id)
    expect(summary).toMatch(/scan \| safe/)
    // Outside of code, nothing is left that a host would take for a mention, a reference or HTML.
    const prose = summary.replaceAll(/^> (`{3,})text\n(?:>.*\n)*?> \1$/gm, '').replaceAll(/`[^`\n]+`/g, '')
    expect(prose).not.toMatch(/@octocat|#12|<img/)
  })

  it('annotates what is wrong at file and line, and fails', async () => {
    const { bare, project, event, lesson } = await opened()
    plainGit(project.store, 'switch', '-q', lesson.branch)
    write(project.store, 'memory/semantic/notes.md', `---\nx: 1\n---\n\npassword token ghp_${'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8'.slice(0, 36)}\n`)
    write(project.store, 'decisions/not, a: decision.json', '{}\n')
    plainGit(project.store, 'add', '-A')
    plainGit(project.store, 'commit', '-qm', 'wrong')
    plainGit(project.store, 'push', '-q', bare, lesson.branch)
    const { code, output } = runWorkflow(bare, { ...event, HEAD: tipOf(bare, lesson.branch) }, tipOf(bare, lesson.branch))
    expect(code).toBe(1)
    expect(output).toMatch(/^::error file=memory\/semantic\/notes\.md,line=5,title=SkillLoop%2C [0-9a-f]{10}::.*looks like a secret/m)
    expect(output).toMatch(/^::error file=decisions\/not%2C a%3A decision\.json,line=1,/m)
    expect(output).not.toContain('ghp_a1')
  })

  it('checks a push of main, of a new branch, and after a force push', async () => {
    const { bare, project, event, lesson } = await opened()
    await ok(project, 'review', 'approve', lesson.id)
    await ok(project, 'sync')
    const zeros = '0'.repeat(40)
    for (const before of [event['BASE']!, zeros, 'e'.repeat(40)]) {
      const { code, output } = runWorkflow(bare, { EVENT: 'push', BASE: '', HEAD: '', BEFORE: before, AFTER: tipOf(bare) }, tipOf(bare))
      expect(output).toMatch(/nothing wrong/)
      expect(code).toBe(0)
    }
  })

  it('names governed files that change without a proposal', async () => {
    const project = newProject()
    const before = tipOf(project.store)
    write(project.store, 'skills/evil/SKILL.md', '---\nname: evil\n---\n')
    write(project.store, 'policy.json', '{"schemaVersion":1}\n')
    plainGit(project.store, 'add', '-A')
    plainGit(project.store, 'commit', '-qm', 'x')
    const result = await cliJson(['github', 'summary', '--range', `${before}..main`], { cwd: project.root })
    expect(result).toMatchObject({ proposals: [], others: ['policy.json', 'skills/evil/SKILL.md'], policyChanged: true })
  })
})
