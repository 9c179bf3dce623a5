// How far an act on many FTP accounts is, and what became of them.
import { continueBulk, forgetBulk, useBulkJob, type BulkJob } from '../../api/account-bulk.js';
import { t } from '../../i18n/index.js';
import { Notice, Said } from '../../parts/state.js';

/** Nothing where there is no such act. */
export function BulkProgress() {
  const job = useBulkJob();
  if (!job) return null;
  return job.state === 'running' ? <Running job={job} /> : <Over job={job} />;
}

function Running({ job: { wish, ids, results } }: { job: BulkJob }) {
  const [done, total] = [results.length, ids.length];
  return (
    <div className="bulk-progress">
      <p role="status" className="number">
        {t(`bulk.running.${wish.act}`, { done, total })}
      </p>
      <span
        className="progress"
        role="progressbar"
        aria-label={t('bulk.progress')}
        aria-valuenow={Math.round((done / total) * 100)}
        aria-valuemin={0}
        aria-valuemax={100}
      >
        <span style={{ inlineSize: `${(done / total) * 100}%` }} />
      </span>
      <p className="hint">{t('bulk.leave')}</p>
    </div>
  );
}

function Over({ job }: { job: BulkJob }) {
  const { results, wish, state, problem, ids } = job;
  const told = results.filter(({ sentence, result }) => sentence !== null && result !== 'not-found');
  const refused = results.some(({ result }) => result === 'refused');
  return (
    <div className="bulk-over">
      <Notice tone={state === 'broken' ? 'failure' : refused ? 'refusal' : 'data'} alert={state === 'broken'}>
        <p role="status">{inWords(job)}</p>
        {state === 'broken' && (
          <p>{t('bulk.broke', { done: results.length, total: ids.length, why: problem?.message ?? '' })}</p>
        )}
        {told.length > 0 && (
          <ul>
            {told.map(({ id, login, sentence }) => (
              <li key={id}>
                <span className="mono">{login}</span>: <Said>{sentence}</Said>
              </li>
            ))}
          </ul>
        )}
        <span className="row-actions">
          {state === 'broken' && (
            <button type="button" className="text-button" onClick={continueBulk}>
              {t('bulk.goOn')}
            </button>
          )}
          <button
            type="button"
            className="text-button"
            onClick={forgetBulk}
            aria-label={`${t('bulk.close')}: ${t(`bulk.done.${wish.act}`)}`}
          >
            {t('bulk.close')}
          </button>
        </span>
      </Notice>
    </div>
  );
}

function inWords({ results, wish }: BulkJob): string {
  const count = (wanted: string) => results.filter(({ result }) => result === wanted).length;
  const what = t(`bulk.done.${wish.act}`);
  return [
    t('bulk.doneCount', { what, count: count('done') }),
    ...(count('unchanged') > 0 ? [t('bulk.unchanged', { count: count('unchanged') })] : []),
    ...(count('refused') > 0 ? [t('bulk.refused', { count: count('refused') })] : []),
    ...(count('not-found') > 0 ? [t('bulk.gone', { count: count('not-found') })] : []),
  ].join(' ');
}
