// The last lines of a test run: what was skipped and why, how to get the missing programs, and one plain count.
import type { Reporter, SerializedError, TestModule, TestRunEndReason } from 'vitest/node';

/** Debian packages named by `[missing: <package> ...]` in the names of skipped tests. */
const missing = /\[missing: ([a-z0-9.+ -]+)\]/g;

interface Count {
  passed: number;
  failed: number;
  skipped: number;
}

/** What no program that can be installed would mend. */
const lacksKernelPart = /\[this kernel lacks [^\]]+\]/;

/** Prints them after vitest's own summary; with CI=true a test that was skipped for want of a program fails the run. */
export default class ClosingLines implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[], reason: TestRunEndReason): void {
    const count: Count = { passed: 0, failed: unhandled.length, skipped: 0 };
    const skippedNames = modules.flatMap((module) => add(module, count));
    for (const name of skippedNames) console.log(`skipped: ${name}`);
    const packages = packagesNamed(skippedNames);
    if (packages.length > 0) console.log(`to run them too: apt-get install ${packages.join(' ')}`);
    if (process.env.CI === 'true' && skippedNames.some((name) => !lacksKernelPart.test(name))) {
      console.log('With CI=true a skipped test counts as a failure, but where the kernel lacks what it is about.');
      process.exitCode = 1;
    }
    if (reason === 'interrupted') console.log('The run was interrupted; what did not run is not counted.');
    console.log(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
  }
}

/** Adds one file's tests to the count and returns the names of those it skipped. A hook that failed counts as a test. */
function add(module: TestModule, count: Count): string[] {
  const skippedNames: string[] = [];
  count.failed += module.errors().length;
  for (const suite of module.children.allSuites()) count.failed += suite.errors().length;
  for (const test of module.children.allTests()) {
    const { state } = test.result();
    if (state === 'passed' || state === 'failed') {
      count[state] += 1;
    } else {
      count.skipped += 1;
      skippedNames.push(`${test.project.name}: ${test.fullName}`);
    }
  }
  return skippedNames;
}

function packagesNamed(names: readonly string[]): string[] {
  const packages = names.flatMap((name) =>
    [...name.matchAll(missing)].flatMap((match) => match[1]?.trim().split(/ +/) ?? []),
  );
  return [...new Set(packages)].sort();
}
