// Text that people carry elsewhere: in mono, with a button that copies it and says so.
import { Fragment, useEffect, useState } from 'react';
import { t } from '../i18n/index.js';
import { announce } from './announce.js';
import { Icon } from './icons.js';

async function intoClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyThroughSelection(text);
  }
}

/** For panels served over plain HTTP, where browsers offer no clipboard. */
function copyThroughSelection(text: string): boolean {
  const before = document.activeElement;
  const holder = document.createElement('textarea');
  holder.value = text;
  holder.style.position = 'fixed';
  (document.querySelector('dialog[open], [role="dialog"]') ?? document.body).append(holder);
  holder.select();
  const copied = document.execCommand('copy');
  holder.remove();
  if (before instanceof HTMLElement) before.focus();
  return copied;
}

type Outcome = 'copied' | 'refused';

/** Copies and announces; the outcome is there for some seconds afterwards. */
function useCopy(text: string, what: string): { outcome: Outcome | undefined; copy: () => void } {
  const [outcome, setOutcome] = useState<Outcome>();
  useEffect(() => {
    if (!outcome) return undefined;
    const timer = window.setTimeout(() => setOutcome(undefined), outcome === 'copied' ? 2000 : 10_000);
    return () => window.clearTimeout(timer);
  }, [outcome]);
  const copy = () => {
    void intoClipboard(text).then((worked) => {
      setOutcome(worked ? 'copied' : 'refused');
      announce(t(worked ? 'copy.copied' : 'copy.refused', { what }));
    });
  };
  return { outcome, copy };
}

const icons = { copied: 'check', refused: 'failed' } as const;

/** The button alone: "Copy login". */
export function CopyButton({ text, what }: { text: string; what: string }) {
  const { outcome, copy } = useCopy(text, what);
  const name = t('copy.copy', { what });
  const title = outcome === 'refused' ? t('copy.refused', { what }) : name;
  return (
    <button type="button" className="icon-button" aria-label={name} title={title} onClick={copy}>
      <Icon name={outcome ? icons[outcome] : 'copy'} />
    </button>
  );
}

const breaks = { text: /(?<=[@/:]|\.(?!\d))/, path: /(?<=.\/)/ } as const;

/**
 * A login, host or fingerprint that may break after @, /, colons and dots, but not within 192.0.2.1; a path after / between
 * folders.
 */
export function Breakable({ text, as = 'text' }: { text: string; as?: keyof typeof breaks }) {
  return text.split(breaks[as]).map((piece, index) => (
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {piece}
    </Fragment>
  ));
}

/** A value in mono with its copy button. */
export function Copyable({ text, what }: { text: string; what: string }) {
  return (
    <span className="copyable">
      <span className="mono">
        <Breakable text={text} />
      </span>
      <CopyButton text={text} what={what} />
    </span>
  );
}

/** A button with a word that copies several lines at once. */
export function CopyAll({ text, what, label }: { text: string; what: string; label: string }) {
  const { outcome, copy } = useCopy(text, what);
  const words = { copied: t('copy.done'), refused: t('copy.refused', { what }) };
  return (
    <button type="button" className="text-button" onClick={copy}>
      {outcome ? words[outcome] : label}
    </button>
  );
}
