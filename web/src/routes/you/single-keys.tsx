// Whether single keys do something over lists. Who dictates, or brushes the keyboard, turns them off. Kept like the look.
import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { t } from '../../i18n/index.js';
import { keysAreOn } from '../../parts/list/keys.js';

/** What public/theme.js reads when a page begins. */
const key = 'portside.keys';

/** The choice; it holds at once. */
export function SingleKeysChoice() {
  const [on, setOn] = useState(keysAreOn);
  const choose = (chosen: 'on' | 'off') => {
    document.documentElement.dataset['keys'] = chosen;
    setOn(chosen === 'on');
    localStorage.setItem(key, chosen);
  };
  return (
    <NativeSelect
      className="only-pointed"
      label={t('you.keys')}
      description={t('you.keysHint')}
      value={on ? 'on' : 'off'}
      data={[
        { value: 'on', label: t('you.keysOn') },
        { value: 'off', label: t('you.keysOff') },
      ]}
      onChange={({ currentTarget: { value } }) => choose(value === 'off' ? 'off' : 'on')}
    />
  );
}
