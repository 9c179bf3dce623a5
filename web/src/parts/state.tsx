// A state as colour, icon and word together, and the notices built on the same four colours.
import { useEffect, useRef, type ReactNode } from 'react';
import { t } from '../i18n/index.js';
import { Icon, type IconName } from './icons.js';
import type { Problem } from '../api/problem.js';

export type Tone = 'control' | 'data' | 'refusal' | 'failure' | 'plain';

/** Icon and word in the colour of what they mean. */
export function State({ tone, icon, children }: { tone: Tone; icon: IconName; children: ReactNode }) {
  return (
    <span className={`state tone-${tone}`}>
      <Icon name={icon} size={14} />
      {children}
    </span>
  );
}

const icons = { failure: 'failed', refusal: 'refused', data: 'check', plain: 'waiting' } as const;

/** A boxed sentence with its icon; `alert` makes screen readers say it at once. */
export function Notice({ tone, alert, children }: { tone: keyof typeof icons; alert?: boolean; children: ReactNode }) {
  return (
    <div className={`notice ${tone}`} role={alert ? 'alert' : undefined}>
      <Icon name={icons[tone]} />
      <div>{children}</div>
    </div>
  );
}

interface FocusedProps {
  readonly reason: unknown;
  readonly className?: string;
  readonly children: ReactNode;
}

/** Takes the focus when it appears, and again for each new `reason`, so that it is neither missed nor out of sight. */
export function Focused({ reason, className, children }: FocusedProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), [reason]);
  return (
    <div ref={box} tabIndex={-1} className={className} data-quiet-focus>
      {children}
    </div>
  );
}

/** A sentence of the API, which speaks English whatever the page does. */
export function Said({ children }: { children: ReactNode }) {
  return <span lang="en">{children}</span>;
}

/** The sentence of a problem, in the language it is in. */
export function ProblemText({ problem }: { problem: Problem }) {
  return <p lang={problem.lang}>{problem.message}</p>;
}

/** A problem at the top of a form. */
export function FormProblem({ problem }: { problem: Problem | undefined }) {
  if (!problem) return null;
  return (
    <Focused reason={problem}>
      <Notice tone={problem.status >= 500 || problem.status === 0 ? 'failure' : 'refusal'} alert>
        <ProblemText problem={problem} />
      </Notice>
    </Focused>
  );
}

type AccountStatus = 'enabled' | 'disabled' | 'suspended' | 'expired';
const accountStates = {
  enabled: ['data', 'check'],
  disabled: ['plain', 'paused'],
  suspended: ['refusal', 'refused'],
  expired: ['refusal', 'waiting'],
} as const satisfies Record<AccountStatus, readonly [Tone, IconName]>;

/** Whether an FTP account can log in now, and if not, why. */
export function AccountState({ status }: { status: AccountStatus }) {
  const [tone, icon] = accountStates[status];
  return (
    <State tone={tone} icon={icon}>
      {t(`accountStatus.${status}`)}
    </State>
  );
}
