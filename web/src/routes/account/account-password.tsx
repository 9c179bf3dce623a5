// A new password for an FTP account.
import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import { setAccountPassword } from '../../api/accounts.js';
import type { Account } from '../../api/types.js';
import { opens, t } from '../../i18n/index.js';
import { Copyable } from '../../parts/copy.js';
import { Dialog } from '../../parts/dialog.js';
import { Section } from '../../parts/page.js';
import { NewPassword } from '../../parts/password-input.js';
import { whyNoPasswordOf } from '../../parts/password-policy.js';
import { generatePassword } from '../../parts/password.js';
import { Focused, FormProblem, Notice } from '../../parts/state.js';
import { useAct } from '../../parts/use-submit.js';

interface PasswordProps {
  readonly account: Account;
  readonly onChanged: (password: string) => void;
}

/** The section, and the dialog behind its button. */
export function AccountPassword({ account, onChanged }: PasswordProps) {
  const [open, setOpen] = useState(false);
  return (
    <Section title={t('account.password')}>
      <p className="quiet">{t('account.passwordText')}</p>
      <div className="form-foot under">
        <Button variant="default" onClick={() => setOpen(true)}>
          {opens(t('account.passwordButton'))}
        </Button>
      </div>
      {open && <PasswordDialog account={account} onChanged={onChanged} close={() => setOpen(false)} />}
    </Section>
  );
}

function PasswordDialog({ account, onChanged, close }: PasswordProps & { readonly close: () => void }) {
  const [password, setPassword] = useState(generatePassword);
  const [done, setDone] = useState(false);
  const { busy, problem, run } = useAct();
  const [endSessions, setEndSessions] = useState(true);
  const about = [account.login];
  const refused = whyNoPasswordOf(about, password);
  const set = async () => {
    await setAccountPassword(account.id, { password, endSessions });
    setDone(true);
    onChanged(password);
  };
  return (
    <Dialog title={t('account.passwordTitle', { login: account.login })} onClose={close}>
      {done ? (
        <Focused reason={done} className="dialog">
          <Notice tone="data" alert>
            <p>{t('account.passwordDone')}</p>
          </Notice>
          <Copyable text={password} what={t('password.what')} />
          <div className="form-foot">
            <Button onClick={close}>{t('account.passwordClose')}</Button>
          </div>
        </Focused>
      ) : (
        <form
          className="dialog"
          onSubmit={(event) => {
            event.preventDefault();
            if (refused === null) run(set);
          }}
        >
          <FormProblem problem={problem} />
          <NewPassword
            label={t('password.label')}
            value={password}
            onChange={setPassword}
            error={refused}
            about={about}
          />
          <Checkbox
            label={t('accountPage.endSessions')}
            description={endSessionsHint(account)}
            checked={endSessions}
            onChange={(event) => setEndSessions(event.currentTarget.checked)}
          />
          <div className="form-foot">
            <Button variant="default" onClick={close}>
              {t('dialog.cancel')}
            </Button>
            <Button type="submit" loading={busy} disabled={refused !== null}>
              {t('account.passwordSet')}
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}

function endSessionsHint({ openSessions: count }: Account): string {
  const open = count > 0 ? `${t('accountPage.sessionsOpen', { count })} ` : '';
  return `${open}${t('accountPage.endSessionsHint')}`;
}
