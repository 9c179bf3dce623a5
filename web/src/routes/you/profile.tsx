// Name, e-mail address, time zone and how the panel looks.
import { Button, NativeSelect, TextInput, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { useMe } from '../../api/me.js';
import { changeOwnEmail, changeProfile } from '../../api/own.js';
import { t } from '../../i18n/index.js';
import { chooseLanguage, language, languageNames, languages } from '../../i18n/language.js';
import { announce } from '../../parts/announce.js';
import { Dialog } from '../../parts/dialog.js';
import { useUnsent } from '../../parts/leave-guard.js';
import { Section } from '../../parts/page.js';
import { PasswordInput } from '../../parts/password-input.js';
import { FormProblem, State } from '../../parts/state.js';
import { browserTimeZone, timeZones } from '../../parts/time-zone.js';
import { useSubmit } from '../../parts/use-submit.js';
import { DensityChoice } from './density.js';
import { SingleKeysChoice } from './single-keys.js';

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

const looks: readonly MantineColorScheme[] = ['auto', 'light', 'dark'];

function ProfileForm() {
  const me = useMe();
  const [saved, setSaved] = useState(false);
  const { colorScheme, setColorScheme } = useMantineColorScheme();
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
      <div className="pair">
        <NativeSelect
          {...form.getInputProps('timeZone')}
          label={t('you.zone')}
          description={t('you.zoneHint')}
          data={[own, ...timeZones().map((zone) => ({ value: zone, label: zone }))]}
        />
        <NativeSelect
          label={t('you.language')}
          description={t('you.languageHint')}
          value={language}
          data={languages.map((value) => ({ value, label: languageNames[value] }))}
          onChange={(event) => chooseLanguage(languages.find((one) => one === event.currentTarget.value) ?? language)}
        />
        <NativeSelect
          label={t('you.look')}
          description={t('you.lookHint')}
          value={colorScheme}
          data={looks.map((value) => ({ value, label: t(`you.looks.${value}`) }))}
          onChange={(event) => setColorScheme(looks.find((look) => look === event.currentTarget.value) ?? 'auto')}
        />
        <DensityChoice />
        <SingleKeysChoice />
      </div>
      <div className="form-foot">
        <Button type="submit" loading={busy}>
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
