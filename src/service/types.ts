/** What is to run, and how often. All paths are absolute. */
export interface ServiceSpec {
  /** 12 hex digits of the project's path: services of several projects live side by side. */
  id: string
  project: string
  program: string
  args: readonly string[]
  intervalSeconds: number
  /** Variables that decide where runtimes keep their sessions, where they are set. */
  environment: Readonly<Record<string, string>>
}

/** Folders of the person whose service it is. */
export interface ServicePlaces {
  home: string
  /** $XDG_CONFIG_HOME, or ~/.config. */
  configHome: string
  /** The store's folder, for what no system has a place for. */
  store: string
}

/** Files to write, and the commands that a person types to start and to end it. */
export interface ServicePlan {
  files: { path: string; bytes: Uint8Array }[]
  activate: string[]
  deactivate: string[]
  /** A command that tells whether it runs. */
  look: string
}

export const SERVICE_KINDS = ['launchd', 'systemd', 'cron', 'task-scheduler'] as const
export type ServiceKind = typeof SERVICE_KINDS[number]
