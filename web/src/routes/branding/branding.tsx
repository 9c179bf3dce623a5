// What the panel is called, whom customers ask, and its logo; for admins.
import { TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { brandingQuery, changeBranding } from '../../api/branding.js';
import type { Branding } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { Conflict } from '../../parts/conflict/conflict.js';
import { useEdited } from '../../parts/conflict/use-edited.js';
import { Fetched } from '../../parts/fetched.js';
import { PageHead } from '../../parts/page.js';
import { Save } from '../../parts/save.js';
import { FormProblem } from '../../parts/state.js';
import { type BrandingValues, changeFrom, rules, valuesOf } from './branding-values.js';
import { LogoField } from './logo-field.js';

/** The screen. */
export function BrandingPage() {
  return (
    <>
      <PageHead title={t('branding.title')} lead={t('branding.lead')} />
      <Fetched query={useQuery(brandingQuery)} what={t('branding.title')}>
        {(branding) => <BrandingForm branding={branding} />}
      </Fetched>
    </>
  );
}

const sayLogo = (logo: string) => (logo === '' ? t('conflict.nothing') : t('branding.picture'));
const words = {
  productName: { name: t('branding.name') },
  supportText: { name: t('branding.text') },
  supportLink: { name: t('branding.link') },
  logoOnLight: { name: t('branding.onLight'), say: sayLogo },
  logoOnDark: { name: t('branding.onDark'), say: sayLogo },
};

function BrandingForm({ branding }: { branding: Branding }) {
  const form = useForm<BrandingValues>({ initialValues: valuesOf(branding), validate: rules });
  const save = (values: BrandingValues, revision: number) => changeBranding(changeFrom(values), revision);
  const edited = useEdited(form, { record: branding, valuesOf, save, words });
  const { submit, problem, meanwhile } = edited;
  return (
    <form className="form" onSubmit={submit} noValidate>
      <FormProblem problem={problem} />
      <Conflict meanwhile={meanwhile} />
      <TextInput
        {...form.getInputProps('productName')}
        label={t('branding.name')}
        description={t('branding.nameHint')}
        maxLength={40}
        autoComplete="off"
      />
      <TextInput
        {...form.getInputProps('supportText')}
        label={t('branding.text')}
        description={t('branding.textHint')}
        maxLength={200}
        autoComplete="off"
      />
      <TextInput
        {...form.getInputProps('supportLink')}
        label={t('branding.link')}
        description={t('branding.linkHint')}
        autoComplete="off"
        spellCheck={false}
      />
      <fieldset className="logos">
        <legend>{t('branding.logos')}</legend>
        <p className="hint">{t('branding.logosHint')}</p>
        <div className="pair">
          {(['light', 'dark'] as const).map((ground) => {
            const field = ground === 'light' ? 'logoOnLight' : 'logoOnDark';
            return (
              <LogoField
                key={ground}
                ground={ground}
                productName={form.getValues().productName}
                value={form.getValues()[field]}
                refusal={form.errors[field]}
                onChange={(value) => form.setFieldValue(field, value)}
              />
            );
          })}
        </div>
      </fieldset>
      <Save edited={edited} label={t('branding.save')} done={t('branding.saved')} />
    </form>
  );
}
