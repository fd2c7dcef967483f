import { windowsWord, xmlText } from './quote.js'
import type { ServicePlaces, ServicePlan, ServiceSpec } from './types.js'

/**
 * A task for the Windows Task Scheduler, to be imported with schtasks, which takes UTF-16 only by its mark.
 * Source: [MS-TSCH] 2.5, Task Scheduler schema 1.2.
 */
export function taskPlan(spec: ServiceSpec, { store }: Pick<ServicePlaces, 'store'>): ServicePlan {
  const name = `SkillLoop ${spec.id}`
  const path = `${store.replaceAll('\\', '/')}/local/skillloop-task.xml`
  // A task has no variables of its own: a shell sets them.
  const variables = Object.entries(spec.environment)
  const line = [spec.program, ...spec.args].map(windowsWord).join(' ')
  const [command, args] = variables.length === 0
    ? [spec.program, spec.args.map(windowsWord).join(' ')]
    : ['cmd.exe', `/d /s /c "${variables.map(([variable, value]) => `set "${variable}=${value}"`).join(' && ')} && ${line}"`]
  const text = [
    '<?xml version="1.0" encoding="UTF-16"?>',
    '<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">',
    '  <RegistrationInfo>', `    <Description>${xmlText(`SkillLoop for ${spec.project}`)}</Description>`, '  </RegistrationInfo>',
    '  <Triggers>', '    <TimeTrigger>', '      <Repetition>', `        <Interval>PT${Math.max(60, spec.intervalSeconds)}S</Interval>`, '        <StopAtDurationEnd>false</StopAtDurationEnd>', '      </Repetition>',
    '      <StartBoundary>2026-01-01T00:00:00</StartBoundary>', '      <Enabled>true</Enabled>', '    </TimeTrigger>', '  </Triggers>',
    '  <Principals>', '    <Principal id="Author">', '      <LogonType>InteractiveToken</LogonType>', '      <RunLevel>LeastPrivilege</RunLevel>', '    </Principal>', '  </Principals>',
    '  <Settings>', '    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>', '    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>', '    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>',
    '    <StartWhenAvailable>true</StartWhenAvailable>', '    <Hidden>true</Hidden>', '    <ExecutionTimeLimit>PT4H</ExecutionTimeLimit>', '    <Priority>7</Priority>', '  </Settings>',
    '  <Actions Context="Author">', '    <Exec>', `      <Command>${xmlText(command)}</Command>`, `      <Arguments>${xmlText(args)}</Arguments>`, '    </Exec>', '  </Actions>',
    '</Task>', ''
  ].join('\r\n')
  return {
    files: [{ path, bytes: Buffer.from(`\ufeff${text}`, 'utf16le') }],
    activate: [`schtasks /Create /TN "${name}" /XML ${windowsWord(path.replaceAll('/', '\\'))}`], deactivate: [`schtasks /Delete /TN "${name}" /F`], look: `schtasks /Query /TN "${name}"`
  }
}
