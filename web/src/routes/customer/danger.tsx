// How a customer is stopped: for a while, or for good.
import { Button, Radio } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { terminateCustomer, terminationQuery } from '../../api/terminations.js';
import { useMe } from '../../api/me.js';
import type { Customer, Termination } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { announce } from '../../parts/announce.js';
import { Containment } from '../../parts/containment.js';
import { Confirm } from '../../parts/dialog.js';
import { Fetched } from '../../parts/fetched.js';
import { formatAgo, formatBytes } from '../../parts/format.js';
import { Section } from '../../parts/page.js';
import { Suspension } from './suspension.js';

type Fate = 'keep' | 'delete';

/** The tab. */
export function Danger({ customer }: { customer: Customer }) {
  const [asking, setAsking] = useState(false);
  const admin = useMe().role === 'admin';
  const going = customer.status === 'terminating';
  return (
    <>
      {admin && !going && <Suspension customer={customer} />}
      <Containment customer={customer} />
      {admin && (
        <Section title={t('termination.title')}>
          <p className="quiet">{t(going ? 'termination.going' : 'termination.text')}</p>
          <div className="form-foot under">
            <Button variant="default" onClick={() => setAsking(true)}>
              {t(going ? 'termination.finish' : 'termination.open')}
            </Button>
          </div>
        </Section>
      )}
      {asking && going && <FinishDialog customer={customer} close={() => setAsking(false)} />}
      {asking && !going && <TerminateDialog customer={customer} close={() => setAsking(false)} />}
    </>
  );
}

interface EndProps {
  readonly customer: Customer;
  readonly close: () => void;
}

function FinishDialog({ customer: { id, name }, close }: EndProps) {
  const navigate = useNavigate();
  const finish = async () => {
    await terminateCustomer(id, 'keep');
    announce(t('termination.gone', { name }));
    await navigate({ to: '/customers' });
  };
  return (
    <Confirm
      title={t('termination.finishAsk', { name })}
      label={t('termination.finishButton')}
      act={finish}
      onClose={close}
    >
      <p>{t('termination.finishText')}</p>
    </Confirm>
  );
}

function TerminateDialog({ customer: { id, name, webRootCount }, close }: EndProps) {
  const query = useQuery({ ...terminationQuery(id), staleTime: 0 });
  const [fate, setFate] = useState<Fate>('keep');
  const navigate = useNavigate();
  const stays = fate === 'delete' && webRootCount > 0;
  const terminate = async () => {
    await terminateCustomer(id, fate);
    announce(t(stays ? 'termination.begun' : 'termination.gone', { name }));
    await navigate(stays ? { to: '/customers/$customerId', params: { customerId: id } } : { to: '/customers' });
  };
  return (
    <Confirm
      title={t('termination.ask', { name })}
      label={t(fate === 'keep' ? 'termination.keepButton' : 'termination.deleteButton')}
      act={terminate}
      onClose={close}
      ready={query.data !== undefined}
      typed={{ text: name, label: t('termination.typed', { name }) }}
    >
      <p>{t('termination.first')}</p>
      <Fetched query={query} what={name}>
        {(all) => <WhatGoes all={all} />}
      </Fetched>
      <Radio.Group
        label={t('termination.files')}
        value={fate}
        onChange={(chosen) => setFate(chosen === 'delete' ? 'delete' : 'keep')}
      >
        <div className="choices">
          {(['keep', 'delete'] as const).map((value) => (
            <Radio
              key={value}
              value={value}
              label={t(`termination.${value}`)}
              description={t(`termination.${value}Hint`)}
            />
          ))}
        </div>
      </Radio.Group>
    </Confirm>
  );
}

function WhatGoes({ all: { openSessions, panelLogins, webRoots } }: { all: Termination }) {
  return (
    <ul className="goes">
      {webRoots.length === 0 && <li>{t('termination.nothing')}</li>}
      {webRoots.map((webRoot) => (
        <li key={webRoot.id}>
          <span className="mono">{webRoot.path}</span>
          <span className="hint">{sizeInWords(webRoot)}</span>
          <span className="hint">{countedInWords(webRoot)}</span>
          {!webRoot.serverAnswers && (
            <span className="hint">{t('termination.serverDown', { server: webRoot.server.name })}</span>
          )}
        </li>
      ))}
      {openSessions > 0 && <li>{t('termination.sessions', { count: openSessions })}</li>}
      <li>{t('termination.people', { count: panelLogins.length, emails: panelLogins.join(', ') })}</li>
    </ul>
  );
}

type WebRootThatGoes = Termination['webRoots'][number];

function sizeInWords({ bytes, files, logins }: WebRootThatGoes): string {
  return t('termination.line', {
    size: formatBytes(bytes),
    count: files,
    logins: t('termination.logins', { count: logins.length }),
  });
}

function countedInWords({ countedAt }: WebRootThatGoes): string {
  return countedAt === null ? t('termination.notCounted') : t('termination.counted', { when: formatAgo(countedAt) });
}
