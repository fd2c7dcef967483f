import { defineConfig } from 'vitest/config'

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  // Kills at every change and processes side by side take minutes: `npm run torture` has them.
  test: { include: ['test/**/*.test.ts'], exclude: ['**/node_modules/**', 'test/torture/interrupted.test.ts', 'test/torture/together.test.ts'], setupFiles: ['.ci/test-setup.ts'], testTimeout: 60_000, hookTimeout: 60_000 }
})
