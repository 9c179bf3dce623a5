// A search field over a list: what is typed lands in the address a moment later, and "/" jumps into it.
import { TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { Icon } from './icons.js';
import { useKey } from './list/keys.js';

interface SearchProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

const settleMs = 250;

/** The field; `value` is what the address says. */
export function Search({ label, value, onChange }: SearchProps) {
  const [typed, setTyped] = useState(value);
  const input = useRef<HTMLInputElement>(null);
  const report = useRef(onChange);
  report.current = onChange;
  useEffect(() => {
    if (typed === value) return undefined;
    const timer = window.setTimeout(() => report.current(typed), settleMs);
    return () => window.clearTimeout(timer);
  }, [typed, value]);
  useKey('/', () => input.current?.focus());
  return (
    <TextInput
      ref={input}
      className="search"
      type="search"
      aria-label={label}
      placeholder={label}
      value={typed}
      leftSection={<Icon name="search" />}
      onChange={(event) => setTyped(event.currentTarget.value)}
    />
  );
}
