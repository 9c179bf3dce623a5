// Removing a server: what hangs on it, why it has to stay, or what would go with it.
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { refresh } from '../../api/query.js';
import { removeServer, serverRemovalQuery } from '../../api/servers.js';
import type { Server, ServerRemoval } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { announce } from '../../parts/announce.js';
import { Confirm } from '../../parts/dialog.js';
import { Fetched } from '../../parts/fetched.js';
import { formatDay, formatNumber } from '../../parts/format.js';
import { Section } from '../../parts/page.js';
import { Notice, Said } from '../../parts/state.js';

interface DangerProps {
  readonly server: Server;
  readonly mayRemove: boolean;
}

/** The tab. */
export function DangerTab({ server, mayRemove }: DangerProps) {
  const query = useQuery({ ...serverRemovalQuery(server.id), staleTime: 0 });
  return (
    <Section title={t('serverRemoval.title')}>
      <Fetched query={query} what={t('serverRemoval.title')}>
        {(removal) => <Standing server={server} removal={removal} mayRemove={mayRemove} />}
      </Fetched>
    </Section>
  );
}

function Standing({ server, removal, mayRemove }: DangerProps & { removal: ServerRemoval }) {
  const [asking, setAsking] = useState(false);
  const { refusal, domains, webRoots } = removal;
  if (refusal !== null) {
    return (
      <div className="notices">
        <Notice tone="refusal">
          <p>
            <Said>{refusal}</Said>
          </p>
        </Notice>
        {domains.length > 0 && (
          <p className="quiet">
            {t('serverRemoval.domains')} <span className="mono">{domains.join(', ')}</span>
            {webRoots > domains.length && ` ${t('serverRemoval.more', { count: webRoots - domains.length })}`}
          </p>
        )}
      </div>
    );
  }
  return (
    <>
      <p className="quiet">{t('serverRemoval.free')}</p>
      {mayRemove ? (
        <div className="form-foot under">
          <Button variant="default" onClick={() => setAsking(true)}>
            {t('serverRemoval.open')}
          </Button>
        </div>
      ) : (
        <p className="quiet">{t('serverRemoval.readOnly')}</p>
      )}
      {asking && <Ask server={server} removal={removal} close={() => setAsking(false)} />}
    </>
  );
}

interface AskProps {
  readonly server: Server;
  readonly removal: ServerRemoval;
  readonly close: () => void;
}

function Ask({ server: { id, name }, removal, close }: AskProps) {
  const navigate = useNavigate();
  const remove = async () => {
    await removeServer(id);
    announce(t('serverRemoval.gone', { name }));
    await navigate({ to: '/servers' });
    refresh('servers', 'overview');
  };
  return (
    <Confirm
      title={t('serverRemoval.ask', { name })}
      label={t('serverRemoval.button')}
      act={remove}
      onClose={close}
      typed={{ text: name, label: t('serverRemoval.typed', { name }) }}
    >
      <WhatGoes removal={removal} />
    </Confirm>
  );
}

function WhatGoes({ removal }: { removal: ServerRemoval }) {
  const { policies, sessions, transfers, databaseLogin, movedSites: count, movedToldUntil } = removal;
  const login = databaseLogin?.name ?? '';
  return (
    <>
      <p className="quiet">{t('serverRemoval.text')}</p>
      <ul className="goes">
        <li>{t('serverRemoval.policies', { count: policies })}</li>
        {sessions + transfers > 0 && (
          <li>
            {t('serverRemoval.records', { sessions: formatNumber(sessions), transfers: formatNumber(transfers) })}
          </li>
        )}
        {movedToldUntil !== null && <li>{t('serverRemoval.moved', { count, until: formatDay(movedToldUntil) })}</li>}
        {databaseLogin?.removable === true && <li>{t('serverRemoval.login', { login })}</li>}
        {databaseLogin?.removable === false && <li>{t('serverRemoval.loginStays', { login })}</li>}
      </ul>
    </>
  );
}
