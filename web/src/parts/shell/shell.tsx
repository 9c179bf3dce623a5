// The frame around every page of a signed-in panel user.
import { Link, useLocation } from '@tanstack/react-router';
import { useEffect, type ReactNode } from 'react';
import { goLive, useLiveState } from '../../api/live.js';
import { useMe } from '../../api/me.js';
import type { Me } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { ActingAs } from '../acting-as.js';
import { Brand } from '../brand.js';
import { Breakable } from '../copy.js';
import { Icon } from '../icons.js';
import { LeaveGuard } from '../leave-guard.js';
import { barOf, isBehindMore, isIn, placesOf, type Place } from './navigation.js';
import { SectionTabs } from './section-tabs.js';

/** Rail or bar, and the page between. */
export function Shell({ children }: { children: ReactNode }) {
  const me = useMe();
  useEffect(goLive, [me.id]);
  return (
    <div className="shell">
      <a className="skip" href="#content">
        {t('skip')}
      </a>
      <Rail me={me} />
      <main id="content" className="page">
        <ActingAs me={me} />
        <LiveNote narrow />
        <SectionTabs role={me.role} />
        {children}
      </main>
      <Bar me={me} />
      <LeaveGuard />
    </div>
  );
}

/** Marks the place where one is, also on those of its pages that have an address of their own. */
function useHere(me: Me): (place: Place) => 'page' | undefined {
  const path = useLocation({ select: ({ pathname }) => pathname });
  return (place) => (isIn(me.role, place, path) ? 'page' : undefined);
}

function Rail({ me }: { me: Me }) {
  const here = useHere(me);
  return (
    <div className="rail">
      <div className="rail-head">
        <Link to="/" className="brand">
          <Brand />
        </Link>
        <Link to="/search" className="find-link" aria-label={t('nav.find')} title={t('nav.find')}>
          <Icon name="search" />
        </Link>
      </div>
      <nav aria-label={t('nav.label')}>
        <ul>
          {placesOf(me.role).map((place) => (
            <li key={place.to}>
              <Link to={place.to} aria-current={here(place)}>
                {t(`nav.${place.word}`)}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <div className="rail-foot">
        <LiveNote />
        <Link to="/help" className="rail-help">
          {t('nav.help')}
        </Link>
        <Link to="/you" className="who">
          {me.displayName || <Breakable text={me.email} />}
          <br />
          <span className="quiet">
            {me.customer && me.customer.name !== me.displayName ? me.customer.name : <Breakable text={me.email} />}
          </span>
        </Link>
      </div>
    </div>
  );
}

function Bar({ me }: { me: Me }) {
  const here = useHere(me);
  const path = useLocation({ select: ({ pathname }) => pathname });
  return (
    <nav className="bar" aria-label={t('nav.label')}>
      <ul>
        {barOf(me.role).map((place) => (
          <li key={place.to}>
            <Link to={place.to} aria-current={here(place)}>
              <Icon name={place.icon} size={20} />
              {t(`nav.${place.word}`)}
            </Link>
          </li>
        ))}
        <li>
          <Link to="/more" aria-current={isBehindMore(me.role, path) ? 'page' : undefined}>
            <Icon name="dots" size={20} />
            {t('nav.more')}
          </Link>
        </li>
      </ul>
    </nav>
  );
}

function LiveNote({ narrow = false }: { narrow?: boolean }) {
  const state = useLiveState();
  if (state !== 'paused') return null;
  return (
    <p className={narrow ? 'live-note narrow' : 'live-note wide'} role="status">
      <Icon name="waiting" size={14} />
      {t('live.paused')}
    </p>
  );
}
