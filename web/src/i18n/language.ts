// Which language the panel speaks in this browser: the one that was chosen in it, otherwise the first of the browser's
// own languages that there is a catalogue for. It holds until the page is loaded again.
import { keep, kept } from '../parts/kept.js';

/** What the panel speaks. */
export const languages = ['en', 'de'] as const;

export type Language = (typeof languages)[number];

/** Each language as it calls itself. */
export const languageNames: Readonly<Record<Language, string>> = { en: 'English', de: 'Deutsch' };

const keptAs = 'portside-language';
const locales: Readonly<Record<Language, string>> = { en: 'en-GB', de: 'de-DE' };

const known = (tag: string) => languages.find((one) => one === tag.toLowerCase().split('-')[0]);

/** The chosen language, otherwise the first of those the browser asks for that is spoken here, otherwise English. */
export function languageFor(chosen: string | null, asked: readonly string[]): Language {
  const first = chosen === null ? undefined : known(chosen);
  return first ?? asked.map(known).find((one) => one !== undefined) ?? 'en';
}

function languageOfBrowser(): Language {
  // Unit tests run in Node, which has no languages of its own.
  if (typeof window === 'undefined') return 'en';
  return languageFor(kept(keptAs), navigator.languages);
}

/** The language of everything on the page. */
export const language: Language = languageOfBrowser();

/** The same for Intl. */
export const locale: string = locales[language];

/** Keeps the choice for this browser and loads the page again, so that all of it speaks the one language. */
export function chooseLanguage(chosen: Language): void {
  keep(keptAs, chosen);
  window.location.reload();
}
