// Where a website shall go: the server, and its folder and owner there, which are mostly the same.
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useNavigate } from '@tanstack/react-router';
import type { Server, WebRoot } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { Section } from '../../parts/page.js';
import { FormProblem } from '../../parts/state.js';
import { SystemIds, systemIdRules } from '../../parts/system-ids.js';
import { useSubmit } from '../../parts/use-submit.js';

interface WhereProps {
  readonly webRoot: WebRoot;
  readonly servers: readonly Server[];
  readonly chosen: {
    readonly to?: string | undefined;
    readonly path?: string | undefined;
    readonly uid?: number | undefined;
    readonly gid?: number | undefined;
  };
}

function valuesFrom({ chosen, servers, webRoot }: WhereProps) {
  return {
    serverId: (servers.find(({ id }) => id === chosen.to) ?? servers[0])?.id ?? '',
    path: chosen.path ?? webRoot.path ?? '',
    systemUid: String(chosen.uid ?? webRoot.systemUid ?? ''),
    systemGid: String(chosen.gid ?? webRoot.systemGid ?? ''),
  };
}

/** The form; what it says goes into the address. */
export function Where({ webRoot, servers, chosen }: WhereProps) {
  const navigate = useNavigate();
  const form = useForm({
    initialValues: valuesFrom({ webRoot, servers, chosen }),
    validate: {
      path: (path) => (path.startsWith('/') ? null : t('websiteNew.pathMissing')),
      ...systemIdRules,
    },
  });
  const { submit, busy, problem } = useSubmit(form, ({ path, serverId, systemGid, systemUid }) =>
    navigate({
      to: '/websites/$webRootId/move',
      params: { webRootId: webRoot.id },
      search: { to: serverId, path: path.trim(), uid: Number(systemUid), gid: Number(systemGid) },
    }),
  );
  const away = servers.find(({ id, state }) => id === form.getValues().serverId && state === 'down');
  return (
    <Section title={t('siteMove.where')}>
      <form className="form" onSubmit={submit} noValidate>
        <FormProblem problem={problem} />
        <NativeSelect
          {...form.getInputProps('serverId')}
          label={t('siteMove.server')}
          description={away && t('siteMove.serverHint', { name: away.name })}
          data={servers.map(({ host, id, name }) => ({ value: id, label: `${name} (${host})` }))}
        />
        <TextInput
          {...form.getInputProps('path')}
          className="mono-field"
          label={t('siteMove.path')}
          autoCapitalize="none"
          spellCheck={false}
        />
        <SystemIds form={form} />
        <div className="form-foot">
          <Button type="submit" loading={busy} variant={chosen.to === undefined ? 'filled' : 'default'}>
            {t('siteMove.show')}
          </Button>
        </div>
      </form>
    </Section>
  );
}
