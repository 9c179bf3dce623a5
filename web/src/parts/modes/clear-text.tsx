// The exception that lets somebody log in without encryption: amber wherever it is on.
import { Checkbox } from '@mantine/core';
import { t } from '../../i18n/index.js';
import { State } from '../state.js';

interface ClearTextProps {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

/** The box, and what it means while it is ticked. */
export function ClearText({ checked, onChange }: ClearTextProps) {
  return (
    <div className="clear-text">
      <Checkbox
        label={t('modes.clearText')}
        checked={checked}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      {checked && (
        <State tone="refusal" icon="refused">
          {t('modes.clearTextOn')}
        </State>
      )}
    </div>
  );
}
