// Which client programs still log in where a site was before it moved: the old server answers their right password with
// the new address, which few people read. What is seen of them is what it wrote down.
import { programName } from '../servers/client-settings.js';
import type { Notice } from './notices.dto.js';

/** A program that was told the new address, and has not logged in since. */
export interface FormerServerUse {
  readonly account_id: string;
  readonly login: string;
  readonly domain: string;
  readonly former: string;
  readonly former_host: string;
  readonly host: string;
  readonly port: number;
  readonly address: string;
  readonly program: string | null;
  readonly last_used: Date;
}

// An account's refused logins have an index of their own, found by these very words. Few programs say what they are
// before they log in; what worked from there before tells it.
export const formerServerUses = `
  select a.id as account_id, a.login, w.domain, old.name as former, old.host as former_host, here.host, here.ftp_port as port,
    host(l.client_address) as address, coalesce(l.client_program, usual.client_program) as program, l.last_used
  from site_moves m join web_roots w on w.id = m.web_root_id join ftp_accounts a on a.web_root_id = w.id
  join servers old on old.id = m.from_server_id join servers here on here.id = w.server_id
  cross join lateral (
    select client_address, client_program, max(at) as last_used from login_attempts t
    where t.account_id = a.id and t.outcome <> all (array['accepted', 'wrong-login-or-password']) and t.outcome = 'moved'
      and t.at >= m.moved_at and t.server_id = m.from_server_id
    group by client_address, client_program) l
  left join lateral (
    select f.client_program from ftp_sessions f
    where f.account_id = a.id and f.client_address = l.client_address and f.client_program is not null
      and f.opened_at > now() - interval '30 days'
    order by f.opened_at desc limit 1) usual on true
  where w.customer_id = $1 and m.announced_until > now() and not exists (
    select from login_attempts t where t.account_id = a.id and t.outcome = 'accepted' and t.at > l.last_used
      and t.client_address = l.client_address and t.client_program is not distinct from l.client_program)`;

/** What the customer is told of it. */
export function formerServerNotice(use: FormerServerUse): Notice {
  const { address, domain, former, former_host, host, port } = use;
  const program = programName(use.program);
  return {
    accountId: use.account_id,
    login: use.login,
    serverName: former,
    clientAddress: address,
    program,
    use: 'former-server',
    lastUsedAt: use.last_used.toISOString(),
    sentence: `${program ?? 'A program'} at ${address} still connects to ${former_host}, and ${domain} has moved to another server.`,
    cure: `Change the host there to ${host}, port ${port}; login and password stay the same.`,
  };
}
