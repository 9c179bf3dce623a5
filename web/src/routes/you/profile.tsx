// Name, e-mail address and time zone.
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { useMe } from '../../api/me.js';
import { changeOwnEmail, changeProfile } from '../../api/own.js';
import { t } from '../../i18n/index.js';
import { announce } from '../../parts/announce.js';
import { Dialog } from '../../parts/dialog.js';
import { useUnsent } from '../../parts/leave-guard.js';
import { Section } from '../../parts/page.js';
import { PasswordInput } from '../../parts/password-input.js';
import { FormProblem, State } from '../../parts/state.js';
import { browserTimeZone, timeZones } from '../../parts/time-zone.js';
import { useSubmit } from '../../parts/use-submit.js';

/** The section. */
export function Profile() {
  const me = useMe();
  const [changingEmail, setChangingEmail] = useState(false);
  return (
    <Section title={t('you.profile')}>
      <dl className="facts own-facts">
        <dt>{t('you.email')}</dt>
        <dd className="ways">
          {me.email}
          <button type="button" className="text-button" onClick={() => setChangingEmail(true)}>
            {t('you.changeEmail')}
          </button>
        </dd>
        <dt>{t('you.role')}</dt>
        <dd>{t(`role.${me.role}`)}</dd>
        {me.customer && (
          <>
            <dt>{t('you.customer')}</dt>
            <dd>{me.customer.name}</dd>
          </>
        )}
      </dl>
      <ProfileForm />
      {changingEmail && <EmailDialog close={() => setChangingEmail(false)} />}
    </Section>
  );
}

function ProfileForm() {
  const me = useMe();
  const [saved, setSaved] = useState(false);
  const form = useForm({
    initialValues: { displayName: me.displayName, timeZone: me.timeZone ?? '' },
    onValuesChange: () => setSaved(false),
  });
  const { submit, busy, problem } = useSubmit(form, async ({ displayName, timeZone }) => {
    await changeProfile({ displayName: displayName.trim(), timeZone: timeZone === '' ? null : timeZone });
    form.resetDirty();
    announce(t('you.saved'));
    setSaved(true);
  });
  useUnsent(form.isDirty() && !busy);
  const own = { value: '', label: t('you.zoneBrowser', { zone: browserTimeZone() }) };
  return (
    <form className="form" onSubmit={submit} noValidate>
      <FormProblem problem={problem} />
      <TextInput
        {...form.getInputProps('displayName')}
        label={t('you.name')}
        description={t('you.nameHint')}
        autoComplete="name"
        maxLength={100}
      />
      <NativeSelect
        {...form.getInputProps('timeZone')}
        label={t('you.zone')}
        description={t('you.zoneHint')}
        data={[own, ...timeZones().map((zone) => ({ value: zone, label: zone }))]}
      />
      <div className="form-foot">
        <Button type="submit" loading={busy} disabled={!form.isDirty()}>
          {t('you.save')}
        </Button>
        {saved && (
          <span className="saved">
            <State tone="data" icon="check">
              {t('you.saved')}
            </State>
          </span>
        )}
      </div>
    </form>
  );
}

function EmailDialog({ close }: { close: () => void }) {
  const form = useForm({
    initialValues: { email: '', password: '' },
    validate: {
      email: (email) => (/^\S+@\S+$/.test(email.trim()) ? null : t('you.emailWrong')),
      password: (password) => (password === '' ? t('you.currentMissing') : null),
    },
  });
  const { submit, busy, problem } = useSubmit(form, async ({ email, password }) => {
    await changeOwnEmail(email.trim(), password);
    close();
  });
  return (
    <Dialog title={t('you.emailTitle')} onClose={close}>
      <form className="dialog" onSubmit={submit} noValidate>
        <p>{t('you.emailText')}</p>
        <FormProblem problem={problem} />
        <TextInput
          {...form.getInputProps('email')}
          label={t('you.newEmail')}
          type="email"
          autoComplete="off"
          data-autofocus
        />
        <PasswordInput {...form.getInputProps('password')} label={t('you.own')} autoComplete="current-password" />
        <div className="form-foot">
          <Button variant="default" onClick={close}>
            {t('dialog.cancel')}
          </Button>
          <Button type="submit" loading={busy}>
            {t('you.emailSet')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
