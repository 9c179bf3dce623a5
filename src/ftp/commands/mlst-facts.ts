// The facts of MLST and MLSD (RFC 3659 §7.5): one line a file, in a form that programs read. It doesn't read folders.
import type { Permission } from '../account.js';
import type { Entry } from '../jail/entry.js';
import { FtpError, replies } from '../replies.js';
import type { ByteString } from '../virtual-path.js';

/** The facts this server can tell, in the order in which it tells them. */
export const mlstFactNames = [
  'type',
  'size',
  'modify',
  'create',
  'perm',
  'unique',
  'UNIX.mode',
  'UNIX.owner',
  'UNIX.group',
] as const;
export type MlstFact = (typeof mlstFactNames)[number];

/** What a listed thing is told about: itself, where it points to, and what the account may do with it. */
export interface Described {
  readonly entry: Entry;
  /** Where a link points to, as it is written in the link. */
  readonly target?: ByteString | undefined;
  readonly permissions: ReadonlySet<Permission>;
}

/** Reads `type;size;`; facts that are not known are left out, as RFC 3659 §7.9 wants it. */
export function readMlstFacts(written: ByteString): MlstFact[] {
  if (written !== '' && !written.endsWith(';')) throw new FtpError(replies.argumentUnreadable);
  const asked = new Set(written.toLowerCase().split(';'));
  return mlstFactNames.filter((name) => asked.has(name.toLowerCase()));
}

/** The FEAT line: every fact, those in use marked with an asterisk (RFC 3659 §7.8). */
export function mlstFeature(chosen: readonly MlstFact[]): string {
  return `MLST ${mlstFactNames.map((name) => `${name}${chosen.includes(name) ? '*' : ''};`).join('')}`;
}

/** `type=file;size=5;... name`; a fact that is not known of this thing is left out (RFC 3659 §7.2). */
export function factsLine(described: Described, chosen: readonly MlstFact[], name: ByteString): ByteString {
  const facts = chosen.map((fact) => {
    const value = tell[fact](described);
    return value === undefined ? '' : `${fact}=${value};`;
  });
  return `${facts.join('')} ${name}`;
}

/** YYYYMMDDHHMMSS in UTC (RFC 3659 §2.3). */
export function timeValue(time: Date): string {
  return time.toISOString().slice(0, 19).replace(/\D/g, '');
}

const tell: Readonly<Record<MlstFact, (described: Described) => string | undefined>> = {
  type: typeOf,
  size: ({ entry }) => String(entry.sizeBytes),
  modify: ({ entry }) => timeValue(entry.modifiedAt),
  create: ({ entry }) => entry.createdAt && timeValue(entry.createdAt),
  perm: permOf,
  unique: ({ entry }) => entry.unique,
  'UNIX.mode': ({ entry }) => `0${entry.mode.toString(8).padStart(3, '0')}`,
  'UNIX.owner': ({ entry }) => String(entry.uid),
  'UNIX.group': ({ entry }) => String(entry.gid),
};

// RFC 3659 has no type for links; its example `OS.unix=slink:/foobar` is what lftp, FileZilla and basic-ftp read.
function typeOf({ entry, target }: Described): string {
  if (entry.kind === 'folder') return 'dir';
  if (entry.kind === 'file') return 'file';
  if (entry.kind === 'other') return 'OS.unix=special';
  return target === undefined || /[;\u0000-\u001f]/.test(target) ? 'OS.unix=symlink' : `OS.unix=slink:${target}`;
}

/** The letters of RFC 3659 §7.5.5 and the permission that each stands for. */
const letters = {
  file: { a: 'append', d: 'delete', f: 'rename', r: 'download', w: 'overwrite' },
  folder: { c: 'upload', d: 'remove-folder', f: 'rename', l: 'list', m: 'make-folder', p: 'delete' },
} as const satisfies Record<string, Readonly<Record<string, Permission>>>;

function permOf({ entry, permissions }: Described): string {
  const kind = entry.kind === 'folder' ? 'folder' : 'file';
  const granted = Object.entries(letters[kind]).filter(([, permission]) => permissions.has(permission));
  const may = granted.map(([letter]) => letter).join('');
  return kind === 'folder' ? `e${may}` : may;
}
