import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { readHermesDatabase } from '../../src/adapters/hermes/read-database.js'
import { opencode } from '../../src/adapters/opencode/adapter.js'
import { fileSource } from '../../src/adapters/sources.js'
import { readHead } from '../../src/adapters/file-head.js'
import type { Found } from '../../src/adapters/types.js'
import { SkillLoopError } from '../../src/kernel/errors.js'
import { sha256 } from '../../src/kernel/hash.js'
import { addSession, calls, insert, makeDatabase, V1, V26 } from '../adapters/hermes-support.js'
import { collect, LIMITS, traceProblems } from '../adapters/support.js'
import { seeded } from '../cli/support.js'
import { temporaryFolder } from '../helpers/temporary.js'
import { mutateBytes, ODD } from './mutate.js'

const LONG = process.env['TORTURE'] === 'long'
const ROUNDS = LONG ? 1500 : 120
const SEED = Number(process.env['SKILLLOOP_SEED'] ?? 20260810)

function fillHermes(db: Database.Database): void {
  for (const id of ['s1', 's2', 's3']) {
    addSession(db, { id, model: 'm', system_prompt: 'You are Hermes.', ...(id === 's3' && { parent_session_id: 's1' }) }, [
      { role: 'user', content: '\0json:[{"type":"text","text":"Run the tests."}]' },
      { role: 'assistant', content: null, tool_calls: calls(['a', 'terminal', { command: 'make test' }], ['b', 'read_file', { path: 'x' }]) },
      { role: 'tool', content: '{"output": "1 failed", "exit_code": 1, "error": null}', tool_call_id: 'a', tool_name: 'terminal' },
      { role: 'tool', content: '{"success": true}', tool_call_id: 'b', tool_name: 'read_file' },
      { role: 'assistant', content: 'One test fails.', token_count: 4 }
    ])
  }
}

const OPENCODE = `
  CREATE TABLE project (id TEXT PRIMARY KEY);
  CREATE TABLE session (id TEXT PRIMARY KEY, project_id TEXT, parent_id TEXT, slug TEXT, directory TEXT, title TEXT, version TEXT, revert TEXT, time_created INTEGER, time_updated INTEGER);
  CREATE TABLE message (id TEXT PRIMARY KEY, session_id TEXT, time_created INTEGER, time_updated INTEGER, data TEXT);
  CREATE TABLE part (id TEXT PRIMARY KEY, message_id TEXT, session_id TEXT, time_created INTEGER, time_updated INTEGER, data TEXT);`

function fillOpenCode(db: Database.Database): void {
  const at = 1786352400000
  for (const session of ['ses_1', 'ses_2']) {
    insert(db, 'session', { id: session, directory: '/srv/shop', title: 'Mend', time_created: at, time_updated: at + 60_000 })
    const said: [string, object, object[]][] = [
      ['msg_1', { role: 'user', time: { created: at } }, [{ type: 'text', text: 'Mend the cart' }]],
      ['msg_2', { role: 'assistant', time: { created: at + 1, completed: at + 9 }, modelID: 'm', tokens: { input: 1, output: 2 } }, [
        { type: 'text', text: 'I run them.' }, { type: 'tool', callID: 'c', tool: 'bash', state: { status: 'completed', input: { command: 'make test' }, output: 'ok', metadata: { exit: 0 }, time: { start: at, end: at + 5 } } }
      ]]
    ]
    for (const [id, data, parts] of said) {
      insert(db, 'message', { id: `${session}_${id}`, session_id: session, time_created: at, data: JSON.stringify(data) })
      parts.forEach((part, index) => insert(db, 'part', { id: `prt_${session}_${id}_${index}`, message_id: `${session}_${id}`, session_id: session, data: JSON.stringify(part) }))
    }
  }
}

const KINDS: [string, string, (db: Database.Database) => void, (path: string) => AsyncIterable<Found>, number][] = [
  ['Hermes, the oldest schema', V1, fillHermes, (path) => readHermesDatabase(path, {}), 3],
  ['Hermes, a recent schema', V26, fillHermes, (path) => readHermesDatabase(path, {}), 3],
  ['OpenCode', OPENCODE, fillOpenCode, (path) => opencode.read([fileSource(path)], LIMITS), 2]
]

/** What SQLite takes of what a reader does not expect. */
function cell(random: () => number): string | number | bigint | Buffer | null {
  const odd = (ODD[Math.floor(random() * ODD.length)] as typeof ODD[number])()
  switch (Math.floor(random() * 4)) {
    case 0: return Buffer.from([0, 255, 254, 1])
    case 1: return 2n ** 63n - 1n
    default: return typeof odd === 'string' || typeof odd === 'number' || odd === null ? odd : JSON.stringify(odd)
  }
}

describe.each(KINDS)('%s', (_, schema, fill, read, sessions) => {
  const make = (folder: string): string => {
    const path = join(folder, 'state.db')
    const db = makeDatabase(path, schema)
    fill(db)
    db.close()
    return path
  }
  /** Valid sessions, skips with a word, or an error that a person understands; and the database as it was. */
  const survives = async (path: string, what: string): Promise<void> => {
    const before = sha256(readFileSync(path))
    try {
      const found = await collect(read(path))
      for (const session of found.sessions) expect(traceProblems(session), what).toEqual([])
      for (const { problem } of found.skips) expect(problem, what).not.toBe('')
    } catch (error) {
      if (!(error instanceof SkillLoopError)) throw new Error(`${what}: ${error instanceof Error ? error.stack ?? '' : String(error)}`, { cause: error })
    }
    await readHead(fileSource(path)).catch((error: unknown) => (error instanceof Error && 'code' in error ? undefined : Promise.reject(error as Error)))
    expect(sha256(readFileSync(path)), what).toBe(before)
  }

  test('is read whole as it is', async () => {
    const found = await collect(read(make(temporaryFolder())))
    expect([found.sessions.length, found.skips]).toEqual([sessions, []])
  })

  test('odd values in its cells: valid traces or skips', async () => {
    const folder = temporaryFolder()
    const whole = readFileSync(make(folder))
    for (let round = 0; round < ROUNDS; round++) {
      const random = seeded(SEED + round * 7919)
      const path = join(folder, `${round % 4}.db`)
      writeFileSync(path, whole)
      const db = makeDatabase(path, '')
      const tables = db.prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").pluck().all() as string[]
      const done: string[] = []
      for (let times = 1 + Math.floor(random() * 4); times > 0; times--) {
        const table = tables[Math.floor(random() * tables.length)] as string
        const columns = db.prepare(`SELECT name FROM pragma_table_info('${table}')`).pluck().all() as string[]
        const column = columns[Math.floor(random() * columns.length)] as string
        const value = cell(random)
        // What the table itself does not take is no case.
        try {
          db.prepare(`UPDATE ${table} SET ${column} = ? WHERE rowid = (SELECT rowid FROM ${table} LIMIT 1 OFFSET ?)`).run(value, Math.floor(random() * 5))
          done.push(`${table}.${column} = ${String(value).slice(0, 40)}`)
        } catch { /* NOT NULL, or a key that is taken */ }
      }
      db.close()
      await survives(path, `round ${round}: ${done.join('; ')}`)
    }
  })

  test('bytes changed, cut and doubled: valid traces, skips, or an error with a word', async () => {
    const folder = temporaryFolder()
    const whole = make(folder)
    for (let round = 0; round < ROUNDS; round++) {
      const random = seeded(SEED + round * 104_729)
      const path = join(folder, `bytes-${round % 4}.db`)
      copyFileSync(whole, path)
      const bytes = readFileSync(whole)
      // The header is what makes it a database: mostly it stays.
      writeFileSync(path, round % 5 === 0 ? mutateBytes(bytes, random) : Buffer.concat([bytes.subarray(0, 100), mutateBytes(bytes.subarray(100), random)]))
      await survives(path, `round ${round}`)
    }
  })
})
