// What new passwords must be, for admins.
import { NativeSelect, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { changePasswordRules, passwordRulesQuery } from '../../api/password-rules.js';
import type { PasswordRules } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { Conflict } from '../../parts/conflict/conflict.js';
import { useEdited } from '../../parts/conflict/use-edited.js';
import { Fetched } from '../../parts/fetched.js';
import { Section } from '../../parts/page.js';
import { Save } from '../../parts/save.js';
import { FormProblem } from '../../parts/state.js';

const scores = ['s0', 's1', 's2', 's3', 's4'] as const;
const wordsOfScore = (score: string) => t(`newPasswords.scores.${scores[Number(score)] ?? 's2'}`);

/** The section. */
export function NewPasswords() {
  return (
    <Section title={t('newPasswords.title')}>
      <Fetched query={useQuery(passwordRulesQuery)} what={t('newPasswords.title')}>
        {(rules) => <RulesForm rules={rules} />}
      </Fetched>
    </Section>
  );
}

const valuesOf = ({ shortestCharacters, leastScore }: PasswordRules) => ({
  shortestCharacters: String(shortestCharacters),
  leastScore: String(leastScore),
});
const words = {
  shortestCharacters: { name: t('newPasswords.shortest') },
  leastScore: { name: t('newPasswords.score'), say: wordsOfScore },
};

function whyNoCount(typed: string): string | null {
  const count = /^\d{1,2}$/.test(typed.trim()) ? Number(typed) : Number.NaN;
  return count >= 8 && count <= 64 ? null : t('newPasswords.shortestWrong');
}

function RulesForm({ rules }: { rules: PasswordRules }) {
  const form = useForm({ initialValues: valuesOf(rules), validate: { shortestCharacters: whyNoCount } });
  const save = (values: ReturnType<typeof valuesOf>, revision: number) => {
    const wished = {
      shortestCharacters: Number(values.shortestCharacters),
      leastScore: Number(values.leastScore),
    };
    return changePasswordRules(wished, revision);
  };
  const edited = useEdited(form, { record: rules, valuesOf, save, words });
  const { submit, problem, meanwhile } = edited;
  return (
    <form className="form" onSubmit={submit} noValidate>
      <p className="quiet">{t('newPasswords.lead')}</p>
      <FormProblem problem={problem} />
      <Conflict meanwhile={meanwhile} />
      <TextInput
        {...form.getInputProps('shortestCharacters')}
        className="short-field"
        label={t('newPasswords.shortest')}
        description={t('newPasswords.shortestHint')}
        inputMode="numeric"
        autoComplete="off"
      />
      <NativeSelect
        {...form.getInputProps('leastScore')}
        label={t('newPasswords.score')}
        description={t('newPasswords.scoreHint')}
        data={scores.map((name, score) => ({ value: String(score), label: t(`newPasswords.scores.${name}`) }))}
      />
      <p className="hint">
        {t('newPasswords.billing')} {t('newPasswords.made')}
      </p>
      <Save edited={edited} label={t('newPasswords.save')} done={t('newPasswords.saved')} variant="default" />
    </form>
  );
}
