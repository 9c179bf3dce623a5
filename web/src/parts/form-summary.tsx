// What needs a change in a form, in one place that takes the focus; each line leads to its field.
import { Focused, Notice } from './state.js';
import { t } from '../i18n/index.js';
import type { ReactNode } from 'react';

interface SummaryProps {
  /** Field -> what is to be done, in the order of the fields. */
  readonly errors: readonly (readonly [field: string, label: string, what: ReactNode])[];
  /** Takes the focus anew each time this changes. */
  readonly round: number;
  readonly goTo: (field: string) => void;
}

/** Nothing while there is nothing to be done, or before the form was sent once. */
export function FormSummary({ errors, round, goTo }: SummaryProps) {
  if (errors.length === 0 || round === 0) return null;
  return (
    <Focused reason={round}>
      <Notice tone="refusal" alert>
        <p>{t('newAccount.summary', { count: errors.length })}</p>
        <ul className="summary">
          {errors.map(([field, label, what]) => (
            <li key={field}>
              <button type="button" className="text-button" onClick={() => goTo(field)}>
                {label}
              </button>
              {': '}
              {what}
            </li>
          ))}
        </ul>
      </Notice>
    </Focused>
  );
}
