// The other languages, for pages of people who are not signed in; who is chooses on their own page.
import { chooseLanguage, language, languageNames, languages } from '../i18n/language.js';

/** A button for each other language, in its own words. */
export function LanguageChoice() {
  return (
    <p className="other-languages">
      {languages
        .filter((one) => one !== language)
        .map((one) => (
          <button key={one} type="button" className="text-button" lang={one} onClick={() => chooseLanguage(one)}>
            {languageNames[one]}
          </button>
        ))}
    </p>
  );
}
