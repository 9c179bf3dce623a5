// The values of an FTP account's settings as they are typed, and back to what the API takes. Pure.
import type { Account, NewAccount } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { formatBytes, parseBytes } from '../format.js';

export const namedAccesses = ['full', 'read-only', 'upload-only'] as const;

export interface LimitValues {
  folder: string;
  access: Account['access'];
  quotaBytes: string;
  maxSessions: string;
  allowedNetworks: string;
  expiresAt: string;
  note: string;
}

export const noLimits: LimitValues = {
  folder: '/',
  access: 'full',
  quotaBytes: '',
  maxSessions: '',
  allowedNetworks: '',
  expiresAt: '',
  note: '',
};

/** What the fields show for an account that is there already. */
export function limitsOf(account: Account): LimitValues {
  return {
    folder: account.folder,
    access: account.access,
    quotaBytes: account.quotaBytes === null ? '' : exactSize(account.quotaBytes),
    maxSessions: account.maxSessions === null ? '' : String(account.maxSessions),
    allowedNetworks: account.allowedNetworks.join('\n'),
    expiresAt: account.expiresAt === null ? '' : localMoment(account.expiresAt),
    note: account.note,
  };
}

/** A size that reads back as exactly these bytes. */
function exactSize(bytes: number): string {
  const short = formatBytes(bytes);
  return parseBytes(short) === bytes ? short : String(bytes);
}

/** The form that a datetime-local field takes, in the person's zone. */
function localMoment(iso: string): string {
  const date = new Date(iso);
  const shifted = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 16);
}

/** What is wrong with each field; null where nothing is. */
export const limitRules = {
  folder: (folder: string) => (folder.startsWith('/') ? null : t('limits.folderMissing')),
  quotaBytes: (text: string) => (parseBytes(text) === undefined ? t('limits.quotaWrong') : null),
  maxSessions: (text: string) => (/^([1-9]\d*)?$/.test(text.trim()) ? null : t('limits.sessionsWrong')),
};

type Limits = Required<
  Pick<NewAccount, 'folder' | 'quotaBytes' | 'maxSessions' | 'allowedNetworks' | 'expiresAt' | 'note'>
> &
  Pick<NewAccount, 'access'>;

/** The fields as the API takes them; an access that the form did not set is left out. */
export function limitsFrom(values: LimitValues): Limits {
  const access = namedAccesses.find((entry) => entry === values.access);
  return {
    folder: values.folder.trim(),
    ...(access && { access }),
    quotaBytes: parseBytes(values.quotaBytes) ?? null,
    maxSessions: values.maxSessions.trim() === '' ? null : Number(values.maxSessions),
    allowedNetworks: values.allowedNetworks.split(/[\s,;]+/).filter(Boolean),
    expiresAt: values.expiresAt === '' ? null : new Date(values.expiresAt).toISOString(),
    note: values.note.trim(),
  };
}
