// Seven kinds of test, one of them over two backends of the jail; each a project: `npx vitest run --project unit` and so on.
import { accessSync, constants } from 'node:fs';
import { defineConfig } from 'vitest/config';

const quiet = { NODE_ENV: 'test', LOG_LEVEL: 'silent' };

/**
 * Races exchange names in memory, where a try takes a third of the time that it takes on ext4; by hand (ATTACK_TRIES) they
 * do it on the disk of the system's folder for temporary files.
 */
function placeOfRaces(): NodeJS.ProcessEnv {
  if (process.env.ATTACK_TRIES !== undefined) return quiet;
  try {
    accessSync('/dev/shm', constants.W_OK);
    return { ...quiet, TMPDIR: '/dev/shm' };
  } catch {
    // Not Linux, or no memory file system: the disk it is.
    return quiet;
  }
}

/** Tests of the engine that ask every backend themselves, or one by name. */
const ofEveryBackend = ['jail-*', 'native-*'];

/** Tests of the engine about connections, words and rules: what lies on the disk is the same to them. */
const ofNoDisk = [
  ...['bandwidth', 'early-close', 'fallback', 'flight-recorder', 'foreign-speech', 'hostile', 'live-connections'],
  ...['bug-classes-lines', 'bug-classes-network', 'data-*', 'mode-layers', 'passive-pool', 'peer-check', 'policy'],
  ...['policy-running', 'session-limits', 'table', 'tls', 'tls-*', 'transcripts', 'urgent'],
];

export default defineConfig({
  test: {
    env: quiet,
    // Most tests wait for sockets, processes and Postgres; three at a time keep two cores busy. Browsers wait less: two at a
    // time. Races follow alone. Projects of one group order run together.
    maxWorkers: 3,
    reporters: ['default', './test/support/closing-lines.ts'],
    projects: [
      {
        test: {
          name: 'unit',
          include: ['src/**/*.spec.ts', 'web/src/**/*.spec.{ts,tsx}', 'migrations/**/*.spec.ts'],
          // They hold nothing that lasts: loading their modules once a worker takes less than half of the time.
          isolate: false,
          env: quiet,
        },
      },
      { test: { name: 'engine', include: ['test/engine/**/*.test.ts'], env: quiet, testTimeout: 20_000 } },
      {
        test: {
          name: 'engine-walk',
          include: ['test/engine/**/*.test.ts'],
          exclude: [...ofEveryBackend, ...ofNoDisk].map((name) => `test/engine/${name}.test.ts`),
          setupFiles: ['test/support/prefer-walk.ts'],
          env: quiet,
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'attack',
          include: ['test/attack/**/*.test.ts'],
          fileParallelism: false,
          sequence: { groupOrder: 2 },
          env: placeOfRaces(),
          testTimeout: 20_000,
        },
      },
      { test: { name: 'fuzz', include: ['test/fuzz/**/*.test.ts'], env: quiet, testTimeout: 3_700_000 } },
      {
        test: {
          name: 'clients',
          include: ['test/clients/**/*.test.ts'],
          env: quiet,
          testTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'scenes',
          include: ['test/scenes/**/*.test.ts'],
          env: quiet,
          globalSetup: ['test/scenes/equipment.global.ts'],
          // Most of a scene is waiting for what does not come.
          maxConcurrency: 6,
          fileParallelism: false,
          sequence: { groupOrder: 2 },
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          env: quiet,
          globalSetup: ['test/support/postgres.global.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
          env: quiet,
          testTimeout: 120_000,
          hookTimeout: 240_000,
          expect: { poll: { timeout: 15_000 } },
        },
      },
    ],
  },
});
