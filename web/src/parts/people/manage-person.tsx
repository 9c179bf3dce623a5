// What an admin can do about one person who signs in to the panel, each act with its consequence beside it.
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useMe } from '../../api/me.js';
import { changePerson, deletePerson, resetTwoStep } from '../../api/people.js';
import { asProblem, type Problem } from '../../api/problem.js';
import type { PanelUser } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { announce } from '../announce.js';
import { Confirm, Dialog } from '../dialog.js';
import { FormProblem } from '../state.js';

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

/** The dialog; oneself is told where to look instead. */
export function ManagePersonDialog({ person, close }: ManageProps) {
  const me = useMe();
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
      {person.id === me.id ? (
        <p>{t('people.yourself')}</p>
      ) : (
        <Acts person={person} close={close} leave={() => setLeaving(true)} />
      )}
    </Dialog>
  );
}

function Acts({ person, close, leave }: ManageProps & { readonly leave: () => void }) {
  const [problem, setProblem] = useState<Problem>();
  const run = (act: Act) => {
    act.run().then(
      () => {
        announce(t('people.changed'));
        close();
      },
      (thrown: unknown) => setProblem(asProblem(thrown)),
    );
  };
  return (
    <>
      <FormProblem problem={problem} />
      <ul className="person-acts">
        {actsFor(person).map((act) => (
          <li key={act.label}>
            <Button variant="default" onClick={() => run(act)}>
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
