// What narrows an FTP account's activity: which kind, which result, which address, which days.
import { NativeSelect, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { t } from '../../i18n/index.js';
import { isNetwork } from '../server/addresses.js';
import { type ActivityFilter, results, shows } from './account-search.js';
import { isDay } from './days.js';

interface ToolsProps {
  readonly filter: ActivityFilter;
  readonly onFilter: (filter: ActivityFilter) => void;
}

/** The row of fields; each change lands in the address. */
export function ActivityTools({ filter, onFilter }: ToolsProps) {
  const set = (change: ActivityFilter) => onFilter({ ...filter, ...change });
  return (
    <div className="tools activity-tools">
      <NativeSelect
        label={t('accountPage.show')}
        value={filter.show ?? ''}
        data={[
          { value: '', label: t('accountPage.shows.all') },
          ...shows.map((value) => ({ value, label: t(`accountPage.shows.${value}`) })),
        ]}
        onChange={({ currentTarget: { value } }) => set({ show: shows.find((entry) => entry === value) })}
      />
      <NativeSelect
        label={t('accountPage.result')}
        value={filter.result ?? ''}
        data={[
          { value: '', label: t('transfers.anyOutcome') },
          ...results.map((value) => ({ value, label: t(`accountPage.results.${value}`) })),
        ]}
        onChange={({ currentTarget: { value } }) => set({ result: results.find((entry) => entry === value) })}
      />
      <AddressField address={filter.address} onAddress={(address) => set({ address })} />
      <DayField label={t('accountPage.from')} day={filter.from} onDay={(from) => set({ from })} />
      <DayField label={t('accountPage.to')} day={filter.to} onDay={(to) => set({ to })} />
    </div>
  );
}

interface AddressProps {
  readonly address: string | undefined;
  readonly onAddress: (address: string | undefined) => void;
}

const isAddress = (text: string) => isNetwork(text) || isNetwork(`${text}/${text.includes(':') ? 128 : 32}`);

function AddressField({ address, onAddress }: AddressProps) {
  const [typed, setTyped] = useState(address ?? '');
  useEffect(() => setTyped(address ?? ''), [address]);
  const wrong = typed.trim() !== '' && !isAddress(typed.trim());
  const settle = () => {
    if (!wrong && typed.trim() !== (address ?? '')) onAddress(typed.trim() || undefined);
  };
  return (
    <TextInput
      className="mono-field"
      label={t('accountPage.address')}
      placeholder="203.0.113.7"
      spellCheck={false}
      value={typed}
      error={wrong && t('policy.networkWrong')}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={settle}
      onKeyDown={(event) => event.key === 'Enter' && settle()}
    />
  );
}

interface DayProps {
  readonly label: string;
  readonly day: string | undefined;
  readonly onDay: (day: string | undefined) => void;
}

function DayField({ label, day, onDay }: DayProps) {
  return (
    <TextInput
      type="date"
      label={label}
      value={day ?? ''}
      onChange={({ currentTarget: { value } }) => onDay(isDay(value) ? value : undefined)}
    />
  );
}
