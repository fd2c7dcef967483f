import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DOMParser, type Element } from '@xmldom/xmldom'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cronTimes } from '../../src/service/cron.js'
import { planService } from '../../src/service/plan.js'
import { shellWord, windowsWord } from '../../src/service/quote.js'
import { SERVICE_KINDS, type ServiceSpec } from '../../src/service/types.js'
import { temporaryFolder } from '../helpers/temporary.js'

const places = { home: '/home/Zoë Q', configHome: '/home/Zoë Q/.config', store: '/home/Zoë Q/my "50%" $HOME project & co/.skillloop' }
const spec: ServiceSpec = {
  id: '0123456789ab', project: '/home/Zoë Q/my "50%" $HOME project & co', program: '/opt/node 20/bin/node', intervalSeconds: 1800,
  args: ['/opt/skill loop/bin.js', '--path', '/home/Zoë Q/my "50%" $HOME project & co', 'loop', 'tick', '--log'], environment: { HERMES_HOME: '/data/hermès 1%' }
}

function parseXml(text: string): Element {
  const problems: string[] = []
  const document = new DOMParser({ onError: (level, message) => void problems.push(`${level}: ${message}`) }).parseFromString(text, 'text/xml')
  expect(problems).toEqual([])
  if (!document.documentElement) throw new Error('no element')
  return document.documentElement
}

const children = (element: Element): Element[] => Array.from(element.childNodes).filter((node): node is Element => node.nodeType === 1)
const textAt = (element: Element, name: string): string => element.getElementsByTagName(name)[0]?.textContent ?? ''

/** A plist as the value that it stands for. */
function plistValue(element: Element): unknown {
  const inner = children(element)
  switch (element.tagName) {
    case 'dict': return Object.fromEntries(inner.flatMap((key, i) => (key.tagName === 'key' ? [[key.textContent ?? '', plistValue(inner[i + 1] as Element)]] : [])))
    case 'array': return inner.map(plistValue)
    case 'integer': return Number(element.textContent)
    case 'true': return true
    default: return element.textContent
  }
}

const hasVerify = spawnSync('systemd-analyze', ['--version']).status === 0
const hasPlutil = spawnSync('plutil', ['-help']).status === 0

describe('launchd', () => {
  const plan = planService('launchd', spec, places)
  it('is a plist that says just what was meant, spaces, quotes and letters of any script kept', () => {
    const root = parseXml(Buffer.from(plan.files[0]?.bytes ?? []).toString('utf8'))
    expect(plistValue(children(root)[0] as Element)).toEqual({
      Label: 'dev.skillloop.0123456789ab', ProgramArguments: [spec.program, ...spec.args], EnvironmentVariables: spec.environment,
      StartInterval: 1800, RunAtLoad: true, ProcessType: 'Background', LowPriorityIO: true, Umask: 63
    })
    expect(plan.activate).toEqual(["launchctl bootstrap gui/$(id -u) '/home/Zoë Q/Library/LaunchAgents/dev.skillloop.0123456789ab.plist'"])
  })

  it.runIf(hasPlutil)('passes plutil -lint', () => {
    const path = join(temporaryFolder(), 'a.plist')
    writeFileSync(path, plan.files[0]?.bytes ?? '')
    execFileSync('plutil', ['-lint', path])
  })
})

describe('systemd', () => {
  it.runIf(hasVerify)('passes systemd-analyze verify, with paths of any kind', () => {
    const folder = temporaryFolder()
    const program = join(folder, 'a node %n 50%', 'node')
    mkdirSync(dirname(program))
    writeFileSync(program, '#!/bin/sh\n', { mode: 0o755 })
    for (const [n, changed] of [spec, { ...spec, args: ['/x/bin.js', '--path', '/tmp/日本語 back\\slash \'quote\' $$ %h'] }].entries()) {
      const plan = planService('systemd', { ...changed, program }, { ...places, configHome: join(folder, `config ${n}`) })
      for (const { path, bytes } of plan.files) {
        mkdirSync(dirname(path), { recursive: true })
        writeFileSync(path, bytes)
      }
      const verify = (): string[] => {
        const run = spawnSync('systemd-analyze', ['verify', '--user', '--man=no', ...plan.files.map(({ path }) => path)], { encoding: 'utf8', env: { ...process.env, XDG_RUNTIME_DIR: folder } })
        return (run.stdout + run.stderr).split('\n').filter((line) => line.includes('skillloop'))
      }
      expect(verify()).toEqual([])
      // It would have said so.
      const [service] = plan.files
      writeFileSync(service?.path ?? '', Buffer.from(service?.bytes ?? []).toString().replace('ExecStart="', 'ExecStart="missing'))
      expect(verify()).not.toEqual([])
    }
  })

  it.runIf(hasVerify)('the system reads the command line as it was meant', () => {
    const folder = temporaryFolder()
    const plan = planService('systemd', spec, { ...places, configHome: folder })
    const text = Buffer.from(plan.files[0]?.bytes ?? []).toString('utf8')
    const line = /^ExecStart=(.*)$/m.exec(text)?.[1] ?? ''
    // What systemd.service(5) says of quotes, turned back by hand.
    const words = [...line.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, word = ''], i) => {
      const plain = word.replaceAll(/\\(.)/g, '$1').replaceAll('%%', '%')
      return i === 0 ? plain : plain.replaceAll('$$', '$')
    })
    expect(words).toEqual([spec.program, ...spec.args])
  })
})

describe('cron', () => {
  it('a shell reads its words as they were meant, once cron has taken its percent signs', () => {
    const plan = planService('cron', spec, places)
    const line = Buffer.from(plan.files[0]?.bytes ?? []).toString('utf8').trimEnd()
    expect(line.split('\n')).toHaveLength(1)
    const [, command = ''] = /^\*\/30 \* \* \* \* (.*) >\/dev\/null 2>&1 # skillloop 0123456789ab$/.exec(line) ?? []
    expect(command).not.toMatch(/(?<!\\)%/)
    const shown = execFileSync('sh', ['-c', `${command.replaceAll('\\%', '%').replace("'/opt/node 20/bin/node'", `env printf '%s\\n' "$HERMES_HOME"`)}`], { encoding: 'utf8' })
    expect(shown.trimEnd().split('\n').slice(1)).toEqual(spec.args)
  })

  it('the line comes into a crontab once, and out of it again, other lines untouched', () => {
    const folder = temporaryFolder()
    const store = join(folder, "it's .skillloop")
    mkdirSync(join(store, 'local'), { recursive: true })
    const plan = planService('cron', spec, { ...places, store })
    for (const { path, bytes } of plan.files) writeFileSync(path, bytes)
    writeFileSync(join(folder, 'crontab'), `#!/bin/sh\nif [ "$1" = -l ]; then cat "${folder}/table" 2>/dev/null; else cat > "${folder}/new" && mv "${folder}/new" "${folder}/table"; fi\n`, { mode: 0o755 })
    writeFileSync(join(folder, 'table'), '0 1 * * * backup # skillloop ffffffffffff\n')
    const sh = (line: string): string => execFileSync('sh', ['-c', line], { encoding: 'utf8', env: { PATH: `${folder}:${process.env['PATH'] ?? ''}` } })
    for (const line of [...plan.activate, ...plan.activate]) sh(line)
    expect(sh('crontab -l').trimEnd().split('\n')).toHaveLength(2)
    expect(sh(plan.look)).toContain('# skillloop 0123456789ab')
    for (const line of plan.deactivate) sh(line)
    expect(sh('crontab -l')).toBe('0 1 * * * backup # skillloop ffffffffffff\n')
  })

  it('tells a step that is even and never longer than the interval', () => {
    expect([60, 299, 1800, 3599, 3600, 7000, 86_399, 86_400, 604_800].map(cronTimes)).toEqual(['*/1 * * * *', '*/4 * * * *', '*/30 * * * *', '*/30 * * * *', '0 */1 * * *', '0 */1 * * *', '0 */12 * * *', '0 0 * * *', '0 0 * * *'])
  })
})

describe('task-scheduler', () => {
  it('is UTF-16 with its mark, and an XML that says just what was meant', () => {
    for (const environment of [{}, spec.environment]) {
      const plan = planService('task-scheduler', { ...spec, environment, project: 'C:\\Users\\Zoë & co\\my project', program: 'C:\\Program Files\\nodejs\\node.exe', args: ['C:\\x\\bin.js', '--path', 'C:\\Users\\Zoë & co\\my project\\', 'loop', 'tick'] }, { ...places, store: 'C:\\Users\\Zoë & co\\my project\\.skillloop' })
      const bytes = Buffer.from(plan.files[0]?.bytes ?? [])
      expect([...bytes.subarray(0, 2)]).toEqual([0xff, 0xfe])
      const root = parseXml(bytes.toString('utf16le').slice(1))
      expect(root.namespaceURI).toBe('http://schemas.microsoft.com/windows/2004/02/mit/task')
      expect(children(root).map(({ tagName }) => tagName)).toEqual(['RegistrationInfo', 'Triggers', 'Principals', 'Settings', 'Actions'])
      expect(textAt(root, 'Interval')).toBe('PT1800S')
      const line = '"C:\\Program Files\\nodejs\\node.exe" C:\\x\\bin.js --path "C:\\Users\\Zoë & co\\my project\\\\" loop tick'
      if (Object.keys(environment).length === 0) expect(`"${textAt(root, 'Command')}" ${textAt(root, 'Arguments')}`).toBe(line)
      else expect(textAt(root, 'Arguments')).toBe(`/d /s /c "set "HERMES_HOME=/data/hermès 1%" && ${line}"`)
      expect(plan.activate[0]).toContain('"C:\\Users\\Zoë & co\\my project\\.skillloop\\local\\skillloop-task.xml"')
    }
  })
})

/** Microsoft's rules for splitting a command line. */
function splitWindows(line: string): string[] {
  const words: string[] = []
  let word: string | undefined
  let quoted = false
  for (let i = 0; i < line.length; i++) {
    const slashes = /^\\*/.exec(line.slice(i))?.[0].length ?? 0
    if (slashes > 0) {
      const isQuote = line[i + slashes] === '"'
      word = (word ?? '') + '\\'.repeat(isQuote ? Math.floor(slashes / 2) : slashes)
      i += slashes - 1
      if (isQuote && slashes % 2 === 1) { word += '"'; i++ }
    } else if (line[i] === '"') { quoted = !quoted; word ??= '' } else if (/\s/.test(line[i] ?? '') && !quoted) {
      if (word !== undefined) words.push(word)
      word = undefined
    } else word = (word ?? '') + (line[i] ?? '')
  }
  return word === undefined ? words : [...words, word]
}

describe('laws', () => {
  const word = fc.string({ unit: fc.constantFrom('a', ' ', '"', "'", '\\', '%', '$', '&', '<', '日', '`', '!', '*', ';', '(', '~', '#'), minLength: 1, maxLength: 12 })
  it('words survive a shell and a Windows command line', () => {
    fc.assert(fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), (words) => {
      expect(splitWindows(words.map(windowsWord).join(' '))).toEqual(words)
    }))
    fc.assert(fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), (words) => {
      expect(execFileSync('sh', ['-c', `printf '%s\\n' ${words.map(shellWord).join(' ')}`], { encoding: 'utf8' })).toBe(words.map((each) => `${each}\n`).join(''))
    }), { numRuns: 25 })
  })

  it.each(SERVICE_KINDS)('%s refuses what none of its lines can hold', (kind) => {
    const bad = { ...spec, project: '/home/a\u0000b', args: ['/home/a\u0000b'] }
    expect(() => planService(kind, bad, places)).toThrow('cannot be written')
  })
})
