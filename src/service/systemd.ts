import { expectOneLine, shellWord, systemdWord } from './quote.js'
import type { ServicePlaces, ServicePlan, ServiceSpec } from './types.js'

/** A service of the user's manager with its timer. Source: systemd.service(5), systemd.timer(5), systemd.exec(5). */
export function systemdPlan(spec: ServiceSpec, { configHome }: Pick<ServicePlaces, 'configHome'>): ServicePlan {
  expectOneLine([spec.project, spec.program, ...spec.args, ...Object.values(spec.environment)])
  const name = `skillloop-${spec.id}`
  const folder = `${configHome}/systemd/user`
  const description = `SkillLoop for ${spec.project.replaceAll('%', '%%').replaceAll('\\', '\\\\')}`
  const service = [
    '[Unit]', `Description=${description}`, '', '[Service]', 'Type=oneshot',
    ...Object.entries(spec.environment).map(([variable, value]) => `Environment=${systemdWord(`${variable}=${value}`, { isProgram: true })}`),
    `ExecStart=${[systemdWord(spec.program, { isProgram: true }), ...spec.args.map((word) => systemdWord(word))].join(' ')}`,
    'Nice=10', 'IOSchedulingClass=idle', 'UMask=0077', 'NoNewPrivileges=yes', ''
  ].join('\n')
  const timer = [
    '[Unit]', `Description=${description}, every ${spec.intervalSeconds} s`, '', '[Timer]', `Unit=${name}.service`,
    'OnActiveSec=60', `OnUnitActiveSec=${spec.intervalSeconds}`, `AccuracySec=${Math.min(60, Math.max(1, Math.floor(spec.intervalSeconds / 10)))}`, '', '[Install]', 'WantedBy=timers.target', ''
  ].join('\n')
  return {
    files: [{ path: `${folder}/${name}.service`, bytes: Buffer.from(service) }, { path: `${folder}/${name}.timer`, bytes: Buffer.from(timer) }],
    activate: ['systemctl --user daemon-reload', `systemctl --user enable --now ${name}.timer`],
    // Of a kind that works once the files are gone.
    deactivate: [`systemctl --user stop ${name}.timer`, `rm -f ${shellWord(`${folder}/timers.target.wants/${name}.timer`)}`, 'systemctl --user daemon-reload'],
    look: `systemctl --user list-timers ${name}.timer`
  }
}
