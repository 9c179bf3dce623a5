// Containing a customer whose sites are misused, releasing them, and taking the evidence along. For staff.
import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { contain, containmentQuery, evidenceAddress, release } from '../api/containment.js';
import { Problem } from '../api/problem.js';
import type { Containment as State } from '../api/types.js';
import { opens, t } from '../i18n/index.js';
import { Confirm } from './dialog.js';
import { formatMoment } from './format.js';
import { Section } from './page.js';
import { Notice } from './state.js';

interface Named {
  readonly customer: { readonly id: string; readonly name: string };
}

/** The section. */
export function Containment({ customer }: Named) {
  const { data } = useQuery(containmentQuery(customer.id));
  const [asking, setAsking] = useState<'contain' | 'release'>();
  if (!data) return null;
  return (
    <Section title={t('containment.title')}>
      {data.contained ? (
        <Notice tone="refusal">
          <p>{t('containment.held', { since: formatMoment(data.containedAt ?? ''), reason: data.reason ?? '' })}</p>
        </Notice>
      ) : (
        <p className="quiet">{t('containment.text')}</p>
      )}
      <div className="form-foot under">
        <Button variant="default" onClick={() => setAsking(data.contained ? 'release' : 'contain')}>
          {data.contained ? opens(t('containment.release')) : t('containment.button')}
        </Button>
      </div>
      <p className="evidence">
        <a href={evidenceAddress(customer.id)} download>
          {t('containment.evidence')}
        </a>
        <span className="hint">{t('containment.evidenceHint')}</span>
      </p>
      {asking === 'contain' && <Contain customer={customer} state={data} onClose={() => setAsking(undefined)} />}
      {asking === 'release' && (
        <Confirm
          title={t('containment.releaseTitle', { name: customer.name })}
          label={t('containment.release')}
          act={() => release(customer.id)}
          harmless
          onClose={() => setAsking(undefined)}
        >
          <p>{t('containment.releaseBody')}</p>
        </Confirm>
      )}
    </Section>
  );
}

function Contain({ customer, state, onClose }: Named & { readonly state: State; readonly onClose: () => void }) {
  const [reason, setReason] = useState('');
  const act = () =>
    reason.trim() === ''
      ? Promise.reject(new Problem({ status: 400, code: 'reason-missing' }, t('containment.reasonMissing')))
      : contain(customer.id, reason.trim());
  const sessions = t('containment.askSessions', { count: state.openSessionCount });
  return (
    <Confirm
      title={t('containment.askTitle', { name: customer.name })}
      label={t('containment.submit')}
      act={act}
      onClose={onClose}
    >
      <p>{t('containment.askBody', { count: state.enabledAccountCount, sessions })}</p>
      <TextInput
        label={t('containment.reason')}
        description={t('containment.reasonHint')}
        value={reason}
        data-autofocus
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </Confirm>
  );
}
