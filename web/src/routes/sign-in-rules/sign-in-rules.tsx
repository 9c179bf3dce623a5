// Who must sign in in two steps, and what new passwords must be; for admins.
import { Checkbox } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { twoStepQuery } from '../../api/own.js';
import { changeSignInRules, signInRulesQuery } from '../../api/sign-in-rules.js';
import type { SignInRules } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { Conflict } from '../../parts/conflict/conflict.js';
import { useEdited } from '../../parts/conflict/use-edited.js';
import { Fetched } from '../../parts/fetched.js';
import { PageHead, Section } from '../../parts/page.js';
import { Save } from '../../parts/save.js';
import { FormProblem } from '../../parts/state.js';
import { NewPasswords } from './new-passwords.js';

/** The screen. */
export function SignInRulesPage() {
  return (
    <>
      <PageHead title={t('signInRules.title')} lead={t('signInRules.lead')} />
      <Section title={t('signInRules.twoStep')}>
        <Fetched query={useQuery(signInRulesQuery)} what={t('signInRules.twoStep')}>
          {(rules) => <Rules rules={rules} />}
        </Fetched>
      </Section>
      <NewPasswords />
    </>
  );
}

const valuesOf = ({ staffTwoStep }: SignInRules) => ({ staffTwoStep });
const words = { staffTwoStep: { name: t('signInRules.staff') } };

function Rules({ rules }: { rules: SignInRules }) {
  const ownIsOn = useQuery(twoStepQuery).data?.on;
  const form = useForm({ initialValues: valuesOf(rules) });
  const save = ({ staffTwoStep }: ReturnType<typeof valuesOf>, revision: number) =>
    changeSignInRules(staffTwoStep, revision);
  const edited = useEdited(form, { record: rules, valuesOf, save, words });
  const { submit, problem, meanwhile } = edited;
  const locked = ownIsOn === false && !rules.staffTwoStep;
  const { staffWithoutTwoStep: count } = rules;
  return (
    <form className="form" onSubmit={submit} noValidate>
      <FormProblem problem={problem} />
      <Conflict meanwhile={meanwhile} />
      <Checkbox
        {...form.getInputProps('staffTwoStep', { type: 'checkbox' })}
        disabled={locked}
        label={t('signInRules.staff')}
        description={locked ? t('signInRules.ownFirst') : t('signInRules.staffHint')}
      />
      {locked && (
        <p>
          <Link to="/you">{t('signInRules.toYou')}</Link>
        </p>
      )}
      <p className="quiet">{count === 0 ? t('signInRules.lackingNone') : t('signInRules.lacking', { count })}</p>
      <Save edited={edited} label={t('signInRules.save')} done={t('signInRules.saved')} />
    </form>
  );
}
