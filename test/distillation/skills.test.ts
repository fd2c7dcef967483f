import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ToolCall } from '../../src/kernel/types.js'
import { whyUnfit } from '../../src/distillation/skills/qualify.js'
import type { EvaluatedLessons, KnownProposal } from '../../src/distillation/types.js'
import { initialPolicy } from '../../src/policy/policy.js'
import { agent, call, distilled, evaluated, release, run, textOf, traceOf, user } from './build.js'

const { distillation } = initialPolicy()
const policy = { ...distillation, minTurns: 0, complexityThreshold: 0, maxOpenProposals: 100 }
const skillText = (files: ReadonlyMap<string, Uint8Array>): string => Buffer.from(files.get('SKILL.md')!).toString()
const steps = (text: string): string[] => text.split('\n').filter((line) => /^\d+\. /.test(line))

interface Order { user: string; order: string; address: string; date: string }

/** Somebody's order gets another address: look-ups, a question, their answer, the change. */
function reroute(name: string, { user: who, order, address, date }: Order, { answer = 'Yes, please do.', opening = 'Please change the delivery address of my order', further = [] as ToolCall[] } = {}): EvaluatedLessons {
  return evaluated(traceOf(name, [
    user(opening), agent('', call('get_customer', { customer_id: who })), agent('', call('get_order', { order_id: order })),
    agent('', call('find_depots', { date })), agent('Shall I send it there?'), user(answer), agent('', call('update_order_address', { order_id: order, address, speed: 'express' })), agent('', ...further), agent('Done.')
  ]), 90)
}

const orders: Order[] = [
  { user: 'ada_4411', order: 'QX81', address: '4 Mill Lane, Hove', date: '2026-03-04' }, { user: 'bo_9', order: 'ZK02', address: '11 High Street', date: '2026-03-09' },
  { user: 'cy_71', order: 'AB77', address: 'Dock 9', date: '2026-04-01' }, { user: 'di_5', order: 'LM30', address: '2 Rue Haute, Lyon', date: '2026-05-22' }
]

describe('work with the tools of a service', () => {
  const { proposals } = distilled(orders.map((order, at) => reroute(`o${at}`, order)), { policy })
  test('is called by what it changes, and asks before it changes anything', () => {
    expect(proposals.map(({ path }) => path)).toEqual(['skills/update-order-address'])
    expect(steps(skillText(proposals[0]!.files))).toEqual([
      '1. Call `get_customer customer_id=<customer_id>`', '2. Call `get_order order_id=<order_id>`', '3. Call `find_depots date=<date>`', '4. Say what will be changed and wait for a clear yes (4 of 4 sessions had it).',
      '5. Call `update_order_address order_id=<order_id> address="<address>" speed=express`'
    ])
  })
  test('asks for no consent that the sessions did not have', () => {
    const curt = distilled(orders.map((order, at) => reroute(`o${at}`, order, { answer: 'Dock, east side' })), { policy }).proposals
    expect(skillText(curt[0]!.files)).not.toContain('clear yes')
  })
  test('a person who took over is no procedure', () => {
    const handed = orders.map(({ user: who, order }, at) => evaluated(traceOf(`h${at}`, [
      user('Please cancel my late order'), agent('', call('get_customer', { customer_id: who })), agent('', call('get_order', { order_id: order })), agent('', call('transfer_to_human_agents', {})), agent('A colleague will help.')
    ]), 90))
    const { proposals: none, candidates } = distilled(handed, { policy })
    expect(none).toEqual([])
    expect(candidates.map(({ waitsFor }) => waitsFor)).toEqual(['most of these sessions handed the request over to a person: how it is served does not show'])
  })
  test('two ways to one change stay two where one draft would fit neither', () => {
    const other = orders.map(({ user: who, order, address }, at) => evaluated(traceOf(`p${at}`, [
      user('My parcel has to go elsewhere'), agent('', call('find_parcel', { customer_id: who })), agent('', call('check_weight', { order_id: order })), agent('', call('calculate', { expression: '1 + 2' })), user('Yes'), agent('', call('update_order_address', { order_id: order, address })), agent('Done.')
    ]), 90))
    const both = distilled([...orders.map((order, at) => reroute(`o${at}`, order)), ...other], { policy }).proposals
    expect(both).toHaveLength(2)
    for (const { doubts } of both) expect(doubts.join()).toContain('Another skill makes the same change in another way')
  })
})

test('nothing of one customer, day or order stands in a skill, even where all sessions were about the same', () => {
  const word = fc.string({ unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz'), minLength: 4, maxLength: 8 })
  const order = fc.record({
    user: fc.tuple(word, fc.integer({ min: 1000, max: 99999 })).map(([a, b]) => `${a}_${b}`), order: fc.string({ unit: fc.constantFrom(...'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'), minLength: 6, maxLength: 6 }),
    address: fc.tuple(fc.integer({ min: 1000, max: 9999 }), word).map(([a, b]) => `${a} ${b} street`), date: fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10))
  })
  fc.assert(fc.property(fc.array(order, { minLength: 1, maxLength: 4 }), (some) => {
    const rows = [0, 1, 2, 3].map((at) => some[at % some.length]!)
    const drafted = distilled(rows.map((each, at) => reroute(`l${at}`, each)), { policy }).proposals
    expect(drafted).toHaveLength(1)
    const text = textOf(drafted[0]!.files)
    for (const each of rows) for (const literal of Object.values(each)) expect(text).not.toContain(literal)
    expect(Buffer.byteLength(skillText(drafted[0]!.files))).toBeLessThan(15_000)
  }), { numRuns: 40 })
})

describe('how changes are checked', () => {
  const edit = (path: string): ToolCall => call('edit_file', { path, old_string: 'a', new_string: 'b' })
  const asks = ['Rename the colour picker', 'The importer drops the last row', 'Add a dark theme', 'Users want to sort by price', 'Speed up the search', 'Translate the menu']
  const session = (ask: string, at: number, more: ToolCall[] = []): EvaluatedLessons => evaluated(traceOf(`c${at}`, [
    user(ask), agent('', edit(`src/${at}.ts`)), agent('', run('npm run lint', 1)), agent('', edit(`src/${at}.ts`)), agent('', run('npm run lint')), agent('', run(at % 2 === 0 ? 'npm test' : `npm test -- -t part${at}`)), agent('', ...more), agent('Done.')
  ], { project: { cwd: '/srv/shop' } }), 90)
  test('is one skill whatever the changes were for, each check once', () => {
    const { proposals } = distilled(asks.map((ask, at) => session(ask, at)), { policy })
    expect(proposals.map(({ path, evidence }) => [path, evidence.length])).toEqual([['skills/check-changes-with-npm', 6]])
    expect(steps(skillText(proposals[0]!.files))).toEqual(['1. Run `npm run lint`', '2. Run `npm test`'])
  })
  test('sessions of another project are not mixed in', () => {
    const elsewhere = asks.map((ask, at) => evaluated(traceOf(`d${at}`, [user(ask), agent('', edit('a.go')), agent('', run('go vet ./...')), agent('', run('go test ./...')), agent('Done.')], { project: { cwd: '/srv/blog' } }), 90))
    const { proposals } = distilled([...asks.map((ask, at) => session(ask, at)), ...elsewhere], { policy })
    expect(proposals.map(({ path }) => path).sort()).toEqual(['skills/check-changes-with-go', 'skills/check-changes-with-npm'])
  })
})

describe('what is held out', () => {
  const shuffled = (at: number): ToolCall[] => {
    const commands = ['npm version minor', 'git tag v1', 'git push', 'docker push shop', 'helm upgrade shop', 'npm publish', 'git commit -m x']
    return [...commands.slice(at), ...commands.slice(0, at)].map((command) => run(command))
  }
  test('steps that no two sessions took in the same order are not proposed', () => {
    const { proposals, candidates } = distilled(Array.from({ length: 7 }, (_, at) => evaluated(traceOf(`s${at}`, [user('Ship the shop release'), ...shuffled(at).map((one) => agent('', one)), agent('Shipped.')]), 90)), { policy: { ...policy, minHeldOutFit: 0.8 } })
    expect(proposals).toEqual([])
    expect(candidates[0]!.waitsFor).toMatch(/^it fits the sessions it was drawn from \(0\.\d+\) and not those held out \(0\.\d+, 0\.8 is needed\)$/)
  })
  test('the proposal tells how others of the kind fit, failed ones too', () => {
    const four = [0, 1, 2, 3].map((at) => evaluated(release(`r${at}`, `1.${at}.0`), 90))
    const failed = evaluated(traceOf('f', [user('Release version 2.0.0 of the CLI please'), agent('', run('npm version 2.0.0')), agent('', run('npm publish', 1)), agent('I could not.')]), 10, 'failure')
    const { proposals: [skill] } = distilled([...four, failed])
    expect(skill!.why.slice(2)).toEqual([
      'Held out, a session fits what the others make to 100 % (those it was drawn from: 100 %). Fit is the share of the steps taken in their order.',
      '1 session of this kind that failed fits it to 20 %.', 'It covers 100 % of 4 sessions that asked for this and worked.'
    ])
    expect(skill!.doubts).toEqual(['Thin: 4 sessions.'])
    const asGood = distilled([...four, evaluated(release('g', '3.0.0'), 10, 'failure')]).proposals[0]!
    expect(asGood.doubts).toContain('Failed sessions fit it as well as successful ones: the steps alone don\'t make the difference.')
  })
})

describe('which sessions skills are inferred from', () => {
  const good = evaluated(release('r', '1.0.0'), 90)
  const judged = (more: Partial<NonNullable<EvaluatedLessons['evaluation']>>): EvaluatedLessons => ({ ...good, evaluation: { ...good.evaluation!, ...more } })
  test.each<[string, EvaluatedLessons, Partial<typeof distillation>, string | undefined]>([
    ['one that worked', good, {}, undefined],
    ['no evaluation', { lessons: good.lessons }, {}, 'it has no evaluation that holds: skillloop eval --stale'],
    ['failed', judged({ label: 'failure', score: 20 }), {}, 'its score is 20, its result is called failure: only what succeeded is learned from'],
    ['too few calls', good, { complexityThreshold: 9 }, 'it has 7 tool calls, 9 are needed (distillation.complexityThreshold)'],
    ['too few turns', good, { minTurns: 8 }, 'it has 6 turns, 8 are needed (distillation.minTurns)'],
    ['little to learn', judged({ learningValue: 0.4 }), {}, 'its learning value is 0.4, 0.6 is needed (distillation.minLearningValue)'],
    ['enough to learn', judged({ learningValue: 0.6 }), {}, undefined],
    ['only what people marked', good, { goodExamplesOnly: true }, 'no person called it a good example, which the policy asks for (distillation.goodExamplesOnly)'],
    ['marked good', { ...judged({ label: 'unknown', score: 50, learningValue: 0.2 }), example: 'good' }, { goodExamplesOnly: true }, undefined],
    ['marked bad', { ...good, example: 'bad' }, {}, 'a person called it a bad example']
  ])('%s', (_name, session, more, why) => {
    expect(whyUnfit(session, { ...distillation, ...more })).toBe(why)
  })
})

describe('a skill in force, and sessions after it', () => {
  const [skill] = distilled([0, 1, 2, 3].map((at) => evaluated(release(`r${at}`, `1.${at}.0`), 90))).proposals
  const inForce = (text = skillText(skill!.files)): KnownProposal => ({
    id: skill!.id, kind: 'skill', subject: skill!.subject, standing: 'in-force', supporters: skill!.evidence.map(({ trace }) => trace), sources: skill!.evidence.map(({ trace }) => trace), supportersAtDecision: [], decisions: [],
    artifact: { path: skill!.path, digest: 'd'.repeat(64), files: new Map([...skill!.files, ['SKILL.md', Buffer.from(text)]]) }
  })
  const sources = [0, 1, 2, 3].map((at) => evaluated(release(`r${at}`, `1.${at}.0`), 90))
  /** A release as it is done since: the tests fail without an option, a changelog is written, the tag is pushed in another way. */
  const newer = (at: number): EvaluatedLessons => evaluated(traceOf(`n${at}`, [
    user(`Release version 2.${at}.0 of the CLI please`), agent('', run('npm test', 1, 'Error: connect ECONNREFUSED')), agent('', run('npm test -- --runInBand')), agent('', run('npx changeset version')),
    agent('', run(`npm version 2.${at}.0 --no-git-tag-version`), run(`git commit -am "Release 2.${at}.0"`)), agent('', run(`git tag v2.${at}.0`), run('git push --atomic origin main')), agent('Released.')
  ]), 90)
  const revised = (known: KnownProposal[], count = 3) => distilled([...sources, ...Array.from({ length: count }, (_, at) => newer(at))], { known })

  test('what is new becomes edits of its text, a line each', () => {
    const { proposals } = revised([inForce()])
    expect(proposals.map(({ path, replaces, title }) => [path, replaces, title.slice(0, 27)])).toEqual([[skill!.path, 'd'.repeat(64), 'Change release-version-cli:']])
    const before = skillText(skill!.files).split('\n')
    const after = skillText(proposals[0]!.files).split('\n')
    expect(after.filter((line) => !before.includes(line))).toMatchInlineSnapshot(`
      [
        "1. Run \`npm test -- --runInBand\`",
        "2. Run \`npx changeset version\`",
        "3. Run \`npm version <version> --no-git-tag-version\`",
        "4. Run \`git commit -am "Release <version>"\`",
        "5. Run \`git tag v<version>\`",
        "6. Run \`git push --atomic origin main\`",
        "- \`npm test -- --runInBand\` (step 1) must end with exit code 0.",
        "- The last step that every session took, \`git push --atomic origin main\`, has succeeded.",
        "- \`npm test\` failed (a connection was refused); \`npm test -- --runInBand\` worked, in 3 of 3 sessions.",
      ]
    `)
    expect(before.filter((line) => !after.includes(line)).every((line) => /npm test|git push|^\d+\. /.test(line))).toBe(true)
    expect([...proposals[0]!.files.keys()]).toEqual([...skill!.files.keys()])
  })
  test('a person\'s own wording stays', () => {
    const text = skillText(skill!.files).replace('## Goal\n', '## Goal\n\nMind the freeze in December.\n')
    expect(skillText(revised([inForce(text)]).proposals[0]!.files)).toContain('Mind the freeze in December.')
  })
  test('nothing is proposed by two sessions, by sessions that did as the skill says, or while a revision is open', () => {
    expect(revised([inForce()], 2).proposals).toEqual([])
    expect(distilled([...sources, ...[5, 6, 7].map((at) => evaluated(release(`s${at}`, `1.${at}.0`), 90))], { known: [inForce()] }).proposals).toEqual([])
    const open = { ...inForce(), id: 'a'.repeat(12), subject: `revised ${'b'.repeat(12)} ${skill!.subject}`, standing: 'open' as const, artifact: undefined }
    const { artifact: _, ...without } = open
    expect(revised([inForce(), without]).proposals).toEqual([])
  })
  test('what was taken over is not proposed again', () => {
    const [first] = revised([inForce()]).proposals
    const taken = { ...inForce(skillText(first!.files)), sources: skill!.evidence.map(({ trace }) => trace) }
    expect(revised([taken]).proposals).toEqual([])
  })
  test('ten sessions that went its way and mostly failed speak against it', () => {
    const later = (count: number, won: (at: number) => boolean): EvaluatedLessons[] =>
      Array.from({ length: count }, (_, at) => evaluated(traceOf(`u${at}`, release(`u${at}`, `3.${at}.0`).messages, { startedAt: `2026-04-${String(at + 10)}T09:00:00.000Z` }), won(at) ? 90 : 10, won(at) ? 'success' : 'failure'))
    const uses = (sessions: EvaluatedLessons[]) => distilled([...sources, ...sessions], { known: [inForce()] }).uses
    expect(uses([])).toEqual([])
    expect(uses(later(2, (at) => at === 0))).toEqual([{ proposal: skill!.id, path: skill!.path, sessions: 2, successRate: 0.9, lastUsed: '2026-04-11T09:00:00.000Z', unfit: false }])
    expect(uses(later(12, (at) => at < 2))[0]).toMatchObject({ sessions: 12, successRate: 0.349, unfit: true })
    expect(uses(later(9, () => false))[0]).toMatchObject({ successRate: 0, unfit: false })
  })
})
