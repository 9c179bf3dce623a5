// The pages of a place that has several, as links: each has its own address, so they are no tabs to assistive technology.
import { Link, useLocation } from '@tanstack/react-router';
import { useRef } from 'react';
import type { Role } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { useInSight } from '../in-sight.js';
import { tabsAt } from './navigation.js';

/** The links over the page; nothing where the place has one page only. */
export function SectionTabs({ role }: { role: Role }) {
  const path = useLocation({ select: ({ pathname }) => pathname });
  const tabs = tabsAt(role, path);
  const row = useRef<HTMLElement>(null);
  useInSight(row, path);
  if (tabs.length === 0) return null;
  return (
    <nav className="section-tabs" aria-label={t('nav.pages')} ref={row}>
      <ul>
        {tabs.map(({ to, word }) => (
          <li key={to}>
            <Link to={to} activeOptions={{ includeSearch: false }}>
              {t(`nav.${word}`)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
