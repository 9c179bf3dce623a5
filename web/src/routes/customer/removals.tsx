// Folders that servers remove for a customer: how far they are, what they wait for and what is left.
import { useQuery } from '@tanstack/react-query';
import { useMe } from '../../api/me.js';
import { removalsQuery, retryRemoval } from '../../api/terminations.js';
import type { Customer, Removal } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { formatBytes } from '../../parts/format.js';
import { FormProblem, Notice, Said } from '../../parts/state.js';
import { useAct } from '../../parts/use-submit.js';

/** What is not done yet; nothing where there is nothing. While the customer goes, also what is done. */
export function Removals({ customer }: { customer: Customer }) {
  const query = useQuery(removalsQuery(customer.id));
  const going = customer.status === 'terminating';
  const shown = query.data?.items.filter(({ state }) => going || state !== 'done') ?? [];
  if (shown.length === 0) return null;
  return (
    <Notice tone="refusal">
      {going && <p>{t('termination.going')}</p>}
      <ul className="goes" aria-live="polite">
        {shown.map((removal) => (
          <li key={removal.id}>
            <span className="mono">{removal.path ?? removal.folder}</span>
            <span className="hint">{progressInWords(removal)}</span>
            {removal.state === 'stuck' && <Stuck removal={removal} />}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function progressInWords({ removedBytes, removedFiles, server, serverAnswers, state }: Removal): string {
  if (state === 'removing' && !serverAnswers) return t('termination.waits', { server: server.name });
  const word = state === 'removing' ? 'termination.removedSoFar' : 'termination.removed';
  return t(word, { size: formatBytes(removedBytes), count: removedFiles });
}

function Stuck({ removal }: { removal: Removal }) {
  const { failure, id, left, leftCount } = removal;
  const mayRetry = useMe().role !== 'support';
  const { busy, problem, run } = useAct();
  return (
    <>
      {failure !== null && <Said>{failure}</Said>}
      {leftCount > 0 && <span>{t('termination.left', { count: leftCount })}</span>}
      {left.length > 0 && (
        <ul>
          {left.map(({ path, why }) => (
            <li key={path}>
              <span className="mono">{path}</span> <Said>{why}</Said>
            </li>
          ))}
        </ul>
      )}
      <FormProblem problem={problem} />
      {mayRetry && (
        <button
          type="button"
          className="text-button"
          aria-label={t('termination.retryOf', { path: removal.path ?? removal.folder })}
          disabled={busy}
          onClick={() => run(() => retryRemoval(id))}
        >
          {t('termination.retry')}
        </button>
      )}
    </>
  );
}
