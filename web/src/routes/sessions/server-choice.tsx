// Which server a list is narrowed to.
import { NativeSelect } from '@mantine/core';
import { t } from '../../i18n/index.js';

interface ServerChoiceProps {
  readonly servers: readonly { readonly id: string; readonly name: string }[];
  readonly chosen: string | undefined;
  readonly onChange: (id: string | undefined) => void;
}

/** One of them, or any. */
export function ServerChoice({ servers, chosen, onChange }: ServerChoiceProps) {
  return (
    <NativeSelect
      aria-label={t('narrow.server')}
      value={chosen ?? ''}
      data={[
        { value: '', label: t('narrow.anyServer') },
        ...servers.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      onChange={(event) => onChange(event.currentTarget.value || undefined)}
    />
  );
}
