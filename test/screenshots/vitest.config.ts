// `npm run screenshots`: every page as each role, wide and narrow, light and dark. Not part of `npm test`.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { include: ['test/screenshots/*.test.ts'], testTimeout: 600_000, hookTimeout: 600_000, fileParallelism: false },
});
