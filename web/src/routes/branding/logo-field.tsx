// One logo on the ground it is for, with the buttons that choose another or take it away.
import { FileButton } from '@mantine/core';
import { useState } from 'react';
import { t } from '../../i18n/index.js';
import { shrunk } from './shrunk.js';

interface LogoFieldProps {
  readonly ground: 'light' | 'dark';
  readonly productName: string;
  /** Where the picture is, or the picture itself; empty: there is none. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly refusal: React.ReactNode;
}

/** The field. */
export function LogoField({ ground, productName, value, onChange, refusal }: LogoFieldProps) {
  const [unreadable, setUnreadable] = useState(false);
  const choose = (file: File | null) => {
    if (file === null) return;
    setUnreadable(false);
    shrunk(file).then(onChange, () => setUnreadable(true));
  };
  const wrong = unreadable ? t('branding.noPicture') : refusal;
  return (
    <div
      className="logo-field"
      role="group"
      aria-label={t(ground === 'light' ? 'branding.onLight' : 'branding.onDark')}
    >
      <p>{t(ground === 'light' ? 'branding.onLight' : 'branding.onDark')}</p>
      <p className={`logo-ground on-${ground}`}>
        {value !== '' && <img className="brand-logo" src={value} alt="" />}
        {productName}
      </p>
      <div className="logo-acts">
        <FileButton accept="image/png,image/jpeg,image/webp" onChange={choose}>
          {(props) => (
            <button
              type="button"
              className="text-button"
              aria-label={t(`branding.chooseFor.${ground}`)}
              onClick={props.onClick}
            >
              {t('branding.choose')}
            </button>
          )}
        </FileButton>
        {value !== '' && (
          <button
            type="button"
            className="text-button"
            aria-label={t(`branding.takeAwayFor.${ground}`)}
            onClick={() => onChange('')}
          >
            {t('branding.takeAway')}
          </button>
        )}
      </div>
      {wrong && (
        <p role="alert" className="field-problem">
          {wrong}
        </p>
      )}
    </div>
  );
}
