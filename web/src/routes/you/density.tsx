// How close the rows of lists stand, for who points with a mouse; a finger needs them as they are. Kept like the look.
import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { t } from '../../i18n/index.js';
import { keep } from '../../parts/kept.js';

const densities = ['comfortable', 'compact'] as const;
type Density = (typeof densities)[number];

/** What public/theme.js reads before the first paint. */
const key = 'portside.density';

function densityNow(): Density {
  return densities.find((one) => one === document.documentElement.dataset['density']) ?? 'comfortable';
}

/** The choice; it holds at once. */
export function DensityChoice() {
  const [density, setDensity] = useState(densityNow);
  const choose = (chosen: Density) => {
    keep(key, chosen);
    document.documentElement.dataset['density'] = chosen;
    setDensity(chosen);
  };
  return (
    <NativeSelect
      className="only-pointed"
      label={t('you.density')}
      value={density}
      data={densities.map((value) => ({ value, label: t(`you.densities.${value}`) }))}
      onChange={(event) => choose(densities.find((one) => one === event.currentTarget.value) ?? 'comfortable')}
    />
  );
}
