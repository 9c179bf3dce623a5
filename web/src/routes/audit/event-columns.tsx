// The columns of a list of changes: when, who, what, on what, and the facts before and after.
import type { AuditEvent } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { Breakable } from '../../parts/copy.js';
import type { Column } from '../../parts/list.js';
import { Logged } from '../../parts/time.js';
import { changesBetween } from './changes.js';
import { isTyped, subjectInWords, verbInWords } from './event-words.js';
import { isWritten, nameOfFact } from './fact-words.js';

/** Where the list can be narrowed, what was done is a button that does so. */
export function eventColumns(narrow?: (change: { verb: string }) => void): readonly Column<AuditEvent>[] {
  return [
    {
      head: t('audit.when'),
      place: 'meta-side',
      sort: { by: 'at', kind: 'past' },
      cell: ({ at }) => <Logged iso={at} />,
    },
    { head: t('audit.who'), place: 'meta clip', cell: (event) => <Who event={event} /> },
    {
      head: t('audit.what'),
      place: 'side',
      cell: ({ verb }) =>
        narrow ? (
          <button type="button" className="text-button keep" onClick={() => narrow({ verb })}>
            {verbInWords(verb)}
          </button>
        ) : (
          <span className="keep">{verbInWords(verb)}</span>
        ),
    },
    { head: t('audit.subject'), place: 'title clip', cell: (event) => <Subject event={event} /> },
    { head: t('audit.change'), place: 'changes-cell', cell: (event) => <Change event={event} /> },
  ];
}

/** Whom it was done by; not once more on a phone, where it was done on themselves. */
function Who({ event: { actor, subject } }: { event: AuditEvent }) {
  return (
    <span className={actor === subject ? 'only-wide' : undefined}>
      <span className="only-narrow">{t('audit.by')} </span>
      {actor}
    </span>
  );
}

function Subject({ event }: { event: AuditEvent }) {
  const words = subjectInWords(event);
  return (
    <span className={`${isTyped(event) ? 'mono' : ''} of-${event.subjectKind}`} title={words}>
      <Breakable text={words} />
    </span>
  );
}

/** What the name of a subject says already. */
const saidOf: Readonly<Record<string, readonly string[]>> = { ban: ['clientNetwork', 'login'] };

const typeOf = (fact: string) => (isWritten(fact) ? 'mono' : undefined);

function Change({ event }: { event: AuditEvent }) {
  const changes = changesBetween(event.before, event.after).filter(
    ({ fact }) => !saidOf[event.subjectKind]?.includes(fact),
  );
  if (changes.length === 0) return <span className="quiet">{t('list.none')}</span>;
  return (
    <ul className="changes">
      {changes.map(({ fact, before, after }) => (
        <li key={fact}>
          <span className="quiet">{nameOfFact(fact)}:</span>{' '}
          {before !== undefined && before !== t('list.none') && (
            <>
              <del className={typeOf(fact)}>{before}</del>
              <span aria-hidden="true"> → </span>
              <span className="heard-only"> {t('audit.became')} </span>
            </>
          )}
          {after !== undefined && <ins className={typeOf(fact)}>{after}</ins>}
        </li>
      ))}
    </ul>
  );
}
