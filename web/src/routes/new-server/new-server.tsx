// A server that is added before its first start: its name and address, then, once, what its machine needs.
import { Button, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { addServer } from '../../api/servers.js';
import type { AddedServer } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { useUnsent } from '../../parts/leave-guard.js';
import { Back, PageHead } from '../../parts/page.js';
import { FormProblem } from '../../parts/state.js';
import { useSubmit } from '../../parts/use-submit.js';
import { HowToStart } from './how-to-start.js';

/** The screen. */
export function NewServer() {
  const [added, setAdded] = useState<AddedServer>();
  if (added) return <HowToStart server={added} />;
  return (
    <>
      <PageHead
        title={t('newServer.title')}
        lead={t('newServer.lead')}
        back={<Back to="/servers">{t('policy.back')}</Back>}
      />
      <NewServerForm onAdded={setAdded} />
    </>
  );
}

function whyNoPort(text: string): string | null {
  return /^\d{1,5}$/.test(text.trim()) && Number(text) >= 1 && Number(text) <= 65_535 ? null : t('newServer.portWrong');
}

function NewServerForm({ onAdded }: { onAdded: (server: AddedServer) => void }) {
  const form = useForm({
    initialValues: { name: '', host: '', ftpPort: '21', ftpsPort: '' },
    validate: {
      name: (name) => (/^[A-Za-z0-9][A-Za-z0-9.-]{0,99}$/.test(name.trim()) ? null : t('newServer.nameWrong')),
      host: (host) => (/^[^\s/@]+$/.test(host.trim()) ? null : t('newServer.hostWrong')),
      ftpPort: whyNoPort,
      ftpsPort: (port) => (port.trim() === '' ? null : whyNoPort(port)),
    },
  });
  const { submit, busy, problem } = useSubmit(form, async ({ name, host, ftpPort, ftpsPort }) => {
    const implicit = ftpsPort.trim() !== '' && { ftpsPort: Number(ftpsPort) };
    onAdded(await addServer({ name: name.trim(), host: host.trim(), ftpPort: Number(ftpPort), ...implicit }));
  });
  useUnsent(form.isDirty() && !busy);
  const plain = { className: 'mono-field', autoCapitalize: 'none', autoComplete: 'off', spellCheck: false } as const;
  return (
    <form className="form" onSubmit={submit} noValidate>
      <FormProblem problem={problem} />
      <TextInput
        {...form.getInputProps('name')}
        {...plain}
        label={t('newServer.name')}
        description={t('newServer.nameHint')}
      />
      <TextInput
        {...form.getInputProps('host')}
        {...plain}
        label={t('newServer.host')}
        description={t('newServer.hostHint')}
      />
      <div>
        <div className="pair">
          <TextInput {...form.getInputProps('ftpPort')} label={t('newServer.ftpPort')} inputMode="numeric" />
          <TextInput
            {...form.getInputProps('ftpsPort')}
            label={t('newServer.ftpsPort')}
            placeholder={t('newServer.noFtps')}
            inputMode="numeric"
          />
        </div>
        <p className="hint">{t('newServer.portHint')}</p>
      </div>
      <div className="form-foot">
        <Button type="submit" loading={busy}>
          {t('newServer.add')}
        </Button>
      </div>
    </form>
  );
}
