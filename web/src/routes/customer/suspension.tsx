// Suspending a customer, with a reason, and lifting it.
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { suspendCustomer, unsuspendCustomer } from '../../api/customers.js';
import { Problem } from '../../api/problem.js';
import type { Customer } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { Confirm } from '../../parts/dialog.js';
import { Section } from '../../parts/page.js';
import { FormProblem } from '../../parts/state.js';
import { useAct } from '../../parts/use-submit.js';

/** The section. */
export function Suspension({ customer }: { customer: Customer }) {
  const [asking, setAsking] = useState(false);
  const suspended = customer.status === 'suspended';
  return (
    <Section title={t('customer.state')}>
      {suspended ? (
        <Lift customer={customer} />
      ) : (
        <>
          <p className="quiet">{t('customer.suspendText')}</p>
          <div className="form-foot under">
            <Button variant="default" onClick={() => setAsking(true)}>
              {t('customer.suspend')}
            </Button>
          </div>
        </>
      )}
      {asking && <SuspendDialog customer={customer} close={() => setAsking(false)} />}
    </Section>
  );
}

function Lift({ customer }: { customer: Customer }) {
  const { busy, problem, run } = useAct();
  return (
    <>
      <p className="quiet">{t('customer.unsuspendText')}</p>
      <FormProblem problem={problem} />
      <div className="form-foot under">
        <Button variant="default" loading={busy} onClick={() => run(() => unsuspendCustomer(customer.id))}>
          {t('customer.unsuspend')}
        </Button>
      </div>
    </>
  );
}

function SuspendDialog({ customer, close }: { customer: Customer; close: () => void }) {
  const [reason, setReason] = useState('');
  const suspend = () =>
    reason.trim() === ''
      ? Promise.reject(new Problem({ status: 400, code: 'reason-missing' }, t('customer.reasonMissing')))
      : suspendCustomer(customer.id, reason.trim());
  return (
    <Confirm
      title={t('customer.suspendTitle', { name: customer.name })}
      label={t('customer.suspendButton')}
      act={suspend}
      onClose={close}
    >
      <p>{t('customer.suspendBody', { count: customer.accountCount })}</p>
      <TextInput
        label={t('customer.reason')}
        description={t('customer.reasonHint')}
        value={reason}
        data-autofocus
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </Confirm>
  );
}
