// Whom the layers leave no verb at all, so that nobody saves such a thing. Pure.
import { type AccountRules, explain, type ServerRules, verbRulesOf } from '../ftp/mode-rules.js';
import { isInNetwork, prefixLength } from '../ftp/networks.js';
import { leavesAVerb } from '../ftp/policy.js';

/** An account and what it and its plan say. */
export interface AccountWithRules {
  readonly login: string;
  readonly rules: AccountRules;
}

const named = 5;

/** Who could transfer nothing under these rules, as people are named: logins, networks, or both together. */
export function leftWithout(server: ServerRules, accounts: readonly AccountWithRules[]): string[] {
  const places = server.networkRules.map(({ network }) => network);
  const everybody = places.filter((network) => !canTransfer(server, undefined, network));
  const single = accounts.flatMap(({ login, rules }) => {
    if (!canTransfer(server, rules, undefined)) return [login];
    const shut = places.filter((network) => !everybody.includes(network) && !canTransfer(server, rules, network));
    return shut.map((network) => `${login} from ${network}`);
  });
  return [...everybody.map((network) => `everybody from ${network}`), ...single];
}

/** At an address of this network that lies in no longer one; undefined: in no network that is named. */
function canTransfer(server: ServerRules, account: AccountRules | undefined, network: string | undefined): boolean {
  const [base = '0.0.0.0'] = network?.split('/') ?? [];
  const holds = (rule: { network: string }) =>
    network !== undefined && isInNetwork(base, rule.network) && prefixLength(rule.network) <= prefixLength(network);
  const here = { ...server, networkRules: server.networkRules.filter(holds) };
  return leavesAVerb(verbRulesOf(explain(here, account, base)));
}

/** The refusal that names them; undefined where nobody is left without. */
export function leftWithoutSentence(who: readonly string[]): string | undefined {
  if (who.length === 0) return undefined;
  const more = who.length > named ? ` and ${who.length - named} more` : '';
  const names = who.slice(0, named).join(', ');
  return `No way to transfer anything would be left for ${names}${more}. Allow at least one of PORT, EPRT, PASV and EPSV there.`;
}
