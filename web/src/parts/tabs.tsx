// Tabs: one panel at a time, chosen by click or arrow keys (WAI-ARIA tabs pattern).
import { useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';

interface Tab {
  readonly name: string;
  /** What stands for it in the address. */
  readonly word?: string;
  readonly content: ReactNode;
}

interface TabsProps {
  readonly label: string;
  readonly tabs: readonly Tab[];
  /** The chosen tab in the address; left out, it is kept here. */
  readonly address?: { readonly word: string | undefined; readonly go: (word: string | undefined) => void };
}

const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 };

/** The names in a row, and the panel of the chosen one. */
export function Tabs({ label, tabs, address }: TabsProps) {
  const [kept, setKept] = useState(tabs[0]?.name);
  const chosen = address ? tabs.find(({ word }) => word === address.word)?.name : kept;
  const setChosen = (name: string | undefined) =>
    address ? address.go(tabs.find((tab) => tab.name === name)?.word) : setKept(name);
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const at = Math.max(
    0,
    tabs.findIndex(({ name }) => name === chosen),
  );
  const walk = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = (at + step + tabs.length) % tabs.length;
    setChosen(tabs[next]?.name);
    list.current?.querySelectorAll<HTMLButtonElement>('[role="tab"]')[next]?.focus();
  };
  return (
    <div className="tabs">
      <div role="tablist" aria-label={label} ref={list} onKeyDown={walk}>
        {tabs.map(({ name }, index) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`${id}-tab-${index}`}
            aria-selected={index === at}
            aria-controls={`${id}-panel`}
            tabIndex={index === at ? 0 : -1}
            onClick={() => setChosen(name)}
          >
            {name}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-tab-${at}`}>
        {tabs[at]?.content}
      </div>
    </div>
  );
}
