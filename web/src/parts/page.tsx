// The head of a page and its sections; the title takes the focus when a page opens, so keyboard and reader start there.
import { createLink } from '@tanstack/react-router';
import { useEffect, useRef, type AnchorHTMLAttributes, type ReactNode } from 'react';
import { usePageTitle } from './brand.js';
import { Icon } from './icons.js';

interface PageHeadProps {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  /** A Back link. */
  readonly back?: ReactNode;
}

function BackAnchor({ children, ...rest }: AnchorHTMLAttributes<HTMLAnchorElement>) {
  return (
    <a {...rest} className="crumb">
      <Icon name="back" size={12} />
      {children}
    </a>
  );
}

/** The way back to the list a page came from. */
export const Back = createLink(BackAnchor);

/** Gives the focus to the page's title, where what had it is gone. */
export function focusTitle(): void {
  document.querySelector('h1')?.focus();
}

/** Title, one sentence, the page's one primary action, and the way back. */
export function PageHead({ title, lead, actions, back }: PageHeadProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  usePageTitle(title);
  useEffect(() => heading.current?.focus(), []);
  return (
    <>
      {back}
      <header className="page-head">
        <div>
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {lead && <p className="lead">{lead}</p>}
        </div>
        {actions && <div className="actions">{actions}</div>}
      </header>
    </>
  );
}

interface SectionProps {
  readonly title: string;
  readonly aside?: ReactNode;
  /** The tab right above says the title already: it is only heard. */
  readonly saidByTab?: boolean;
  readonly children: ReactNode;
}

/** A part of a page with its heading, and what stands across from it. */
export function Section({ title, aside, saidByTab = false, children }: SectionProps) {
  return (
    <section className="section" aria-label={title}>
      <div className="section-head">
        <h2 className={saidByTab ? 'heard-only' : undefined}>{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  );
}
