// Making an API token: what it is for, what it may do, from where and how long; then the token itself, this once.
import { Button, Checkbox, NativeSelect, Radio, Textarea, TextInput } from '@mantine/core';
import { useForm, type UseFormReturnType } from '@mantine/form';
import { useState } from 'react';
import { useMe } from '../../api/me.js';
import { createToken } from '../../api/own.js';
import type { Scope } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { Copyable } from '../../parts/copy.js';
import { Lines } from '../../parts/lines.js';
import { Dialog } from '../../parts/dialog.js';
import { scopeInWords, scopesOf } from '../../parts/scopes.js';
import { Focused, FormProblem, Notice } from '../../parts/state.js';
import { useSubmit } from '../../parts/use-submit.js';

interface Values {
  name: string;
  whole: 'everything' | 'some';
  scopes: Scope[];
  expiry: keyof typeof expiryDays;
  allowedNetworks: string;
}

const expiryDays = { month: 30, quarter: 90, year: 365, never: undefined } as const;
const dayMs = 86_400_000;

/** The dialog. */
export function NewTokenDialog({ close }: { close: () => void }) {
  const [token, setToken] = useState<string>();
  return (
    <Dialog title={t(token === undefined ? 'tokens.createTitle' : 'tokens.madeTitle')} onClose={close}>
      {token === undefined ? <TokenForm close={close} onMade={setToken} /> : <Made token={token} close={close} />}
    </Dialog>
  );
}

function TokenForm({ close, onMade }: { close: () => void; onMade: (token: string) => void }) {
  const form = useForm<Values>({
    initialValues: { name: '', whole: 'some', scopes: [], expiry: 'year', allowedNetworks: '' },
    validate: {
      name: (name) => (name.trim() === '' ? t('tokens.nameMissing') : null),
      scopes: (scopes, { whole }) => (whole === 'some' && scopes.length === 0 ? t('tokens.someMissing') : null),
    },
  });
  const { submit, busy, problem } = useSubmit(form, async (values) => {
    const days = expiryDays[values.expiry];
    onMade(
      await createToken({
        name: values.name.trim(),
        scopes: values.whole === 'some' ? values.scopes : [],
        allowedNetworks: values.allowedNetworks.split(/[\s,;]+/).filter(Boolean),
        ...(days !== undefined && { expiresAt: new Date(Date.now() + days * dayMs).toISOString() }),
      }),
    );
  });
  return (
    <form className="dialog" onSubmit={submit} noValidate>
      <FormProblem problem={problem} />
      <TextInput
        {...form.getInputProps('name')}
        label={t('tokens.name')}
        description={t('tokens.nameHint')}
        maxLength={100}
        autoComplete="off"
        data-autofocus
      />
      <ScopeChoice form={form} />
      <NativeSelect
        {...form.getInputProps('expiry')}
        label={t('tokens.expires')}
        data={(['month', 'quarter', 'year', 'never'] as const).map((value) => ({
          value,
          label: t(`tokens.expiry.${value}`),
        }))}
      />
      <Textarea
        {...form.getInputProps('allowedNetworks')}
        className="mono-field"
        label={t('tokens.networks')}
        description={t('tokens.networksHint')}
        rows={2}
        spellCheck={false}
      />
      <div className="form-foot">
        <Button variant="default" onClick={close}>
          {t('dialog.cancel')}
        </Button>
        <Button type="submit" loading={busy}>
          {t('tokens.create')}
        </Button>
      </div>
    </form>
  );
}

function ScopeChoice({ form }: { form: UseFormReturnType<Values> }) {
  const { role } = useMe();
  const { whole } = form.getValues();
  return (
    <>
      <Radio.Group {...form.getInputProps('whole')} label={t('tokens.may')}>
        <div className="choices">
          <Radio value="some" label={t('tokens.some')} />
          {whole === 'some' && (
            <Checkbox.Group {...form.getInputProps('scopes')} className="scope-choice" aria-label={t('tokens.some')}>
              <div className="choices">
                {scopesOf(role).map((scope) => (
                  <Checkbox key={scope} value={scope} label={scopeInWords(scope)} />
                ))}
              </div>
            </Checkbox.Group>
          )}
          <Radio value="everything" label={t('tokens.everything')} description={t('tokens.everythingHint')} />
        </div>
      </Radio.Group>
    </>
  );
}

function Made({ token, close }: { token: string; close: () => void }) {
  const line = `curl -H "Authorization: Bearer ${token}" ${window.location.origin}/api/v1/auth/me`;
  return (
    <Focused reason={token} className="dialog token-made">
      <Notice tone="plain" alert>
        <p>{t('tokens.madeText')}</p>
      </Notice>
      <Copyable text={token} what={t('tokens.token')} />
      <div>
        <p className="quiet">{t('tokens.tryIt')}</p>
        <Lines text={line} what={t('tokens.command')} />
      </div>
      <div className="form-foot">
        <Button onClick={close}>{t('tokens.done')}</Button>
      </div>
    </Focused>
  );
}
