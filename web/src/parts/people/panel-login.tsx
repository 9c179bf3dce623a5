// What somebody needs to sign in to the panel for the first time: shown once, each to copy and all at once.
import { Fragment } from 'react';
import { t } from '../../i18n/index.js';
import { CopyAll, Copyable } from '../copy.js';

interface PanelLoginProps {
  readonly email: string;
  readonly password: string;
}

/** The address of the panel, the e-mail address and the password. */
export function PanelLogin({ email, password }: PanelLoginProps) {
  const facts = [
    { name: t('customerNew.panel'), what: t('customerNew.panel'), text: location.origin },
    { name: t('people.email'), what: t('people.email'), text: email },
    { name: t('password.label'), what: t('password.what'), text: password },
  ];
  return (
    <div>
      <dl className="facts">
        {facts.map(({ name, what, text }) => (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd>
              <Copyable text={text} what={what} />
            </dd>
          </Fragment>
        ))}
      </dl>
      <p className="under">
        <CopyAll
          text={facts.map(({ name, text }) => `${name}: ${text}`).join('\n')}
          what={t('customerNew.all')}
          label={t('card.copyAll')}
        />
      </p>
    </div>
  );
}
