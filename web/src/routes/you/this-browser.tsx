// How the panel is in this browser: each choice holds at once, and nothing of it is saved with the profile.
import { NativeSelect, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { t } from '../../i18n/index.js';
import { chooseLanguage, language, languageNames, languages } from '../../i18n/language.js';
import { Section } from '../../parts/page.js';
import { DensityChoice } from './density.js';
import { SingleKeysChoice } from './single-keys.js';

const looks: readonly MantineColorScheme[] = ['auto', 'light', 'dark'];

/** The section. */
export function ThisBrowser() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Section title={t('you.browser')}>
      <div className="form">
        <p className="quiet">{t('you.browserText')}</p>
        <div className="pair">
          <NativeSelect
            label={t('you.language')}
            description={t('you.languageHint')}
            value={language}
            data={languages.map((value) => ({ value, label: languageNames[value] }))}
            onChange={(event) => chooseLanguage(languages.find((one) => one === event.currentTarget.value) ?? language)}
          />
          <NativeSelect
            label={t('you.look')}
            value={colorScheme}
            data={looks.map((value) => ({ value, label: t(`you.looks.${value}`) }))}
            onChange={(event) => setColorScheme(looks.find((look) => look === event.currentTarget.value) ?? 'auto')}
          />
          <SingleKeysChoice />
          <DensityChoice />
        </div>
      </div>
    </Section>
  );
}
