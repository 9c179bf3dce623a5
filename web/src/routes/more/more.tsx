// On a phone: the places that do not fit into the bar.
import { Link } from '@tanstack/react-router';
import { useMe } from '../../api/me.js';
import { t } from '../../i18n/index.js';
import { Icon } from '../../parts/icons.js';
import { PageHead } from '../../parts/page.js';
import { barOf, placesOf } from '../../parts/shell/navigation.js';

/** The screen. */
export function More() {
  const { role } = useMe();
  const rest = placesOf(role).slice(barOf(role).length);
  const others = [{ to: '/search', word: 'find' } as const, { to: '/help', word: 'help' } as const];
  const own = rest.some(({ to }) => to === '/you') ? [] : [{ to: '/you', word: 'you' } as const];
  const words = [...rest, ...own, ...others];
  return (
    <>
      <PageHead title={t('nav.more')} />
      <ul className="more-places">
        {words.map(({ to, word }) => (
          <li key={to}>
            <Link to={to}>
              {t(`nav.${word}`)}
              <Icon name="chevron" />
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}
