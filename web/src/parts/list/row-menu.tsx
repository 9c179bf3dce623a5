// What is seldom done with a row, folded into one menu (WAI-ARIA menu button) that opens above everything else.
import { useCallback, useId, useRef, useState, type KeyboardEvent, type ToggleEvent } from 'react';
import { t } from '../../i18n/index.js';
import { Icon } from '../icons.js';
import { Action } from './action.js';

export interface RowAct {
  readonly words: string;
  /** For who hears it alone. */
  readonly name: string;
  readonly act: () => void;
}

interface RowMenuProps {
  /** Of what row. */
  readonly of: string;
  readonly acts: readonly RowAct[];
}

const nextOf: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowDown: (at, count) => (at + 1) % count,
  ArrowUp: (at, count) => (at - 1 + count) % count,
  Home: () => 0,
  End: (_at, count) => count - 1,
};

/** The menu; one act alone is its own button. */
export function RowMenu({ of, acts }: RowMenuProps) {
  const [only] = acts;
  if (only === undefined) return null;
  return acts.length === 1 ? <Action {...only} /> : <Menu of={of} acts={acts} />;
}

function Menu({ of, acts }: RowMenuProps) {
  const id = useId();
  const opener = useRef<HTMLButtonElement>(null);
  const menu = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const items = () => [...(menu.current?.querySelectorAll<HTMLButtonElement>('[role="menuitem"]') ?? [])];
  const close = useCallback(() => menu.current?.hidePopover(), []);
  const turn = ({ newState }: ToggleEvent<HTMLDivElement>) => {
    setOpen(newState === 'open');
    // What hangs in the window does not follow its row.
    if (newState === 'open') {
      items()[0]?.focus();
      for (const moved of ['scroll', 'resize']) addEventListener(moved, close, { capture: true, once: true });
    } else for (const moved of ['scroll', 'resize']) removeEventListener(moved, close, { capture: true });
  };
  const walk = (event: KeyboardEvent) => {
    if (event.key === 'Tab') close();
    const all = items();
    const next = nextOf[event.key]?.(all.indexOf(document.activeElement as HTMLButtonElement), all.length);
    if (next === undefined) return;
    event.preventDefault();
    all[next]?.focus();
  };
  return (
    <>
      <button
        ref={opener}
        type="button"
        className="text-button"
        aria-label={t('rowMenu.of', { what: of })}
        aria-haspopup="menu"
        aria-expanded={open}
        popoverTarget={id}
      >
        {t('rowMenu.open')}
        <Icon name="dots" size={14} />
      </button>
      <div
        ref={menu}
        id={id}
        popover="auto"
        role="menu"
        tabIndex={-1}
        className="row-menu"
        aria-label={t('rowMenu.of', { what: of })}
        onBeforeToggle={() => place(menu.current, opener.current)}
        onToggle={turn}
        onKeyDown={walk}
      >
        {acts.map(({ words, name, act }) => (
          <button
            key={name}
            type="button"
            role="menuitem"
            tabIndex={-1}
            aria-label={name}
            onClick={() => {
              close();
              act();
            }}
          >
            {words}
          </button>
        ))}
      </div>
    </>
  );
}

/** Under the button with their ends in one line, or above it where the window has no room below. */
function place(menu: HTMLElement | null, opener: HTMLElement | null): void {
  if (!menu || !opener) return;
  const { top, bottom, right } = opener.getBoundingClientRect();
  const below = bottom < innerHeight * 0.7;
  menu.style.insetBlock = below ? `${bottom + 4}px auto` : `auto ${innerHeight - top + 4}px`;
  const width = document.documentElement.clientWidth;
  // A row's button stands at its beginning on a phone, where a menu that ends with it would begin off the screen.
  menu.style.insetInline = width <= 720 ? '16px auto' : `auto ${Math.max(8, width - right)}px`;
}
