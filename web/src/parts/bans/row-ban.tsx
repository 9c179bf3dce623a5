// A ban that begins at a row of a list: its button, for staff, and the dialog behind it.
import { useState, type ReactNode } from 'react';
import { useMe } from '../../api/me.js';
import { t } from '../../i18n/index.js';
import { NewBanDialog } from './new-ban.js';

interface Whom {
  readonly address: string;
  /** Undefined where the row has none. */
  readonly login: string | undefined;
}

interface RowBan {
  /** Whether the person may ban at all. */
  readonly allowed: boolean;
  readonly button: (whom: Whom) => ReactNode;
  readonly dialog: ReactNode;
}

/** What a list puts into its rows and beside them. */
export function useRowBan(): RowBan {
  const allowed = useMe().role !== 'customer';
  const [whom, choose] = useState<Whom>();
  return {
    allowed,
    button: (of) => (
      <button
        type="button"
        className="text-button"
        aria-label={t('banReach.rowOf', { who: [of.login, of.address].filter(Boolean).join(', ') })}
        onClick={() => choose(of)}
      >
        {t('banReach.row')}
      </button>
    ),
    dialog: whom && <NewBanDialog {...whom} onClose={() => choose(undefined)} />,
  };
}
