// The frame of pages for people who are not signed in: the mark, a title, one column.
import type { ReactNode } from 'react';
import { Brand, Support, usePageTitle } from './brand.js';

interface PublicPageProps {
  readonly title: string;
  readonly children: ReactNode;
}

/** The page. */
export function PublicPage({ title, children }: PublicPageProps) {
  usePageTitle(title);
  return (
    <main className="sign-in public-page">
      <p className="brand">
        <Brand />
      </p>
      <h1>{title}</h1>
      {children}
      <Support />
    </main>
  );
}

/** What stands behind the `#` of this address, which the browser sends to nobody by itself. */
export function linkSecret(): string {
  return window.location.hash.slice(1);
}
