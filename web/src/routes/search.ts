// The state of lists as it stands in the address. Pure: unknown or wrong values are left out.
import { type Period, periods } from '../api/connections.js';
import type { Account, DataMode, Transfer, TransferKind, Verb } from '../api/types.js';
import { verbs } from '../parts/modes/verbs.js';

type Raw = Record<string, unknown>;

const statuses = ['enabled', 'disabled', 'suspended', 'expired'] as const;
export const transferKinds = [
  'upload',
  'download',
  'append',
  'delete',
  'rename',
  'make-folder',
  'remove-folder',
  'chmod',
  'set-time',
] as const satisfies readonly TransferKind[];
export const outcomes = ['complete', 'aborted', 'refused', 'failed'] as const satisfies readonly Transfer['outcome'][];

function text(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function oneOf<T extends string>(value: unknown, known: readonly T[]): T | undefined {
  return known.find((entry) => entry === value);
}

type Given<T> = { [K in keyof T]?: T[K] | undefined };

/** /accounts?q=&status=&customer= */
export function accountsSearch(raw: Raw): Given<{ q: string; status: Account['effectiveStatus']; customer: string }> {
  return { q: text(raw['q']), status: oneOf(raw['status'], statuses), customer: text(raw['customer']) };
}

/** /accounts/new?website=&customer=&like=, the account whose settings a new one begins with. */
export function newAccountSearch(raw: Raw): Given<{ website: string; customer: string; like: string }> {
  return { website: text(raw['website']), customer: text(raw['customer']), like: text(raw['like']) };
}

/** /transfers?q=&kind=&outcome=&account= */
export function transfersSearch(
  raw: Raw,
): Given<{ q: string; kind: TransferKind; outcome: Transfer['outcome']; account: string }> {
  return {
    q: text(raw['q']),
    kind: oneOf(raw['kind'], transferKinds),
    outcome: oneOf(raw['outcome'], outcomes),
    account: text(raw['account']),
  };
}

/** /servers/…/connections?period=&verb=&mode=&program=&network=&verdict=&ref= */
export function connectionsSearch(raw: Raw): Given<{
  period: Period;
  verb: Verb;
  mode: DataMode;
  program: string;
  network: string;
  verdict: string;
  ref: string;
}> {
  return {
    period: oneOf(raw['period'], periods),
    verb: oneOf(raw['verb'], verbs),
    mode: oneOf(raw['mode'], ['active', 'passive']),
    program: text(raw['program']),
    network: text(raw['network']),
    verdict: text(raw['verdict']),
    ref: text(raw['ref']),
  };
}

/** /accounts/…/doctor?since=, the moment from which it watches. */
export function doctorSearch(raw: Raw): Given<{ since: string }> {
  const since = text(raw['since']);
  return { since: since !== undefined && Number.isNaN(Date.parse(since)) ? undefined : since };
}

/** /customers?q= */
export function customersSearch(raw: Raw): Given<{ q: string }> {
  return { q: text(raw['q']) };
}

/** /sign-in?next=, a place inside the panel only. */
export function signInSearch(raw: Raw): Given<{ next: string }> {
  const next = text(raw['next']);
  return { next: next?.startsWith('/') && !next.startsWith('//') ? next : undefined };
}
