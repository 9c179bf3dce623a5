// Picks a folder inside a web root; the hosting server lists what is there.
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { folderQuery } from '../../api/web-roots.js';
import type { Folder, WebRoot } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { Dialog } from '../dialog.js';
import { Icon } from '../icons.js';
import { Failed } from '../list.js';
import { folderAbove, folderInside } from './folder-path.js';

interface PickerProps {
  readonly webRoot: Pick<WebRoot, 'id' | 'domain'>;
  readonly start: string;
  readonly onPick: (folder: string) => void;
  readonly onClose: () => void;
}

/** A dialog that walks through the folders. */
export function FolderPicker({ webRoot, start, onPick, onClose }: PickerProps) {
  const [folder, setFolder] = useState(start.startsWith('/') ? start : '/');
  const query = useQuery(folderQuery(webRoot.id, folder));
  return (
    <Dialog title={t('picker.title', { domain: webRoot.domain })} onClose={onClose}>
      <div>
        <p className="folder-path">
          <Icon name="folder" />
          <span className="mono">{folder}</span>
          {folder === '/' && <span className="quiet">{t('picker.root')}</span>}
        </p>
        <div className="folders" aria-live="polite">
          {query.isPending && <p className="note">{t('picker.loading')}</p>}
          {query.data && <Entries data={query.data} folder={folder} go={setFolder} />}
          {!query.isPending && !query.data && folder !== '/' && <Up folder={folder} go={setFolder} />}
        </div>
      </div>
      {query.isError && <Failed thrown={query.error} retry={() => void query.refetch()} />}
      <div className="form-foot">
        <Button variant="default" onClick={onClose}>
          {t('dialog.cancel')}
        </Button>
        <Button disabled={!query.data} onClick={() => onPick(folder)}>
          {t('picker.choose', { folder })}
        </Button>
      </div>
    </Dialog>
  );
}

interface WalkProps {
  readonly folder: string;
  readonly go: (folder: string) => void;
}

function Up({ folder, go }: WalkProps) {
  const above = folderAbove(folder);
  return (
    <button type="button" onClick={() => go(above)}>
      <Icon name="up" />
      {t('picker.up', { folder: above })}
    </button>
  );
}

function Entries({ data, folder, go }: WalkProps & { readonly data: Folder }) {
  const folders = data.entries.filter((entry) => entry.kind === 'folder');
  const others = data.entries.length - folders.length;
  return (
    <>
      <ul>
        {folder !== '/' && (
          <li>
            <Up folder={folder} go={go} />
          </li>
        )}
        {folders.map(({ name }) => (
          <li key={name}>
            <button type="button" onClick={() => go(folderInside(folder, name))}>
              <Icon name="folder" />
              <span className="mono">{name}</span>
            </button>
          </li>
        ))}
      </ul>
      {(folders.length === 0 || others > 0 || data.truncated) && (
        <p className="note">
          {folders.length === 0 && `${t('picker.noFolders')} `}
          {others > 0 && `${t('picker.files', { count: others })} `}
          {data.truncated && t('picker.truncated')}
        </p>
      )}
    </>
  );
}
