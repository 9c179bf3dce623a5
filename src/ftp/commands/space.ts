// How much room there is: AVBL (draft-peterson-streamlined-ftp-command-extensions) and SITE QUOTA.
import type { Usage } from '../jail/jail.js';
import { reply, type Reply } from '../replies.js';
import type { Session } from '../session.js';
import { rootPath, type VirtualPath } from '../virtual-path.js';

/** How many files and folders are counted while a client waits for the answer. */
const countedUpTo = 100_000;

/** AVBL: the bytes that the file system and the account's quota both leave. */
export async function avbl(session: Session, asked: VirtualPath | undefined): Promise<Reply> {
  const { account, jail } = session.who;
  const free = await jail.freeBytes(asked ?? session.workingFolder);
  if (account.quotaBytes === undefined) return reply(213, String(free));
  const { bytes } = await usageOf(session);
  return reply(213, String(Math.min(free, Math.max(account.quotaBytes - bytes, 0))));
}

/** SITE QUOTA: the limit and what is in use, as far as it can be counted at once. */
export async function quota(session: Session): Promise<Reply> {
  const { account, jail } = session.who;
  const { bytes, files, folders, complete } = await usageOf(session);
  return reply(
    200,
    'The space of this account:',
    account.quotaBytes === undefined ? ' Limit: none' : ` Limit: ${account.quotaBytes} bytes`,
    ` In use: ${complete ? '' : 'at least '}${bytes} bytes in ${files} files and ${folders} folders`,
    ` Free on the disk: ${await jail.freeBytes(rootPath)} bytes`,
    'End.',
  );
}

function usageOf(session: Session): Promise<Usage> {
  return session.who.jail.usage(rootPath, { maxEntries: countedUpTo });
}
