import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('..', import.meta.url))

/** The tests without torture, on the source instead of what was built of it; processes that they start are not counted. */
export default defineConfig({
  root,
  test: {
    include: ['test/**/*.test.ts'], exclude: ['test/torture/**'], setupFiles: ['.ci/test-setup.ts'], testTimeout: 180_000, hookTimeout: 180_000,
    env: { SKILLLOOP_TEST_MAIN: `${root}src/cli/main.ts` },
    coverage: { enabled: true, provider: 'v8', include: ['src/**/*.ts'], exclude: ['src/kernel/generated/**'], reporter: ['json-summary'], reportsDirectory: 'coverage', reportOnFailure: true }
  }
})
