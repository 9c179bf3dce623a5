// What an admin can do about one person who signs in to the panel, each act with its consequence beside it.
import { Button } from '@mantine/core';
import { useState } from 'react';
import { changePerson, deletePerson, resetTwoStep } from '../../api/people.js';
import type { PanelUser } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { announce } from '../announce.js';
import { Confirm, Dialog } from '../dialog.js';
import { FormProblem } from '../state.js';
import { useAct } from '../use-submit.js';

interface ManageProps {
  readonly person: PanelUser;
  readonly close: () => void;
}

interface Act {
  readonly label: string;
  readonly text?: string;
  readonly run: () => Promise<void>;
}

function actsFor({ id, status, role, twoStep }: PanelUser): readonly Act[] {
  const enabled = status === 'enabled';
  return [
    enabled
      ? {
          label: t('people.disable'),
          text: t('people.disableText'),
          run: () => changePerson(id, { status: 'disabled' }),
        }
      : { label: t('people.enable'), run: () => changePerson(id, { status: 'enabled' }) },
    ...(role === 'support'
      ? [
          {
            label: t('people.makeAdmin'),
            text: t('people.roleChoice.adminHint'),
            run: () => changePerson(id, { role: 'admin' }),
          },
        ]
      : []),
    ...(role === 'admin'
      ? [
          {
            label: t('people.makeSupport'),
            text: t('people.roleChoice.supportHint'),
            run: () => changePerson(id, { role: 'support' }),
          },
        ]
      : []),
    ...(twoStep ? [{ label: t('people.resetTwoStep'), text: t('people.resetText'), run: () => resetTwoStep(id) }] : []),
  ];
}

/** The dialog. */
export function ManagePersonDialog({ person, close }: ManageProps) {
  const [leaving, setLeaving] = useState(false);
  if (leaving) {
    return (
      <Confirm
        title={t('people.deleteTitle', { email: person.email })}
        act={() => deletePerson(person.id)}
        label={t('people.deleteButton')}
        onClose={close}
      >
        <p>{t('people.deleteText')}</p>
      </Confirm>
    );
  }
  return (
    <Dialog title={person.displayName || person.email} onClose={close}>
      <Acts person={person} close={close} leave={() => setLeaving(true)} />
    </Dialog>
  );
}

function Acts({ person, close, leave }: ManageProps & { readonly leave: () => void }) {
  const { busy, problem, run } = useAct();
  const change = async (act: Act) => {
    await act.run();
    announce(t('people.changed'));
    close();
  };
  return (
    <>
      <FormProblem problem={problem} />
      <ul className="person-acts">
        {actsFor(person).map((act) => (
          <li key={act.label}>
            <Button variant="default" disabled={busy} onClick={() => run(() => change(act))}>
              {act.label}
            </Button>
            {act.text && <p className="hint">{act.text}</p>}
          </li>
        ))}
        <li>
          <Button variant="default" onClick={leave}>
            {t('people.delete')}
          </Button>
          <p className="hint">{t('people.deleteText')}</p>
        </li>
      </ul>
    </>
  );
}
