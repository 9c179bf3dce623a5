// Deleting an FTP account: its files stay unless that is chosen, and then what goes is said first and typed for.
import { Checkbox, Radio } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { accountFilesQuery, deleteAccountWithFiles } from '../../api/account-files.js';
import { deleteAccount, forgetAccount } from '../../api/accounts.js';
import type { Account, AccountFiles } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { Confirm } from '../../parts/dialog.js';
import { Fetched } from '../../parts/fetched.js';
import { formatBytes } from '../../parts/format.js';
import { Notice, Said } from '../../parts/state.js';
import { RemovalProgress } from './removal-progress.js';

interface DeleteProps {
  readonly account: Account;
  readonly close: () => void;
}

/** The dialog; after the files were chosen too it shows how far the server is with them. */
export function DeleteDialog({ account, close }: DeleteProps) {
  const navigate = useNavigate();
  const [withFiles, setWithFiles] = useState(false);
  const [agreed, setAgreed] = useState(false);
  const [removing, setRemoving] = useState(false);
  const files = useQuery({ ...accountFilesQuery(account.id), enabled: !removing });
  const leave = async () => {
    await navigate({ to: '/accounts', ignoreBlocker: true });
    forgetAccount(account.id);
  };
  if (removing) return <RemovalProgress account={account} onClose={() => void leave()} />;
  const act = async () => {
    if (!withFiles) {
      await deleteAccount(account.id);
      return leave();
    }
    await deleteAccountWithFiles(account.id);
    setRemoving(true);
  };
  return (
    <Confirm
      title={t('account.deleteTitle', { login: account.login })}
      label={t(withFiles ? 'accountPage.deleteWithFiles' : 'account.deleteButton')}
      act={act}
      // With files the dialog goes on to show how far the server is.
      onClose={withFiles ? () => undefined : close}
      onCancel={close}
      ready={!withFiles || ready(files.data, agreed)}
      {...(withFiles && { typed: { text: account.login, label: t('account.deleteTyped') } })}
    >
      <Fetched query={files} what={t('accountPage.counting')}>
        {(found) => <Folder files={found} domain={account.webRoot.domain} />}
      </Fetched>
      <Radio.Group
        label={t('accountPage.whatOfFiles')}
        value={withFiles ? 'delete' : 'keep'}
        onChange={(value) => setWithFiles(value === 'delete')}
      >
        <div className="choices">
          <Radio value="keep" label={t('accountPage.keepFiles')} description={t('accountPage.keepFilesHint')} />
          <Radio value="delete" label={t('accountPage.removeFiles')} description={t('accountPage.removeFilesHint')} />
        </div>
      </Radio.Group>
      {withFiles && files.data && <WhatGoes files={files.data} agreed={agreed} agree={setAgreed} />}
    </Confirm>
  );
}

function ready(files: AccountFiles | undefined, agreed: boolean): boolean {
  return files !== undefined && files.refusal === null && (files.sharedWith.length === 0 || agreed);
}

/** Path, size and number. */
function Folder({ files, domain }: { files: AccountFiles; domain: string }) {
  const { bytes, files: count, folder, path, exists, complete } = files;
  return (
    <div>
      <p>
        <span className="mono">{path ?? folder}</span> {path === null && t('accountPage.onDomain', { domain })}
      </p>
      <p>
        {exists
          ? t(complete ? 'accountPage.holds' : 'accountPage.holdsAtLeast', { count, size: formatBytes(bytes) })
          : t('accountPage.noFolder')}
      </p>
    </div>
  );
}

interface WhatGoesProps {
  readonly files: AccountFiles;
  readonly agreed: boolean;
  readonly agree: (agreed: boolean) => void;
}

/** Who else loses files, or why they cannot go. */
function WhatGoes({ files: { sharedWith, refusal }, agreed, agree }: WhatGoesProps) {
  if (refusal !== null) {
    return (
      <Notice tone="refusal" alert>
        <p>
          <Said>{refusal}</Said>
        </p>
      </Notice>
    );
  }
  return (
    <>
      {sharedWith.length > 0 && (
        <Notice tone="refusal">
          <p>{t('accountPage.othersLose', { count: sharedWith.length })}</p>
          <ul>
            {sharedWith.map(({ id, login, folder: theirs }) => (
              <li key={id} className="mono">{`${login} ${theirs}`}</li>
            ))}
          </ul>
          <Checkbox
            label={t('accountPage.othersAgree')}
            checked={agreed}
            onChange={(event) => agree(event.currentTarget.checked)}
          />
        </Notice>
      )}
    </>
  );
}
