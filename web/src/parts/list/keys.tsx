// Single keys over a list: "/" into the search, "n" for a new one, "?" for this list of keys. Never while somebody types,
// and not where they are turned off for this browser (WCAG 2.2, 2.1.4).
import { useEffect, useRef, useState } from 'react';
import { t } from '../../i18n/index.js';
import { Dialog } from '../dialog.js';

/** Whether single keys do something; public/theme.js reads what was kept. */
export function keysAreOn(): boolean {
  return document.documentElement.dataset['keys'] !== 'off';
}

function isTaken({ target, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  if (!keysAreOn() || ctrlKey || metaKey || altKey) return true;
  if (
    target instanceof HTMLElement &&
    target.matches('input:not([type="checkbox"]), textarea, select, [contenteditable]')
  ) {
    return true;
  }
  return document.querySelector('[role="dialog"]') !== null;
}

/** Does `act` when the key is pressed outside of fields and dialogs; nothing where `act` is undefined. */
export function useKey(key: string, act: (() => void) | undefined): void {
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== key || latest.current === undefined || isTaken(event)) return;
      event.preventDefault();
      latest.current();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [key]);
}

/** The keys of a list's page; `create` opens the form for a new row where the person may make one. */
export function ListKeys({ create, createWords }: { create?: (() => void) | undefined; createWords: string }) {
  const [open, setOpen] = useState(false);
  useKey('n', create);
  useKey('?', () => setOpen(true));
  if (!open) return null;
  const keys = [['/', t('keys.search')], ...(create ? [['n', createWords]] : []), ['?', t('keys.help')]] as const;
  return (
    <Dialog title={t('keys.title')} onClose={() => setOpen(false)}>
      <dl className="keys">
        {keys.map(([key, words]) => (
          <div key={key}>
            <dt>
              <kbd className="mono">{key}</kbd>
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
