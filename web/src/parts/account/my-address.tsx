// Adds the address that the panel sees somebody come from to the networks they are typing.
import { currentAddress } from '../../api/session.js';
import { t } from '../../i18n/index.js';
import { announce } from '../announce.js';

interface MyAddressProps {
  /** One a line. */
  readonly networks: string;
  readonly onChange: (networks: string) => void;
}

/** The button under the field. */
export function MyAddress({ networks, onChange }: MyAddressProps) {
  const add = async () => {
    const address = await currentAddress();
    if (address === null) {
      announce(t('newAccount.myAddressUnknown'));
      return;
    }
    const lines = networks.split('\n').filter((line) => line.trim() !== '');
    onChange([...new Set([...lines, address])].join('\n'));
    announce(t('newAccount.myAddressAdded', { address }));
  };
  return (
    <button
      type="button"
      className="text-button"
      onClick={() => void add().catch(() => announce(t('newAccount.myAddressUnknown')))}
    >
      {t('newAccount.myAddress')}
    </button>
  );
}
