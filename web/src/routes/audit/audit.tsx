// Who changed what, with before and after, narrowed by who, what, on what and days.
import { NativeSelect } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { auditQuery } from '../../api/activity.js';
import { exportAddress } from '../../api/exports.js';
import { t, texts } from '../../i18n/index.js';
import { Days, Filters, Typed } from '../../parts/activity/narrowing.js';
import { RetentionNote } from '../../parts/activity/retention-note.js';
import { Empty, NoMatch } from '../../parts/empty.js';
import { List } from '../../parts/list.js';
import { ListTools } from '../../parts/list/sorted-tools.js';
import { PageHead } from '../../parts/page.js';
import { auditSearch } from '../search.js';
import { eventColumns } from './event-columns.js';
import { verbInWords } from './event-words.js';

const route = getRouteApi('/inside/audit');

/** The audit screen. */
export function Audit() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { who, verb, subject, since, until } = search;
  const query = useInfiniteQuery(auditQuery(search));
  const narrow = (change: Partial<typeof search>) => void navigate({ search: { ...search, ...change } });
  const narrowed = [who, verb, subject, since, until].some((value) => value !== undefined);
  const shown = eventColumns(narrow);
  const sorting = {
    word: search.sort,
    onChange: (word: string | undefined) => narrow({ sort: auditSearch({ sort: word }).sort }),
  };
  return (
    <>
      <PageHead title={t('audit.title')} lead={t('audit.lead')} />
      <div className="tools">
        <Filters chosen={[who, verb, subject, since, until]}>
          <Typed label={t('narrow.who')} value={who ?? ''} onChange={(value) => narrow({ who: value })} />
          <Kinds verb={verb} onChange={(value) => narrow({ verb: value })} />
          <Typed label={t('narrow.subject')} value={subject ?? ''} onChange={(value) => narrow({ subject: value })} />
          <Days range={{ since, until }} onChange={narrow} />
        </Filters>
        <ListTools query={query} columns={shown} sorting={sorting} csv={exportAddress('audit', search)} />
      </div>
      <List
        query={query}
        caption={t('audit.caption')}
        columns={shown}
        keyOf={({ id }) => id}
        sorting={{ ...sorting, word: search.sort ?? '-at' }}
        empty={
          narrowed ? (
            <NoMatch showAll={() => void navigate({ search: {} })} />
          ) : (
            <Empty title={t('audit.emptyTitle')} text={t('audit.empty')} />
          )
        }
      />
      <RetentionNote />
    </>
  );
}

const kinds = Object.entries(texts.audit.kinds);

/** What is changed, or the one verb that a row was chosen by. */
function Kinds({ verb, onChange }: { verb: string | undefined; onChange: (verb: string | undefined) => void }) {
  const oneVerb = verb !== undefined && !kinds.some(([kind]) => kind === verb);
  return (
    <NativeSelect
      aria-label={t('narrow.verb')}
      value={verb ?? ''}
      data={[
        { value: '', label: t('narrow.anyVerb') },
        ...(oneVerb ? [{ value: verb, label: verbInWords(verb) }] : []),
        ...kinds.map(([value, label]) => ({ value, label })),
      ]}
      onChange={(event) => onChange(event.currentTarget.value || undefined)}
    />
  );
}
