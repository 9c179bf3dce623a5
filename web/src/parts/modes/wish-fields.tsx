// Inherit, allow or deny for each of the four verbs: what a plan, an FTP account or a network says.
import { NativeSelect } from '@mantine/core';
import type { Verb, VerbWishes } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { verbs, wishes } from './verbs.js';

interface WishFieldsProps {
  readonly value: VerbWishes;
  readonly onChange: (value: VerbWishes) => void;
  /** Of whom it is said, for those who hear the fields only. */
  readonly of: string;
}

/** Four selections side by side. */
export function WishFields({ value, onChange, of }: WishFieldsProps) {
  const choose = (verb: Verb, chosen: string) => {
    const wish = wishes.find((entry) => entry === chosen);
    if (wish) onChange({ ...value, [verb]: wish });
  };
  return (
    <div className="wishes">
      {verbs.map((verb) => (
        <NativeSelect
          key={verb}
          label={verb}
          aria-label={t('modes.verbOf', { verb, of })}
          className={value[verb] === 'deny' ? 'denied' : undefined}
          value={value[verb]}
          data={wishes.map((wish) => ({ value: wish, label: t(`modes.${wish}`) }))}
          onChange={(event) => choose(verb, event.currentTarget.value)}
        />
      ))}
    </div>
  );
}
