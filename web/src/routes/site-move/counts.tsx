// What the two servers counted, side by side, and what that means.
import type { MoveCheck } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { formatAgo, formatBytes } from '../../parts/format.js';
import { Notice, State } from '../../parts/state.js';

type Count = MoveCheck['before'];

const tones = { counting: 'plain', same: 'data', differs: 'refusal', unusable: 'refusal' } as const;

/** `words`: what each verdict means before the move, or after it. */
export function Counts({ check, words }: { check: MoveCheck; words: 'verdict' | 'afterMove' }) {
  const { after, before, verdict } = check;
  const silent = [before, after].find(({ state }) => state === 'silent');
  return (
    <div className="stack">
      <div className="table-frame">
        <table className="table" aria-label={t('siteMove.countedOn')}>
          <thead>
            <tr>
              <th scope="col">{t('siteMove.on')}</th>
              <th scope="col">{t('siteMove.size')}</th>
              <th scope="col">{t('siteMove.owner')}</th>
              <th scope="col">{t('siteMove.state')}</th>
            </tr>
          </thead>
          <tbody>
            {[before, after].map((count) => (
              <CountRow key={count.server.id} count={count} />
            ))}
          </tbody>
        </table>
      </div>
      <Notice tone={silent ? 'refusal' : tones[verdict]}>
        <div role="status">
          {!(silent && verdict === 'counting') && (
            <p>{t(`siteMove.${words}.${verdict}`, { refusal: after.refusal ?? '', server: after.server.name })}</p>
          )}
          {silent && <p>{t('siteMove.silentCure', { server: silent.server.name })}</p>}
        </div>
        {check.ownerFits === false && <p>{t('siteMove.owned', ownersOf(check))}</p>}
      </Notice>
    </div>
  );
}

/** "2 MB in 14 files and folders". */
export function sizeInWords({ bytes, files }: Pick<Count, 'bytes' | 'files'>): string {
  if (bytes === null || files === null) return t('siteMove.uncounted');
  return t('siteMove.sizeInFiles', { size: formatBytes(bytes), count: files });
}

function ownersOf({ after, systemGid, systemUid }: MoveCheck) {
  return { owner: ownerOf(after), server: after.server.name, wanted: `${systemUid}:${systemGid}` };
}

const ownerOf = ({ ownerGid, ownerUid }: Count): string =>
  ownerUid === null || ownerGid === null ? '' : `${ownerUid}:${ownerGid}`;

function CountRow({ count }: { count: Count }) {
  return (
    <tr>
      <td className="title">{count.server.name}</td>
      <td className="side">{sizeInWords(count)}</td>
      <td className="meta-side mono">{ownerOf(count)}</td>
      <td className="meta">
        <CountState count={count} />
      </td>
    </tr>
  );
}

function CountState({ count: { complete, countedAt, state } }: { count: Count }) {
  const when = countedAt === null ? '' : formatAgo(countedAt);
  if (state === 'counted' && complete) {
    return (
      <State tone="data" icon="check">
        {t('siteMove.counted', { when })}
      </State>
    );
  }
  if (state === 'counted') {
    return (
      <State tone="refusal" icon="refused">
        {t('siteMove.incomplete')}
      </State>
    );
  }
  return (
    <State
      tone={state === 'waiting' || state === 'counting' ? 'plain' : 'refusal'}
      icon={state === 'refused' ? 'refused' : 'waiting'}
    >
      {state === 'silent' && countedAt !== null ? t('siteMove.countedLast', { when }) : t(`siteMove.${state}`)}
    </State>
  );
}
