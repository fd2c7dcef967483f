import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { scan } from './support.js'

const skills = new URL('../../../shared/fixtures/skills-benign/', import.meta.url)
const packages = new URL('../../node_modules/', import.meta.url)

// Harmless skills that speak of attacks: kept beside the project, not in it; skipped where they are absent.
describe.skipIf(!existsSync(skills))('harmless skills about security (skipped where the fixture is absent)', () => {
  const reports = existsSync(skills) ? readdirSync(skills).map((name) => ({ name, report: scan(readFileSync(new URL(`${name}/SKILL.md`, skills))) })) : []
  it('are never dangerous', () => {
    expect(reports.filter(({ report }) => report.verdict === 'dangerous').map(({ name }) => name)).toEqual([])
  })
  it('ask for caution in at most a quarter', () => {
    expect(reports.filter(({ report }) => report.verdict === 'caution').length / reports.length).toBeLessThanOrEqual(0.25)
  })
})

describe('documentation of the packages in use', () => {
  const readmes = readdirSync(packages).filter((name) => !name.startsWith('.') && existsSync(new URL(`${name}/README.md`, packages)))
  const reports = readmes.map((name) => ({ name, verdict: scan(readFileSync(new URL(`${name}/README.md`, packages)), 'README.md').verdict }))
  it('is never dangerous, and seldom asks for caution', () => {
    expect(reports.filter(({ verdict }) => verdict === 'dangerous')).toEqual([])
    expect(reports.filter(({ verdict }) => verdict === 'caution').length).toBeLessThanOrEqual(reports.length * 0.05)
  })
})
