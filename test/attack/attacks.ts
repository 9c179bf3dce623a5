// The attacks on a jail: each is an operation, or a few that belong together, on a name that is exchanged for a link to
// outside meanwhile. How they are run and counted is in race.ts.
import { pathOf } from '../support/jails.js';
import type { VirtualPath } from '../../src/ftp/virtual-path.js';
import type { Target } from './naive-jail.js';

/** One try of several that run side by side; each side has names of its own. */
export interface Try {
  readonly jail: Target;
  readonly side: number;
  readonly attempt: number;
}

/** What a step brought back that may come from outside; `swapped` where it met the link itself, as it may. */
export type Step = (now: Try) => Promise<string | void>;

export interface Attack {
  readonly title: string;
  /** `/trap` is a folder, or a file, one moment and a link to one of that kind outside the next. */
  readonly trap: 'folder' | 'file';
  /** Where the link leads, if not to the folder outside. */
  readonly leadsTo?: string;
  readonly steps: readonly Step[];
  /** Where the operation cannot get out of the usual way either, the one that shows the flipper at work. */
  readonly control?: readonly Step[];
}

/** How many tries are under way at once. */
export const sides = 4;

/** The files that stand in `/trap` and outside alike; each says where it is. */
export const trapFiles = [
  'file',
  'folder/inside',
  ...Array.from({ length: sides }, (_, side) => [`victim-${side}`, `linked-${side}`]).flat(),
];

/** The empty folders that stand outside, where a removal would find them. */
export const outsideFolders = ['folder', ...Array.from({ length: sides }, (_, side) => `empty-${side}`)];

const trap = pathOf('/trap');
const inTrap = (name: string) => pathOf(`/trap/${name}`);
const victim = ({ side }: Try) => inTrap(`victim-${side}`);
const mine = ({ side }: Try) => pathOf(`/mine-${side}`);

async function read(jail: Target, path: VirtualPath, atByte = 0): Promise<string> {
  const file = await jail.openFile(path, { atByte });
  try {
    const buffer = Buffer.alloc(64);
    return buffer.toString('latin1', 0, await file.read(buffer));
  } finally {
    await file.close();
  }
}

async function namesIn(jail: Target, path: VirtualPath): Promise<string> {
  const names: string[] = [];
  for await (const entry of jail.list(path)) names.push(entry.name);
  return names.join('\n');
}

interface Writing {
  readonly atByte?: number;
  readonly append?: boolean;
  readonly end?: 'keep' | 'discard';
}

async function write(jail: Target, path: VirtualPath, how: Writing = {}): Promise<void> {
  const { atByte = 0, append = false, end = 'keep' } = how;
  const upload = await jail.create(path, { atByte, append, overwrite: true });
  await upload.write(Buffer.from('inside'));
  await upload[end]();
}

async function writeUnique(jail: Target, suggestion: string): Promise<void> {
  const { path, upload } = await jail.createUnique(trap, suggestion);
  await upload.write(Buffer.from('inside'));
  await upload.keep();
  await jail.removeFile(path);
}

/** The outcome of looking at something that was taken away from `/trap`: a link is the trap itself. */
async function taken(jail: Target, path: VirtualPath): Promise<string> {
  const entry = await jail.statLink(path);
  if (entry.kind === 'link') return 'swapped';
  return entry.kind === 'file' ? read(jail, path) : entry.unique;
}

const reading: readonly Step[] = [({ jail }) => read(jail, inTrap('file'))];
const readingTrap: readonly Step[] = [({ jail }) => read(jail, trap)];
const past = new Date(1_000_000_000_000);

const onFolder: readonly Omit<Attack, 'trap'>[] = [
  { title: 'read a file (RETR, HASH)', steps: reading },
  { title: 'read from a byte on (REST, RETR)', steps: [({ jail }) => read(jail, inTrap('file'), 3)] },
  { title: 'read two folders down', steps: [({ jail }) => read(jail, inTrap('folder/inside'))] },
  {
    title: 'look (SIZE, MDTM, MLST)',
    steps: [
      async ({ jail }) => (await jail.stat(inTrap('file'))).unique,
      async ({ jail }) => (await jail.statLink(inTrap('file'))).unique,
      async ({ jail }) => (await jail.stat(trap)).unique,
    ],
  },
  {
    title: 'list (LIST, MLSD, NLST, CWD)',
    steps: [({ jail }) => namesIn(jail, trap), ({ jail }) => namesIn(jail, inTrap('folder'))],
  },
  {
    title: 'measure what lies below',
    steps: [async ({ jail }) => ((await jail.usage(trap)).bytes > 100_000 ? 'outside' : undefined)],
  },
  { title: 'read a link', steps: [({ jail }) => jail.readLink(inTrap('link'))] },
  {
    title: 'ask for free space (AVBL)',
    leadsTo: '/proc',
    steps: [async ({ jail }) => ((await jail.freeBytes(trap)) === 0 ? 'outside' : undefined)],
  },
  {
    title: 'store a new file (STOR)',
    steps: [
      ({ jail, side, attempt }) => write(jail, inTrap(`new-${side}-${attempt % 50}`)),
      ({ jail, side, attempt }) => jail.removeFile(inTrap(`new-${side}-${attempt % 50}`)).then(() => undefined),
    ],
  },
  { title: 'replace a file (STOR)', steps: [(now) => write(now.jail, victim(now))] },
  { title: 'give up a replacement', steps: [(now) => write(now.jail, victim(now), { end: 'discard' })] },
  {
    title: 'give up a new file',
    steps: [
      ({ jail, side, attempt }) => write(jail, inTrap(`part-${side}-${attempt % 50}`), { end: 'discard' }),
      ({ jail, side, attempt }) => jail.removeFile(inTrap(`part-${side}-${attempt % 50}`)).then(() => undefined),
    ],
  },
  {
    title: 'write a file with hard links in place (STOR)',
    steps: [({ jail, side }) => write(jail, inTrap(`linked-${side}`))],
  },
  { title: 'go on at a byte (REST, STOR)', steps: [(now) => write(now.jail, victim(now), { atByte: 2 })] },
  { title: 'append (APPE)', steps: [(now) => write(now.jail, victim(now), { append: true })] },
  {
    title: 'store under a unique name (STOU)',
    steps: [({ jail, side, attempt }) => writeUnique(jail, `unique-${side}-${attempt}`)],
  },
  {
    title: 'make a folder (MKD)',
    steps: [
      ({ jail, side, attempt }) => jail.makeFolder(inTrap(`made-${side}-${attempt}`)).then(() => undefined),
      ({ jail, side, attempt }) => jail.removeFolder(inTrap(`made-${side}-${attempt}`)).then(() => undefined),
    ],
  },
  {
    title: 'remove a folder (RMD)',
    steps: [
      ({ jail, side }) => jail.makeFolder(inTrap(`empty-${side}`)).then(() => undefined),
      ({ jail, side }) => jail.removeFolder(inTrap(`empty-${side}`)).then(() => undefined),
    ],
  },
  {
    title: 'remove a file (DELE)',
    steps: [(now) => now.jail.removeFile(victim(now)).then(() => undefined), (now) => write(now.jail, victim(now))],
  },
  {
    title: 'rename into (RNTO)',
    steps: [
      (now) => write(now.jail, mine(now)),
      (now) => now.jail.rename(mine(now), inTrap(`moved-${now.side}`)).then(() => undefined),
    ],
  },
  {
    title: 'rename out of (RNFR)',
    steps: [
      (now) => now.jail.rename(victim(now), mine(now)).then(() => undefined),
      (now) => read(now.jail, mine(now)),
      (now) => now.jail.rename(mine(now), victim(now)).then(() => undefined),
    ],
  },
  {
    title: 'rename at both ends',
    steps: [
      (now) => now.jail.rename(victim(now), inTrap(`other-${now.side}`)).then(() => undefined),
      (now) => now.jail.rename(inTrap(`other-${now.side}`), victim(now)).then(() => undefined),
    ],
  },
  {
    title: 'change permissions (SITE CHMOD)',
    steps: [
      (now) => now.jail.chmod(victim(now), 0o640).then(() => undefined),
      ({ jail }) => jail.chmod(trap, 0o750).then(() => undefined),
    ],
  },
  {
    title: 'set times (MFMT)',
    steps: [
      (now) => now.jail.setTimes(victim(now), past).then(() => undefined),
      ({ jail }) => jail.setTimes(trap, past).then(() => undefined),
    ],
  },
  {
    title: 'rename the exchanged folder itself',
    steps: [
      (now) => now.jail.rename(trap, mine(now)).then(() => undefined),
      (now) => taken(now.jail, mine(now)),
      (now) => now.jail.removeFile(mine(now)).then(() => 'swapped'),
      (now) => emptyAndRemove(now),
    ],
    control: [({ jail }) => namesIn(jail, trap)],
  },
];

/** The first folder that is taken has something in it; those the flipper puts back are empty. */
async function emptyAndRemove(now: Try): Promise<void> {
  const { jail, side } = now;
  await jail.rename(mine(now), pathOf(`/away-${side}-${now.attempt}`));
  await jail.removeFolder(pathOf(`/away-${side}-${now.attempt}`));
}

const onFile: readonly Omit<Attack, 'trap'>[] = [
  { title: 'read it (RETR, HASH)', steps: [...readingTrap, ({ jail }) => read(jail, trap, 3)] },
  {
    title: 'look at it (SIZE, MDTM, MLST)',
    steps: [
      async ({ jail }) => (await jail.stat(trap)).unique,
      async ({ jail }) => ((await jail.statLink(trap)).kind === 'link' ? 'swapped' : undefined),
    ],
  },
  { title: 'replace it (STOR)', steps: [({ jail }) => write(jail, trap)] },
  { title: 'give up a replacement of it', steps: [({ jail }) => write(jail, trap, { end: 'discard' })] },
  { title: 'go on in it at a byte (REST, STOR)', steps: [({ jail }) => write(jail, trap, { atByte: 2 })] },
  { title: 'append to it (APPE)', steps: [({ jail }) => write(jail, trap, { append: true })] },
  {
    title: 'change its permissions (SITE CHMOD)',
    steps: [({ jail }) => jail.chmod(trap, 0o640).then(() => undefined)],
  },
  { title: 'set its time (MFMT)', steps: [({ jail }) => jail.setTimes(trap, past).then(() => undefined)] },
  {
    title: 'remove it (DELE)',
    steps: [
      async ({ jail }) => {
        const { kind } = await jail.statLink(trap);
        await jail.removeFile(trap);
        return kind === 'link' ? 'swapped' : undefined;
      },
    ],
    control: readingTrap,
  },
  {
    title: 'rename it (RNFR)',
    steps: [(now) => now.jail.rename(trap, mine(now)).then(() => undefined), (now) => taken(now.jail, mine(now))],
    control: readingTrap,
  },
  {
    title: 'rename over it (RNTO)',
    steps: [
      (now) => write(now.jail, mine(now)),
      async (now) => {
        const { kind } = await now.jail.statLink(trap);
        await now.jail.rename(mine(now), trap);
        return kind === 'link' ? 'swapped' : undefined;
      },
    ],
    control: readingTrap,
  },
];

export const attacks: readonly Attack[] = [
  ...onFolder.map((attack) => ({ ...attack, trap: 'folder' as const })),
  ...onFile.map((attack) => ({ ...attack, trap: 'file' as const })),
];
