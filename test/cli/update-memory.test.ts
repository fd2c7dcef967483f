import { expect, it } from 'vitest'
import { cli, cliJson, expectCivil, expectSound, ingest, newProject } from './support.js'

const said = (id: string, startedAt: string, words: string): string => `${JSON.stringify({ session_id: id, started_at: startedAt, messages: [{ role: 'user', content: words }, { role: 'assistant', content: 'ok' }] })}\n`

it('what is said otherwise later becomes an update of the approved memory, and takes its place', async () => {
  const project = newProject()
  const cwd = project.root
  const proposals = async (): Promise<{ id: string; title: string }[]> => (await cliJson(['distill', '--all'], { cwd }) as { proposals: { id: string; title: string }[] }).proposals
  await ingest(project, said('old', '2026-07-01T10:00:00Z', 'Always use tabs'))
  const [first] = await proposals()
  expectCivil(await cli(['review', 'approve', first!.id], { cwd }), 0)
  // The same in other words is no second proposal.
  await ingest(project, said('again', '2026-07-05T10:00:00Z', 'Going forward, indent with tabs please'))
  expect(await proposals()).toEqual([])
  await ingest(project, said('new', '2026-08-02T10:00:00Z', 'From now on indent with spaces'))
  const [second] = await proposals()
  const { case: text } = await cliJson(['review', 'show', second!.id], { cwd }) as { case: string }
  expect(text).toContain('It replaces what stands there now')
  expect(text).toContain('2026-07-05')
  expect(text).toContain('2026-08-02')
  expectCivil(await cli(['review', 'approve', second!.id], { cwd }), 0)
  const list = await cliJson(['review', 'list', '--all'], { cwd }) as { id: string; state: string }[]
  expect(Object.fromEntries(list.map(({ id, state }) => [id, state]))).toMatchObject({ [first!.id]: 'superseded', [second!.id]: 'approved' })
  // Neither side comes back by itself.
  expect(await proposals()).toEqual([])
  expectSound(project)
})
