// The system user and group of a web root in a form: the fields beside each other, and what may be written into them.
import { TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { t } from '../i18n/index.js';

interface Ids {
  readonly systemUid: string;
  readonly systemGid: string;
}

/** What is wrong with an id; null where nothing is. */
function whyNoId(id: string): string | null {
  return /^[1-9]\d{0,9}$/.test(id.trim()) ? null : t('websiteNew.idWrong');
}

/** For the `validate` of a form with both. */
export const systemIdRules = { systemUid: whyNoId, systemGid: whyNoId };

/** The two fields and their hint. */
export function SystemIds({ form }: { form: Pick<UseFormReturnType<Ids>, 'getInputProps'> }) {
  return (
    <div>
      <div className="pair">
        <TextInput {...form.getInputProps('systemUid')} label={t('websiteNew.uid')} inputMode="numeric" />
        <TextInput {...form.getInputProps('systemGid')} label={t('websiteNew.gid')} inputMode="numeric" />
      </div>
      <p className="hint">{t('websiteNew.idHint')}</p>
    </div>
  );
}
