// Somebody else applied a policy while this one was being edited.
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { policyQuery } from '../../api/servers.js';
import { t } from '../../i18n/index.js';
import { Dialog } from '../../parts/dialog.js';
import { modeInWords } from './policy-form.js';

interface ConflictProps {
  readonly serverId: string;
  readonly load: () => void;
  readonly onClose: () => void;
}

/** Says who was faster and with what, and offers to load it. */
export function ConflictDialog({ serverId, load, onClose }: ConflictProps) {
  const { data, isFetching } = useQuery({ ...policyQuery(serverId), staleTime: 0 });
  return (
    <Dialog title={t('policy.conflictTitle')} onClose={onClose}>
      <p>
        {data && !isFetching
          ? t('policy.conflict', { who: data.createdBy, version: data.version, mode: modeInWords(data) })
          : t('policy.conflictPlain')}
      </p>
      <div className="form-foot">
        <Button variant="default" onClick={onClose}>
          {t('dialog.cancel')}
        </Button>
        <Button disabled={isFetching} onClick={load}>
          {t('policy.load')}
        </Button>
      </div>
    </Dialog>
  );
}
