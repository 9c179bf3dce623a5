// Tabs: one panel at a time, chosen by click or arrow keys (WAI-ARIA tabs pattern).
import { useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useInSight } from './in-sight.js';

interface Tab {
  readonly name: string;
  /** How the tab is called in an address; its name where it is in none. */
  readonly id?: string;
  readonly content: ReactNode;
}

interface TabsProps {
  readonly label: string;
  readonly tabs: readonly Tab[];
  /** Which one, where an address says so; else the tabs remember it themselves. */
  readonly chosen?: string | undefined;
  readonly onChoose?: (id: string) => void;
}

const nextOf: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowRight: (at, count) => (at + 1) % count,
  ArrowLeft: (at, count) => (at - 1 + count) % count,
  Home: () => 0,
  End: (_at, count) => count - 1,
};

const idOf = ({ id, name }: Tab) => id ?? name;

/** The names in a row, and the panel of the chosen one. */
export function Tabs({ label, tabs, chosen, onChoose }: TabsProps) {
  const [remembered, setRemembered] = useState<string>();
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const choose = (tab: Tab | undefined) => tab && (onChoose ?? setRemembered)(idOf(tab));
  const at = Math.max(
    0,
    tabs.findIndex((tab) => idOf(tab) === (onChoose ? chosen : remembered)),
  );
  useInSight(list, at);
  const walk = (event: KeyboardEvent) => {
    const next = nextOf[event.key]?.(at, tabs.length);
    if (next === undefined) return;
    event.preventDefault();
    choose(tabs[next]);
    list.current?.querySelectorAll<HTMLButtonElement>('[role="tab"]')[next]?.focus();
  };
  return (
    <div className="tabs">
      <div role="tablist" aria-label={label} ref={list} onKeyDown={walk}>
        {tabs.map((tab, index) => (
          <button
            key={idOf(tab)}
            type="button"
            role="tab"
            id={`${id}-tab-${index}`}
            aria-selected={index === at}
            aria-controls={`${id}-panel`}
            tabIndex={index === at ? 0 : -1}
            onClick={() => choose(tab)}
          >
            {tab.name}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-tab-${at}`}>
        {tabs[at]?.content}
      </div>
    </div>
  );
}
