// Keeping a kind of record for longer or shorter: what that removes is counted and shown before it can be done.
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { changeRetention, previewRetention } from '../../api/retention.js';
import type { Retention, RetentionPreview } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { announce } from '../../parts/announce.js';
import { Dialog } from '../../parts/dialog.js';
import { formatDay, formatNumber } from '../../parts/format.js';
import { FormProblem } from '../../parts/state.js';
import { useAct } from '../../parts/use-submit.js';

/** What was asked about, and the answer. */
interface Looked {
  readonly days: number | null;
  readonly removes: RetentionPreview;
}

const nothing: RetentionPreview = { rows: 0, oldestAt: null };

/** The days; undefined where what is typed is none. */
function daysOf(typed: string, { leastDays, mostDays, mayBeForEver }: Retention): number | null | undefined {
  if (typed.trim() === '') return mayBeForEver ? null : undefined;
  const days = /^\d{1,5}$/.test(typed.trim()) ? Number(typed) : Number.NaN;
  return days >= leastDays && days <= mostDays ? days : undefined;
}

/** The dialog. */
export function ChangeDialog({ kept, onClose }: { kept: Retention; onClose: () => void }) {
  const records = t(`retention.of.${kept.records}`);
  const bounds = { least: formatNumber(kept.leastDays), most: formatNumber(kept.mostDays) };
  const [typed, setTyped] = useState(kept.days === null ? '' : String(kept.days));
  const [refused, setRefused] = useState(false);
  const [looked, setLooked] = useState<Looked>();
  const { busy, problem, run } = useAct();
  const look = () => {
    const days = daysOf(typed, kept);
    setRefused(days === undefined);
    if (days === undefined) return;
    run(async () => setLooked({ days, removes: days === null ? nothing : await previewRetention(kept.records, days) }));
  };
  const keep = (days: number | null) =>
    run(async () => {
      await changeRetention(kept.records, days);
      announce(t('retention.saved', { records }));
      onClose();
    });
  return (
    <Dialog title={t('retention.dialog', { records })} onClose={onClose}>
      <FormProblem problem={problem} />
      <form
        className="dialog"
        onSubmit={(event) => {
          event.preventDefault();
          if (looked) keep(looked.days);
          else look();
        }}
      >
        <TextInput
          label={t('retention.field')}
          description={t(kept.mayBeForEver ? 'retention.boundsForEver' : 'retention.bounds', bounds)}
          value={typed}
          inputMode="numeric"
          autoComplete="off"
          data-autofocus
          error={refused && t('retention.notANumber', bounds)}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setLooked(undefined);
          }}
        />
        {looked && (
          <p role="status" className="dialog-fact">
            {removesWords(looked.removes)}
          </p>
        )}
        <div className="form-foot">
          <Button variant="default" onClick={onClose}>
            {t('dialog.cancel')}
          </Button>
          <Button type="submit" loading={busy} {...(looked && looked.removes.rows > 0 && { className: 'danger' })}>
            {looked ? keepWords(looked.days) : t('retention.preview')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function removesWords({ rows, oldestAt }: RetentionPreview): string {
  if (rows === 0 || oldestAt === null) return t('retention.removesNone');
  return t('retention.removes', { count: rows, oldest: formatDay(oldestAt) });
}

const keepWords = (days: number | null) =>
  days === null ? t('retention.keepForEver') : t('retention.keep', { count: days });
