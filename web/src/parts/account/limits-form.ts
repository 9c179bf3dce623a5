// The values of an FTP account's settings as they are typed, and back to what the API takes. Pure.
import type { Account, NewAccount } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { formatBytes, parseBytes } from '../format.js';
import { instantOf, wallTime } from '../time-zone.js';

export const namedAccesses = ['full', 'read-only', 'upload-only'] as const;

export interface LimitValues {
  folder: string;
  access: Account['access'];
  quotaBytes: string;
  quotaFiles: string;
  maxSessions: string;
  bandwidthDownBytes: string;
  bandwidthUpBytes: string;
  hiddenNames: string;
  refusedNames: string;
  uploadMode: Account['uploadMode'];
  onlyOwnFiles: boolean;
  allowedNetworks: string;
  expiresAt: string;
  note: string;
}

export const noLimits: LimitValues = {
  folder: '/',
  access: 'full',
  quotaBytes: '',
  quotaFiles: '',
  maxSessions: '',
  bandwidthDownBytes: '',
  bandwidthUpBytes: '',
  hiddenNames: '',
  refusedNames: '',
  uploadMode: 'staged',
  onlyOwnFiles: false,
  allowedNetworks: '',
  expiresAt: '',
  note: '',
};

/** What the fields show for an account that is there already. */
export function limitsOf(account: Account): LimitValues {
  return {
    folder: account.folder,
    access: account.access,
    quotaBytes: exactSize(account.quotaBytes),
    quotaFiles: account.quotaFiles === null ? '' : String(account.quotaFiles),
    maxSessions: account.maxSessions === null ? '' : String(account.maxSessions),
    bandwidthDownBytes: exactSpeed(account.bandwidthDownBytes),
    bandwidthUpBytes: exactSpeed(account.bandwidthUpBytes),
    hiddenNames: account.hiddenNames.join('\n'),
    refusedNames: account.refusedNames.join('\n'),
    uploadMode: account.uploadMode,
    onlyOwnFiles: account.onlyOwnFiles,
    allowedNetworks: account.allowedNetworks.join('\n'),
    expiresAt: account.expiresAt === null ? '' : wallTime(account.expiresAt),
    note: account.note,
  };
}

/** A size that reads back as exactly these bytes; empty for no limit. */
export function exactSize(bytes: number | null): string {
  if (bytes === null) return '';
  const short = formatBytes(bytes);
  return parseBytes(short) === bytes ? short : String(bytes);
}

/** The same of bytes a second. */
export function exactSpeed(bytesPerSecond: number | null): string {
  return bytesPerSecond === null ? '' : `${exactSize(bytesPerSecond)}/s`;
}

/** Bytes a second as they are typed; null: nothing, undefined: no speed. */
export function speedTyped(text: string): number | null | undefined {
  return parseBytes(text.trim().replace(/\s*\/\s*s(ec)?$/i, ''));
}

const leastSpeed = 1000;

function whyNoSpeed(text: string): string | null {
  const speed = speedTyped(text);
  return speed === undefined || (speed !== null && speed < leastSpeed) ? t('limits.speedWrong') : null;
}

/** What is wrong with each field; null where nothing is. */
export const limitRules = {
  folder: (folder: string) => (folder.startsWith('/') ? null : t('limits.folderMissing')),
  quotaBytes: (text: string) => (parseBytes(text) === undefined ? t('limits.quotaWrong') : null),
  quotaFiles: (text: string) => (/^\d{0,9}$/.test(text.trim()) ? null : t('limits.filesWrong')),
  bandwidthDownBytes: whyNoSpeed,
  bandwidthUpBytes: whyNoSpeed,
  maxSessions: (text: string) => (/^([1-9]\d*)?$/.test(text.trim()) ? null : t('limits.sessionsWrong')),
};

type Limits = Required<Pick<NewAccount, Exclude<keyof LimitValues, 'access'>>> & Pick<NewAccount, 'access'>;

/** The fields as the API takes them; an access that the form did not set is left out. */
export function limitsFrom(values: LimitValues): Limits {
  const access = namedAccesses.find((entry) => entry === values.access);
  return {
    folder: values.folder.trim(),
    ...(access && { access }),
    quotaBytes: parseBytes(values.quotaBytes) ?? null,
    quotaFiles: values.quotaFiles.trim() === '' ? null : Number(values.quotaFiles),
    maxSessions: values.maxSessions.trim() === '' ? null : Number(values.maxSessions),
    bandwidthDownBytes: speedTyped(values.bandwidthDownBytes) ?? null,
    bandwidthUpBytes: speedTyped(values.bandwidthUpBytes) ?? null,
    hiddenNames: linesOf(values.hiddenNames),
    refusedNames: linesOf(values.refusedNames),
    uploadMode: values.uploadMode,
    onlyOwnFiles: values.onlyOwnFiles,
    allowedNetworks: values.allowedNetworks.split(/[\s,;]+/).filter(Boolean),
    expiresAt: values.expiresAt === '' ? null : instantOf(values.expiresAt),
    note: values.note.trim(),
  };
}

/** What stands on the lines of a field, without blanks around it and empty lines. */
export function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
}
