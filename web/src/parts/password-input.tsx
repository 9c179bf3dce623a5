// A password field with a button that shows what is typed, and one that is filled by the browser's own generator.
import { TextInput, type TextInputProps } from '@mantine/core';
import { useState } from 'react';
import { usePasswordRules } from '../api/panel.js';
import { t } from '../i18n/index.js';
import { CopyButton } from './copy.js';
import { Icon } from './icons.js';
import { PasswordMeter } from './password-meter.js';
import { passwordRule } from './password-policy.js';
import { generatePassword } from './password.js';

/** A password the person already knows. */
export function PasswordInput(props: TextInputProps) {
  const [shown, setShown] = useState(false);
  return (
    <TextInput
      {...props}
      className="mono-field"
      type={shown ? 'text' : 'password'}
      spellCheck={false}
      autoCapitalize="none"
      rightSection={<ShowButton shown={shown} toggle={() => setShown(!shown)} />}
    />
  );
}

function ShowButton({ shown, toggle }: { shown: boolean; toggle: () => void }) {
  const name = shown ? t('password.hide') : t('password.show');
  return (
    <button type="button" className="icon-button" aria-label={name} title={name} onClick={toggle}>
      <Icon name={shown ? 'eyeOff' : 'eye'} />
    </button>
  );
}

interface NewPasswordProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error?: React.ReactNode;
  /** What is known of its owner, and thus guessed first: the login, the website. */
  readonly about?: readonly string[];
  /** The field's name in its form, where a summary leads to it. */
  readonly path?: string;
  readonly onBlur?: () => void;
}

/** A new password with its meter: made beforehand, shown, copyable, and free to be typed over. */
export function NewPassword({ about, ...field }: NewPasswordProps) {
  return (
    <div>
      <NewPasswordField {...field} />
      <PasswordMeter password={field.value} reasonShown={Boolean(field.error)} {...(about && { about })} />
    </div>
  );
}

function NewPasswordField({ label, value, onChange, error, path, onBlur }: Omit<NewPasswordProps, 'about'>) {
  const [shown, setShown] = useState(true);
  return (
    <TextInput
      data-path={path}
      onBlur={onBlur}
      className="mono-field"
      label={label}
      description={`${t('password.hint')} ${passwordRule(usePasswordRules())}`}
      type={shown ? 'text' : 'password'}
      value={value}
      error={error}
      autoComplete="new-password"
      spellCheck={false}
      autoCapitalize="none"
      onChange={(event) => onChange(event.currentTarget.value)}
      rightSectionWidth="auto"
      rightSection={
        <span className="field-tools">
          <RenewButton renew={() => onChange(generatePassword())} />
          <CopyButton text={value} what={t('password.what')} />
          <ShowButton shown={shown} toggle={() => setShown(!shown)} />
        </span>
      }
    />
  );
}

function RenewButton({ renew }: { renew: () => void }) {
  const name = t('password.renew');
  return (
    <button type="button" className="icon-button" aria-label={name} title={name} onClick={renew}>
      <Icon name="renew" />
    </button>
  );
}

export { whyNoPassword } from './password-policy.js';
