import { defineConfig } from 'vitest/config'

/** The long version of test/torture: `npm run torture`. The short one is a part of the tests. */
export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: { include: ['test/{torture,fuzz}/**/*.test.ts'], setupFiles: ['.ci/test-setup.ts'], env: { TORTURE: 'long' }, testTimeout: 1_800_000, hookTimeout: 60_000, fileParallelism: false }
})
