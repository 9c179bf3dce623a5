// What an audit event says was done and on what, in words. Pure.
import type { AuditEvent } from '../../api/types.js';
import { t, texts } from '../../i18n/index.js';
import { networkOf } from '../../parts/bans/who.js';

const verbs: Readonly<Record<string, string>> = texts.audit.verbs;

/** A verb in words; one that this panel does not know by its letters: `account.shared` as "account shared". */
export function verbInWords(verb: string): string {
  return verbs[verb] ?? verb.replace(/[.-]/g, ' ');
}

const records: Readonly<Record<string, string>> = texts.retention.of;

/** What stands once for the whole installation, and so has a name of ours and not of somebody. */
const places: Readonly<Record<string, string>> = {
  overview: t('firstRun.title'),
  'password-rules': t('newPasswords.title'),
  'sign-in-rules': t('signInRules.title'),
};

/** Kinds that are named by what somebody types: logins, domains, paths, networks. */
const typed: ReadonlySet<string> = new Set(['account', 'ban', 'files', 'server', 'session', 'web-root']);

/** Whether what it was done on is set in the type of what is typed. */
export function isTyped({ subjectKind }: Pick<AuditEvent, 'subjectKind'>): boolean {
  return typed.has(subjectKind);
}

/** On what it was done, as people know it. */
export function subjectInWords({ subject, subjectKind }: Pick<AuditEvent, 'subject' | 'subjectKind'>): string {
  if (subjectKind === 'ban') return networkOf(subject);
  if (subjectKind === 'retention') return records[subject] ?? subject;
  return places[subjectKind] ?? subject;
}
