// The part of a server's policy that is about sessions and names, between the API's names and what the fields show. Pure.
import type { Policy, PolicyWrite } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { linesOf } from '../../parts/account/limits-form.js';

/** What the fields show; empty: no bound, or the server's own words. */
export interface LimitsValues {
  greeting: string;
  maxSessions: string;
  maxSessionsPerAddress: string;
  loginTimeoutMs: string;
  idleTimeoutMs: string;
  maxFailedLogins: string;
  /** One a line, as `refusedNames`. */
  hiddenNames: string;
  refusedNames: string;
  note: string;
}

const inSeconds = { loginTimeoutMs: { least: 5, most: 600 }, idleTimeoutMs: { least: 10, most: 86_400 } } as const;

/** What the fields show for a policy. */
export function limitsOf(policy: Policy): LimitsValues {
  return {
    greeting: policy.greeting ?? '',
    maxSessions: policy.maxSessions?.toString() ?? '',
    maxSessionsPerAddress: policy.maxSessionsPerAddress?.toString() ?? '',
    loginTimeoutMs: String(policy.loginTimeoutMs / 1000),
    idleTimeoutMs: String(policy.idleTimeoutMs / 1000),
    maxFailedLogins: String(policy.maxFailedLogins),
    hiddenNames: policy.hiddenNames.join('\n'),
    refusedNames: policy.refusedNames.join('\n'),
    note: '',
  };
}

const boundOf = (text: string) => (text.trim() === '' ? null : Number(text));

/** What was changed, as the API takes it: what is left out stays as it is. */
export function limitsDraft(before: LimitsValues, now: LimitsValues): PolicyWrite {
  const write = (values: LimitsValues): Record<string, unknown> => ({
    greeting: values.greeting.trim() || null,
    maxSessions: boundOf(values.maxSessions),
    maxSessionsPerAddress: boundOf(values.maxSessionsPerAddress),
    loginTimeoutMs: Number(values.loginTimeoutMs) * 1000,
    idleTimeoutMs: Number(values.idleTimeoutMs) * 1000,
    maxFailedLogins: Number(values.maxFailedLogins),
    hiddenNames: linesOf(values.hiddenNames),
    refusedNames: linesOf(values.refusedNames),
  });
  const then = write(before);
  const same = (field: string, value: unknown) => JSON.stringify(value) === JSON.stringify(then[field]);
  return Object.fromEntries(Object.entries(write(now)).filter(([field, value]) => !same(field, value)));
}

const isWhole = (text: string, { least, most }: { least: number; most: number }) =>
  /^\d+$/.test(text.trim()) && Number(text) >= least && Number(text) <= most;

function whyNoBound(text: string): string | null {
  return text.trim() === '' || isWhole(text, { least: 1, most: 100_000 }) ? null : t('serverLimits.boundWrong');
}

function whyNoSeconds(field: keyof typeof inSeconds): (text: string) => string | null {
  return (text) => (isWhole(text, inSeconds[field]) ? null : t('policy.secondsWrong', inSeconds[field]));
}

/** What is wrong with each field; null where nothing is. */
export const limitsRules = {
  greeting: (text: string) => ([...text.trim()].length <= 200 ? null : t('serverLimits.greetingWrong')),
  maxSessions: whyNoBound,
  maxSessionsPerAddress: (text: string, { maxSessions }: LimitsValues) => {
    const [own, all] = [boundOf(text), boundOf(maxSessions)];
    return own !== null && all !== null && own > all ? t('serverLimits.tooMany', { all }) : whyNoBound(text);
  },
  loginTimeoutMs: whyNoSeconds('loginTimeoutMs'),
  idleTimeoutMs: whyNoSeconds('idleTimeoutMs'),
  maxFailedLogins: (text: string) => (isWhole(text, { least: 1, most: 20 }) ? null : t('serverLimits.failedWrong')),
};
