// How a server encrypts: what its policy asks for, the oldest TLS it speaks, and the certificates it uses.
import { Radio, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { tlsQuery } from '../../api/servers.js';
import type { Policy, Server } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { Fetched } from '../../parts/fetched.js';
import { Section } from '../../parts/page.js';
import { useUnsent } from '../../parts/leave-guard.js';
import { FormProblem } from '../../parts/state.js';
import { ApplyBar } from './apply-bar.js';
import { CertificateDialog } from './certificate-upload.js';
import { Certificates } from './certificates.js';
import { PolicyConflict } from './policy-conflict.js';
import { NotResumingNote } from './session-reuse.js';
import { oldestDraft, oldestOf, tlsVersions, type OldestValues } from './tls-form.js';
import { usePolicyForm } from './use-policy-form.js';

interface TlsProps {
  readonly server: Server;
  readonly policy: Policy;
  readonly readOnly: boolean;
}

/** The tab. */
export function TlsTab({ server, policy, readOnly }: TlsProps) {
  const edit = usePolicyForm<OldestValues>({ policy, valuesOf: oldestOf, draftFrom: oldestDraft, rules: {} });
  const { form, dirty, busy, problem, conflict, apply, applyTo, clear, discard } = edit;
  useUnsent(dirty && !busy);
  const query = useQuery(tlsQuery(server.id));
  const [asking, setAsking] = useState<'upload' | 'remove'>();
  const change = readOnly ? undefined : { upload: () => setAsking('upload'), remove: () => setAsking('remove') };
  return (
    <>
      <form onSubmit={(event) => apply(undefined, event)} noValidate className="policy">
        {!conflict && <FormProblem problem={problem} />}
        <AskedFor policy={policy} />
        {policy.tls !== 'off' && <Oldest form={form} dirty={dirty} readOnly={readOnly} />}
        <Fetched query={query} what={t('tlsPage.certificate')}>
          {(tls) => <Certificates tls={tls} server={server.name} change={change} />}
        </Fetched>
        <ApplyBar
          server={server}
          policy={policy}
          form={{ dirty, busy, readOnly }}
          applyTrial={apply}
          discard={discard}
        />
        {conflict && (
          <PolicyConflict
            {...conflict}
            takeTheirs={edit.takeTheirs}
            applyMine={() => applyTo(conflict.current)}
            onClose={clear}
          />
        )}
      </form>
      {query.data && asking && (
        <CertificateDialog kind={asking} server={server} tls={query.data} close={() => setAsking(undefined)} />
      )}
    </>
  );
}

function AskedFor({ policy: { serverId, tls, tlsSessionReuse } }: { policy: Policy }) {
  return (
    <Section
      title={t('tlsPage.asked')}
      aside={
        <Link to="/servers/$serverId" params={{ serverId }} search={{}}>
          {t('tlsPage.change')}
        </Link>
      }
    >
      <dl className="facts top">
        <dt>{t('policy.encryption')}</dt>
        <dd>
          {t(`tls.${tls}`)}
          <p className="hint">{t(`tls.${tls}Hint`)}</p>
        </dd>
        {tls !== 'off' && (
          <>
            <dt>{t('policy.reuse')}</dt>
            <dd>
              {t(`reuse.${tlsSessionReuse}`)}
              <p className="hint">{t(`reuse.${tlsSessionReuse}Hint`)}</p>
              <NotResumingNote serverId={serverId} />
            </dd>
          </>
        )}
      </dl>
    </Section>
  );
}

interface OldestProps {
  readonly form: UseFormReturnType<OldestValues>;
  readonly dirty: boolean;
  readonly readOnly: boolean;
}

function Oldest({ form, dirty, readOnly }: OldestProps) {
  return (
    <Section title={t('tlsPage.oldest')}>
      <fieldset disabled={readOnly} className="form">
        <Radio.Group {...form.getInputProps('tlsMinimumVersion')} aria-label={t('tlsPage.oldest')}>
          <div className="choices">
            {tlsVersions.map((version) => (
              <Radio
                key={version}
                value={version}
                label={version.replace('v', ' ')}
                description={t(version === 'TLSv1.2' ? 'tlsPage.from12' : 'tlsPage.from13')}
              />
            ))}
          </div>
        </Radio.Group>
        {dirty && (
          <TextInput {...form.getInputProps('note')} label={t('policy.note')} description={t('policy.noteHint')} />
        )}
      </fieldset>
    </Section>
  );
}
