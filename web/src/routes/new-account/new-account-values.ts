// What the create screen begins with: nothing set, or what another FTP account has. Pure.
import type { Account, NewAccount, VerbWishes } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { limitRules, limitsFrom, limitsOf, noLimits, type LimitValues } from '../../parts/account/limits-form.js';
import { isName, loginPreview } from '../../parts/login.js';
import { noWishes } from '../../parts/modes/verbs.js';
import { whyNoPasswordOf } from '../../parts/password-policy.js';

export interface NewAccountValues extends LimitValues {
  name: string;
  webRootId: string;
  password: string;
  makeFolder: boolean;
  verbs: VerbWishes;
}

/** The account that a new one is made like, and what it says about modes. */
export interface Pattern {
  readonly account: Account;
  readonly verbs: VerbWishes;
}

/** What the fields show at first. */
export function firstValues(
  given: Pick<NewAccountValues, 'webRootId' | 'password'>,
  like: Pattern | undefined,
): NewAccountValues {
  const limits = like === undefined ? noLimits : limitsLike(like.account);
  return { ...limits, ...given, name: '', makeFolder: like === undefined, verbs: like?.verbs ?? noWishes };
}

/** Its note is about another person. A set of rights without a name becomes the least that has one. */
function limitsLike(account: Account): LimitValues {
  const limits = limitsOf(account);
  return { ...limits, note: '', access: limits.access === 'custom' ? 'read-only' : limits.access };
}

function whyNoName(name: string): string | null {
  if (name === '') return t('create.nameMissing');
  return isName(name) ? null : t('create.nameWrong');
}

/** What is wrong with each field; null where nothing is. `domainOf` knows the website's name. */
export function rulesFor(domainOf: (webRootId: string) => string) {
  return {
    ...limitRules,
    name: whyNoName,
    webRootId: (id: string) => (id === '' ? t('create.websiteMissing') : null),
    password: (password: string, { name, webRootId }: NewAccountValues) =>
      whyNoPasswordOf([loginPreview(name, domainOf(webRootId))], password),
  };
}

/** The fields as the API takes them; what is said about modes only where somebody may and does. */
export function accountFrom({ name, webRootId, password, verbs, ...rest }: NewAccountValues): NewAccount {
  const said = Object.values(verbs).some((wish) => wish !== 'inherit');
  return { name, webRootId, password, ...limitsFrom(rest), ...(said && { verbs }) };
}

/** The fields in the order of the screen, by the names people see. */
export const fieldLabels = () =>
  [
    ['webRootId', t('create.website')],
    ['name', t('create.name')],
    ['folder', t('limits.folder')],
    ['password', t('create.password')],
    ['access', t('access.label')],
    ['quotaBytes', t('limits.quota')],
    ['maxSessions', t('limits.sessions')],
    ['allowedNetworks', t('limits.networks')],
    ['expiresAt', t('limits.expires')],
    ['note', t('limits.note')],
    ['bandwidthDownBytes', t('limits.down')],
    ['bandwidthUpBytes', t('limits.up')],
    ['quotaFiles', t('limits.files')],
    ['hiddenNames', t('limits.hiddenNames')],
    ['refusedNames', t('limits.refusedNames')],
    ['verbs', t('newAccount.modes')],
  ] as const;
