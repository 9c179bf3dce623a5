// The host name that customers are told: what a change of it means for them, and whether a certificate stands for it.
import { TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { changeServerHost, tlsQuery } from '../../api/servers.js';
import type { Server } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { Conflict } from '../../parts/conflict/conflict.js';
import { useEdited } from '../../parts/conflict/use-edited.js';
import { Section } from '../../parts/page.js';
import { Save } from '../../parts/save.js';
import { FormProblem, Notice, State } from '../../parts/state.js';

const valuesOf = ({ host }: Server) => ({ host });
const words = { host: { name: t('serverHost.field') } };

/** The section. */
export function HostSection({ server, mayChange }: { server: Server; mayChange: boolean }) {
  return (
    <Section title={t('serverHost.title')}>
      {mayChange ? (
        <Change server={server} />
      ) : (
        <div className="form">
          <p className="mono">{server.host}</p>
          <Covered server={server} />
        </div>
      )}
    </Section>
  );
}

function Change({ server }: { server: Server }) {
  const form = useForm({ initialValues: valuesOf(server) });
  const save = ({ host }: ReturnType<typeof valuesOf>, revision: number) =>
    changeServerHost(server.id, host.trim(), revision);
  const edited = useEdited(form, { record: server, valuesOf, save, words });
  const { submit, problem, meanwhile } = edited;
  return (
    <form className="form" onSubmit={submit} noValidate>
      <FormProblem problem={problem} />
      <Conflict meanwhile={meanwhile} />
      <TextInput
        {...form.getInputProps('host')}
        label={t('serverHost.field')}
        description={t('serverHost.hint')}
        classNames={{ input: 'mono' }}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
      />
      <Covered server={server} />
      <p className="hint">{t('serverHost.means')}</p>
      <Save
        edited={edited}
        label={t('serverHost.save')}
        done={t('serverHost.saved', { host: server.host })}
        variant="default"
      />
    </form>
  );
}

/** Nothing before the server has shown a certificate. */
function Covered({ server: { id, host } }: { server: Server }) {
  const { data: tls } = useQuery(tlsQuery(id));
  if (tls?.host !== host || tls.certificates.length === 0) return null;
  if (tls.hostCoveredBy !== null) {
    return (
      <State tone="data" icon="check">
        {t('serverHost.covered', { host })}
      </State>
    );
  }
  return (
    <Notice tone="refusal">
      <p>
        {t('serverHost.notCovered', { host })}{' '}
        <Link to="/servers/$serverId" params={{ serverId: id }} search={{ tab: 'tls' }}>
          {t('serverHost.toTls')}
        </Link>
      </p>
    </Notice>
  );
}
