// How much room there is: AVBL (draft-peterson-streamlined-ftp-command-extensions) and SITE QUOTA.
import { reply, type Reply } from '../replies.js';
import type { Session } from '../session.js';
import { rootPath, type VirtualPath } from '../virtual-path.js';

/** AVBL: the bytes that the file system and the quotas leave. */
export async function avbl(session: Session, asked: VirtualPath | undefined): Promise<Reply> {
  const { jail, quota } = session.who;
  const free = await jail.freeBytes(asked ?? session.workingFolder);
  const standing = await quota.standing();
  return reply(213, String(Math.min(free, standing?.leftBytes ?? free)));
}

/** SITE QUOTA: the limits and what is in use, as the ledger knows it. */
export async function quota(session: Session): Promise<Reply> {
  const { jail, quota: meter } = session.who;
  const standing = await meter.standing();
  const counted =
    standing === undefined
      ? [' In use: not counted on this server']
      : [
          ` Limit: ${limitOf(standing.limitBytes, 'bytes')}, ${limitOf(standing.limitFiles, 'files and folders')}`,
          ` In use: ${standing.used.bytes} bytes in ${standing.used.files} files and folders`,
          ...(standing.leftBytes === undefined ? [] : [` Left: ${standing.leftBytes} bytes`]),
        ];
  const free = ` Free on the disk: ${await jail.freeBytes(rootPath)} bytes`;
  return reply(200, 'The space of this account:', ...counted, free, 'End.');
}

function limitOf(limit: number | undefined, of: string): string {
  return limit === undefined ? `no limit of ${of}` : `${limit} ${of}`;
}
