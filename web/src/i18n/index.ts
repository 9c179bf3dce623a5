// The catalogue. Every text of the panel is in it; keys are typed, so a missing one does not compile. It is there before
// any module that says something begins, so that texts may be constants, and the page loads only the one it speaks.
import i18next, { type FormatterModule } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { en } from './en/index.js';
import { language, locale, type Language } from './language.js';
import type { Texts } from './texts.js';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'panel';
    resources: { panel: typeof en };
  }
}

const catalogues: Readonly<Record<Language, () => Promise<Texts<typeof en>>>> = {
  en: async () => (await import('./en/index.js')).en,
  de: async () => (await import('./de/index.js')).de,
};

/** All texts in the language of the page, for what asks which keys there are. */
export const texts = await catalogues[language]();

const written = new Intl.NumberFormat(locale);

/** Counts are written as people of the language read them. Other numbers are ports and versions, which stay as they are. */
const counts: FormatterModule = {
  type: 'formatter',
  init: () => undefined,
  add: () => undefined,
  addCached: () => undefined,
  format: (value: unknown, ...[, , about]) =>
    (about?.interpolationkey === 'count' && typeof value === 'number' ? written.format(value) : value) as string,
};

void i18next
  .use(initReactI18next)
  .use(counts)
  .init({
    lng: language,
    fallbackLng: false,
    defaultNS: 'panel',
    ns: ['panel'],
    resources: { [language]: { panel: texts } },
    interpolation: { escapeValue: false, alwaysFormat: true },
    initAsync: false,
  });

/** The text under a key, with its values filled in. */
export const t = i18next.t;

/** The words of what opens a dialog before anything is done. */
export const opens = (words: string): string => `${words}…`;
