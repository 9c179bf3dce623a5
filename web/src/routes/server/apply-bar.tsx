// The bar under the policy: Apply, and whether what is saved is in force yet, with the processes that have not answered.
import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { refresh } from '../../api/query.js';
import type { Policy, PolicyWrite, Server } from '../../api/types.js';
import { opens, t } from '../../i18n/index.js';
import { formatSinceExactly } from '../../parts/format.js';
import { State } from '../../parts/state.js';
import { RunningTrial, TrialDialog } from './trial.js';

/** How long processes are given before the bar names those that have not answered. */
const patienceMs = 5000;

interface BarProps {
  readonly server: Server;
  readonly policy: Policy;
  readonly form: { readonly dirty: boolean; readonly busy: boolean; readonly readOnly: boolean };
  readonly discard: () => void;
  readonly applyTrial: (trial: NonNullable<PolicyWrite['trial']>) => void;
}

/** The bar. */
export function ApplyBar({ server, policy, form, discard, applyTrial }: BarProps) {
  const { dirty, busy, readOnly } = form;
  const [asking, setAsking] = useState(false);
  return (
    <div className="apply-bar">
      <span role="status" className="condition">
        {busy ? (
          <span className="quiet">{t('policy.saving')}</span>
        ) : dirty ? (
          <span className="quiet">{t('policy.unsaved')}</span>
        ) : (
          <Force server={server} policy={policy} key={policy.version} />
        )}
      </span>
      {!dirty && <RunningTrial policy={policy} readOnly={readOnly} key={`trial ${policy.version}`} />}
      {readOnly && <span className="quiet">{t('policy.readOnly')}</span>}
      {!readOnly && (dirty || !policy.trial) && (
        <Buttons dirty={dirty} busy={busy} discard={discard} askTrial={() => setAsking(true)} />
      )}
      {asking && <TrialDialog apply={applyTrial} onClose={() => setAsking(false)} />}
    </div>
  );
}

interface ButtonsProps {
  readonly dirty: boolean;
  readonly busy: boolean;
  readonly discard: () => void;
  readonly askTrial: () => void;
}

function Buttons({ dirty, busy, discard, askTrial }: ButtonsProps) {
  return (
    <>
      {dirty && !busy && (
        <Button variant="default" onClick={discard}>
          {t('policy.discard')}
        </Button>
      )}
      <Button variant="default" disabled={!dirty || busy} onClick={askTrial}>
        {opens(t('policy.applyTrial'))}
      </Button>
      <Button type="submit" loading={busy} disabled={!dirty}>
        {t('policy.apply')}
      </Button>
    </>
  );
}

/** Whether the newest version is in force, and who has not answered. */
export function Force({ server, policy }: { server: Server; policy: Policy }) {
  const { everywhere, since, processes } = policy.inForce;
  const patient = usePatience(everywhere);
  if (everywhere && since) {
    return (
      <State tone="data" icon="check">
        {t('policy.inForce', { server: server.name, time: formatSinceExactly(since) })}
      </State>
    );
  }
  const { version } = policy;
  const running = processes.filter((process) => process.up);
  if (running.length === 0) {
    return <Unheard>{t('policy.nobody', { version, server: server.name })}</Unheard>;
  }
  if (patient) return <span className="quiet">{t('policy.reaching', { version })}</span>;
  const silent = running.filter((process) => process.appliedVersion !== version);
  return (
    <Unheard>
      {t('policy.waitingFor', { version, count: silent.length, pids: silent.map(({ pid }) => pid).join(', ') })}
    </Unheard>
  );
}

function Unheard({ children }: { children: string }) {
  return (
    <State tone="refusal" icon="waiting">
      <span className="wraps">{children}</span>
    </State>
  );
}

/** True until the processes have had their time; then asks once more before anyone is named. */
function usePatience(everywhere: boolean): boolean {
  const [patient, setPatient] = useState(true);
  useEffect(() => {
    if (everywhere) return undefined;
    const timer = window.setTimeout(() => {
      setPatient(false);
      refresh('servers');
    }, patienceMs);
    return () => window.clearTimeout(timer);
  }, [everywhere]);
  return patient;
}
