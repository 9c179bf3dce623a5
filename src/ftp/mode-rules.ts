// Which of the four verbs and how much TLS hold for one account at one address, and which rule says so. Four layers
// speak: client network, account, plan, server. Pure; the panel explains with the same functions that the engine obeys.
import { isInNetwork, prefixLength } from './networks.js';
import {
  allowedVerbs,
  type DataVerb,
  dataVerbs,
  modeOf,
  type ServerPolicy,
  type TlsRule,
  type VerbRule,
  type VerbRules,
  type VerbWishes,
} from './policy.js';

/** What a server's policy says about modes and TLS. */
export type ServerRules = Pick<ServerPolicy, 'verbs' | 'exceptionsAllowed' | 'networkRules' | 'tls'>;

/** What an account and the plan of its customer say. */
export interface AccountRules {
  readonly plan: { readonly name: string; readonly verbs: VerbWishes };
  readonly verbs: VerbWishes;
  /** Whether it may log in without TLS where the server requires it. */
  readonly clearText: boolean;
}

/** Where a rule stands. `final`: no other layer was asked. */
export type RuleSource =
  | { readonly layer: 'server'; readonly final: boolean }
  | { readonly layer: 'plan'; readonly name: string }
  | { readonly layer: 'account' }
  | { readonly layer: 'network'; readonly network: string };

/** A rule and the layer that it comes from. */
export interface Won<Rule> {
  readonly rule: Rule;
  readonly by: RuleSource;
}

/** Everything that holds for one session. */
export interface EffectiveRules {
  readonly verbs: Readonly<Record<DataVerb, Won<VerbRule>>>;
  readonly tls: Won<TlsRule>;
}

/** A layer that was asked, in the order of asking. */
interface Layer {
  readonly by: RuleSource;
  readonly verbs: VerbWishes;
}

/** What holds for this account (undefined: nobody is logged in) at this address. */
export function explain(server: ServerRules, account: AccountRules | undefined, address: string): EffectiveRules {
  const networks = server.networkRules
    .filter(({ network }) => isInNetwork(address, network))
    .sort((one, other) => prefixLength(other.network) - prefixLength(one.network));
  const layers: readonly Layer[] = [
    ...networks.map(({ network, verbs }) => ({ by: { layer: 'network', network } as const, verbs })),
    ...(account === undefined ? [] : accountLayers(account)),
  ];
  const won = (verb: DataVerb) => [verb, winner(verb, server, layers)] as const;
  return {
    verbs: Object.fromEntries(dataVerbs.map(won)) as EffectiveRules['verbs'],
    tls: tlsWinner(server.tls, networks.find(({ clearText }) => clearText)?.network, account),
  };
}

function accountLayers({ plan, verbs }: AccountRules): readonly Layer[] {
  return [
    { by: { layer: 'account' }, verbs },
    { by: { layer: 'plan', name: plan.name }, verbs: plan.verbs },
  ];
}

function winner(verb: DataVerb, server: ServerRules, layers: readonly Layer[]): Won<VerbRule> {
  const rule = server.verbs[verb];
  const final = rule === 'deny' && !server.exceptionsAllowed.includes(verb);
  const speaking = final ? undefined : layers.find(({ verbs }) => verbs[verb] !== undefined);
  const wish = speaking?.verbs[verb];
  return speaking === undefined || wish === undefined
    ? { rule, by: { layer: 'server', final } }
    : { rule: wish, by: speaking.by };
}

function tlsWinner(rule: TlsRule, network: string | undefined, account: AccountRules | undefined): Won<TlsRule> {
  if (requiresTls(rule)) {
    if (network !== undefined) return { rule: 'allowed', by: { layer: 'network', network } };
    if (account?.clearText === true) return { rule: 'allowed', by: { layer: 'account' } };
  }
  return { rule, by: { layer: 'server', final: false } };
}

/** Whether nobody may log in without TLS under this rule. */
export function requiresTls(rule: TlsRule): boolean {
  return rule === 'required-login' || rule === 'required-data';
}

/** The four rules without where they come from. */
export function verbRulesOf({ verbs }: EffectiveRules): VerbRules {
  const { PORT, EPRT, PASV, EPSV } = verbs;
  return { PORT: PORT.rule, EPRT: EPRT.rule, PASV: PASV.rule, EPSV: EPSV.rule };
}

/** Why a verb is refused, as the sentence that goes on the wire; undefined where it is allowed. */
export function whyForbidden(verb: DataVerb, rules: EffectiveRules): string | undefined {
  const { rule, by } = rules.verbs[verb];
  if (rule === 'allow') return undefined;
  const mode = modeOf[verb];
  const others = allowedVerbs(verbRulesOf(rules));
  const sameMode = others.filter((other) => modeOf[other] === mode);
  if (sameMode.length > 0) return `${verb} is switched off ${forWhom(by)}; use ${sameMode.join(' or ')}.`;
  const instead = mode === 'active' ? 'passive' : 'active';
  const modeName = mode === 'active' ? 'Active' : 'Passive';
  return `${modeName} mode is switched off ${forWhom(by)}; ${use(instead, others)}.`;
}

function use(mode: string, verbs: readonly DataVerb[]): string {
  return verbs.length === 0 ? 'and so is every other; ask your provider' : `use ${mode} mode (${verbs.join(' or ')})`;
}

function forWhom(by: RuleSource): string {
  if (by.layer === 'plan') return 'for the plan of this account';
  if (by.layer === 'account') return 'for this account';
  return by.layer === 'network' ? `for clients from ${by.network}` : 'on this server';
}

const tlsWords: Readonly<Record<TlsRule, string>> = {
  off: 'TLS is switched off',
  allowed: 'TLS is allowed and not required',
  'required-login': 'TLS is required for the login',
  'required-data': 'TLS is required for the login and for data connections',
};

/** Which rule decided about a verb, as a sentence for people. */
export function verbSentence(verb: DataVerb, { rule, by }: Won<VerbRule>): string {
  const end = by.layer === 'server' && by.final ? ' It allows no exceptions.' : '';
  return `${verb} (${modeOf[verb]} mode) is ${rule === 'allow' ? 'allowed' : 'denied'} by ${nameOf(by)}.${end}`;
}

/** Which rule decided about TLS, as a sentence for people. */
export function tlsSentence({ rule, by }: Won<TlsRule>): string {
  return `${tlsWords[rule]}, as ${nameOf(by)} says.`;
}

function nameOf(by: RuleSource): string {
  if (by.layer === 'plan') return `the plan “${by.name}”`;
  return by.layer === 'network' ? `the rule for the network ${by.network}` : `the ${by.layer}`;
}

/** What must happen to a session when other rules hold for it. Everything else waits for the next command. */
export interface RulesChange {
  /** Data connections agreed on but not yet made, whose verb is now forbidden. */
  readonly dropArmed: readonly DataVerb[];
  /** A session in the clear ends with 421, after its running transfer. */
  readonly endPlaintext: boolean;
}

/** Compares what held for a session with what holds for it now. */
export function planChange(before: EffectiveRules, after: EffectiveRules): RulesChange {
  const denied = (verb: DataVerb) => before.verbs[verb].rule === 'allow' && after.verbs[verb].rule === 'deny';
  return {
    dropArmed: dataVerbs.filter(denied),
    endPlaintext: !requiresTls(before.tls.rule) && requiresTls(after.tls.rule),
  };
}
