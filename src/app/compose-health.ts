import { parse as parseToml } from 'smol-toml'
import { parse as parseYaml } from 'yaml'
import { isOnPath, parseWith, runSandboxed } from '../targets/programs.js'
import type { HealthPort } from './health/port.js'

/** This machine as a look at skills' health sees it. */
export function healthPort(path: string): HealthPort {
  return {
    has: (program) => isOnPath(program, path),
    syntax: (language, text) => language === 'json' ? problem(() => void JSON.parse(text)) : language === 'yaml' ? problem(() => void parseYaml(text)) : language === 'toml' ? problem(() => void parseToml(text)) : parseWith(language, text, path),
    sandboxed: (files, script) => runSandboxed(files, script, path)
  }
}

function problem(parse: () => void): string | undefined {
  try {
    parse()
    return undefined
  } catch (error) {
    return (error instanceof Error ? error.message : String(error)).split('\n')[0]?.slice(0, 200) ?? 'does not parse'
  }
}
