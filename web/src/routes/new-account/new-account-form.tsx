// The form that creates an FTP account: website, name, folder, password, access; the rest under "more".
import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useForm, type UseFormReturnType } from '@mantine/form';
import { useState, type KeyboardEvent, type ReactNode } from 'react';
import { createAccount } from '../../api/accounts.js';
import { useMe } from '../../api/me.js';
import type { Account, Availability, Role, VerbWishes, WebRoot } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { AccessField, FolderField, LimitFields, limitsOnly } from '../../parts/account/limit-fields.js';
import { Fold, RuleFields } from '../../parts/account/rule-fields.js';
import { FormSummary } from '../../parts/form-summary.js';
import { useUnsent } from '../../parts/leave-guard.js';
import { loginPreview, tidyName } from '../../parts/login.js';
import { ModeChoiceField } from '../../parts/modes/mode-choice.js';
import { WishFields } from '../../parts/modes/wish-fields.js';
import { NewPassword } from '../../parts/password-input.js';
import { generatePassword } from '../../parts/password.js';
import { FormProblem } from '../../parts/state.js';
import { focusField, useSubmit } from '../../parts/use-submit.js';
import { LoginPreview, useAvailability, whyTaken } from './login-preview.js';
import { ServerAway } from './server-away.js';
import {
  accountFrom,
  fieldLabels,
  firstValues,
  rulesFor,
  type NewAccountValues,
  type Pattern,
} from './new-account-values.js';

export interface Made {
  readonly account: Account;
  readonly password: string;
  readonly makeFolder: boolean;
}

interface FormProps {
  readonly webRoots: readonly WebRoot[];
  readonly website: WebRoot | undefined;
  /** The account whose folder, access, networks and limits the new one begins with. */
  readonly like: Pattern | undefined;
  readonly onMade: (made: Made) => void;
}

type Form = UseFormReturnType<NewAccountValues>;

function useNewAccountForm({ webRoots, website, like }: FormProps): Form {
  const [password] = useState(generatePassword);
  return useForm({
    initialValues: firstValues({ webRootId: website?.id ?? '', password }, like),
    validate: rulesFor((id) => webRoots.find((root) => root.id === id)?.domain ?? ''),
    validateInputOnBlur: true,
  });
}

/** The form; tells the account and its password once it is made. */
export function NewAccountForm(props: FormProps) {
  const { role } = useMe();
  const form = useNewAccountForm(props);
  const values = form.getValues();
  const webRoot = props.webRoots.find(({ id }) => id === values.webRootId);
  const [round, setRound] = useState(0);
  const { submit, busy, problem } = useSubmit(
    form,
    async (sent) => {
      const account = await createAccount(accountFrom(sent));
      props.onMade({ account, password: sent.password, makeFolder: sent.makeFolder && account.folder !== '/' });
    },
    () => setRound((now) => now + 1),
  );
  useUnsent(form.isDirty() && !busy);
  const availability = useAvailability(webRoot?.id, values.name);
  const wrong: Readonly<Record<string, ReactNode>> = { name: whyTaken(availability), ...form.errors };
  const shown = fieldLabels().flatMap(([field, label]) =>
    wrong[field] ? [[field, label, wrong[field]] as const] : [],
  );
  return (
    <form className="form" onSubmit={submit} onKeyDown={submitOnCtrlEnter} noValidate>
      <FormProblem problem={problem} />
      <FormSummary errors={shown} round={round} goTo={(field) => focusField(form.getInputNode(field))} />
      {webRoot && (
        <ServerAway webRootId={webRoot.id} sentence={t('newAccount.silent', { server: webRoot.server.name })} />
      )}
      <NativeSelect
        {...form.getInputProps('webRootId')}
        label={t('create.website')}
        data={choicesOf(props, role)}
        onChange={(event) => form.setValues({ webRootId: event.currentTarget.value, folder: '/' })}
      />
      <NameField form={form} webRoot={webRoot} availability={availability} />
      <FolderFields form={form} webRoot={webRoot} />
      <NewPassword
        label={t('create.password')}
        value={values.password}
        path="password"
        about={[loginPreview(values.name, webRoot?.domain ?? '')]}
        error={form.errors['password']}
        onBlur={() => void form.validateField('password')}
        onChange={(next) => form.setFieldValue('password', next)}
      />
      <AccessField form={limitsOnly(form)} />
      <Fold title={t('create.more')} form={limitsOnly(form)}>
        <LimitFields form={limitsOnly(form)} />
        <RuleFields form={limitsOnly(form)} />
        <ModeFields form={form} />
      </Fold>
      <div className="form-foot">
        {/* Leaving a field may show its correction and move the button away under the pointer. */}
        <Button type="submit" loading={busy} onMouseDown={(event) => event.preventDefault()}>
          {t('create.submit')}
        </Button>
        <span className="saved hint only-wide">{t('newAccount.submitHint')}</span>
      </div>
    </form>
  );
}

/** In the order of the alphabet; staff see whose each is, and where none is chosen yet, that is the first. */
function choicesOf({ webRoots, website }: FormProps, role: Role) {
  const named = webRoots
    .map(({ id, domain, customer }) => ({
      value: id,
      label: role === 'customer' ? domain : `${domain} · ${customer.name}`,
    }))
    .sort((one, other) => one.label.localeCompare(other.label));
  return website ? named : [{ value: '', label: t('create.websiteChoose') }, ...named];
}

function submitOnCtrlEnter(event: KeyboardEvent<HTMLFormElement>): void {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  event.currentTarget.requestSubmit();
}

interface NameProps {
  readonly form: Form;
  readonly webRoot: WebRoot | undefined;
  readonly availability: Availability | undefined;
}

function NameField({ form, webRoot, availability }: NameProps) {
  const suffix = `@${webRoot?.domain ?? ''}`;
  const name = form.getValues().name;
  return (
    <div>
      <TextInput
        {...form.getInputProps('name')}
        // Why it is taken stands below, so the field is only marked.
        error={form.errors['name'] ?? whyTaken(availability) !== null}
        className="mono-field"
        label={t('create.name')}
        description={t('create.nameHint')}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        inputContainer={(input) => (
          <div className="with-suffix">
            {input}
            {webRoot && <span className="mono suffix">{suffix}</span>}
          </div>
        )}
        onChange={(event) => form.setFieldValue('name', tidyName(event.currentTarget.value))}
      />
      {webRoot && name !== '' && (
        <LoginPreview
          name={name}
          domain={webRoot.domain}
          availability={availability}
          onPropose={(free) => form.setFieldValue('name', free)}
        />
      )}
    </div>
  );
}

function FolderFields({ form, webRoot }: { form: Form; webRoot: WebRoot | undefined }) {
  const { folder } = form.getValues();
  return (
    <>
      <FolderField form={limitsOnly(form)} webRoot={webRoot} />
      {folder.replace(/\/+/g, '/') !== '/' && (
        <Checkbox
          {...form.getInputProps('makeFolder', { type: 'checkbox' })}
          label={t('newAccount.makeFolder')}
          description={t('newAccount.makeFolderHint')}
        />
      )}
    </>
  );
}

/** Verb by verb for admins; for a customer one choice in words. */
function ModeFields({ form }: { form: Form }) {
  const { role } = useMe();
  const { verbs, name } = form.getValues();
  const error = form.errors['verbs'];
  const choose = (next: VerbWishes) => form.setFieldValue('verbs', next);
  if (role === 'customer') {
    return <ModeChoiceField value={verbs} given={form.getInitialValues().verbs} error={error} onChange={choose} />;
  }
  return (
    <fieldset data-path="verbs">
      <legend>{t('newAccount.modes')}</legend>
      <WishFields of={name} value={verbs} onChange={choose} />
      {error && <p className="field-problem">{error}</p>}
      <p className="hint">{t('newAccount.modesHint')}</p>
    </fieldset>
  );
}
