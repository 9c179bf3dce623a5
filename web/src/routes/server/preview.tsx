// What the draft would mean: who would have failed, what the range holds, what keeps it from being applied.
import { useState } from 'react';
import type { PolicyPreview } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { formatMoment, formatNumber } from '../../parts/format.js';
import { Failed } from '../../parts/list.js';
import { Notice, Said, State } from '../../parts/state.js';
import { AffectedDialog } from './affected-dialog.js';
import type { Previewed } from './use-preview.js';

interface PreviewProps {
  readonly serverId: string;
  readonly preview: Previewed;
}

/** The numbers, and the warnings beneath. */
export function Preview({ serverId, preview }: PreviewProps) {
  const [showing, setShowing] = useState(false);
  const { data, error } = preview;
  return (
    <section aria-label={t('policy.meaning')} className="meaning" aria-busy={preview.isFetching}>
      <h2>{t('policy.meaning')}</h2>
      {error && !data && <Failed thrown={error} retry={() => void preview.refetch()} />}
      {!error && !data && preview.valid && <p className="quiet">{t('policy.counting')}</p>}
      {data && (
        <>
          <WouldFail forbidden={data.forbidden} show={() => setShowing(true)} />
          <Capacity capacity={data.capacity} />
          <Sentences tone="failure" sentences={data.refusals.map(({ detail }) => detail)} />
          <Sentences tone="refusal" sentences={data.warnings} />
        </>
      )}
      {showing && data && (
        <AffectedDialog
          serverId={serverId}
          draft={preview.of}
          forbidden={data.forbidden}
          onClose={() => setShowing(false)}
        />
      )}
    </section>
  );
}

function WouldFail({ forbidden, show }: { forbidden: PolicyPreview['forbidden']; show: () => void }) {
  const { recorded, total } = forbidden;
  const count = total.connections;
  if (recorded === 0) return <p className="quiet">{t('policy.nothingRecorded')}</p>;
  if (count === 0) {
    return (
      <p>
        <State tone="data" icon="check">
          {t('policy.noneWouldFail', { recorded: formatNumber(recorded) })}
        </State>
      </p>
    );
  }
  return (
    <div>
      <p className="with-way">
        <State tone="refusal" icon="refused">
          {t('policy.wouldFail', { count, recorded: formatNumber(recorded) })}
        </State>
        <button type="button" className="text-button" onClick={show}>
          {t('policy.showThem')}
        </button>
      </p>
      <p className="hint">
        {t('policy.wouldFailWho', {
          accounts: formatNumber(total.accounts),
          customers: formatNumber(total.customers),
        })}
      </p>
    </div>
  );
}

function Capacity({ capacity }: { capacity: PolicyPreview['capacity'] }) {
  const { ports, peak, peakAt } = capacity;
  const facts = { ports, peak, when: peakAt === null ? '' : formatMoment(peakAt) };
  if (peak > ports) {
    return (
      <p>
        <State tone="refusal" icon="refused">
          {t('policy.tooFewPorts', facts)}
        </State>
      </p>
    );
  }
  return <p className="quiet">{peakAt === null ? t('policy.roomUnseen', facts) : t('policy.room', facts)}</p>;
}

function Sentences({ tone, sentences }: { tone: 'failure' | 'refusal'; sentences: readonly string[] }) {
  if (sentences.length === 0) return null;
  return (
    <Notice tone={tone}>
      {sentences.map((sentence) => (
        <p key={sentence}>
          <Said>{sentence}</Said>
        </p>
      ))}
    </Notice>
  );
}
