// After creating: the connection card with the password, once.
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Account } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { ConnectionCard } from '../../parts/account/connection-card.js';
import { HandOver } from '../../parts/hand-over.js';
import { PageHead } from '../../parts/page.js';

interface CreatedProps {
  readonly account: Account;
  readonly password: string;
  readonly again: () => void;
}

/** What the new FTP account needs to connect. */
export function Created({ account, password, again }: CreatedProps) {
  return (
    <>
      <PageHead title={t('create.created', { login: account.login })} lead={t('create.createdLead')} />
      <div className="created">
        <ConnectionCard accountId={account.id} password={password} />
        <HandOver subject={account.login} wish={{ accountId: account.id }} />
        <div className="form-foot">
          <Button
            renderRoot={(props) => <Link to="/accounts/$accountId" params={{ accountId: account.id }} {...props} />}
          >
            {t('create.toAccount')}
          </Button>
          <Button variant="default" onClick={again}>
            {t('create.another')}
          </Button>
        </div>
      </div>
    </>
  );
}
