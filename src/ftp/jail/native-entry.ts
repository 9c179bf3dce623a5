// Reading the records that native/entry.c writes.
import { constants } from 'node:fs';
import type { ByteString } from '../virtual-path.js';
import type { Entry, EntryKind } from './entry.js';

/** The fixed part of a record; the name follows. */
const recordBytes = 64;

const nsPerMs = 1_000_000n;

const kinds: Readonly<Record<number, EntryKind>> = {
  [constants.S_IFREG]: 'file',
  [constants.S_IFDIR]: 'folder',
  [constants.S_IFLNK]: 'link',
};

/** A record, and where the next one begins. */
export interface Read {
  readonly entry: Entry;
  /** Whether anything stands at the name; if not, the rest of the entry means nothing. */
  readonly isThere: boolean;
  readonly end: number;
}

/** Reads the record that begins at a byte. `name` is for records that were written without one. */
export function readRecord(bytes: Buffer, start: number, name?: ByteString): Read {
  const mode = bytes.readUInt32LE(start + 40);
  const end = start + recordBytes + bytes.readUInt32LE(start + 56);
  const modifiedNs = bytes.readBigInt64LE(start + 24);
  const createdNs = bytes.readBigInt64LE(start + 32);
  const entry = {
    name: name ?? bytes.toString('latin1', start + recordBytes, end),
    kind: kinds[mode & constants.S_IFMT] ?? 'other',
    sizeBytes: Number(bytes.readBigInt64LE(start + 16)),
    modifiedAt: new Date(Number(modifiedNs / nsPerMs)),
    modifiedNs,
    createdAt: createdNs > 0n ? new Date(Number(createdNs / nsPerMs)) : undefined,
    mode: mode & 0o7777,
    uid: bytes.readUInt32LE(start + 44),
    gid: bytes.readUInt32LE(start + 48),
    linkCount: bytes.readUInt32LE(start + 52),
    unique: `${bytes.readBigUInt64LE(start + 8).toString(16)}g${bytes.readBigUInt64LE(start).toString(16)}`,
  };
  return { entry, isThere: mode !== 0, end };
}

/** Reads records to the end. */
export function readRecords(bytes: Buffer): Entry[] {
  const entries: Entry[] = [];
  for (let at = 0; at < bytes.length;) {
    const { entry, end } = readRecord(bytes, at);
    entries.push(entry);
    at = end;
  }
  return entries;
}
