// Keeping a kind of record for longer or shorter: what that removes is counted and shown before it can be done.
import { Button, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { nowThere } from '../../api/conflict.js';
import { asProblem } from '../../api/problem.js';
import { refresh } from '../../api/query.js';
import { changeRetention, previewRetention } from '../../api/retention.js';
import type { Retention, RetentionPreview } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { announce } from '../../parts/announce.js';
import { Dialog } from '../../parts/dialog.js';
import { formatDay, formatNumber } from '../../parts/format.js';
import { FormProblem, Notice } from '../../parts/state.js';
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

/** What is typed, what it would remove, and what somebody else made of it meanwhile. */
function useChange(opened: Retention, onClose: () => void) {
  const [meanwhile, setMeanwhile] = useState<Retention>();
  const kept = meanwhile ?? opened;
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
      try {
        await changeRetention(kept, days);
      } catch (thrown) {
        const fresh = nowThere<Retention>(asProblem(thrown));
        if (fresh === undefined) throw thrown;
        setMeanwhile(fresh);
        setLooked(undefined);
        refresh('retention');
        return;
      }
      announce(t('retention.saved', { records: t(`retention.of.${kept.records}`) }));
      onClose();
    });
  const type = (text: string) => {
    setTyped(text);
    setLooked(undefined);
  };
  const submit = () => (looked ? keep(looked.days) : look());
  return { busy, kept, looked, meanwhile, problem, refused, submit, type, typed };
}

/** The dialog. Where somebody else is faster it says so, and goes on from what is there then. */
export function ChangeDialog({ kept: opened, onClose }: { kept: Retention; onClose: () => void }) {
  const { busy, kept, looked, meanwhile, problem, refused, submit, type, typed } = useChange(opened, onClose);
  const bounds = { least: formatNumber(kept.leastDays), most: formatNumber(kept.mostDays) };
  return (
    <Dialog title={t('retention.dialog', { records: t(`retention.of.${kept.records}`) })} onClose={onClose}>
      <FormProblem problem={problem} />
      {meanwhile && (
        <Notice tone="refusal" alert>
          {t('retention.meanwhile', { now: keptWords(meanwhile.days) })}
        </Notice>
      )}
      <form className="dialog" onSubmit={submitted(submit)}>
        <TextInput
          label={t('retention.field')}
          description={t(kept.mayBeForEver ? 'retention.boundsForEver' : 'retention.bounds', bounds)}
          value={typed}
          inputMode="numeric"
          autoComplete="off"
          data-autofocus
          error={refused && t('retention.notANumber', bounds)}
          onChange={(event) => type(event.currentTarget.value)}
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

const submitted = (act: () => void) => (event: FormEvent) => {
  event.preventDefault();
  act();
};

function removesWords({ rows, oldestAt }: RetentionPreview): string {
  if (rows === 0 || oldestAt === null) return t('retention.removesNone');
  return t('retention.removes', { count: rows, oldest: formatDay(oldestAt) });
}

/** "90 days", or for ever. */
export const keptWords = (days: number | null) =>
  days === null ? t('retention.forEver') : t('retention.daysCount', { count: days });

const keepWords = (days: number | null) =>
  days === null ? t('retention.keepForEver') : t('retention.keep', { count: days });
