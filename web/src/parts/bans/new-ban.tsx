// The dialog that keeps an address out, or one login at it.
import { Button, NativeSelect, Radio, TextInput } from '@mantine/core';
import { useForm, type UseFormReturnType } from '@mantine/form';
import { createBan } from '../../api/bans.js';
import { t } from '../../i18n/index.js';
import { Dialog } from '../dialog.js';
import { FormProblem } from '../state.js';
import { useSubmit } from '../use-submit.js';
import { Reach } from './reach.js';

const hourMs = 60 * 60 * 1000;
/** The first is proposed; null: until somebody lifts it. */
const lengthsMs = { day: 24 * hourMs, hour: hourMs, week: 7 * 24 * hourMs, 'for-good': null } as const;
type Length = keyof typeof lengthsMs;
const lengths = Object.keys(lengthsMs) as Length[];

interface Wish {
  readonly clientNetwork: string;
  readonly login: string;
  readonly reason: string;
  readonly length: Length;
}

interface NewBanProps {
  readonly address: string | undefined;
  /** Offered as the only one to keep out; undefined: whoever is typed, or everybody. */
  readonly login: string | undefined;
  readonly onClose: () => void;
}

/** Open as long as it is rendered. */
export function NewBanDialog({ address = '', login, onClose }: NewBanProps) {
  const form = useForm<Wish>({
    initialValues: { clientNetwork: address, login: login ?? '', reason: '', length: 'day' },
    validate: {
      clientNetwork: (value) => (value.trim() === '' ? t('bans.addressMissing') : null),
      reason: (value) => (value.trim() === '' ? t('bans.reasonMissing') : null),
    },
  });
  const { busy, problem, submit } = useSubmit(form, async ({ length, ...wish }) => {
    const lengthMs = lengthsMs[length];
    await createBan({
      clientNetwork: wish.clientNetwork.trim(),
      reason: wish.reason.trim(),
      login: wish.login.trim() || null,
      expiresAt: lengthMs === null ? null : new Date(Date.now() + lengthMs).toISOString(),
    });
    onClose();
  });
  return (
    <Dialog title={t('bans.new')} onClose={onClose}>
      <form onSubmit={submit} className="dialog" noValidate>
        <FormProblem problem={problem} />
        <TextInput
          className="mono-field"
          label={t('bans.address')}
          description={t('bans.addressHint')}
          data-autofocus
          spellCheck={false}
          autoComplete="off"
          {...form.getInputProps('clientNetwork')}
        />
        <Whom form={form} offered={login} />
        <Reach network={form.values.clientNetwork} login={form.values.login} meant={login} />
        <TextInput label={t('bans.reason')} description={t('bans.reasonHint')} {...form.getInputProps('reason')} />
        <NativeSelect
          label={t('bans.how')}
          data={lengths.map((value) => ({ value, label: t(`bans.hours.${value}`) }))}
          {...form.getInputProps('length')}
        />
        {form.values.login.trim() === '' && <p className="hint">{t('bans.whole')}</p>}
        <div className="form-foot">
          <Button variant="default" onClick={onClose}>
            {t('dialog.cancel')}
          </Button>
          <Button type="submit" loading={busy}>
            {t('bans.submit')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Everybody there or one login: chosen where one is offered, else typed. */
function Whom({ form, offered }: { form: UseFormReturnType<Wish>; offered: string | undefined }) {
  if (offered === undefined) {
    return (
      <TextInput
        className="mono-field"
        label={t('bans.login')}
        description={t('bans.loginHint')}
        spellCheck={false}
        autoComplete="off"
        {...form.getInputProps('login')}
      />
    );
  }
  return (
    <Radio.Group
      label={t('banReach.whom')}
      value={form.values.login === '' ? 'everybody' : 'login'}
      onChange={(value) => form.setFieldValue('login', value === 'login' ? offered : '')}
    >
      <div className="choices">
        <Radio
          value="login"
          label={t('banReach.onlyLogin', { login: offered })}
          description={t('banReach.onlyLoginHint')}
        />
        <Radio value="everybody" label={t('banReach.everybody')} />
      </div>
    </Radio.Group>
  );
}
