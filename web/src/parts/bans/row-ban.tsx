// A ban that begins at a row of a list: its button, for staff, and the dialog behind it.
import { useState, type ReactNode } from 'react';
import { useMe } from '../../api/me.js';
import { t } from '../../i18n/index.js';
import { Action } from '../list/action.js';
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
      <Action
        words={t('banReach.row')}
        name={t('banReach.rowOf', { who: [of.login, of.address].filter(Boolean).join(', ') })}
        act={() => choose(of)}
      />
    ),
    dialog: whom && <NewBanDialog {...whom} onClose={() => choose(undefined)} />,
  };
}
