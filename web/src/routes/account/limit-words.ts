// How the settings of an FTP account are said where two people have changed them. Pure.
import { t } from '../../i18n/index.js';
import type { LimitValues } from '../../parts/account/limits-form.js';
import type { FormWords } from '../../parts/conflict/differences.js';
import { formatUntil } from '../../parts/format.js';
import { instantOf } from '../../parts/time-zone.js';

/** Every field by its name. */
export const limitWords: FormWords<LimitValues> = {
  folder: { name: t('limits.folder') },
  access: { name: t('access.label'), say: (access) => t(`access.${access}`) },
  quotaBytes: { name: t('limits.quota') },
  quotaFiles: { name: t('limits.files') },
  maxSessions: { name: t('limits.sessions') },
  bandwidthDownBytes: { name: t('limits.down') },
  bandwidthUpBytes: { name: t('limits.up') },
  hiddenNames: { name: t('limits.hiddenNames') },
  refusedNames: { name: t('limits.refusedNames') },
  uploadMode: { name: t('limits.uploads'), say: (mode) => t(`limits.${mode}`) },
  onlyOwnFiles: { name: t('limits.ownFiles') },
  allowedNetworks: { name: t('limits.networks') },
  expiresAt: {
    name: t('limits.expires'),
    say: (moment) => (moment === '' ? t('conflict.nothing') : formatUntil(instantOf(moment))),
  },
  note: { name: t('limits.note') },
};
