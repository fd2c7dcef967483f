import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { xmlProblems } from './xml.js'
import { codeBlocks, filesNamed, shellLines } from '../../src/distillation/skills/code-blocks.js'
import { follows, isOfKind, profileOf } from '../../src/distillation/skills/conformance.js'
import { skillLoads } from '../../src/distillation/skills/loads.js'
import { learningCurves, type LearningSession } from '../../src/rollout/learning-curve.js'
import { learningSvg } from '../../src/rollout/learning-svg.js'

const session = (n: number, worked: boolean | undefined): LearningSession => ({
  trace: String(n).padStart(20, '0'), runtime: 'codex', startedAt: new Date(Date.UTC(2026, 0, 1 + n)).toISOString(), result: worked === undefined ? 'unknown' : worked ? 'worked' : 'failed',
  seconds: 100 - n, errors: 0, recovered: worked === true ? 1 : 0, givenUp: worked === false ? 1 : 0, usedSkill: n >= 5
})

describe('learning over time', () => {
  const sessions = Array.from({ length: 12 }, (_, n) => session(n, n >= 5))

  it('reaches 80 % where the last five say so, and tells before from since', () => {
    const [curve] = learningCurves([{ name: 'release', skill: 'skills/release', skillSince: new Date(Date.UTC(2026, 0, 6)).toISOString(), sessions }])
    expect(curve).toMatchObject({ sessions: 12, iterationsTo80: 9, skillReuse: 7, before: { worked: 0, known: 5, recoveryRate: 0 }, since: { worked: 7, known: 7, recoveryRate: 1 } })
    expect(curve?.iterations.at(-1)).toMatchObject({ iteration: 12, rate: 1 })
  })

  it('is the same in whatever order the sessions come, and never reaches 80 % by sessions of unknown result', () => {
    fc.assert(fc.property(fc.shuffledSubarray(sessions, { minLength: 12 }), (some) => {
      expect(learningCurves([{ name: 'a', sessions: some }])).toEqual(learningCurves([{ name: 'a', sessions }]))
    }), { numRuns: 20 })
    expect(learningCurves([{ name: 'a', sessions: Array.from({ length: 9 }, (_, n) => session(n, n > 7 ? true : undefined)) }])[0]).not.toHaveProperty('iterationsTo80')
  })

  it('draws well-formed pictures whatever the names are', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (name) => {
      expect(xmlProblems(learningSvg(learningCurves([{ name, sessions }])))).toBe('')
    }), { numRuns: 50 })
  })
})

describe('what a session did with a skill', () => {
  const trace = (...calls: { name: string; arguments: unknown; status?: 'success' | 'error' }[]) => ({ messages: [{ role: 'assistant' as const, text: '', toolCalls: calls.map((call, n) => ({ id: `c${n}`, result: 'ok', status: 'success' as const, ...call })) }] }) as Parameters<typeof skillLoads>[0]

  it.each([
    ['Claude Code\'s tool', { name: 'Skill', arguments: { skill: 'team:release' } }, [{ name: 'release', how: 'runtime' }]],
    ['Hermes\' tool', { name: 'skill_view', arguments: { name: 'release' } }, [{ name: 'release', how: 'runtime' }]],
    ['our server', { name: 'mcp__skillloop__read_skill', arguments: { name: 'release' } }, [{ name: 'release', how: 'mcp' }]],
    ['reading its file', { name: 'Read', arguments: { file_path: '/x/.claude/skills/release/SKILL.md' } }, [{ name: 'release', how: 'runtime' }]],
    ['cat', { name: 'bash', arguments: { command: 'cat .agents/skills/release/SKILL.md | head' } }, [{ name: 'release', how: 'runtime' }]],
    ['writing it', { name: 'Write', arguments: { file_path: '/x/skills/release/SKILL.md', content: '' } }, []],
    ['deleting it', { name: 'bash', arguments: { command: 'rm skills/release/SKILL.md' } }, []],
    ['a read that failed', { name: 'Skill', arguments: { skill: 'release' }, status: 'error' as const }, []],
    ['a name that is none', { name: 'Skill', arguments: { skill: '../../etc' } }, [{ name: 'etc', how: 'runtime' }]],
    ['another file of it', { name: 'Read', arguments: { file_path: 'skills/release/notes.md' } }, []]
  ])('%s', (_, call, loads) => expect(skillLoads(trace(call))).toEqual(loads))

  const profile = profileOf('release-a-version', '# Release\n\n1. Run `npm test`.\n2. Run `npm version <kind>`.\n3. Run `git push --tags`.\n')
  const lessons = (...actions: string[]): Parameters<typeof follows>[0] => ({ steps: actions.map((action) => ({ action, example: action, message: 0, call: 0, succeeded: true })) })

  it('follows it only with most steps in their order', () => {
    expect(profile.actions).toEqual(['terminal: npm test', 'terminal: npm version', 'terminal: git push'])
    expect(follows(lessons('read_file', 'terminal: npm test', 'terminal: npm version', 'terminal: git push'), profile)).toBe(true)
    expect(follows(lessons('terminal: git push', 'terminal: npm version', 'terminal: npm test'), profile)).toBe(false)
    expect(follows(lessons('terminal: npm test'), profile)).toBe(false)
    expect([isOfKind({ intent: ['release', 'shop', 'version'] }, profile), isOfKind({ intent: ['colour'] }, profile)]).toEqual([true, false])
  })
})

describe('what a skill\'s text holds', () => {
  it('code blocks with their lines, commands, and the files it names', () => {
    const text = '# A\n\nSee [more](references/more.md#top), [site](https://x.test/a.md).\n\n```bash\n$ npm ci\n# not this\nmake all\n```\n\n```json\n{"a": 1}\n```\n\n1. Run `git push` and `name`.\n2. Run `scripts/check.sh`.\n'
    expect(codeBlocks(text)).toEqual([{ language: 'sh', text: '$ npm ci\n# not this\nmake all', line: 6 }, { language: 'json', text: '{"a": 1}', line: 12 }])
    expect(shellLines(text)).toEqual(['git push', 'npm ci', 'make all'])
    expect(filesNamed(text)).toEqual(['references/more.md', 'scripts/check.sh'])
  })
})
