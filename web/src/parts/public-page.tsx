// The frame of pages for people who are not signed in: the mark, a title that takes the focus, one column.
import { useEffect, useRef, type ReactNode } from 'react';
import { Brand, Support, usePageTitle } from './brand.js';

interface PublicPageProps {
  readonly title: string;
  readonly children: ReactNode;
}

/** The page. */
export function PublicPage({ title, children }: PublicPageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  usePageTitle(title);
  useEffect(() => heading.current?.focus(), [title]);
  return (
    <main className="sign-in public-page">
      <p className="brand">
        <Brand />
      </p>
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {children}
      <Support />
    </main>
  );
}

/** What stands behind the `#` of this address, which the browser sends to nobody by itself. */
export function linkSecret(): string {
  return window.location.hash.slice(1);
}
