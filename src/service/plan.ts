import { cronPlan } from './cron.js'
import { launchdPlan } from './launchd.js'
import { systemdPlan } from './systemd.js'
import { taskPlan } from './task-scheduler.js'
import type { ServiceKind, ServicePlaces, ServicePlan, ServiceSpec } from './types.js'

/** What a service of a kind consists of. Pure: writes and starts nothing. @throws SkillLoopError (2) for a path that it cannot hold */
export function planService(kind: ServiceKind, spec: ServiceSpec, places: ServicePlaces): ServicePlan {
  switch (kind) {
    case 'launchd': return launchdPlan(spec, places)
    case 'systemd': return systemdPlan(spec, places)
    case 'cron': return cronPlan(spec, places)
    case 'task-scheduler': return taskPlan(spec, places)
  }
}
