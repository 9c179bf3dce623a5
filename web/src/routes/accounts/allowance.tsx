// "3 of 10 used", and the button for a new FTP account, which explains the limit instead where it is reached.
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { allowanceQuery } from '../../api/accounts.js';
import { useMe } from '../../api/me.js';
import type { Allowance } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { Support } from '../../parts/brand.js';
import { Dialog } from '../../parts/dialog.js';
import { ListKeys } from '../../parts/list/keys.js';

/** The allowance of whoever's accounts are listed; undefined where the list is of several customers, or not known yet. */
export function useAllowance(customerId: string | undefined): Allowance | undefined {
  const { role } = useMe();
  const ofOne = role === 'customer' || customerId !== undefined;
  return useQuery({ ...allowanceQuery(customerId), enabled: ofOne }).data;
}

/** How many of how many. */
export function Used({ allowance: { used, max } }: { allowance: Allowance }) {
  return (
    <span className="number">
      {max === null ? t('allowance.unlimited', { count: used }) : t('allowance.used', { used, max })}
    </span>
  );
}

/** The button, its key `n`, and the sentence at the limit. */
export function NewAccountButton({
  customer,
  allowance,
}: {
  customer?: string | undefined;
  allowance?: Allowance | undefined;
}) {
  const navigate = useNavigate();
  const [atLimit, setAtLimit] = useState<Allowance>();
  const full = allowance !== undefined && allowance.max !== null && allowance.used >= allowance.max;
  const create = () => {
    if (full) setAtLimit(allowance);
    else void navigate({ to: '/accounts/new', search: { customer } });
  };
  return (
    <>
      <ListKeys create={create} createWords={t('accounts.new')} />
      {full ? (
        <Button onClick={create}>{t('accounts.new')}</Button>
      ) : (
        <Button renderRoot={(props) => <Link to="/accounts/new" search={{ customer }} {...props} />}>
          {t('accounts.new')}
        </Button>
      )}
      {atLimit && <AtLimit allowance={atLimit} onClose={() => setAtLimit(undefined)} />}
    </>
  );
}

function AtLimit({ allowance, onClose }: { allowance: Allowance; onClose: () => void }) {
  const { customer, plan, whomToAsk } = allowance;
  const max = allowance.max ?? 0;
  return (
    <Dialog title={max === 0 ? t('allowance.titleNone') : t('allowance.title', { max })} onClose={onClose}>
      <p>{t(max === 0 ? 'allowance.textNone' : 'allowance.text', { plan: plan.name, customer: customer.name, max })}</p>
      <p>{t(`allowance.${whomToAsk ?? 'own'}`)}</p>
      {whomToAsk === 'host' && <Support />}
      <div className="form-foot">
        {whomToAsk === null && (
          <Link to="/customers/$customerId" params={{ customerId: customer.id }}>
            {t('allowance.toCustomer')}
          </Link>
        )}
        <Link
          to="/accounts"
          search={{ status: 'never', customer: whomToAsk === 'host' ? undefined : customer.id }}
          onClick={onClose}
        >
          {t('allowance.unused')}
        </Link>
        <Button variant="default" onClick={onClose} data-autofocus>
          {t('dialog.close')}
        </Button>
      </div>
    </Dialog>
  );
}
