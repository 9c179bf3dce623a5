// Adds the address that the panel sees somebody come from to the networks they are typing.
import { useState } from 'react';
import { currentAddress } from '../../api/session.js';
import { t } from '../../i18n/index.js';
import { FormProblem } from '../state.js';
import { useAct } from '../use-submit.js';

interface MyAddressProps {
  /** One a line. */
  readonly networks: string;
  readonly onChange: (networks: string) => void;
}

/** The button under the field. */
export function MyAddress({ networks, onChange }: MyAddressProps) {
  const [said, say] = useState('');
  const { busy, problem, run } = useAct();
  const add = async () => {
    const address = await currentAddress();
    if (address === null) {
      say(t('newAccount.myAddressUnknown'));
      return;
    }
    const lines = networks.split('\n').filter((line) => line.trim() !== '');
    onChange([...new Set([...lines, address])].join('\n'));
    say(t('newAccount.myAddressAdded', { address }));
  };
  return (
    <div>
      <FormProblem problem={problem} />
      <button type="button" className="text-button" disabled={busy} onClick={() => run(add)}>
        {t('newAccount.myAddress')}
      </button>{' '}
      <span className="hint" role="status">
        {said}
      </span>
    </div>
  );
}
