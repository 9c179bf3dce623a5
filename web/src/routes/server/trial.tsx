// A policy that is only tried: the dialog that begins a trial, and the countdown with the two ways to end it.
import { Button, TextInput } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { keepPolicy, policiesQuery, restorePolicy } from '../../api/servers.js';
import type { Policy, PolicyWrite } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { Dialog } from '../../parts/dialog.js';
import { rowsOf } from '../../parts/list.js';
import { FormProblem, State } from '../../parts/state.js';
import { useAct } from '../../parts/use-submit.js';
import { remaining, trialFrom, whyNoMark } from './trial-form.js';

interface TrialDialogProps {
  readonly apply: (trial: NonNullable<PolicyWrite['trial']>) => void;
  readonly onClose: () => void;
}

/** Asks for the success mark below which the version before comes back at once. */
export function TrialDialog({ apply, onClose }: TrialDialogProps) {
  const [mark, setMark] = useState('');
  const wrong = whyNoMark(mark);
  return (
    <Dialog title={t('policy.trialTitle')} onClose={onClose}>
      <p>{t('policy.trialText')}</p>
      <TextInput
        label={t('policy.mark')}
        description={t('policy.markHint')}
        inputMode="numeric"
        value={mark}
        error={wrong}
        rightSection={<span className="unit">%</span>}
        onChange={(event) => setMark(event.currentTarget.value)}
      />
      <div className="form-foot">
        <Button variant="default" onClick={onClose}>
          {t('dialog.cancel')}
        </Button>
        <Button
          disabled={wrong !== null}
          onClick={() => {
            onClose();
            apply(trialFrom(mark));
          }}
        >
          {t('policy.applyTrial')}
        </Button>
      </div>
    </Dialog>
  );
}

interface RunningTrialProps {
  readonly policy: Policy;
  readonly readOnly: boolean;
}

/** How long it still runs, *Keep it* and *Roll back now*; nothing where the version is there to stay. */
export function RunningTrial({ policy, readOnly }: RunningTrialProps) {
  const { busy, problem, run } = useAct();
  const before = useLastKept(policy);
  if (!policy.trial) return null;
  return (
    <div className="trial">
      <FormProblem problem={problem} />
      <State tone="refusal" icon="waiting">
        <Countdown until={policy.trial.expiresAt} mark={policy.trial.revertBelowPercent} />
      </State>
      {!readOnly && (
        <>
          <Button
            variant="default"
            disabled={before === undefined}
            loading={busy}
            onClick={() => before !== undefined && run(() => restorePolicy(policy, before))}
          >
            {t('policy.rollBack')}
          </Button>
          <Button loading={busy} onClick={() => run(() => keepPolicy(policy))}>
            {t('policy.keep')}
          </Button>
        </>
      )}
    </div>
  );
}

/** The last version that was there to stay. */
function useLastKept({ serverId, version, trial }: Policy): number | undefined {
  const query = useInfiniteQuery({ ...policiesQuery(serverId), enabled: trial !== null });
  return rowsOf(query).find((policy) => policy.trial === null && policy.version < version)?.version;
}

function Countdown({ until, mark }: { until: string; mark: number | null }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = window.setInterval(() => setNow(Date.now()), 1000);
    return () => window.clearInterval(timer);
  }, []);
  const left = remaining(Date.parse(until) - now);
  return (
    <span role="timer">
      {left === undefined ? t('policy.trialOver') : t('policy.trialLeft', { left })}
      {mark !== null && ` ${t('policy.trialMark', { mark })}`}
    </span>
  );
}
