// What narrows an FTP account's activity: which kind, which result, which address, which days.
import { NativeSelect } from '@mantine/core';
import { t } from '../../i18n/index.js';
import { AddressField, Days, Filters } from '../../parts/activity/narrowing.js';
import { type ActivityFilter, results, shows } from './account-search.js';

interface ToolsProps {
  readonly filter: ActivityFilter;
  readonly onFilter: (filter: ActivityFilter) => void;
}

/** The row of fields; each change lands in the address. */
export function ActivityTools({ filter, onFilter }: ToolsProps) {
  const set = (change: ActivityFilter) => onFilter({ ...filter, ...change });
  return (
    <div className="tools">
      <Filters chosen={Object.values(filter)}>
        <NativeSelect
          aria-label={t('accountPage.show')}
          value={filter.show ?? ''}
          data={[
            { value: '', label: t('accountPage.shows.all') },
            ...shows.map((value) => ({ value, label: t(`accountPage.shows.${value}`) })),
          ]}
          onChange={({ currentTarget: { value } }) => set({ show: shows.find((entry) => entry === value) })}
        />
        <NativeSelect
          aria-label={t('accountPage.result')}
          value={filter.result ?? ''}
          data={[
            { value: '', label: t('transfers.anyOutcome') },
            ...results.map((value) => ({ value, label: t(`accountPage.results.${value}`) })),
          ]}
          onChange={({ currentTarget: { value } }) => set({ result: results.find((entry) => entry === value) })}
        />
        <AddressField value={filter.address ?? ''} onChange={(address) => set({ address })} />
        <Days
          range={{ since: filter.from, until: filter.to }}
          onChange={({ since, until }) => set({ from: since, to: until })}
        />
      </Filters>
    </div>
  );
}
