import { expectOneLine, shellWord } from './quote.js'
import type { ServicePlaces, ServicePlan, ServiceSpec } from './types.js'

/**
 * A line for the person's crontab, in a file of the store. Cron starts it as often as it can tell, at least so often as
 * was asked for; `loop tick` itself knows when one is due. Source: crontab(5); % stands for a line break there.
 */
export function cronPlan(spec: ServiceSpec, { store }: Pick<ServicePlaces, 'store'>): ServicePlan {
  expectOneLine([spec.project, spec.program, ...spec.args, ...Object.values(spec.environment)])
  const path = `${store}/local/skillloop.cron`
  const mark = `# skillloop ${spec.id}`
  const words = [...Object.entries(spec.environment).map(([name, value]) => `${name}=${shellWord(value)}`), ...[spec.program, ...spec.args].map(shellWord)]
  const line = `${cronTimes(spec.intervalSeconds)} ${words.join(' ').replaceAll('%', '\\%')} >/dev/null 2>&1 ${mark}\n`
  const others = `crontab -l 2>/dev/null | grep -v ${shellWord(`${mark}$`)}`
  return {
    files: [{ path, bytes: Buffer.from(line) }],
    activate: [`{ ${others}; cat ${shellWord(path)}; } | crontab -`], deactivate: [`${others} | crontab -`], look: `crontab -l | grep ${shellWord(`${mark}$`)}`
  }
}

/** The longest step that cron can tell evenly and that is no longer than the interval. */
export function cronTimes(intervalSeconds: number): string {
  const minutes = Math.max(1, Math.floor(intervalSeconds / 60))
  const longest = (whole: number, most: number): number => Math.max(...Array.from({ length: whole }, (_, i) => i + 1).filter((step) => whole % step === 0 && step <= most))
  if (minutes < 60) return `*/${longest(60, minutes)} * * * *`
  const hours = Math.floor(minutes / 60)
  return hours < 24 ? `0 */${longest(24, hours)} * * *` : '0 0 * * *'
}
