import { basename, dirname, join } from 'node:path'
import { isoTime } from '../kernel/clock.js'
import { badInput, refused } from '../kernel/errors.js'
import { idFrom, sha256 } from '../kernel/hash.js'
import { planService } from '../service/plan.js'
import { SERVICE_KINDS, type ServiceKind, type ServicePlaces, type ServicePlan, type ServiceSpec } from '../service/types.js'
import type { TargetFolder } from '../targets/folder.js'
import type { StoreContext } from './context.js'

export type { ServiceKind }

/** Beside the store's own folders, and ignored by Git: it is about this machine. */
const RECORD = 'service.json'

/** What was written, for taking just that away again. */
interface ServiceRecord {
  schemaVersion: 1
  kind: ServiceKind
  intervalSeconds: number
  installedAt: string
  files: { path: string; sha256: string }[]
}

/** What the machine has to offer to a service. */
export interface ServiceMachine {
  places: Omit<ServicePlaces, 'store'>
  /** How SkillLoop is started here. */
  program: string
  script: string
  variables: Readonly<Record<string, string>>
  folder: (path: string) => TargetFolder
}

export interface ServiceStatus {
  installed: boolean
  kind?: ServiceKind
  intervalSeconds?: number
  files: { path: string; state: 'as written' | 'changed' | 'missing' }[]
  look?: string
}

function planFor(context: StoreContext, machine: ServiceMachine, kind: ServiceKind, intervalSeconds: number): ServicePlan {
  const { project, repository } = context
  const spec: ServiceSpec = {
    id: idFrom(12, 'service', project), project, program: machine.program, args: [machine.script, '--path', project, 'loop', 'tick', '--log'], intervalSeconds, environment: machine.variables
  }
  return planService(kind, spec, { ...machine.places, store: repository.root })
}

/**
 * Writes a service of the project's own and remembers what was written. Starts nothing.
 * @throws SkillLoopError (1) where a file of another make is in its place, (2) where one of another kind is installed
 */
export async function installService(context: StoreContext, machine: ServiceMachine, kind: ServiceKind, intervalSeconds: number, options: { dryRun?: boolean } = {}): Promise<ServicePlan> {
  if (intervalSeconds < 60) throw badInput(`an interval of ${intervalSeconds} s is too short`, { expected: '60 seconds or more' })
  const plan = planFor(context, machine, kind, intervalSeconds)
  const known = await readRecord(context, machine)
  if (known && known.kind !== kind) throw badInput(`a service by ${known.kind} is installed`, { fix: 'skillloop service uninstall' })
  for (const { path, bytes } of plan.files) {
    const there = await machine.folder(dirname(path)).read(basename(path))
    if (there && !Buffer.from(bytes).equals(there) && sha256(there) !== known?.files.find((file) => file.path === path)?.sha256) {
      throw refused(`${path} is there already, and SkillLoop did not write it so`, { expected: 'no file, or the one that SkillLoop wrote', fix: 'look at it, and move it away' })
    }
  }
  if (options.dryRun) return plan
  const record: ServiceRecord = { schemaVersion: 1, kind, intervalSeconds, installedAt: isoTime(context.clock.now()), files: plan.files.map(({ path, bytes }) => ({ path, sha256: sha256(bytes) })) }
  // First what was meant, then the files: whatever is interrupted, uninstall knows where to look.
  await keepOutOfGit(context, machine)
  await machine.folder(context.repository.root).write(RECORD, `${JSON.stringify(record, null, 2)}\n`)
  for (const { path, bytes } of plan.files) await machine.folder(dirname(path)).write(basename(path), bytes)
  return plan
}

/** A store that was made before there were services has a .gitignore that does not know the record. */
async function keepOutOfGit({ repository }: StoreContext, machine: ServiceMachine): Promise<void> {
  const folder = machine.folder(join(repository.gitdir, 'info'))
  const text = (await folder.read('exclude'))?.toString('utf8') ?? ''
  if (!text.split(/\r?\n/).includes(`/${RECORD}`)) await folder.write('exclude', `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}/${RECORD}\n`)
}

/** Whether a service was written, and whether its files are still so. */
export async function serviceStatus(context: StoreContext, machine: ServiceMachine): Promise<ServiceStatus> {
  const record = await readRecord(context, machine)
  if (!record) return { installed: false, files: [] }
  const files = await Promise.all(record.files.map(async ({ path, sha256: hash }) => {
    const there = await machine.folder(dirname(path)).read(basename(path))
    return { path, state: !there ? 'missing' as const : sha256(there) === hash ? 'as written' as const : 'changed' as const }
  }))
  return { installed: true, kind: record.kind, intervalSeconds: record.intervalSeconds, files, look: planFor(context, machine, record.kind, record.intervalSeconds).look }
}

/**
 * Removes the files that were written, and nothing else. Ends nothing that runs: the commands for that are returned.
 * @throws SkillLoopError (1) where the record names a file that no service of this project has, or a file was changed since
 */
export async function uninstallService(context: StoreContext, machine: ServiceMachine): Promise<{ removed: string[]; deactivate: string[] }> {
  const record = await readRecord(context, machine)
  if (!record) throw badInput('no service is installed', { place: { file: join(context.repository.root, RECORD) }, fix: 'skillloop service install' })
  const { files } = await serviceStatus(context, machine)
  const changed = files.filter(({ state }) => state === 'changed')
  if (changed.length > 0) throw refused(`${changed.map(({ path }) => path).join(', ')} ${changed.length === 1 ? 'was' : 'were'} changed since SkillLoop wrote ${changed.length === 1 ? 'it' : 'them'}: nothing was removed`, { fix: 'look at it, and remove it by hand' })
  const removed: string[] = []
  for (const { path, state } of files) {
    if (state === 'missing') continue
    await machine.folder(dirname(path)).remove(basename(path))
    removed.push(path)
  }
  await machine.folder(context.repository.root).remove(RECORD)
  return { removed, deactivate: planFor(context, machine, record.kind, record.intervalSeconds).deactivate }
}

/** The record, known to be of a service of this project; undefined where there is none. */
async function readRecord(context: StoreContext, machine: ServiceMachine): Promise<ServiceRecord | undefined> {
  const bytes = await machine.folder(context.repository.root).read(RECORD)
  if (!bytes) return undefined
  const place = { file: join(context.repository.root, RECORD) }
  const tampered = (what: string): Error => refused(`the record of the service ${what}: nothing is done by it`, { place, expected: 'what `service install` wrote', fix: 'remove the files of the service by hand, then this one' })
  let record: Partial<ServiceRecord>
  try {
    record = JSON.parse(bytes.toString('utf8')) as Partial<ServiceRecord>
  } catch {
    throw tampered('is no JSON')
  }
  const { kind, intervalSeconds, files } = record
  if (typeof record !== 'object' || record.schemaVersion !== 1 || !SERVICE_KINDS.includes(kind as ServiceKind) || typeof intervalSeconds !== 'number' || !(intervalSeconds >= 60) || !Array.isArray(files)) throw tampered('was changed')
  const own = new Set(planFor(context, machine, kind as ServiceKind, intervalSeconds).files.map(({ path }) => path))
  for (const file of files as Partial<ServiceRecord['files'][number]>[]) {
    if (typeof file.path !== 'string' || !own.has(file.path) || !/^[0-9a-f]{64}$/.test(file.sha256 ?? '')) throw tampered(`names ${JSON.stringify(file.path)}, which no service of this project is`)
  }
  return record as ServiceRecord
}
