// The catalogue. Every text of the panel is in it; keys are typed, so a missing one does not compile.
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en } from './en/index.js';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'panel';
    resources: { panel: typeof en };
  }
}

void i18next.use(initReactI18next).init({
  lng: 'en',
  fallbackLng: 'en',
  defaultNS: 'panel',
  ns: ['panel'],
  resources: { en: { panel: en } },
  interpolation: { escapeValue: false },
  initAsync: false,
});

/** The text under a key, with its values filled in. */
export const t = i18next.t;
