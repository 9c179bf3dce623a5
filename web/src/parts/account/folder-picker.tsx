// Picks a folder inside a web root; the hosting server lists what is there.
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { WebRoot } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { Dialog } from '../dialog.js';
import { FolderTree } from './folder-tree.js';

interface PickerProps {
  readonly webRoot: Pick<WebRoot, 'id' | 'domain'>;
  readonly start: string;
  readonly onPick: (folder: string) => void;
  readonly onClose: () => void;
}

/** A dialog with the tree of folders. */
export function FolderPicker({ webRoot, start, onPick, onClose }: PickerProps) {
  const [folder, setFolder] = useState(start.startsWith('/') ? start : '/');
  return (
    <Dialog title={t('picker.title', { domain: webRoot.domain })} onClose={onClose}>
      <FolderTree webRoot={webRoot} selected={folder} onSelect={setFolder} />
      <div className="form-foot">
        <Button variant="default" onClick={onClose}>
          {t('dialog.cancel')}
        </Button>
        <Button onClick={() => onPick(folder)}>{t('picker.choose', { folder })}</Button>
      </div>
    </Dialog>
  );
}
