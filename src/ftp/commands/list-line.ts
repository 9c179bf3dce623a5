// One line of LIST, as `ls -l` writes it: the only form that all clients read. It doesn't read folders.
import type { Entry, EntryKind } from '../jail/entry.js';
import type { ByteString } from '../virtual-path.js';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;
const kindLetters: Readonly<Record<EntryKind, string>> = { file: '-', folder: 'd', link: 'l', other: '?' };
const halfAYearMs = (365.25 / 2) * 24 * 60 * 60 * 1000;

/** `-rw-r--r--   1 1000     1000            5 Nov 22 16:18 name`; a link shows where it points. */
export function longLine(
  entry: Entry,
  shown: { name: ByteString; target?: ByteString | undefined; now: Date },
): string {
  const { name, target, now } = shown;
  const columns = [
    `${kindLetters[entry.kind]}${permissionLetters(entry.mode)}`,
    String(entry.linkCount).padStart(3),
    String(entry.uid).padEnd(8),
    String(entry.gid).padEnd(8),
    String(entry.sizeBytes).padStart(12),
    listTime(entry.modifiedAt, now),
    target === undefined ? name : `${name} -> ${target}`,
  ];
  return columns.join(' ');
}

/** A name as a line of its own may hold it: a line end inside it would be another line. */
export function onOneLine(name: ByteString): ByteString {
  return name.replace(/[\r\n]/g, '?');
}

/** The time of day for the last six months, the year for anything older or yet to come; always UTC. */
export function listTime(time: Date, now: Date): string {
  const day = `${months[time.getUTCMonth()] ?? ''} ${String(time.getUTCDate()).padStart(2)}`;
  const ageMs = now.getTime() - time.getTime();
  const recent = ageMs >= 0 && ageMs < halfAYearMs;
  return `${day} ${recent ? time.toISOString().slice(11, 16) : String(time.getUTCFullYear()).padStart(5)}`;
}

/** rwxr-xr-t and its like. */
export function permissionLetters(mode: number): string {
  const triple = (shift: number, special: boolean, letter: string) => {
    const bits = (mode >> shift) & 7;
    const execute = (bits & 1) === 1;
    const last = special ? (execute ? letter : letter.toUpperCase()) : execute ? 'x' : '-';
    return `${(bits & 4) === 4 ? 'r' : '-'}${(bits & 2) === 2 ? 'w' : '-'}${last}`;
  };
  const has = (bit: number) => (mode & bit) === bit;
  return triple(6, has(0o4000), 's') + triple(3, has(0o2000), 's') + triple(0, has(0o1000), 't');
}
