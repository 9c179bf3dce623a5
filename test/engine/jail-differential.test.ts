// The addon and the walk mean the same: random trees with links of all kinds, random operations on both, each time the
// same result or the same refusal, and in the end the same tree.
import '../attack/as-customer.js';
import { lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { workingBackends } from '../../src/ftp/jail/backend.js';
import { Jail, JailError, type Backend } from '../../src/ftp/jail/jail.js';
import { fuzzSeed } from '../fuzz/duration.js';
import { makeHome } from '../support/home.js';
import { descriptorsBelow, entriesIn, pathOf, readAll } from '../support/jails.js';

/** Few names, so that paths often meet what is there. */
const name = fc.constantFrom('a', 'b', 'c', 'd');
const path = fc
  .oneof({ weight: 6, arbitrary: fc.array(name, { minLength: 1, maxLength: 2 }) }, fc.array(name, { maxLength: 4 }))
  .map((parts) => `/${parts.join('/')}`);
const target = fc
  .tuple(
    fc.constantFrom('', '/', '//', '/../', './', '../'),
    fc.array(fc.oneof({ weight: 4, arbitrary: name }, fc.constantFrom('..', '.', '')), { maxLength: 4 }),
    fc.constantFrom('', '', '/', '/.', '/..'),
  )
  .map(([start, parts, end]) => `${start}${parts.join('/')}${end}` || '.');
const thing = fc.oneof(
  fc.record({ kind: fc.constant('folder' as const), path }),
  fc.record({ kind: fc.constant('file' as const), path }),
  fc.record({ kind: fc.constant('link' as const), path, target }),
);
type Thing = typeof thing extends fc.Arbitrary<infer T> ? T : never;

const operations = {
  look: (jail: Jail, one: string) => jail.stat(pathOf(one)).then(described),
  lookAtLink: (jail: Jail, one: string) => jail.statLink(pathOf(one)).then(described),
  readLink: (jail: Jail, one: string) => jail.readLink(pathOf(one)),
  list: async (jail: Jail, one: string) => (await entriesIn(jail, one)).map(described).sort(),
  measure: (jail: Jail, one: string) => jail.usage(pathOf(one)),
  read: (jail: Jail, one: string) => readAll(jail, pathOf(one)),
  readOn: (jail: Jail, one: string) => readAll(jail, pathOf(one), 2),
  store: (jail: Jail, one: string) => write(jail, one, { atByte: 0 }),
  storeNew: (jail: Jail, one: string) => write(jail, one, { atByte: 0, overwrite: false }),
  giveUp: (jail: Jail, one: string) => write(jail, one, { atByte: 0, end: 'discard' }),
  goOn: (jail: Jail, one: string) => write(jail, one, { atByte: 2 }),
  append: (jail: Jail, one: string) => write(jail, one, { atByte: 0, append: true }),
  unique: async (jail: Jail, one: string) => {
    const { path: made, upload } = await jail.createUnique(pathOf(one), 'a');
    await upload.write(Buffer.from('unique'));
    return [made, await upload.keep()];
  },
  makeFolder: (jail: Jail, one: string) => jail.makeFolder(pathOf(one)),
  removeFolder: (jail: Jail, one: string) => jail.removeFolder(pathOf(one)),
  removeFile: (jail: Jail, one: string) => jail.removeFile(pathOf(one)),
  rename: async (jail: Jail, one: string, other: string) => {
    const { moved, ...change } = await jail.rename(pathOf(one), pathOf(other));
    return [change, described(moved)];
  },
  chmod: (jail: Jail, one: string) => jail.chmod(pathOf(one), 0o740),
  setTimes: (jail: Jail, one: string) => jail.setTimes(pathOf(one), new Date(1_000_000_000_123)),
  freeBytes: async (jail: Jail, one: string) => (await jail.freeBytes(pathOf(one))) > 0,
} satisfies Record<string, (jail: Jail, one: string, other: string) => Promise<unknown>>;

const step = fc.record({
  operation: fc.constantFrom(...(Object.keys(operations) as (keyof typeof operations)[])),
  one: path,
  other: path,
});

/** How many trees; more by hand. */
const runs = Number(process.env.DIFFERENTIAL_RUNS ?? '1500');

const canSkip = !workingBackends().includes('native');

describe.skipIf(canSkip)('the native backend and the walk [needs the native backend]', () => {
  it('come to the same results, refusals and trees', { timeout: 60_000 + runs * 200 }, async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(
        fc.array(thing, { minLength: 3, maxLength: 12, size: 'max' }),
        fc.array(step, { maxLength: 10, size: 'max' }),
        async (things, steps) => {
          const [native, walk] = [await runOn('native', things, steps), await runOn('walk', things, steps)];
          for (const outcome of walk.outcomes) seen.add(outcome.split(' ')[0]!);
          expect(native).toEqual(walk);
        },
      ),
      { numRuns: runs, seed: fuzzSeed },
    );
    // Operations that never work, or never are refused, would show nothing.
    expect([...seen].sort()).toEqual(expect.arrayContaining(['exists', 'not-a-folder', 'not-found', 'too-many-links']));
    for (const operation of Object.keys(operations)) expect([...seen]).toContain(operation);
  });
});

async function runOn(
  backend: Backend,
  things: readonly Thing[],
  steps: readonly (typeof step extends fc.Arbitrary<infer T> ? T : never)[],
) {
  const place = makeHome();
  try {
    for (const one of things) make(place.path, one);
    const jail = await Jail.open(place.home, { backend });
    const outcomes: string[] = [];
    for (const { operation, one, other } of steps)
      outcomes.push(await outcomeOf(operation, () => operations[operation](jail, one, other)));
    await jail.close();
    expect(descriptorsBelow(place.path)).toBe(0);
    return { outcomes, tree: treeOf(place.path).sort() };
  } finally {
    place.remove();
  }
}

async function outcomeOf(operation: string, work: () => Promise<unknown>): Promise<string> {
  try {
    return `${operation} ${JSON.stringify(await work())}`;
  } catch (error) {
    if (!(error instanceof JailError)) throw error;
    // Somebody renames without a pause, anywhere on the machine: the kernel asks to try again.
    if (error.errno === 'EAGAIN') return outcomeOf(operation, work);
    return `${error.code} (${operation})`;
  }
}

/** Where something stands already, or the folder is none or behind a link, this thing is left out of both trees. */
function make(home: string, one: Thing): void {
  const at = join(home, one.path);
  if (!isRealFolder(home, dirname(one.path)) || lstatSync(at, { throwIfNoEntry: false }) !== undefined) return;
  if (one.kind === 'folder') mkdirSync(at);
  else if (one.kind === 'file') writeFileSync(at, one.path);
  else symlinkSync(one.target, at);
}

function isRealFolder(home: string, folder: string): boolean {
  if (folder === '/') return true;
  if (!isRealFolder(home, dirname(folder))) return false;
  return lstatSync(join(home, folder), { throwIfNoEntry: false })?.isDirectory() === true;
}

/** Everything below a folder, with what can be told of it. */
function treeOf(folder: string): string[] {
  return readdirSync(folder, { encoding: 'latin1' }).flatMap((one) => {
    const at = join(folder, one);
    const stats = lstatSync(at);
    const content = stats.isFile() ? readFileSync(at, 'latin1') : stats.isSymbolicLink() ? readlinkSync(at) : '';
    const isTold = stats.mtimeMs === 1_000_000_000_123;
    const line = [one.replace(/\.portside-.*/, 'staged'), stats.mode.toString(8), stats.nlink, content, isTold].join(
      ' ',
    );
    return [line, ...(stats.isDirectory() ? treeOf(at).map((below) => `${one}/${below}`) : [])];
  });
}

function described({ name: called, kind, sizeBytes, mode, linkCount }: Awaited<ReturnType<Jail['stat']>>): string {
  return [called, kind, kind === 'folder' ? '' : sizeBytes, mode.toString(8), linkCount].join(' ');
}

interface Writing {
  readonly atByte: number;
  readonly append?: boolean;
  readonly overwrite?: boolean;
  readonly end?: 'keep' | 'discard';
}

async function write(jail: Jail, one: string, { end = 'keep', ...how }: Writing): Promise<unknown> {
  const upload = await jail.create(pathOf(one), { append: false, overwrite: true, ...how });
  await upload.write(Buffer.from('new'));
  return upload[end]();
}
