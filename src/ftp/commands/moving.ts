// A renaming as quotas see it: what is moved leaves one folder and comes to another, whose accounts need room for it.
import type { Entry, Jail, Move } from '../jail/jail.js';
import type { MovedFolder, Room, Settlement, Stored } from '../quota.js';
import type { Session } from '../session.js';
import { nameOf, type ByteString, type VirtualPath } from '../virtual-path.js';
import { charging } from './charging.js';

/** A renaming, and what stands at the new name. */
export interface Renaming {
  readonly from: VirtualPath;
  readonly to: VirtualPath;
  readonly replaced: Entry | undefined;
}

/** Renames and charges for it. Rejects with FtpError where the folder it goes to has no room, else as the jail does. */
export async function moveCharged(session: Session, { from, to, replaced }: Renaming): Promise<Settlement> {
  const { jail, quota } = session.who;
  const [entry, fromFolder, toFolder] = [
    await jail.statLink(from),
    await jail.realFolder(from),
    await jail.realFolder(to, 'makes'),
  ];
  const inside = quota.sameForBoth(fromFolder, toFolder) ? nothing : await insideOf(jail, from, entry);
  const moved = { bytes: sizeOf(entry) + inside.bytes, files: 1 + inside.files };
  const expected = [
    { folder: fromFolder, bytes: -moved.bytes, files: -moved.files },
    {
      folder: toFolder,
      bytes: moved.bytes - (replaced === undefined ? 0 : sizeOf(replaced)),
      files: moved.files - (replaced === undefined ? 0 : 1),
    },
  ];
  return charging(session, expected, async () => storedBy(await jail.rename(from, to), { from, to, inside }));
}

const nothing: Room = { bytes: 0, files: 0 };

async function insideOf(jail: Jail, path: VirtualPath, { kind }: Entry): Promise<Room> {
  if (kind !== 'folder') return nothing;
  const { bytes, files, folders } = await jail.usage(path);
  return { bytes, files: files + folders };
}

function storedBy(move: Move, { from, to, inside }: { from: VirtualPath; to: VirtualPath; inside: Room }): Stored {
  const { addedBytes, addedFiles, fromFolder, moved, realFolder } = move;
  const bytes = sizeOf(moved);
  const folder: MovedFolder | undefined =
    moved.kind === 'folder'
      ? { ...inside, from: below(fromFolder, nameOf(from)), to: below(realFolder, nameOf(to)) }
      : undefined;
  return {
    changes: [
      { folder: fromFolder, bytes: -bytes, files: -1 },
      { folder: realFolder, bytes: bytes + addedBytes, files: 1 + addedFiles },
    ],
    moved: folder,
  };
}

function sizeOf({ kind, sizeBytes }: Entry): number {
  return kind === 'file' ? sizeBytes : 0;
}

function below(folder: ByteString, name: ByteString): ByteString {
  return folder === '/' ? `/${name}` : `${folder}/${name}`;
}
