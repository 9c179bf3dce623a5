// What an admin can do about one person who signs in to the panel, each act with its consequence beside it; it is asked
// once more before it is done.
import { Button } from '@mantine/core';
import { useState } from 'react';
import { changePerson, deletePerson, resetTwoStep } from '../../api/people.js';
import type { PanelUser } from '../../api/types.js';
import { opens, t } from '../../i18n/index.js';
import { announce } from '../announce.js';
import { Confirm, Dialog } from '../dialog.js';
import { HandOver } from '../hand-over.js';

interface ManageProps {
  readonly person: PanelUser;
  readonly close: () => void;
}

const acts = {
  disable: (id: string) => changePerson(id, { status: 'disabled' }),
  enable: (id: string) => changePerson(id, { status: 'enabled' }),
  admin: (id: string) => changePerson(id, { role: 'admin' }),
  support: (id: string) => changePerson(id, { role: 'support' }),
  twoStep: resetTwoStep,
  delete: deletePerson,
};

type Act = keyof typeof acts;

const otherRole = { admin: ['support'], support: ['admin'], customer: [] } as const satisfies Record<string, Act[]>;

function actsFor({ status, role, twoStep }: PanelUser): readonly Act[] {
  const turn = status === 'enabled' ? 'disable' : 'enable';
  return [turn, ...otherRole[role], ...(twoStep ? ['twoStep' as const] : []), 'delete'];
}

function textOf(act: Act, { role }: PanelUser): string {
  const text = t(`people.acts.${act}.text`);
  return act === 'delete' && role === 'customer' ? `${text} ${t('people.customerStays')}` : text;
}

/** The dialog. */
export function ManagePersonDialog({ person, close }: ManageProps) {
  const [asked, ask] = useState<Act>();
  const { displayName, email, id, status } = person;
  if (asked) {
    return (
      <Confirm
        title={t(`people.acts.${asked}.title`, { email })}
        label={t(`people.acts.${asked}.label`)}
        act={() => acts[asked](id).then(() => announce(t('people.changed')))}
        harmless={asked === 'enable'}
        onClose={close}
      >
        <p>{textOf(asked, person)}</p>
      </Confirm>
    );
  }
  return (
    <Dialog title={t('people.manageThis', { email })} onClose={close}>
      {displayName && <p className="quiet">{displayName}</p>}
      <ul className="person-acts">
        {status === 'enabled' && (
          <li>
            <HandOver subject={email} wish={{ panelUserId: id }} />
            <p className="hint">{t('people.handOver')}</p>
          </li>
        )}
        {actsFor(person).map((act) => (
          <li key={act}>
            <Button variant="default" onClick={() => ask(act)}>
              {opens(t(`people.acts.${act}.label`))}
            </Button>
            <p className="hint">{textOf(act, person)}</p>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
