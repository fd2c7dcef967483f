const STEPS: readonly [number, string][] = [[604_800_000 * 9, 'w'], [86_400_000, 'd'], [3_600_000, 'h'], [60_000, 'm']]

/** An age in its greatest whole unit: 3d, 20m; weeks from the ninth on. */
export function ageText(milliseconds: number | undefined): string {
  if (milliseconds === undefined) return ''
  const [step, unit] = STEPS.find(([size]) => milliseconds >= size) ?? [60_000, 'm']
  return `${Math.floor(milliseconds / (unit === 'w' ? 604_800_000 : step))}${unit}`
}
