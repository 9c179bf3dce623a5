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
  const holder = document.createElement('textarea');
  holder.value = text;
  holder.style.position = 'fixed';
  (document.querySelector('dialog[open], [role="dialog"]') ?? document.body).append(holder);
  holder.select();
  const copied = document.execCommand('copy');
  holder.remove();
  return copied;
}

/** Copies, announces, and is true for two seconds afterwards. */
export function useCopy(text: string, what: string): { copied: boolean; copy: () => void } {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = window.setTimeout(() => setCopied(false), 2000);
    return () => window.clearTimeout(timer);
  }, [copied]);
  const copy = () => {
    void intoClipboard(text).then((worked) => {
      setCopied(worked);
      announce(worked ? t('copy.copied', { what }) : t('copy.refused', { what }));
    });
  };
  return { copied, copy };
}

/** The button alone: "Copy login". */
export function CopyButton({ text, what }: { text: string; what: string }) {
  const { copied, copy } = useCopy(text, what);
  const name = t('copy.copy', { what });
  return (
    <button type="button" className="icon-button" aria-label={name} title={name} onClick={copy}>
      <Icon name={copied ? 'check' : 'copy'} />
    </button>
  );
}

/** A login, host, path or fingerprint that may break after @, /, dots and colons, where a reader expects it. */
export function Breakable({ text }: { text: string }) {
  return text.split(/(?<=[@/.:])/).map((piece, index) => (
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
  const { copied, copy } = useCopy(text, what);
  return (
    <button type="button" className="text-button" onClick={copy}>
      {copied ? t('copy.done') : label}
    </button>
  );
}
