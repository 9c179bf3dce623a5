// Which data connections a customer wants for an own FTP account: one choice in words. Staff say it verb by verb.
import { NativeSelect } from '@mantine/core';
import type { ReactNode } from 'react';
import type { VerbWishes } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { useOwnPlan, whyNotInPlan } from '../account/own-plan.js';
import { choiceOf, modeChoices, wishesInWords, wishesOf } from './verbs.js';

interface ModeChoiceProps {
  readonly value: VerbWishes;
  /** What the FTP account says now. */
  readonly given: VerbWishes;
  readonly error: ReactNode;
  readonly onChange: (verbs: VerbWishes) => void;
}

const asGiven = 'given';

/** The selection; where the plan does not include it, it says so and stays as it is. */
export function ModeChoiceField({ value, given, error, onChange }: ModeChoiceProps) {
  const without = whyNotInPlan(useOwnPlan(), 'modes');
  const choices: { value: string; label: string }[] = modeChoices.map((choice) => ({
    value: choice,
    label: t(`ownModes.${choice}`),
  }));
  const own = { value: asGiven, label: t('ownModes.given', { said: wishesInWords(given) ?? '' }) };
  const choose = (chosen: string) => {
    const choice = modeChoices.find((entry) => entry === chosen);
    onChange(choice === undefined ? given : wishesOf(choice, given));
  };
  return (
    <NativeSelect
      data-path="verbs"
      label={t('ownModes.label')}
      description={without ?? t('ownModes.hint')}
      disabled={without !== undefined}
      value={choiceOf(value) ?? asGiven}
      data={choiceOf(given) === undefined ? [own, ...choices] : choices}
      error={error}
      onChange={(event) => choose(event.currentTarget.value)}
    />
  );
}
