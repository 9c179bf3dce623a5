// The fields by which lists of what happened are narrowed: days, text, an address. What is chosen stands in the address of
// the page.
import { TextInput } from '@mantine/core';
import { useEffect, useState, type ReactNode } from 'react';
import type { DayRange } from '../days.js';
import { t } from '../../i18n/index.js';
import { isNetwork } from '../addresses.js';

interface FiltersProps {
  /** The values of the fields; undefined where nothing is chosen. */
  readonly chosen: readonly unknown[];
  readonly children: ReactNode;
}

/** On a phone behind one button, so that the list begins on the first screen; open where it comes narrowed by them. */
export function Filters({ chosen, children }: FiltersProps) {
  const count = chosen.filter((value) => value !== undefined).length;
  const [open, setOpen] = useState(count > 0);
  return (
    <>
      <button
        type="button"
        className="text-button only-narrow"
        aria-expanded={open}
        onClick={() => setOpen((before) => !before)}
      >
        {count === 0 ? t('narrow.filters') : t('narrow.filtersOn', { count })}
      </button>
      <div className="filters" data-open={open || undefined}>
        {children}
      </div>
    </>
  );
}

interface DaysProps {
  readonly range: DayRange;
  readonly onChange: (range: DayRange) => void;
}

/** Two days, both of them included. */
export function Days({ range, onChange }: DaysProps) {
  return (
    <span className="day-range">
      <TextInput
        type="date"
        aria-label={t('narrow.since')}
        value={range.since ?? ''}
        max={range.until}
        onChange={(event) => onChange({ ...range, since: event.currentTarget.value || undefined })}
      />
      <span aria-hidden="true">–</span>
      <TextInput
        type="date"
        aria-label={t('narrow.until')}
        value={range.until ?? ''}
        min={range.since}
        onChange={(event) => onChange({ ...range, until: event.currentTarget.value || undefined })}
      />
    </span>
  );
}

interface TypedProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string | undefined) => void;
  /** Why what is typed cannot be used; undefined where it can. */
  readonly refusal?: (typed: string) => string | undefined;
}

/** A field that counts once Enter is pressed or it is left, so that nothing half-typed is asked for. */
export function Typed({ label, value, onChange, refusal }: TypedProps) {
  const [typed, setTyped] = useState(value);
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    setTyped(value);
    setProblem(undefined);
  }, [value]);
  const take = () => {
    const wished = typed.trim();
    const why = wished === '' ? undefined : refusal?.(wished);
    setProblem(why);
    if (why === undefined && wished !== value) onChange(wished || undefined);
  };
  return (
    <TextInput
      className="narrow-field"
      aria-label={label}
      placeholder={label}
      value={typed}
      error={problem}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={take}
      onKeyDown={(event) => {
        if (event.key === 'Enter') take();
      }}
    />
  );
}

/** An address or a network. */
export function AddressField({ value, onChange }: Pick<TypedProps, 'value' | 'onChange'>) {
  return <Typed label={t('narrow.address')} value={value} onChange={onChange} refusal={whyNoAddress} />;
}

const whyNoAddress = (typed: string) => (isNetwork(typed) ? undefined : t('narrow.noAddress'));
