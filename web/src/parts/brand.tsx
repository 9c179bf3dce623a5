// What the panel is called and its mark: the host's own where it has given one. Whom customers ask stands here too, as the
// host has written it.
import { useComputedColorScheme } from '@mantine/core';
import { useEffect } from 'react';
import { usePanel } from '../api/panel.js';
import { t } from '../i18n/index.js';

/** Mark and name. */
export function Brand() {
  const { productName, logoOnDark, logoOnLight } = usePanel();
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false });
  // One logo alone is meant for both.
  const logo = scheme === 'dark' ? (logoOnDark ?? logoOnLight) : (logoOnLight ?? logoOnDark);
  return (
    <>
      {logo === null ? <Mark /> : <img className="brand-logo" src={logo} alt="" />}
      <span>{productName}</span>
    </>
  );
}

/** The product's mark: two walls, a line each way. */
function Mark() {
  return (
    <svg width="22" height="22" viewBox="0 0 22 22" fill="none" strokeWidth="1.6" aria-hidden="true">
      <path d="M5.5 3v16M16.5 3v16" stroke="var(--hairline-strong)" />
      <path d="M1.5 8h18m-3-2.6L19.6 8l-3 2.6" stroke="var(--control)" />
      <path d="M20.5 14.5h-18m3-2.6-3.1 2.6 3 2.6" stroke="var(--data)" />
    </svg>
  );
}

/** Names the page in the browser's tab, with the panel's name behind it. */
export function usePageTitle(title: string): void {
  const { productName: product } = usePanel();
  useEffect(() => {
    document.title = t('page.title', { title, product });
  }, [title, product]);
}

/** Whom to ask, in the host's words; nothing where it has written none. */
export function Support() {
  const { supportLink, supportText } = usePanel();
  if (supportText === null) return null;
  return (
    <p className="support">
      {supportLink === null ? (
        supportText
      ) : (
        <a href={supportLink} rel="noreferrer">
          {supportText}
        </a>
      )}
    </p>
  );
}
