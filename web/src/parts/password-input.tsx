// A password field with a button that shows what is typed, and one that is filled by the browser's own generator.
import { TextInput, type TextInputProps } from '@mantine/core';
import { useState } from 'react';
import { t } from '../i18n/index.js';
import { CopyButton } from './copy.js';
import { Icon } from './icons.js';
import { generatePassword, longestPasswordBytes, passwordBytes } from './password.js';

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
}

/** A new password: made beforehand, shown, copyable, and free to be typed over. */
export function NewPassword({ label, value, onChange, error }: NewPasswordProps) {
  const [shown, setShown] = useState(true);
  return (
    <TextInput
      className="mono-field"
      label={label}
      description={t('password.hint')}
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

/** Why this password cannot be used; null when it can. */
export function whyNoPassword(password: string): string | null {
  if (password.length < 10) return t('password.tooShort');
  return passwordBytes(password) > longestPasswordBytes ? t('password.tooLong') : null;
}
