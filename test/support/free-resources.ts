// Nothing may stay behind: sockets, listeners, timers and open files are counted before and after each test.
import { readdirSync, readlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterEach, beforeEach } from 'vitest';
import { eventually } from './eventually.js';

type Count = Readonly<Record<string, number>>;

/** Registers the count for every test of the file. What closes in its own time is waited for. */
export function leaveNothingBehind(): void {
  let before: Count;
  beforeEach(() => {
    before = count();
  });
  afterEach(async () => {
    let left: string[] = [];
    const givenBack = () => {
      left = Object.entries(count()).flatMap(([kind, now]) => (now > (before[kind] ?? 0) ? [`${kind}: ${now}`] : []));
      return left.length === 0;
    };
    await eventually('everything was given back', givenBack, 6_000).catch(() => {
      throw new Error(`Left behind: ${left.join(', ')}.`);
    });
  });
}

function count(): Count {
  const counted: Record<string, number> = {};
  const active = process.getActiveResourcesInfo().filter((kind) => /^(TCP|TLS|JSStream|Pipe)/.test(kind));
  for (const kind of [...active, ...descriptors()]) counted[kind] = (counted[kind] ?? 0) + 1;
  return counted;
}

function descriptors(): string[] {
  if (process.platform !== 'linux') return [];
  const targets = readdirSync('/proc/self/fd').map(target);
  return targets.flatMap((path) =>
    path.startsWith('socket:') ? ['socket'] : path.startsWith(tmpdir()) ? ['file of a test'] : [],
  );
}

function target(fd: string): string {
  try {
    return readlinkSync(`/proc/self/fd/${fd}`);
  } catch {
    return ''; // the descriptor that listed the folder
  }
}
