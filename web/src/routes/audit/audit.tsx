// Who changed what, with before and after.
import { useInfiniteQuery } from '@tanstack/react-query';
import { auditQuery } from '../../api/activity.js';
import type { AuditEvent } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { Empty } from '../../parts/empty.js';
import { List, type Column } from '../../parts/list.js';
import { PageHead } from '../../parts/page.js';
import { Ago } from '../../parts/time.js';
import { changesBetween, verbInWords } from './changes.js';

/** The audit screen. */
export function Audit() {
  const query = useInfiniteQuery(auditQuery());
  return (
    <>
      <PageHead title={t('audit.title')} lead={t('audit.lead')} />
      <List
        query={query}
        caption={t('audit.caption')}
        columns={columns}
        keyOf={({ id }) => id}
        empty={<Empty title={t('audit.emptyTitle')} text={t('audit.empty')} />}
      />
    </>
  );
}

const columns: readonly Column<AuditEvent>[] = [
  { head: t('audit.when'), place: 'meta-side', cell: ({ at }) => <Ago iso={at} /> },
  { head: t('audit.who'), place: 'meta clip', cell: ({ actor }) => actor },
  { head: t('audit.what'), place: 'side', cell: ({ verb }) => <span className="number">{verbInWords(verb)}</span> },
  { head: t('audit.subject'), place: 'title clip', cell: ({ subject }) => <span className="mono">{subject}</span> },
  { head: t('audit.change'), cell: (event) => <Change event={event} /> },
];

function Change({ event }: { event: AuditEvent }) {
  const changes = changesBetween(event.before, event.after);
  if (changes.length === 0) return <span className="quiet">{t('list.none')}</span>;
  return (
    <ul className="changes">
      {changes.map(({ fact, before, after }) => (
        <li key={fact}>
          <span className="quiet">{fact}</span>{' '}
          {before !== undefined && (
            <>
              <del className="mono">{before}</del>
              <span aria-hidden="true"> → </span>
            </>
          )}
          {after !== undefined && <ins className="mono">{after}</ins>}
        </li>
      ))}
    </ul>
  );
}
