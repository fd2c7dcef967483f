import { shellWord, xmlText } from './quote.js'
import type { ServicePlaces, ServicePlan, ServiceSpec } from './types.js'

/** A launchd agent of the user. Source: launchd.plist(5). */
export function launchdPlan(spec: ServiceSpec, { home }: Pick<ServicePlaces, 'home'>): ServicePlan {
  const label = `dev.skillloop.${spec.id}`
  const path = `${home}/Library/LaunchAgents/${label}.plist`
  const strings = [spec.program, ...spec.args].map((word) => `    <string>${xmlText(word)}</string>`)
  const variables = Object.entries(spec.environment).flatMap(([name, value]) => [`    <key>${xmlText(name)}</key>`, `    <string>${xmlText(value)}</string>`])
  const text = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">',
    '<plist version="1.0">', '<dict>',
    '  <key>Label</key>', `  <string>${label}</string>`,
    '  <key>ProgramArguments</key>', '  <array>', ...strings, '  </array>',
    ...(variables.length > 0 ? ['  <key>EnvironmentVariables</key>', '  <dict>', ...variables, '  </dict>'] : []),
    '  <key>StartInterval</key>', `  <integer>${spec.intervalSeconds}</integer>`,
    '  <key>RunAtLoad</key>', '  <true/>', '  <key>ProcessType</key>', '  <string>Background</string>',
    '  <key>LowPriorityIO</key>', '  <true/>', '  <key>Umask</key>', '  <integer>63</integer>',
    '</dict>', '</plist>', ''
  ].join('\n')
  return {
    files: [{ path, bytes: Buffer.from(text) }],
    activate: [`launchctl bootstrap gui/$(id -u) ${shellWord(path)}`], deactivate: [`launchctl bootout gui/$(id -u)/${label}`], look: `launchctl print gui/$(id -u)/${label}`
  }
}
