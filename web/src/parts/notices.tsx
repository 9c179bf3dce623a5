// The banners of a customer whose programs do not get through: which, why, and the setting to change.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMe } from '../api/me.js';
import { noticesQuery } from '../api/modes.js';
import type { Notice as ProgramNotice } from '../api/types.js';
import { t } from '../i18n/index.js';
import { formatAgo } from './format.js';
import { Notice, Said } from './state.js';

/**
 * The banner; all of the customer's programs, or those of one FTP account, whose page tells of the old address itself.
 * Staff see none.
 */
export function Notices({ accountId }: { accountId?: string }) {
  const customer = useMe().role === 'customer';
  const { data } = useQuery({ ...noticesQuery, enabled: customer });
  const items = data?.items ?? [];
  const astray = items.filter(({ use }) => use === 'former-server');
  const shutOut = items.filter(({ use }) => use !== 'former-server');
  const named = accountId === undefined;
  return (
    <>
      <Banner kind="title" items={shutOut.filter((item) => named || item.accountId === accountId)} named={named} />
      {named && <Banner kind="former" items={astray} named />}
    </>
  );
}

interface BannerProps {
  readonly kind: 'title' | 'former';
  readonly items: readonly ProgramNotice[];
  readonly named: boolean;
}

function Banner({ kind, items, named }: BannerProps) {
  if (items.length === 0) return null;
  return (
    <div className="banner">
      <Notice tone="refusal">
        <h2>{t(`notices.${kind}`, { count: items.length })}</h2>
        <ul>
          {items.map((item) => (
            <OneNotice key={keyOf(item)} item={item} named={named} />
          ))}
        </ul>
      </Notice>
    </div>
  );
}

const keyOf = ({ accountId: id, clientAddress, program, cure }: ProgramNotice) =>
  [id, clientAddress, program, cure].join(' ');

function OneNotice({ item, named }: { item: ProgramNotice; named: boolean }) {
  return (
    <li>
      {named && (
        <>
          <Link to="/accounts/$accountId" params={{ accountId: item.accountId }} className="mono">
            {item.login}
          </Link>
          {': '}
        </>
      )}
      <Said>
        {item.sentence} <strong>{item.cure}</strong>
      </Said>{' '}
      <span className="quiet">{t('notices.last', { when: formatAgo(item.lastUsedAt) })}</span>
    </li>
  );
}
