// The frame of pages for people who are not signed in: the mark, a title, one column.
import { useEffect, type ReactNode } from 'react';
import { t } from '../i18n/index.js';
import { Mark } from './shell/shell.js';

interface PublicPageProps {
  readonly title: string;
  readonly children: ReactNode;
}

/** The page. */
export function PublicPage({ title, children }: PublicPageProps) {
  useEffect(() => {
    document.title = t('page.title', { title });
  }, [title]);
  return (
    <main className="sign-in public-page">
      <p className="brand">
        <Mark />
        {t('brand')}
      </p>
      <h1>{title}</h1>
      {children}
    </main>
  );
}

/** What stands behind the `#` of this address, which the browser sends to nobody by itself. */
export function linkSecret(): string {
  return window.location.hash.slice(1);
}
