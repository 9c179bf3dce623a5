// The last lines of a test run: what was skipped and why, how to get the missing programs, and one plain count.
import type { Reporter, TestModule } from 'vitest/node';

/** Debian packages named by `missing: <package>` in the names of skipped tests. */
const missing = /\[missing: ([a-z0-9.+ -]+)\]/g;

export default class ClosingLines implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const count = { passed: 0, failed: 0, skipped: 0 };
    const skippedNames: string[] = [];
    const packages = new Set<string>();
    for (const module of modules) {
      count.failed += module.errors().length;
      for (const test of module.children.allTests()) {
        const state = test.result().state;
        count[state === 'pending' ? 'skipped' : state] += 1;
        if (state !== 'skipped') continue;
        skippedNames.push(test.fullName);
        for (const match of test.fullName.matchAll(missing)) match[1]?.split(' ').forEach((name) => packages.add(name));
      }
    }
    for (const name of skippedNames) console.log(`skipped: ${name}`);
    if (packages.size > 0) console.log(`to run them too: apt-get install ${[...packages].sort().join(' ')}`);
    console.log(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
    if (process.env.CI === 'true' && count.skipped > 0) {
      console.log('With CI=true a skipped test counts as a failure.');
      process.exitCode = 1;
    }
  }
}
