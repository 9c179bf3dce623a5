// Which client programs of a customer the rules shut out, from what they used before. Pure.
import type { RuleSource } from '../ftp/mode-rules.js';
import { type DataVerb, modeOf } from '../ftp/policy.js';
import { programName, settingToChange } from '../servers/client-settings.js';
import { type ForbiddenWay, forbiddenWays, type RecordedUse } from '../servers/forbidden-uses.js';
import type { AccountLayers } from '../servers/mode-layers.service.js';
import type { Notice } from './notices.dto.js';

/** One way in which a program used an account from one address. */
export interface SeenUse extends RecordedUse {
  readonly server_id: string;
  /** What the client says it is; null where it says nothing. */
  readonly program: string | null;
  readonly last_used: Date;
  /** Null where no data connection of this way came about. */
  readonly last_worked: Date | null;
}

/** The notices. A program that has got through since in a way that is allowed has none. */
export function noticesOf(accounts: readonly AccountLayers[], uses: readonly SeenUse[]): Notice[] {
  const clients = new Map<string, SeenUse[]>();
  for (const use of uses) {
    const client = [use.account_id, use.server_id, use.address, use.program].join(' ');
    clients.set(client, [...(clients.get(client) ?? []), use]);
  }
  return accounts.flatMap((account) =>
    [...clients.values()]
      .filter(([use]) => use?.account_id === account.accountId && use.server_id === account.serverId)
      .flatMap((ofOneClient) => noticesOfClient(account, ofOneClient)),
  );
}

function noticesOfClient(account: AccountLayers, uses: readonly SeenUse[]): Notice[] {
  const ways = uses.map((use) => ({ use, forbidden: forbiddenWays(account.server, account.rules, use) }));
  const worked = ways
    .filter(({ forbidden }) => forbidden.length === 0)
    .map(({ use }) => use.last_worked?.getTime() ?? 0);
  const lastWorked = Math.max(0, ...worked);
  const found = ways
    .filter(({ use }) => use.last_used.getTime() > lastWorked)
    .sort((one, other) => one.use.last_used.getTime() - other.use.last_used.getTime())
    .flatMap(({ forbidden }) => forbidden.map((way) => toNotice(account, way)));
  // PORT and EPRT are mended by one setting; the one that was used last is told.
  return [...new Map(found.map((notice) => [notice.cure, notice])).values()];
}

function toNotice(account: AccountLayers, { used, use, by, remaining }: ForbiddenWay<SeenUse>): Notice {
  const { accountId, login, serverName } = account;
  const program = programName(used.program);
  const who = `${program ?? 'A program'} at ${used.address}`;
  return {
    accountId,
    login,
    serverName,
    clientAddress: used.address,
    program,
    use,
    lastUsedAt: used.last_used.toISOString(),
    sentence:
      use === 'login-in-clear' || use === 'data-in-clear'
        ? `${who} ${clearWords[use]}, and ${serverName} requires encryption.`
        : `${who} uses ${verbWords(use, remaining)}, which is switched off ${where(by, serverName)}.`,
    cure: settingToChange(used.program, use, remaining),
  };
}

const clearWords = {
  'login-in-clear': 'logs in without encryption',
  'data-in-clear': 'sends files without encryption',
};

/** "active mode" where the whole mode is gone, the verb where only that is. */
function verbWords(verb: DataVerb, remaining: readonly DataVerb[]): string {
  const alone = remaining.some((other) => modeOf[other] === modeOf[verb]);
  return alone ? verb : `${modeOf[verb]} mode`;
}

function where(by: RuleSource, serverName: string): string {
  if (by.layer === 'plan') return 'for your plan';
  if (by.layer === 'account') return 'for this FTP account';
  return by.layer === 'network' ? `for clients from ${by.network}` : `on ${serverName}`;
}
